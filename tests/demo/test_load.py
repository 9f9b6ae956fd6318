import random
from collections import Counter
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Avg, Count, F, Q, Sum

from champions.board import columns
from champions.models import Champion, HelpFeedback, HelpRequest, HelpSession, Reference
from champions.renewals import matches_of_lapsed
from core.models import Nation
from demo import world
from demo.content.names import made_up_phone
from demo.residents import keep_bookings
from demo.tables import read_table
from events.models import Attendance, Booking, Confidence, CoursePage, EventPage, Feedback, Goal, Occurrence, Referral
from locations.holidays import known_until
from locations.models import Area, Place, PostcodeGroup, VenuePage
from locations.whereabouts import find_place
from people.models import Person
from reports.coverage.figures import To, coverage
from reports.coverage.gaps import far, total
from reports.equality_questions import QUESTIONS
from reports.models import EqualityCount, Yardstick

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=ZoneInfo("Europe/London"))

# By one worker alone, for it is loaded once in each that tests it.
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def cumbria(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with time_machine.travel(NOW):
                world.load(seed=2026, now=NOW)
            yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            # What was rolled back is not remembered by whatever this worker tests next.
            ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _use(cumbria, db):
    pass


def test_the_programme_is_as_large_as_a_county_needs():
    counts = {
        "venues": VenuePage.objects.live().count(),
        "courses": CoursePage.objects.live().count(),
        "events": EventPage.objects.live().count(),
        "champions": Champion.objects.count(),
    }

    assert counts["venues"] >= 40
    assert counts["courses"] == 15
    assert counts["events"] >= 60
    assert counts["champions"] == 80
    assert Person.objects.filter(champion__isnull=True).count() == world.LEARNERS


def test_there_is_a_year_behind_and_three_months_ahead():
    booked = Booking.objects.filter(state="confirmed")

    assert booked.filter(occurrence__starts_at__lt=NOW - timedelta(days=330)).exists()
    assert booked.filter(occurrence__starts_at__gt=NOW + timedelta(days=60)).exists()
    assert Attendance.objects.filter(occurrence__starts_at__gt=NOW).count() == 0


def test_staff_find_a_day_of_work_and_no_more():
    applied = Champion.objects.filter(state="applied")
    unfinished = Occurrence.objects.filter(ends_at__lt=NOW, state="on", register_closed_at=None)

    assert 0 < applied.count() < 15
    assert not applied.filter(applied_at__lt=NOW - timedelta(days=10)).exists()
    assert 0 < unfinished.count() < 30
    assert not Champion.objects.filter(active_since__lt=F("applied_at")).exists()
    assert not HelpSession.objects.filter(held_on__lt=F("champion__active_since__date")).exists()


def test_the_board_has_some_at_each_stage_and_somebody_is_helped_by_a_champion_whose_check_ran_out():
    assert all(column.cards for column in columns(NOW))
    assert {"named", "asked", "answered", "accepted"} == set(Reference.objects.values_list("state", flat=True))
    assert matches_of_lapsed(NOW) == 1


def test_nobody_is_oversold():
    full = Occurrence.objects.annotate(
        taken=Sum("bookings__places", filter=Q(bookings__state="confirmed"), default=0),
        limit=F("event__capacity"),
    )

    assert full.filter(taken__gt=F("limit")).count() == 0
    assert full.filter(taken=F("limit"), starts_at__gt=NOW).exists()


def test_somebody_is_always_waiting_for_a_full_session():
    waiting = Occurrence.objects.filter(starts_at__gt=NOW).annotate(
        waiting=Count("bookings", filter=Q(bookings__state="waiting"))
    )

    assert waiting.filter(waiting__gte=2).exists()


@time_machine.travel(NOW)
def test_publishing_again_changes_no_occurrence():
    event = EventPage.objects.get(slug="silver-surfer-thursday")
    before = list(event.occurrences.values_list("pk", "starts_at", "state").order_by("pk"))

    event.save_revision().publish()

    assert list(event.occurrences.values_list("pk", "starts_at", "state").order_by("pk")) == before


def test_nothing_is_on_at_christmas_and_the_places_say_so():
    christmas = datetime(2026, 12, 24, tzinfo=NOW.tzinfo), datetime(2027, 1, 2, tzinfo=NOW.tzinfo)

    assert not Occurrence.objects.filter(starts_at__range=christmas, venue__isnull=False).exists()
    assert {venue.opening(christmas[0]).words for venue in VenuePage.objects.all()} == {
        "Closed today: Christmas and New Year"
    }


def test_nothing_is_on_at_easter_and_bank_holidays_are_known_to_the_end_of_2028():
    good_friday = datetime(2027, 3, 26, tzinfo=NOW.tzinfo)

    assert not Occurrence.objects.filter(starts_at__range=(good_friday, good_friday + timedelta(days=1))).exists()
    assert Occurrence.objects.filter(starts_at__range=(good_friday - timedelta(days=7), good_friday)).exists()
    assert {known_until(nation) for nation in Nation.values} == {date(2028, 12, 26)}


def test_one_coming_session_is_not_on():
    off = Occurrence.objects.get(starts_at__gt=NOW, state="cancelled")

    assert off.reason == "The heating is being mended."
    assert not off.bookings.exists()


def test_two_bookings_that_draw_the_same_number_are_told_apart(monkeypatch):
    meeting = Occurrence.objects.filter(starts_at__gt=NOW).first()
    known = Booking.objects.first().reference
    people = list(Person.objects.exclude(bookings__occurrence=meeting)[:2])
    alike = [
        Booking(reference=known, secret_hash="x", occurrence=meeting, person=person, places=1, created_at=NOW)
        for person in people
    ]
    drawn = iter([known, "A0A0A0", "A0A0A0", "C0C0C0"])
    monkeypatch.setattr("demo.residents.new_reference", lambda: next(drawn))

    keep_bookings(alike)

    assert [booking.reference for booking in alike] == ["A0A0A0", "C0C0C0"]


def test_requests_are_waiting_and_help_was_given():
    states = Counter(HelpRequest.objects.values_list("state", flat=True))
    assert (states["waiting"], states["offered"], states["found"]) == (11, 3, 2)
    assert states["matched"] > 5 < states["closed"]
    assert HelpSession.objects.count() > 40


def test_learners_have_goals_answers_and_referrals_that_rest_on_consent():
    before, after = (Confidence.objects.filter(moment=moment) for moment in ("before", "after"))

    assert Goal.objects.count() > 40
    assert 0 < Goal.objects.exclude(reached_on=None).count() < Goal.objects.count() / 2
    assert not Goal.objects.filter(topic=None).exists()
    assert after.aggregate(Avg("level"))["level__avg"] > before.aggregate(Avg("level"))["level__avg"]
    assert not Confidence.objects.filter(occurrence__starts_at__gt=NOW).exists()
    assert Referral.objects.count() == 18
    assert not Referral.objects.exclude(consent__purpose="pass-on").exists()
    assert not Referral.objects.exclude(consent__person=F("person")).exists()


def test_people_said_how_sessions_and_help_were_and_who_they_are_as_numbers():
    assert Feedback.objects.filter(how_was_it__in="45").count() > Feedback.objects.count() / 2 > 100
    assert Feedback.objects.exclude(words="").exists()
    assert Feedback.objects.count() == Attendance.objects.exclude(feedback_on=None).count()
    assert not Feedback.objects.filter(said_on__gt=NOW.date()).exists()
    assert HelpFeedback.objects.exists()
    assert set(EqualityCount.objects.values_list("question", flat=True)) == {each.name for each in QUESTIONS}


def test_reports_have_an_earlier_year_and_targets_to_be_held_against():
    known = Yardstick.objects.filter(sort="known").values_list("measure", "number")

    assert dict(known) == {"learners": 1135, "classes": 90, "tutors": 34}
    assert {each.period.words for each in Yardstick.objects.filter(sort="target")} == {"Academic year 2026/27"}


@pytest.mark.parametrize("postcode", ["CA1 1AA", "ca9 3rf", "LA15 8AF", "LA22 0BZ", "CA28 7QZ"])
def test_any_postcode_of_the_county_is_found_without_an_import(postcode):
    assert find_place(postcode).kind == "found"


def test_dalton_is_two_places():
    assert find_place("Dalton").kind == "choice"


def test_somebody_has_far_to_go_and_a_session_somewhere_would_help():
    found = coverage(now=NOW)

    assert (len(found.areas), found.lost_areas) == (60, 0)
    assert 0 < far(found.areas, To.SESSION) < total(found.areas) / 2
    assert found.best(1)[0][1].brought_near > 0


def test_the_tables_agree_with_each_other():
    wards = {row["code"] for row in read_table("areas")}

    assert {row["ward_code"] for row in read_table("venues")} <= wards
    assert Area.objects.count() == len(wards)
    assert PostcodeGroup.objects.count() == len(read_table("postcode_groups"))
    assert Place.objects.count() == len(read_table("places"))


def test_telephone_numbers_are_those_that_nobody_has():
    rng = random.Random(1)

    assert {made_up_phone(rng)[:9] for _ in range(50)} == {"01632 960", "07700 900"}
    assert not Person.objects.exclude(phone="").exclude(phone__regex=r"^(01632 960|07700 900) \d{3}$").exists()


def test_a_database_with_places_is_refused_or_left_alone():
    before = Person.objects.count()

    with pytest.raises(CommandError, match="empty one"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)

    assert Person.objects.count() == before


def sketch():
    """A fingerprint of who is there, what is on and who is booked: the whole would be thousands of lines."""
    return [
        sha256(repr(list(rows)).encode()).hexdigest()
        for rows in (
            Person.objects.order_by("pk").values_list("name", "phone"),
            Occurrence.objects.order_by("starts_at", "event__slug").values_list("event__slug", "starts_at", "state"),
            Booking.objects.order_by("occurrence__starts_at", "occurrence__event__slug", "person__pk").values_list(
                "occurrence__event__slug", "person__name", "state"
            ),
            Goal.objects.order_by("person__pk", "said_on").values_list("person__name", "words", "reached_on"),
            Confidence.objects.order_by(
                "person__pk", "occurrence__starts_at", "occurrence__event__slug", "area", "moment"
            ).values_list("person__name", "area", "moment", "level"),
            Referral.objects.order_by("person__pk").values_list("person__name", "organisation", "state"),
        )
    ]


@pytest.mark.slow
def test_the_same_seed_makes_the_same_world():
    first = sketch()
    with transaction.atomic():
        connection.check_constraints()  # PostgreSQL empties no table that still has a check to come
        call_command("flush", interactive=False, verbosity=0)
        with time_machine.travel(NOW):
            world.load(seed=2026, now=NOW)
        second = sketch()
        transaction.set_rollback(True)

    assert second == first
