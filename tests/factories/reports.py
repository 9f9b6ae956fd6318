"""A small world whose figures are worked out by hand in tests/reports/test_counts.py."""

from datetime import date, time

from events.models import Headcount
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.factories.locations import make_area, make_venue
from tests.factories.people import make_person


def make_autumn():
    """Autumn 2026 in two districts and online. Asha, Ben, Chloe and Dev come; some are only counted.

    10 Sep  Carlisle   Asha comes, Ben is marked as not here
     1 Oct  Carlisle   Asha brings somebody, and five more are counted
    15 Oct  Eden       Asha and Ben
    20 Oct  Eden       cancelled
     5 Nov  Carlisle   Ben and Chloe
    12 Nov  online     Dev
    27 Nov  Carlisle   still to come on 20 November
    """
    event = make_event()
    library = make_venue(district=make_area("Carlisle", kind="district"))
    hall = make_venue("Penrith Library", district=make_area("Eden", kind="district"))
    asha, ben, chloe, dev = (make_person(name) for name in ("Asha", "Ben", "Chloe", "Dev"))

    def on(day, venue, *people, **kwargs):
        occurrence = make_occurrence(event, date(2026, *day), starts=time(10), venue=venue, **kwargs)
        for person in people:
            make_attendance(occurrence, person)
        return occurrence

    september = on((9, 10), library, asha)
    make_attendance(september, ben, mark="absent")
    october = on((10, 1), library)
    make_attendance(october, asha, people=2)
    Headcount.objects.create(occurrence=october, age_band="65-74", people=3)
    Headcount.objects.create(occurrence=october, age_band="75+", people=2)
    on((10, 15), hall, asha, ben)
    on((10, 20), hall, state="cancelled")
    on((11, 5), library, ben, chloe)
    online = on((11, 12), library, dev)
    online.venue = None
    online.save()
    on((11, 27), library)
