"""Who came, row by row: a small world, and a file that somebody asked for."""

from datetime import date, time

from reports.models import RowsFile
from reports.periods import between
from tests.factories.events import make_attendance, make_booking, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue
from tests.factories.people import NOW, make_person

OCTOBER = between(date(2026, 10, 1), date(2026, 10, 31))
TO_NOVEMBER = between(date(2026, 10, 15), date(2026, 11, 10))


def make_registers():
    """Asha comes on 1 October and 5 November, from the second time on under two records; Ben is booked and does not."""
    ward = make_area("Castle", kind="ward")
    library = make_venue("Carlisle Library", district=make_area("Carlisle", kind="district"), ward=ward)
    event = make_event("Tablet time", topics=[make_topic("Stay safe"), make_topic("Get online")], kind="drop-in")
    asha = make_person("Asha", age_band="75+", language="Bengali", ward=ward, phone="01632 960001")
    again = make_person("A. Khan", merged_into=asha)
    ben = make_person("Ben")
    october = make_occurrence(event, date(2026, 10, 1), starts=time(10), venue=library)
    november = make_occurrence(event, date(2026, 11, 5), starts=time(14, 30), venue=library)
    make_attendance(october, asha, people=2, late=True, walk_in=True)
    make_attendance(october, ben, mark="absent", booking=make_booking(october, ben, arrived_by="phone"))
    make_attendance(november, again)
    return library


def make_rows_file(asked_by, *, period=OCTOBER, state="waiting", format="csv", now=NOW, **kwargs):
    return RowsFile.objects.create(
        asked_by=asked_by,
        asked_at=now,
        format=format,
        kind=period.kind,
        first_on=period.first_on,
        last_on=period.last_on,
        state=state,
        **kwargs,
    )
