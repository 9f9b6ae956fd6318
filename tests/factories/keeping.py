"""What retention is tried on; its figures are worked out by hand in tests/reports/test_kept.py."""

from datetime import date, timedelta

from core.actors import Actor
from core.retention import apply_rules
from core.words import midnight
from people.actions import erase_person
from tests.factories.messaging import make_message
from tests.factories.people import make_person

NIGHTLY = timedelta(hours=2)


def at_night(day):
    return midnight(day) + NIGHTLY


def make_kept():
    """November 2026: runs in the nights of the 10th and of the 20th, at two. Messages are kept for 6 months.

     1 May 25   Old is made known, and nothing happens with them      goes on the 10th
     4 May      two messages, sent                                    go on the 10th
    14 May      one message, sent                                     goes on the 20th
    14 May      one message that is still to be told                  stays, whatever its age
     1 Jun      one message, sent: its time is over on 1 December
     1 Sep      one message, sent
    12 Nov      Asha is erased, for she asked for it
    12 Nov      Ben is made known
    """
    make_person("Old", now=at_night(date(2025, 5, 1)))
    for month, day, state in ((5, 4, "sent"), (5, 4, "sent"), (5, 14, "sent"), (5, 14, "to-do"), (6, 1, "sent")):
        make_message(state=state, now=at_night(date(2026, month, day)))
    make_message(state="sent", now=at_night(date(2026, 9, 1)))
    apply_rules(at_night(date(2026, 11, 10)))
    asked_at = at_night(date(2026, 11, 12))
    erase_person(make_person("Asha", now=asked_at), by=Actor.system(), now=asked_at, why="asked")
    make_person("Ben", now=asked_at)
    apply_rules(at_night(date(2026, 11, 20)))
