"""An autumn of bookings and requests by every channel, whose figures are worked out by hand in test_channels.py."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.factories.champions import make_request
from tests.factories.events import make_booking, make_occurrence
from tests.factories.people import make_person

LONDON = ZoneInfo("Europe/London")


def make_contacts():
    """Contacts in 2026 by channel, all but two of them bookings.

    September   1 website, 3 telephone
    October     3 website (one on a whole course of two dates, one given up later), 1 telephone, 1 letter
    November    3 website (one of them a request), 2 face to face (one of them a request), 1 partner
    """
    one, other = make_occurrence(), make_occurrence()

    def came(month, *channels):
        for channel in channels:
            at = datetime.combine(datetime(2026, month, 5), time(10), tzinfo=LONDON)
            make_booking(one, make_person(), now=at, arrived_by=channel)

    came(9, "web", "phone", "phone", "phone")
    came(10, "web", "phone", "letter")
    october = datetime(2026, 10, 31, 23, 30, tzinfo=LONDON)
    make_booking(one, make_person(), state="cancelled", now=october, arrived_by="web")
    person = make_person()
    for date in (one, other):
        make_booking(date, person, reference="C0URSE", whole_course=True, now=october, arrived_by="web")
    came(11, "web", "web", "face", "partner")
    for channel in ("web", "face"):
        make_request(make_person(), now=october + timedelta(hours=1), arrived_by=channel)
