from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actors import Actor
from core.words import LONDON
from events import whats_on
from events.actions import occurrences as acts
from events.models import Occurrence
from events.wanted import read_day
from tests.factories.events import make_booking, make_course, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue

pytestmark = pytest.mark.django_db
NEXT = date(2026, 11, 26)
MORNING = datetime(2026, 11, 20, 10, tzinfo=LONDON)
STAFF = Actor.system()


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


def rows(response):
    """[(the day's heading, what each of its sessions says)]."""
    return [
        (day, [(each.title, each.tag.words, each.note) for each in sessions])
        for day, sessions in response.context["days"]
    ]


def move(row, day, starts=time(14), venue=None, **kwargs):
    at = datetime.combine(day, starts, tzinfo=LONDON)
    acts.move(
        row, starts_at=at, ends_at=at + timedelta(hours=2), venue=venue or row.venue, by=STAFF, now=MORNING, **kwargs
    )


def test_what_is_off_today_is_seen_until_the_day_is_over(see, monkeypatch, london):
    make_occurrence(make_event("Off"), day=date(2026, 11, 20), starts=time(9), minutes=30, state="cancelled")
    make_occurrence(make_event("Over"), day=date(2026, 11, 20), starts=time(9), minutes=30)

    for moment, found in ((london(2026, 11, 20, 23, 59), ["Off"]), (london(2026, 11, 21, 0, 0), [])):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        assert titles(see()) == found


def test_what_was_moved_is_seen_on_both_days_and_says_why(see):
    row = make_occurrence(make_event("Surfers"), day=NEXT)
    move(row, date(2026, 12, 3), reason="The heating is off")

    assert rows(see()) == [
        (
            "Thursday 26 November",
            [
                (
                    "Surfers",
                    "Moved",
                    "Moved to Thursday 3 December, 2pm to 4pm, Carlisle Library. The heating is off.",
                )
            ],
        ),
        (
            "Thursday 3 December",
            [("Surfers", "10 places left", "Moved from Thursday 26 November, 10am. The heating is off.")],
        ),
    ]


def test_the_day_it_was_moved_from_is_forgotten_when_it_is_over(see, monkeypatch, london):
    move(make_occurrence(make_event("Surfers"), day=NEXT), date(2026, 12, 3))
    monkeypatch.setattr("django.utils.timezone.now", lambda: london(2026, 11, 27, 0, 0))

    assert rows(see()) == [("Thursday 3 December", [("Surfers", "10 places left", "")])]


def test_what_was_moved_within_its_day_appears_once(see):
    move(make_occurrence(make_event("Surfers"), day=NEXT), NEXT)

    assert rows(see()) == [
        ("Thursday 26 November", [("Surfers", "10 places left", "Moved from Thursday 26 November, 10am.")])
    ]


def test_what_was_moved_to_an_earlier_time_is_seen_until_its_day_is_over(see, client, monkeypatch, london):
    move(make_occurrence(make_event("To Tuesday", slug="tuesday"), day=NEXT), date(2026, 11, 24))
    move(make_occurrence(make_event("To nine"), day=NEXT, starts=time(16)), NEXT, starts=time(9))

    monkeypatch.setattr("django.utils.timezone.now", lambda: london(2026, 11, 26, 15))
    assert [(title, tag) for _, found in rows(see()) for title, tag, _ in found] == [
        ("To nine", "Over"),
        ("To Tuesday", "Moved"),
    ]
    assert entries(see("?view=week")) == {
        "Today, Thursday 26 November": [
            ("9am", "To nine", ""),
            ("10am", "To Tuesday", "Moved to Tuesday 24 November"),
        ]
    }
    page = client.get("/events/tuesday/").context
    assert [(row.when, row.tag.words, row.gone) for row in page["dates"]] == [
        ("Today, Thursday 26 November, 10am to 12 noon", "Moved", True)
    ]
    assert page["panel"]["heading"] == "No dates at the moment"

    monkeypatch.setattr("django.utils.timezone.now", lambda: london(2026, 11, 27, 0))
    assert (rows(see()), client.get("/events/tuesday/").context["dates"]) == ([], [])


def test_what_was_moved_and_then_cancelled_is_seen_where_it_would_be(see):
    row = make_occurrence(make_event("Surfers"), day=NEXT)
    move(row, date(2026, 12, 3))
    acts.cancel(Occurrence.objects.get(), reason="Snow", by=STAFF, now=MORNING)

    assert rows(see()) == [("Thursday 3 December", [("Surfers", "Not on", "Snow.")])]


def test_filters_hold_for_what_was_moved_too(see):
    make_world()
    move(Occurrence.objects.get(event__title="Scam busters"), date(2026, 12, 3))

    assert titles(see("?topic=scams")) == ["Scam busters", "Scam busters"]
    assert titles(see("?how=online")) == ["Video calls"]
    assert titles(see("?from=2026-11-27")) == ["Scam busters"]
    assert titles(see("?when=week")) == ["Video calls", "Café drop-in", "Scam busters"]


@settings(max_examples=15)
@given(st.lists(st.integers(1, 60), min_size=5, max_size=12, unique=True), st.integers(1, 4))
def test_over_all_pages_nothing_is_twice_and_nothing_is_missing(days, per_page):
    Occurrence.objects.all().delete()
    event = make_event("Surfers")
    for number, day in enumerate(days):
        row = make_occurrence(event, day=NEXT + timedelta(days=day))
        if number % 2:
            move(row, NEXT + timedelta(days=100 + number))
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whats_on, "PER_PAGE", per_page)
        pages = whats_on.whats_on({}, now=MORNING)["page_obj"].paginator.num_pages
        for number in range(1, pages + 1):
            for _, cards in whats_on.whats_on({"page": str(number)}, now=MORNING)["days"]:
                seen += [(card.starts_at, card.gone) for card in cards]

    expected = [(row.starts_at, False) for row in Occurrence.objects.all()]
    expected += [(row.moved_from_at, True) for row in Occurrence.objects.exclude(moved_from_at=None)]
    assert sorted(seen) == sorted(expected)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-12-03", "2026-12-03"),
        ("3/12/2026", "2026-12-03"),
        ("3 12 2026", "2026-12-03"),
        ("3 December 2026", "2026-12-03"),
        ("3 dec", "2026-12-03"),
        ("1 nov", "2027-11-01"),
        ("29 2 2028", "2028-02-29"),
        ("3/12/26", "2026-12-03"),
        ("3rd of December 2026", "2026-12-03"),
        ("Thursday 3 December", "2026-12-03"),
        ("Thurs 3 dec 26", "2026-12-03"),
    ],
)
def test_a_date_may_be_written_in_any_usual_way(now, typed, found):
    assert read_day(typed, now) == (date.fromisoformat(found), "")


@pytest.mark.parametrize(
    "typed",
    [
        *("31/2/2027", "soon", "0", "99/99/9999", "3 Juvember 2026", "1 ju 2027", "2026-13-01", "²/3/2027"),
        # Larger than any number that a date takes.
        *(f"1/1/{'9' * 20}", f"1/{'9' * 20}/2027", f"{'9' * 20}/1/2027"),
    ],
)
def test_what_is_no_date_gets_a_sentence_and_stays_in_the_box(see, typed):
    make_world()
    response = see(f"?{urlencode({'from': typed, 'how': 'online'})}")
    html = response.content.decode()

    assert titles(response) == ["Video calls"]
    assert "We cannot read this date. Write it like 26 11 2026." in html
    assert f'value="{typed}"' in html
    assert "<title>Error: " in html


@pytest.mark.parametrize(("from_day", "chosen"), [("", "Today"), ("2026-11-20", "Today"), ("2026-11-26", "That day")])
def test_what_is_counted_from_a_later_date_is_not_called_today(see, from_day, chosen):
    groups = see(f"?when=today&from={from_day}").context["groups"]

    assert [choice.label for group in groups for choice in group.choices if choice.chosen][1] == chosen


def test_a_year_far_off_and_a_day_that_is_over_are_said(see):
    make_world()

    assert "Choose a date within the next 10 years." in see("?from=2126-11-26").content.decode()
    assert "Thursday 1 October 2026 is over. This is what is on from today." in see("?from=2026-10-01").content.decode()


def entries(response):
    return {
        day.label: [(each.time, each.title, each.note) for each in day.entries]
        for week in response.context["weeks"]
        for day in week
        if day.entries
    }


def test_a_month_shows_every_day_with_what_is_on(see):
    make_world()
    row = make_occurrence(make_event("Surfers"), day=date(2026, 11, 24))
    move(row, date(2026, 11, 30))
    make_occurrence(make_event("Off"), day=date(2026, 11, 25), state="cancelled")

    response = see("?view=month")

    assert response.context["heading"] == "November 2026"
    assert [len(week) for week in response.context["weeks"]] == [7] * 3
    assert entries(response) == {
        "Today, Friday 20 November": [("2pm", "Video calls", "")],
        "Tuesday 24 November": [("10am", "Surfers", "Moved to Monday 30 November")],
        "Wednesday 25 November": [("10am", "Off", "Not on")],
        "Thursday 26 November": [("10am", "Scam busters", ""), ("10am", "Café drop-in", "")],
        "Monday 30 November": [("2pm", "Surfers", "")],
    }


def test_a_week_is_from_monday_to_sunday_and_from_now_on(see):
    make_world()
    make_occurrence(make_event("Over"), day=date(2026, 11, 18))

    first, second = see("?view=week"), see("?view=week&from=2026-11-26")

    assert first.context["heading"] == "Monday 16 November 2026 to Sunday 22 November 2026"
    assert list(entries(first)) == ["Today, Friday 20 November"]
    assert list(entries(second)) == ["Thursday 26 November"]
    assert first.context["earlier"] == ""
    assert first.context["later"] == "?view=week&from=2026-11-23"
    assert second.context["earlier"] == "?from=2026-11-20&view=week"


def test_months_keep_the_filters_and_lead_on(see):
    make_world()

    response = see("?view=month&how=online&from=2026-12-09")

    assert (response.context["earlier"], response.context["later"]) == (
        "?from=2026-11-20&how=online&view=month",
        "?from=2027-01-01&how=online&view=month",
    )
    assert "Nothing is on as you asked." in response.content.decode()
    assert entries(see("?view=month&how=online")) == {"Today, Friday 20 November": [("2pm", "Video calls", "")]}


def test_a_fuller_month_says_that_there_is_more(see, monkeypatch):
    monkeypatch.setattr("events.days.MOST_SHOWN", 2)
    make_world()

    assert "There is more on than fits here." in see("?view=month").content.decode()


@pytest.mark.parametrize("view", ["week", "month"])
def test_a_week_or_a_month_takes_no_more_queries_than_the_list(client, django_assert_max_num_queries, view):
    counts = []
    for number in (2, 30):
        for each in range(number):
            make_occurrence(make_event(f"Event {number} {each}"), day=date(2026, 11, 21), starts=time(8, each))
        with django_assert_max_num_queries(10) as queries:
            client.get(f"/events/?view={view}")
        counts.append(len(queries))

    assert counts[0] == counts[1]
