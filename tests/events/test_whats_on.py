from datetime import date, time, timedelta

import pytest

from events.models import Occurrence
from tests.factories.events import make_booking, make_course, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue

pytestmark = pytest.mark.django_db
NEXT = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def see(client):
    """What /events/ shows: `see("?when=today")`."""

    def look(query=""):
        response = client.get(f"/events/{query}")
        assert response.status_code == 200
        return response

    return look


def titles(response):
    return [session.title for _, sessions in response.context["days"] for session in sessions]


def test_what_is_on_is_listed_from_now_on_by_day(see, now):
    make_occurrence(make_event("Over"), day=now.date(), starts=time(8), minutes=60)
    make_occurrence(make_event("Later"), day=date(2026, 12, 3))
    make_occurrence(make_event("On now"), day=now.date(), starts=time(9), minutes=90)
    make_occurrence(make_event("Not live", live=False))
    make_occurrence(make_event("Unlisted", audience="staff"))
    make_occurrence(make_event("Off"), state="cancelled")

    response = see()

    assert [(day, [each.title for each in sessions]) for day, sessions in response.context["days"]] == [
        ("Today, Friday 20 November", ["On now"]),
        ("Thursday 26 November", ["Off"]),
        ("Thursday 3 December", ["Later"]),
    ]
    assert "<b>3 sessions</b>" in response.content.decode()


def test_an_event_past_midnight_is_on_until_it_ends(see, now):
    yesterday = now.date() - timedelta(days=1)
    make_occurrence(make_event("All night"), day=yesterday, starts=time(23), minutes=12 * 60)

    assert [day for day, _ in see().context["days"]] == ["Today, Friday 20 November"]


def make_world():
    district = make_area("Carlisle", code="E07000028", kind="district")
    library = make_venue("Carlisle Library", step_free=True, district=district)
    station = make_venue("Brampton Fire Station", kind="fire-station", town="Brampton", position=(54.94, -2.73))
    topic = make_topic("Stay safe from scams", slug="scams")
    make_occurrence(make_event("Scam busters", topics=[topic], kind="workshop"), venue=library)
    make_occurrence(make_event("Café drop-in", booking_mode="drop-in", kind="drop-in"), NEXT, venue=station)
    online = make_event("Video calls", delivery="online", booking_mode="ring", kind="one-to-one")
    Occurrence.objects.filter(pk=make_occurrence(online, date(2026, 11, 20), time(14)).pk).update(venue=None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Video calls", "Scam busters", "Café drop-in"]),
        ("?when=today", ["Video calls"]),
        ("?when=week", ["Video calls", "Scam busters", "Café drop-in"]),
        ("?from=2026-11-21", ["Scam busters", "Café drop-in"]),
        ("?from=2026-11-27", []),
        ("?how=online", ["Video calls"]),
        ("?how=in-person", ["Scam busters", "Café drop-in"]),
        ("?booking=drop-in", ["Café drop-in"]),
        ("?booking=book", ["Scam busters"]),
        ("?topic=scams", ["Scam busters"]),
        ("?kind=one-to-one", ["Video calls"]),
        ("?place=fire-station", ["Café drop-in"]),
        ("?access=step-free", ["Scam busters"]),
        ("?district=E07000028", ["Scam busters"]),
        ("?q=scam", ["Scam busters"]),
        ("?q=SCAMS", ["Scam busters"]),
        ("?q=cafe", ["Café drop-in"]),
        ("?q=brampton", ["Café drop-in"]),
        ("?q=carlisle+buster", ["Scam busters"]),
        ("?q=brampton+buster", []),
        ("?q=scam&booking=drop-in", []),
    ],
)
def test_each_filter_keeps_what_fits(see, query, found):
    make_world()

    assert titles(see(query)) == found


@pytest.mark.parametrize(
    "query",
    [
        "?when=%25&how=x&booking=elsewhere&kind=%00&place=moon&from=2026-02-31&page=9999",
        "?topic=no-such&district=%27+OR+1%3D1--",
        "?q=%25&from=99999-01-01",
        f"?q={'9' * 9000}",
        "?q=%00%F0%9F%98%80&page=-1",
        "?from=9999-12-31&when=month",
    ],
)
def test_what_makes_no_sense_gets_a_helpful_page(see, query):
    make_world()

    assert "find help near you" in see(query).content.decode() or titles(see(query))


def test_the_next_page_carries_the_filters(see):
    event = make_event("Café", booking_mode="drop-in")
    for day in range(21):
        make_occurrence(event, day=NEXT + timedelta(days=day))

    first, second = see("?booking=drop-in"), see("?booking=drop-in&page=2")

    assert len(titles(first)) == 20
    assert len(titles(second)) == 1
    assert 'href="?booking=drop-in&amp;page=2"' in first.content.decode()


def test_it_counts_no_farther_than_it_must(see, monkeypatch):
    monkeypatch.setattr("events.whats_on.MOST_COUNTED", 2)
    event = make_event()
    for day in range(3):
        make_occurrence(event, day=NEXT + timedelta(days=day))

    html = see().content.decode()

    assert "2 sessions or more" in html
    assert "To see what is on later, choose a date above." in html


def test_ten_queries_whatever_is_on(client, django_assert_max_num_queries):
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            make_booking(make_occurrence(make_event(topics=[make_topic(f"Topic {rows}{_}")], course=make_course())))
        with django_assert_max_num_queries(10) as queries:
            client.get("/events/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
