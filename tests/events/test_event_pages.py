from datetime import date, time, timedelta

import pytest
import recurrence
from django.test import RequestFactory

from core.actors import Actor
from events.actions import occurrences
from events.models import EventPage, Occurrence, OldAddress, Schedule
from tests.factories.accounts import make_superuser
from tests.factories.events import (
    make_booking,
    make_course,
    make_event,
    make_occurrence,
    make_schedule,
    make_topic,
)
from tests.factories.locations import make_area, make_venue

pytestmark = pytest.mark.django_db
NEXT = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    """The views read the clock: it is ten in the morning on Friday 20 November 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_an_event_shows_its_next_dates_and_folds_the_past_away(client):
    event = make_event(summary="A friendly morning.", capacity=10)
    make_schedule(event, recurrence=recurrence.deserialize("RRULE:FREQ=WEEKLY", False))
    make_occurrence(event, day=date(2026, 11, 12))
    make_occurrence(event)
    make_occurrence(event, day=date(2026, 12, 3), state="cancelled", reason="The tutor is away.")

    html = words(client.get(f"/events/{event.slug}/"))

    assert "<b>Thursday 26 November, 10am to 12 noon</b><br>Every Thursday, 10am to 12 noon." in html
    assert "10 places left of 10" in html
    assert f'href="/events/{event.slug}/2026-11-26/book/">Book a place</a>' in html
    assert "<b>Not on.</b> The tutor is away." in html
    assert "<summary>Past dates</summary> <ul><li>Thursday 12 November 2026</li></ul>" in html


def test_todays_session_stays_until_it_has_ended(client, now):
    event = make_event()
    make_occurrence(event, day=now.date(), starts=time(9, 30), minutes=60)

    html = words(client.get(f"/events/{event.slug}/"))

    assert "This session is on now" in html
    assert "If you are not booked, ask before you come." in html
    assert "/book/" not in html


def test_a_drop_in_that_has_begun_still_welcomes_people(client, now):
    event = make_event(booking_mode="drop-in")
    make_occurrence(event, day=now.date(), starts=time(9, 30), minutes=90)

    assert "You can still come, until 11am. You do not need to book." in words(client.get(f"/events/{event.slug}/"))


def test_an_event_without_dates_says_so(client):
    html = words(client.get(f"/events/{make_event().slug}/"))

    assert "No dates at the moment" in html


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("drop-in", "You do not need to book."),
        ("ring", "Ring us and we will find you a place."),
        ("elsewhere", 'href="https://college.example.org/book">Book on another website</a>'),
    ],
)
def test_each_way_of_booking_says_what_to_do(client, mode, said):
    event = make_event(booking_mode=mode, booking_link="https://college.example.org/book")
    make_occurrence(event)

    html = words(client.get(f"/events/{event.slug}/"))

    assert said in html
    assert "/book/" not in html


def test_a_full_date_offers_the_waiting_list_until_that_is_full_too(client):
    event = make_event(capacity=2, waiting_list_places=2)
    occurrence = make_occurrence(event)
    make_booking(occurrence, places=2)

    html = words(client.get(occurrence.get_absolute_url()))
    assert "Join the waiting list" in html

    make_booking(occurrence, places=2, state="waiting")

    html = words(client.get(occurrence.get_absolute_url()))
    assert "Full: 2 people waiting" in html
    assert "The waiting list is full too." in html


def test_a_date_has_its_own_page(client):
    venue = make_venue(step_free=True, hearing_loop=False)
    occurrence = make_occurrence(make_event(cost="£2"), venue=venue)

    html = words(client.get(occurrence.get_absolute_url()))

    assert "Silver Surfer Thursday, Thursday 26 November 2026 –" in html
    assert f'<a href="/venues/{venue.slug}/">Carlisle Library</a>' in html
    assert "£2" in html
    assert "<b>Step-free</b>" in html
    assert "No hearing loop" in html


def test_a_cancelled_date_is_shown_as_such(client):
    occurrence = make_occurrence(state="cancelled", reason="The tutor is ill.")

    html = words(client.get(occurrence.get_absolute_url()))

    assert "<b>Not on.</b> Silver Surfer Thursday on Thursday 26 November 2026 is cancelled. The tutor is ill." in html
    assert "/book/" not in html


def test_a_past_day_is_said_once_however_often_it_met(client):
    event = make_event(slug="surfers")
    for hour in (10, 14):
        make_occurrence(event, day=date(2026, 11, 12), starts=time(hour))

    assert client.get("/events/surfers/").context["past_dates"] == ["Thursday 12 November 2026"]


def test_a_past_date_is_over(client):
    html = words(client.get(make_occurrence(day=date(2026, 11, 12)).get_absolute_url()))

    assert "This session is over" in html


def test_an_old_address_leads_to_where_the_meeting_went(client):
    event = make_event()
    moved = make_occurrence(event, day=date(2026, 11, 27), original_on=NEXT)
    OldAddress.objects.create(event=event, address_day="2026-11-26", occurrence=moved)

    response = client.get(f"/events/{event.slug}/2026-11-26/")

    assert (response.status_code, response.url) == (302, moved.get_absolute_url())


def test_a_second_meeting_that_day_has_an_address_of_its_own(client):
    event = make_event()
    make_occurrence(event)
    later = make_occurrence(event, starts=time(14))

    assert later.get_absolute_url() == f"/events/{event.slug}/2026-11-26-1400/"
    assert "2pm to 4pm" in words(client.get(later.get_absolute_url()))


@pytest.mark.parametrize("day", ["2026-11-27", "2026-02-30", "0000-00-00"])
def test_a_day_on_which_nothing_is_held_is_not_found(client, day):
    event = make_event()
    make_occurrence(event)

    assert client.get(f"/events/{event.slug}/{day}/").status_code == 404


def test_an_event_that_is_not_published_has_no_pages(client):
    event = make_event(live=False)
    occurrence = make_occurrence(event)

    assert client.get(f"/events/{event.slug}/").status_code == 404
    assert client.get(occurrence.get_absolute_url()).status_code == 404


def test_the_joining_link_is_never_shown(client):
    event = make_event(delivery="online", joining_link="https://meet.example.org/secret-room")
    occurrence = make_occurrence(event, venue=None)
    Occurrence.objects.update(venue=None)

    for address in (
        f"/events/{event.slug}/",
        occurrence.get_absolute_url(),
        f"{occurrence.get_absolute_url()}event.ics",
        "/events/",
    ):
        body = client.get(address).content.decode()
        assert "secret-room" not in body
        assert "Online" in body


@pytest.mark.parametrize("audience", ["staff", "members", "champions"])
def test_an_unlisted_event_is_reached_by_its_address_and_shown_nowhere(client, audience):
    venue, course, topic = make_venue(), make_course(), make_topic()
    event = make_event("Champion training day", audience=audience, course=course, topics=[topic])
    occurrence = make_occurrence(event, venue=venue)

    for address in (f"/events/{event.slug}/", occurrence.get_absolute_url()):
        assert '<meta name="robots" content="noindex">' in words(client.get(address))
    for address in ("/events/", "/events/?q=champion", course.get_url(), f"/venues/{venue.slug}/", "/"):
        assert "Champion training day" not in words(client.get(address))
    assert event.get_sitemap_urls() == []


def test_it_says_for_whom_it_is(client):
    members = make_occurrence(make_event(audience="members", course=make_course(level="beginner")))
    everyone = make_occurrence(make_event())

    assert "Elected members. Beginners" in words(client.get(members.get_absolute_url()))
    assert ">For</dt>" not in words(client.get(everyone.get_absolute_url()))


def test_a_place_without_a_postcode_is_written_without_a_loose_comma(client):
    occurrence = make_occurrence(make_event(), venue=make_venue("Reading room", address="", town="", postcode=""))

    assert ">Reading room</a></dd>" in words(client.get(occurrence.get_absolute_url()))


def test_who_may_turn_up_today_is_told_so(client, now):
    event = make_event(booking_mode="drop-in")
    make_occurrence(event, day=now.date(), starts=time(14))

    assert "Come today, Friday 20 November" in words(client.get(f"/events/{event.slug}/"))


def test_a_preview_shows_the_dates_of_the_draft_and_writes_nothing(client):
    event = make_event(live=False)
    event.schedules = [Schedule(first_on=NEXT, start_time=time(10), end_time=time(12), venue=make_venue())]
    event.schedules.all()[0].recurrence = recurrence.deserialize("RRULE:FREQ=WEEKLY;COUNT=2", False)
    event.schedules.all()
    request = RequestFactory().get("/")
    request.user = make_superuser()

    html = words(event.make_preview_request(request, "").render())

    assert "Thursday 26 November, 10am to 12 noon" in html
    assert "/book/" not in html
    assert not Occurrence.objects.exists()


def test_a_preview_of_an_empty_draft_bears_it(client):
    event = make_event(live=False)
    event.schedules = [Schedule()]
    request = RequestFactory().get("/")
    request.user = make_superuser()

    assert "No dates at the moment" in words(event.make_preview_request(request, "").render())


def test_the_queries_of_an_event_do_not_grow_with_its_dates(client, django_assert_max_num_queries):
    event = make_event(course=make_course())
    schedule = make_schedule(event, venue=make_venue())
    counts = []
    for weeks in (1, 3):
        for week in range(weeks):
            day = NEXT + timedelta(days=7 * week + weeks)
            make_occurrence(event, day=day, venue=schedule.venue)
        with django_assert_max_num_queries(12) as queries:
            client.get(f"/events/{event.slug}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_course_shows_what_you_will_be_able_to_do_and_when(client):
    course = make_course(
        "First steps", outcomes="- switch it on\nsend a message\n\n", topics=[make_topic("Shop online")]
    )
    occurrence = make_occurrence(make_event(course=course))

    html = words(client.get(course.get_url()))

    assert "<ul><li>switch it on</li><li>send a message</li></ul>" in html
    assert occurrence.get_absolute_url() in html
    assert "There is no test at the end." in html


def test_courses_are_listed_by_skill_area(client, django_assert_max_num_queries):
    make_course("Scams", topics=[make_topic("Stay safe", area="safety"), make_topic("Passwords", area="safety")])
    make_course("First steps", topics=[make_topic("Switch it on", area="foundation")])
    make_course("Anything")

    with django_assert_max_num_queries(12):
        html = words(client.get("/courses/"))

    headings = [html.index(f"<h2>{area}") for area in ("Foundation skills", "Being safe", "Other courses")]
    assert headings == sorted(headings)
    assert html.count(">Scams</a>") == 1


def test_a_venue_shows_what_is_on_there(client, django_assert_max_num_queries):
    from django.template import Context, Template

    venue = make_venue(district=make_area("Carlisle", kind="district"))
    here = make_occurrence(venue=venue)
    make_occurrence(make_event("Elsewhere"))

    with django_assert_max_num_queries(2):
        html = Template("{% load events_tags %}{% whats_on_at venue %}").render(Context({"venue": venue}))

    assert here.get_absolute_url() in html
    assert "Elsewhere" not in html


def test_a_venue_and_a_course_say_what_is_off_and_a_venue_what_went_elsewhere_until_the_day_is_over(
    client, monkeypatch, now, london
):
    from django.template import Context, Template

    library, course = make_venue("Keswick Library"), make_course("First steps", slug="first-steps")
    make_occurrence(make_event("Off", course=course), venue=library, state="cancelled", reason="The tutor is ill.")
    away = make_occurrence(make_event("Away"), venue=library)
    occurrences.move(
        away,
        starts_at=away.starts_at,
        ends_at=away.ends_at,
        venue=make_venue("Penrith Library", town="Penrith"),
        by=Actor.system(),
        now=now,
    )

    def here():
        return " ".join(
            Template("{% load events_tags %}{% whats_on_at venue %}").render(Context({"venue": library})).split()
        )

    for moment, there in ((london(2026, 11, 26, 23, 59), True), (london(2026, 11, 27, 0, 0), False)):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert ("The tutor is ill." in here()) is there
        assert ("Moved to today, Thursday 26 November, 10am to 12 noon, Penrith Library." in here()) is there
        assert ("The tutor is ill." in words(client.get("/courses/first-steps/"))) is there


def test_a_schedule_that_is_over_is_not_said_and_one_to_come_says_from_when(client):
    event = make_event(slug="surfers")
    weekly = "RRULE:FREQ=WEEKLY;UNTIL=20261105T235959Z"
    make_schedule(event, first_on=date(2026, 10, 1), recurrence=recurrence.deserialize(weekly, False))
    make_schedule(event, first_on=date(2026, 10, 2))
    make_schedule(event, first_on=date(2026, 12, 4), recurrence=recurrence.deserialize("RRULE:FREQ=WEEKLY", False))
    make_occurrence(event)

    html = words(client.get("/events/surfers/"))

    assert "Every Thursday" not in html
    assert "2 October" not in html
    assert "From Friday 4 December 2026: every Friday, 10am to 12 noon." in html


def test_a_moved_date_says_when_and_where_it_was_to_be_on_its_page_and_among_the_dates(client, now):
    event = make_event(slug="surfers")
    row = make_occurrence(event, venue=make_venue("Keswick Library"))
    make_occurrence(event, day=date(2026, 12, 10))
    at = row.starts_at + timedelta(days=7)
    library = make_venue("Penrith Library", town="Penrith")
    occurrences.move(
        row, starts_at=at, ends_at=at + timedelta(hours=2), venue=library, reason="New roof", by=Actor.system(), now=now
    )

    page = words(client.get("/events/surfers/2026-12-03/"))
    event_page = words(client.get("/events/surfers/"))

    assert "<p>Moved from Thursday 26 November, 10am, Keswick Library. New roof.</p>" in page
    assert "<del><a" in event_page
    assert "10am to 12 noon</a></del><br>Moved to Thursday 3 December, 10am to 12 noon" in event_page


def test_what_is_off_today_stays_on_the_events_page_until_the_day_is_over(client, now):
    event = make_event(slug="surfers")
    make_occurrence(event, day=now.date(), starts=time(8), minutes=60, state="cancelled", reason="Snow.")

    assert "<b>Not on.</b> Snow." in words(client.get("/events/surfers/"))


def test_dates_follow_an_event_whose_address_was_changed(client, django_capture_on_commit_callbacks):
    event = make_event(slug="surfers", live=False)
    schedule = Schedule(first_on=NEXT, start_time=time(10), end_time=time(12), venue=make_venue())
    event.schedules.add(schedule)
    event.save_revision().publish()
    event = EventPage.objects.get()
    event.slug = "silver-surfers"
    with django_capture_on_commit_callbacks(execute=True):
        event.save_revision().publish()

    for old, new in (
        ("/events/surfers/2026-11-26/", "/events/silver-surfers/2026-11-26/"),
        ("/events/surfers/2026-11-26/event.ics", "/events/silver-surfers/2026-11-26/event.ics"),
        ("/events/surfers/calendar.ics", "/events/silver-surfers/calendar.ics"),
    ):
        response = client.get(old)
        assert (response.status_code in (301, 302), response["Location"]) == (True, new)
    assert client.get("/events/nothing/2026-11-26/").status_code == 404
