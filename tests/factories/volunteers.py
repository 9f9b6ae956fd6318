"""Five champions, whose figures are worked out by hand in tests/reports/test_volunteers.py."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from champions.models import Champion
from core.actors import Actor
from core.audit import record
from tests.factories.champions import make_champion, make_help, make_request
from tests.factories.events import make_occurrence, make_rota_place
from tests.factories.locations import make_area
from tests.factories.people import make_person

LONDON = ZoneInfo("Europe/London")


def at(year, month, day):
    return datetime.combine(date(year, month, day), time(10), tzinfo=LONDON)


def make_volunteers():
    """Rowan in Westdale and Una in Eden, Tansy of Eden who is gone, Ivo and Kit who have applied.

                applied       in checks     active        left
    Rowan       1 Sep 2025    11 Sep 2025   1 Oct 2025
    Tansy       1 Oct 2025                  1 Nov 2025    1 Mar 2026
    Una         1 Oct 2026    6 Oct 2026    26 Oct 2026
    Ivo         10 Nov 2026
    Kit         5 Nov 2026    15 Nov 2026

    In 2026  Rowan helped Arthur for 60 minutes on 7 October (8 miles) and for 30 on 4 November, and somebody at a
             drop-in for 45 on 5 November
             Una helped Betty for 90 minutes on 5 November (12 miles), and at a session on 12 November for 120
    """
    castle = make_area("Castle", parent=make_area("Westdale", kind="district"))
    alston = make_area("Alston", parent=make_area("Eden", kind="district"))
    rowan = stands("Rowan", castle, "active", at(2025, 9, 1), at(2025, 9, 11), at(2025, 10, 1))
    tansy = stands("Tansy", alston, "left", at(2025, 10, 1), None, at(2025, 11, 1))
    record("champion_left", tansy, by=Actor.system(), now=at(2026, 3, 1), was="active")
    una = stands("Una", alston, "active", at(2026, 10, 1), at(2026, 10, 6), at(2026, 10, 26))
    stands("Ivo", castle, "applied", at(2026, 11, 10))
    stands("Kit", castle, "in-checks", at(2026, 11, 5), at(2026, 11, 15))

    arthur = make_request(make_person("Arthur"), state="matched", champion=rowan)
    betty = make_request(make_person("Betty"), state="closed", champion=una)
    make_help(rowan, arthur, date(2026, 10, 7), 60, travel_miles=8)
    make_help(rowan, arthur, date(2026, 11, 4), 30)
    make_help(rowan, None, date(2026, 11, 5), 45)
    make_help(una, betty, date(2026, 11, 5), 90, travel_miles=12)
    session = make_occurrence(day=date(2026, 11, 12))
    make_rota_place(session, una, attended=True, minutes=120)
    make_rota_place(session, rowan, attended=False)
    return rowan, una


def stands(name, area, state, applied_at, checks_at=None, active_at=None):
    champion = make_champion(name, state=state, area=area, birth_year=1961)
    Champion.objects.filter(pk=champion.pk).update(applied_at=applied_at, active_since=active_at)
    if checks_at:
        record("champion_in_checks", champion, by=Actor.system(), now=checks_at, was="applied")
    return champion
