"""A November with gaps, whose figures are worked out by hand in tests/reports/test_quality.py."""

from datetime import date, time, timedelta

from events.models import Headcount, Occurrence
from tests.factories.accounts import make_user
from tests.factories.events import make_attendance, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_postcode, make_venue
from tests.factories.people import make_person


def make_wanting():
    """November 2026, looked at on the 20th. Priya leads the event, unless a date says otherwise.

     2 Nov  Asha is here     finished 2 days later
     3 Nov  Asha is here     finished 5 days later
     4 Nov  cancelled
     5 Nov  nothing in it    not finished, for 15 days
    10 Nov  Ben is here      not finished, for 10 days
    12 Nov  four counted     not finished, for 8 days; nobody leads it
    19 Nov  nothing in it    not finished, for a day; Sam leads it
    26 Nov  still to come

    Of Asha all is known. Of Ben neither age nor ward, and his postcode is in no table.
    """
    priya, sam = make_user(first_name="Priya", last_name="Rao"), make_user(first_name="Sam", last_name="Okoro")
    district = make_area("Westdale", kind="district")
    ward = make_area("Castle", parent=district)
    make_postcode("CA1 1AA", ward=ward, district=district)
    place = make_venue(ward=ward, district=district)
    event = make_event(lead=priya, topics=[make_topic()])
    without_lead = make_event("Drop-in", topics=[make_topic("Use a tablet", area="foundation")])
    asha = make_person("Asha", age_band="65-74", ward=ward, postcode="ca1 1aa")
    ben = make_person("Ben", postcode="ZZ9 9ZZ")

    def on(day, *people, of=event, finished_after=None, **kwargs):
        occurrence = make_occurrence(of, date(2026, 11, day), starts=time(10), venue=place, **kwargs)
        for person in people:
            make_attendance(occurrence, person)
        if finished_after:
            closed_at = occurrence.ends_at + timedelta(days=finished_after)
            Occurrence.objects.filter(pk=occurrence.pk).update(register_closed_at=closed_at)
        return occurrence

    on(2, asha, finished_after=2)
    on(3, asha, finished_after=5)
    on(4, state="cancelled")
    on(5)
    on(10, ben)
    Headcount.objects.create(occurrence=on(12, of=without_lead), age_band="75+", people=4)
    on(19, lead=sam)
    on(26)
