"""What is missing from the November in tests/factories/missing.py, worked out by hand."""

from datetime import date

import pytest
from django.urls import reverse

from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MEMBERS
from reports.periods import PeriodKind, period_of
from reports.quality import QualityReport
from tests.factories.accounts import make_staff
from tests.factories.champions import make_request
from tests.factories.events import make_attendance, make_confidence, make_event, make_occurrence
from tests.factories.locations import make_area, make_venue
from tests.factories.missing import make_wanting
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
ADDRESS = "/admin/figures/quality/?kind=month&on=2026-11-01"


def answered():
    return QualityReport().answer({"period": NOVEMBER}, now=NOW)


def missing(what):
    """(how many, out of how many) of one line."""
    return next(row[1:3] for row in answered().table("missing").rows if row[0] == what)


def test_registers_by_lead_are_counted_with_what_came_back_in_time():
    make_wanting()

    # Of Priya's four, all have had three days, and one came back in them. Sam's session was yesterday: nothing is due.
    assert answered().table("leads").rows == (
        ("Priya Rao", 4, 1, 1, 1 / 4, 15),
        ("Nobody leads it", 1, 0, 1, 0.0, 8),
        ("Sam Okoro", 1, 1, 0, None, 1),
    )
    assert answered().table("leads").total == ("All", 6, 2, 2, 1 / 5, 15)
    assert answered().sentence == "4 registers of 6 sessions are not back, the longest for 15 days."


def test_registers_that_are_not_back_are_listed_the_longest_first_and_lead_to_themselves():
    make_wanting()

    rows = answered().table("registers").rows

    assert [row[1:] for row in rows] == [
        (date(2026, 11, 5), "Priya Rao", "Nothing in it", 15),
        (date(2026, 11, 10), "Priya Rao", "Not finished", 10),
        (date(2026, 11, 12), "Nobody leads it", "Not finished", 8),
        (date(2026, 11, 19), "Sam Okoro", "Nothing in it", 1),
    ]
    assert rows[0][0].url.startswith("/register/R")


def test_what_is_missing_says_how_many_and_out_of_how_many():
    make_wanting()

    assert [row[:3] for row in answered().table("missing").rows] == [
        ("Sessions without a register", 2, 6),
        ("Registers not finished", 2, 6),
        ("Sessions where people were only counted", 1, 6),
        ("Sessions without a lead", 1, 6),
        ("Sessions in person at no place", 0, 6),
        ("Learners without an age band", 1, 2),
        ("Learners without a ward", 1, 2),
        ("Learners with a postcode that we do not know", 1, 2),
        ("Asked how sure they feel before, and not after", 0, 0),
        ("Requests for help closed without an outcome", 0, None),
        ("Matches of which we have heard nothing for 14 days", 0, None),
        ("Events without a topic", 0, None),
        ("Places without a position", 0, None),
        ("Places without a district", 0, None),
        ("Wards without a district", 0, None),
        ("Records that are likely the same person", 0, None),
    ]


def test_events_and_places_that_lack_something_are_listed_with_where_to_put_it_right():
    event = make_event("Chat and cake")
    place = make_venue("The hut", position=None, postcode="")
    make_area("Nowhere ward")

    assert [(str(row[0]), row[0].url, row[1]) for row in answered().table("pages").rows] == [
        ("Chat and cake", reverse("wagtailadmin_pages:edit", args=[event.pk]), "Event without a topic"),
        ("The hut", reverse("wagtailadmin_pages:edit", args=[place.pk]), "Place without a position"),
    ]
    assert missing("Places without a district") == (1, None)
    assert missing("Wards without a district") == (1, None)


def test_whoever_was_asked_before_and_never_after_is_counted_once_for_each_skill_area():
    asha, ben = make_person("Asha"), make_person("Ben")
    make_confidence(asha, area="safety", answered_on=date(2026, 11, 2))
    make_confidence(asha, area="safety", answered_on=date(2026, 11, 9))
    make_confidence(asha, area="communicating", answered_on=date(2026, 11, 2))
    make_confidence(ben, area="safety", answered_on=date(2026, 11, 2))
    make_confidence(ben, area="safety", moment="after", answered_on=date(2026, 11, 16))

    assert missing("Asked how sure they feel before, and not after") == (2, 3)


def test_requests_that_ended_without_a_word_are_counted():
    make_request(state="closed", outcome="", closed_at=NOW)
    make_request(state="closed", outcome="Can do it now", closed_at=NOW)

    assert missing("Requests for help closed without an outcome") == (1, None)


def test_two_records_are_likely_one_person_only_with_the_same_name_and_a_contact_in_common():
    one = make_person("Asha Rao", phone="01228 1", phone_compared="012281", email_compared="a@example.org")
    other = make_person("asha rao", phone_compared="012281", email_compared="a@example.org")
    make_person("Asha Rao", phone_compared="012289")
    make_person("Ben Rao", phone_compared="012281")

    rows = answered().table("doubles").rows

    assert [str(row[0]) for row in rows] == [f"Person {one.pk} and person {other.pk}"]
    assert rows[0][0].url == f"/admin/person/merge/{one.pk}/{other.pk}/"


def test_an_empty_programme_is_a_calm_page():
    answer = answered()

    assert answer.sentence == "No session has ended in this time, so no register is due."
    assert answer.table("leads").rows == answer.table("registers").rows == ()


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    make_wanting()
    make_venue(position=None, postcode="")
    with django_assert_max_num_queries(25) as before:
        client.get(ADDRESS)
    for number in range(3):
        make_attendance(make_occurrence(day=date(2026, 11, 11 + number), lead=make_staff(LEADS)), make_person())
        make_request(state="closed", closed_at=NOW)
        make_venue(position=None, postcode="")
        make_confidence(make_person())

    with django_assert_max_num_queries(len(before)):
        page = client.get(ADDRESS)

    assert page.status_code == 200


@pytest.mark.parametrize("group", [EDITORS, LEADS, COORDINATORS, MEMBERS])
def test_other_staff_may_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)


def test_no_name_of_a_person_is_on_the_page_or_in_its_files(client):
    make_wanting()
    make_person("Quirina Threlkeld", phone_compared="012281")
    make_person("Quirina Threlkeld", phone_compared="012281")
    client.force_login(make_staff(MANAGERS))

    for address in (ADDRESS, f"{ADDRESS}&as=csv&table=doubles"):
        response = client.get(address)
        words = response.getvalue().decode()
        assert "merge" in words
        assert "Threlkeld" not in words
