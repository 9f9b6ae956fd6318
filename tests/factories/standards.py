"""A small world of promises kept and missed, seen on Friday 20 November 2026; worked out in test_standards.py."""

from datetime import date, datetime, time

from champions.models import HelpRequest
from core.actors import Actor
from core.audit import record
from core.words import LONDON
from events.models import InboundEvent, PartnerCalendar
from tests.factories.champions import make_champion, make_offer, make_request
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.factories.messaging import make_message
from tests.factories.people import make_person


def at(month, day, hour=9):
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def told(request, kind, now):
    message = make_message(state="sent", kind=kind, now=now)
    message.about_type, message.about_id = "champions.helprequest", str(request.pk)
    message.save()


def make_requests():
    """Asked     first heard      matched
    7 Sep     8 Sep            10 Sep    the quarter before
    30 Oct    2 Nov (1 day)    16 Nov (11 days)
    2 Nov     3 Nov (1 day)    9 Nov (5 days)
    2 Nov     6 Nov (4 days)   waiting for 14 days by now
    9 Nov     cancelled the day after, and told so
    19 Nov    a receipt alone  has time left
    """
    champion = make_champion("Rowan")
    for asked, offered, matched in (
        ((9, 7), (9, 8), (9, 10)),
        ((10, 30), (11, 2), (11, 16)),
        ((11, 2), (11, 3), (11, 9)),
    ):
        request = make_request(make_person("Asha"), now=at(*asked), matched_at=at(*matched), state="matched")
        make_offer(request, champion, now=at(*offered), state="accepted")
    waiting = make_request(make_person("Ben"), now=at(11, 2))
    told(waiting, "help_asked", at(11, 2))
    told(waiting, "help_news", at(11, 6))
    cancelled = make_request(make_person("Chloe"), now=at(11, 9), state="cancelled", closed_at=at(11, 10))
    told(cancelled, "help_cancelled", at(11, 10))
    told(make_request(make_person("Dev"), now=at(11, 19)), "help_asked", at(11, 19))
    assert HelpRequest.objects.count() == 6


def make_registers():
    """Held      its register is back
    2 Nov     the same day
    3 Nov     11 Nov (6 days)
    4 Nov     never finished, but somebody was marked on the 5th (1 day)
    10 Nov    a mark in the room, and nothing since
    12 Nov    cancelled
    19 Nov    has time left
    2 Nov     a partner's
    """
    event = make_event()

    def held(day, **kwargs):
        return make_occurrence(event, date(2026, 11, day), starts=time(10), **kwargs)

    held(2, register_closed_at=at(11, 2, 13))
    held(3, register_closed_at=at(11, 11))
    make_attendance(held(4), now=at(11, 5))
    make_attendance(held(10), now=at(11, 10, 11))
    held(12, state="cancelled")
    held(19)
    partners = make_event("Partner's")
    calendar = PartnerCalendar.objects.create(title="Partner", address="http://example.org/")
    InboundEvent.objects.create(calendar=calendar, uid="1", event=partners, fingerprint="")
    make_occurrence(partners, date(2026, 11, 2))


def make_cancellations():
    """Session of 12 Nov: one told on the 10th, one on the day itself. Of 13 Nov: nobody could tell them; one is on
    again. Of 25 Nov: still to be told.
    """

    def off(needed_by, sent_at=None, state="sent"):
        make_message(
            kind="booking_session_off",
            state=state,
            now=at(11, 10),
            needed_by=needed_by,
            sent_at=sent_at,
            send_at=at(11, 10),
        )

    off(at(11, 12, 10), at(11, 10))
    off(at(11, 12, 10), at(11, 12, 8))
    off(at(11, 13, 10), state="given-up")
    off(at(11, 13, 10), state="withdrawn")
    off(at(11, 25, 10), state="queued")


def make_applications():
    """Applied   replied to
    2 Nov     4 Nov (2 days)
    2 Nov     nobody has
    9 Nov     took it back the day after
    19 Nov    has time left
    put in by staff as active
    """

    def applied(day, action=None, on=None, state="applied"):
        champion = make_champion(f"Applicant of {day}", now=at(11, day), state=state)
        if action:
            record(action, champion, by=Actor.system(), now=at(11, on), was="applied")

    applied(2, "champion_in_checks", 4, state="in-checks")
    applied(2)
    applied(9, "champion_left", 10, state="left")
    applied(19)
    applied(3, state="active")


def make_promises():
    make_requests()
    make_registers()
    make_cancellations()
    make_applications()
