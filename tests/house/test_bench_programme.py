"""The five-year programme that reports are measured on, and how `make bench` measures them."""

import random
from datetime import date

import pytest
from django.test import Client

from bench import programme_help, programme_sessions, report_works
from bench.land import make_land
from bench.programme import POSTCODES
from bench.reference_pages import make_areas, make_venues
from bench.reference_people import make_champions, make_people
from bench.run import print_reports
from bench.xlsx import most_memory
from champions.models import HelpRequest, HelpSession
from events.models import Attendance, Booking, Confidence, EventIndexPage, Headcount, Occurrence
from locations.models import Lsoa, Postcode, VenueIndexPage
from people.models import Person
from reports.every import by_slug
from reports.fixed import ALL, Figures, FixedTable, Measure
from reports.models import FrozenTable
from tests.factories.accounts import make_superuser
from tests.factories.champions import make_role
from tests.factories.events import make_course, make_topic
from tests.factories.locations import make_index
from tests.factories.long_answers import CHOSEN

HELD = Measure("sessions_held", "Sessions held", "Those that have ended.", of_people=False)


@pytest.fixture
def few(monkeypatch):
    """Four events, 20 of their meetings each, and 100 marks."""
    monkeypatch.setattr(programme_sessions, "EVENTS", 4)
    monkeypatch.setattr(programme_sessions, "MARKS", 100)
    for name in ("REQUESTS", "HELP", "ANSWERS", "REFERRALS", "SAID", "LINES"):
        monkeypatch.setattr(programme_help, name, 10)


@pytest.mark.django_db
def test_the_programme_is_whole(few, now):
    rng, land = random.Random(1), make_land(random.Random(1), POSTCODES)
    for model, slug in ((VenueIndexPage, "venues"), (EventIndexPage, "events")):
        make_index(model, slug, slug)
    make_course(topics=[make_topic(f"Topic {number}") for number in range(6)])
    make_role()

    make_areas(land)
    postcodes = programme_sessions.make_postcodes(land, rng)
    venues = make_venues(land, rng, 2, now)
    dates = programme_sessions.make_sessions(venues, rng, now, make_superuser())
    people = programme_sessions.make_people(land, postcodes, rng, 40, now)
    programme_sessions.make_marks(dates, people, rng, now)
    champions = make_champions(land, make_people(land, rng, 5, now), {}, rng, now, programme_help.applied)
    programme_help.make_help(land, people, champions, rng, now)
    programme_help.make_learning(people, dates, rng, now)
    programme_help.make_trail(champions, now)
    programme_sessions.make_small_areas(land, rng)

    marked = Attendance.objects.all()
    assert (Occurrence.objects.count(), marked.count(), Person.objects.count()) == (80, 100, 45)
    assert not marked.filter(occurrence__ends_at__gt=now).exists()
    assert not marked.filter(occurrence__state="cancelled").exists()
    assert Booking.objects.count() == marked.exclude(booking=None).count() > 0
    assert Headcount.objects.exists()
    assert (HelpRequest.objects.count(), HelpSession.objects.count(), Confidence.objects.count()) == (10, 10, 20)
    assert Lsoa.objects.count() == 319
    assert set(Postcode.objects.values_list("lsoa_code", flat=True)) == set(Lsoa.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_report_that_takes_too_many_queries_is_over(monkeypatch):
    client = Client()
    client.force_login(make_superuser())
    asked = ("Rows", "", client, "/admin/figures/rows/")

    allowed = report_works.figure(*asked)
    monkeypatch.setattr(report_works, "MOST_QUERIES", 1)
    refused = report_works.figure(*asked)

    assert (allowed["over"], refused["over"]) == (False, True)
    assert allowed["queries"] > 1


@pytest.mark.django_db
def test_a_page_that_does_not_answer_is_not_measured():
    with pytest.raises(RuntimeError, match="answered 302"):
        report_works.figure("Rows", "", Client(), "/admin/figures/rows/")


@pytest.mark.django_db
def test_what_is_counted_in_the_background_is_measured_and_so_is_its_page(now):
    client = Client()
    client.force_login(make_superuser())

    found = list(report_works.over_years(by_slug()["outcomes"], client, f"/admin/figures/outcomes/?{CHOSEN}"))
    at_once = list(report_works.over_years(by_slug()["champions"], client, f"/admin/figures/champions/?{CHOSEN}"))

    assert [row["work"] for row in found] == ["What changed, five years, counted", "What changed, five years"]
    assert [row["work"] for row in at_once] == ["Champions, five years"]
    assert found[0]["queries"] > 5


@pytest.mark.django_db
def test_frozen_figures_are_read_in_one_query_and_none_is_left(monkeypatch, now):
    def count(period, now):
        counted.append(period)
        return Figures({("sessions_held", ALL): 3})

    counted, table = [], FixedTable("held", "Sessions held", (HELD,), (), count)
    monkeypatch.setattr(report_works, "fixed_tables", lambda: {"held": table})

    (found,) = report_works.frozen()

    assert (found["queries"], len(counted)) == (1, 2)
    assert not FrozenTable.objects.exists()


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [(date(2026, 11, 28), "2021-12-01", "2026-11-30"), (date(2026, 12, 5), "2022-01-01", "2026-12-31")],
)
def test_five_years_are_as_long_as_may_be_asked_for(london, today, first, last):
    years = report_works.five_years(london(today.year, today.month, today.day, 12, 0))

    assert years == {"first_on": first, "last_on": last}


def test_what_is_over_is_marked_in_the_table(capsys):
    row = {"work": "Coverage", "ms": 2_100.4, "most_ms": 2_000, "queries": 9, "most_queries": 25}

    print_reports("PostgreSQL", [{**row, "over": True}, {"work": "600,000 rows as XLSX", "note": "51 s"}])

    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Reports on a five-year programme, PostgreSQL"
    assert lines[3].split() == ["Coverage", "2100", "2000", "9", "25", "OVER"]
    assert lines[4].endswith("51 s")


def test_memory_is_that_of_this_process():
    assert 20 < most_memory() < 10_000
