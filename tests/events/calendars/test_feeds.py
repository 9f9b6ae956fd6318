"""Calendars to subscribe to and the RSS feed, as the programs that fetch them see them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from champions.actions import profile
from core.actors import Actor
from core.errors import Refused
from events.actions import occurrences as acts
from events.calendars import feed as feeds
from events.calendars.keeping import follow_address, stamp, touch, write_texts
from events.calendars.vevent import vevent_text
from events.models import EventPage, Occurrence
from tests.events.calendars.programs import read_with_ical_js
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion
from tests.factories.events import LONDON, make_booking, make_event, make_occurrence, make_topic
from tests.factories.locations import make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
STAFF = Actor.system()
ALL = "/events/calendar.ics"


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def changing(django_capture_on_commit_callbacks):
    """What is changed inside is committed, as it is outside of tests."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def vevents(response):
    assert response.status_code == 200, response.status_code
    return Calendar.from_ical(response.content).walk("VEVENT")


def summaries(response):
    return [str(each["summary"]) for each in vevents(response)]


def test_each_date_is_an_event_of_its_own_with_its_permanent_uid(client):
    event = make_event()
    rows = [make_occurrence(event, day=date(2026, 11, 26)), make_occurrence(event, day=date(2026, 12, 3))]

    found = vevents(client.get(ALL))

    assert [str(each["uid"]) for each in found] == [row.uid for row in rows]
    assert not [each for each in found if "rrule" in each or "attendee" in each or "organizer" in each]
    assert {str(each["transp"]) for each in found} == {"TRANSPARENT"}


def test_it_says_whose_it_is_and_how_often_to_come_back(client):
    make_occurrence()

    response = client.get(f"{ALL}?q=silver")
    head = response.content.split(b"BEGIN:VTIMEZONE")[0].decode()

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    for line in (
        "METHOD:PUBLISH",
        "NAME:What’s on: silver",
        "X-WR-CALNAME:What’s on: silver",
        "X-WR-TIMEZONE:Europe/London",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ):
        assert f"{line}\r\n" in response.content.decode(), head
    assert response.content.count(b"BEGIN:VTIMEZONE") == 1


def test_it_reaches_from_sixty_days_back_to_six_months_ahead(client, now):
    event, today = make_event(), now.date()
    days = [today - timedelta(61), today - timedelta(60), today, date(2027, 5, 20), date(2027, 5, 21)]
    for day in days:
        make_occurrence(event, day=day)

    starts = [each.decoded("dtstart").date() for each in vevents(client.get(ALL))]

    assert starts == days[1:4]


def test_a_cancelled_date_stays_as_cancelled_and_is_raised_in_sequence(client, now):
    row = make_occurrence()
    before = vevents(client.get(ALL))[0]

    acts.cancel(row, reason="Snow", by=STAFF, now=now)
    (after,) = vevents(client.get(ALL))

    assert (after["uid"], str(after["status"])) == (before["uid"], "CANCELLED")
    assert str(after["summary"]) == "CANCELLED: Silver Surfer Thursday"
    assert str(after["description"]).startswith("Not on. Snow.")
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("last-modified") == now


def test_a_moved_date_keeps_its_uid_and_says_when_it_was_to_be(client, now):
    row = make_occurrence()
    before = vevents(client.get(ALL))[0]
    starts_at = row.starts_at + timedelta(days=1)

    acts.move(row, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), venue=row.venue, by=STAFF, now=now)
    (after,) = vevents(client.get(ALL))

    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after.decoded("dtstart") == starts_at
    assert "Moved from Thursday 26 November 2026, 10am." in str(after["description"])
    assert "/2026-11-27/" in str(after["url"])


@settings(max_examples=25)
@given(
    steps=st.lists(
        st.one_of(
            st.just("cancel"), st.just("on again"), st.tuples(st.integers(1, 20), st.integers(8, 18), st.booleans())
        ),
        max_size=6,
    )
)
def test_whatever_is_done_to_a_date_its_uid_stays_and_its_sequence_only_rises(steps):
    row, elsewhere = make_occurrence(), make_venue()
    uid, sequence = row.uid, row.sequence
    for number, step in enumerate(steps):
        before = (row.starts_at, row.venue_id, row.state)
        with suppress(Refused):
            do(row, step, elsewhere, NOW + timedelta(minutes=number))
        row = Occurrence.objects.get(pk=row.pk)
        changed = before != (row.starts_at, row.venue_id, row.state)
        assert row.uid == uid
        assert row.sequence == sequence + changed
        sequence = row.sequence


def do(row, step, elsewhere, now):
    if step == "cancel":
        acts.cancel(row, reason="Snow", by=STAFF, now=now)
    elif step == "on again":
        acts.put_back_on(row, by=STAFF, now=now)
    else:
        days, hour, away = step
        starts_at = datetime.combine(date(2026, 11, 26) + timedelta(days), time(hour), tzinfo=LONDON)
        venue = elsewhere if away else row.venue
        acts.move(row, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), venue=venue, by=STAFF, now=now)


def test_the_same_filters_as_the_page(client):
    scams = make_topic("Scams", slug="scams")
    make_occurrence(make_event("Spot a scam", topics=[scams]))
    make_occurrence(make_event("Video calls", delivery="online", joining_link="https://meet.example.org/x"))
    make_occurrence(make_event("For staff", audience="staff"))

    assert summaries(client.get(f"{ALL}?topic=scams")) == ["Spot a scam"]
    assert summaries(client.get(f"{ALL}?how=online")) == ["Video calls"]
    assert summaries(client.get(f"{ALL}?q=scam+spot")) == ["Spot a scam"]
    assert len(summaries(client.get(f"{ALL}?topic=%00nonsense&when=never&how=9"))) == 0
    assert len(summaries(client.get(f"{ALL}?when=never&how=9"))) == 2
    assert b"meet.example.org" not in client.get(ALL).content


def test_one_event_has_a_calendar_and_so_has_one_place(client):
    library, station = make_venue("Keswick Library"), make_venue("Alston Fire Station")
    surfers, unlisted = make_event("Surfers", slug="surfers"), make_event("Members", slug="members", audience="members")
    make_occurrence(surfers, venue=library)
    make_occurrence(unlisted, venue=station)

    assert summaries(client.get("/events/surfers/calendar.ics")) == ["Surfers"]
    # An unlisted event is reached by its address alone, here as on its page.
    assert summaries(client.get("/events/members/calendar.ics")) == ["Members"]
    assert summaries(client.get(f"/venues/{library.slug}/calendar.ics")) == ["Surfers"]
    assert summaries(client.get(f"/venues/{station.slug}/calendar.ics")) == []
    for address in ("/events/nothing/calendar.ics", "/venues/nowhere/calendar.ics"):
        assert client.get(address).status_code == 404


def test_the_place_is_said_in_words_and_on_the_map(client):
    make_occurrence(venue=make_venue("Carlisle Library", position=(54.8951, -2.9382)))

    (found,) = vevents(client.get(ALL))

    assert str(found["location"]) == "Carlisle Library, 11 Globe Lane, Carlisle, CA3 8NX"
    assert found["geo"].to_ical() == "54.8951;-2.9382"


def test_a_champions_own_calendar_has_what_they_lead_until_the_address_is_made_anew(client, now):
    champion = make_champion(user=make_user())
    make_occurrence(make_event("Led"), lead=champion.user)
    make_occurrence(make_event("Not led"))
    champion = profile.new_calendar_address(champion=champion, by=STAFF, now=now)
    address = f"/champions/me/calendar.ics?key={champion.calendar_key}"

    response = client.get(address)
    assert summaries(response) == ["Led"]
    assert response["Cache-Control"] == "private, no-cache"
    tag = response["ETag"]

    profile.new_calendar_address(champion=champion, by=STAFF, now=now)

    assert client.get(address, headers={"if-none-match": tag}).status_code == 404
    assert client.get("/champions/me/calendar.ics?key=").status_code == 404
    assert client.get("/champions/me/calendar.ics").status_code == 404


def test_a_session_that_somebody_else_leads_now_leaves_their_calendar(client, changing, now):
    champion = make_champion(user=make_user())
    row = make_occurrence(make_event("Led"), lead=champion.user)
    champion = profile.new_calendar_address(champion=champion, by=STAFF, now=now)
    address = f"/champions/me/calendar.ics?key={champion.calendar_key}"
    tag = client.get(address)["ETag"]

    with changing():
        acts.change_details(row, capacity=None, lead=None, by=STAFF, now=now)

    assert summaries(client.get(address, headers={"if-none-match": tag})) == []


def test_a_key_that_is_none_is_not_found(client):
    assert client.get("/champions/me/calendar.ics?key=%00").status_code == 404


def test_a_place_that_is_called_otherwise_now_leads_its_subscribers_on(client, changing):
    venue = make_venue("Keswick Library")
    old, make = venue.slug, make_occurrence(venue=venue)

    with changing():
        publish(make.venue, slug="keswick-hub")

    assert client.get(f"/venues/{old}/calendar.ics")["Location"] == "/venues/keswick-hub/calendar.ics"
    assert len(summaries(client.get("/venues/keswick-hub/calendar.ics"))) == 1


def test_who_stops_being_a_champion_has_no_calendar_any_more(client, now):
    champion = profile.new_calendar_address(champion=make_champion(user=make_user()), by=STAFF, now=now)
    profile.leave(champion=champion, by=STAFF, now=now)

    champion.refresh_from_db()
    assert champion.calendar_key is None


def test_nothing_new_is_answered_in_one_query_without_a_body(client, changing, now, django_assert_num_queries):
    event = make_event("Silver")
    row = make_occurrence(event)
    with changing():
        touch(now - timedelta(hours=3))
    first = client.get(ALL)
    again = {"if-none-match": first["ETag"]}

    with django_assert_num_queries(1):
        unchanged = client.get(ALL, headers=again)
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert client.get(ALL, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    # Another question, another answer.
    assert client.get(f"{ALL}?q=x", headers=again).status_code == 200

    with changing():
        acts.cancel(row, reason="Snow", by=STAFF, now=now)
    changed = client.get(ALL, headers=again)
    assert (changed.status_code, summaries(changed)) == (200, ["CANCELLED: Silver"])


def test_two_changes_of_one_moment_are_two(changing, now):
    with changing():
        touch(now)
    first = stamp()
    with changing():
        touch(now)

    assert stamp() > first


def test_tomorrow_it_is_another_calendar(client, monkeypatch, now):
    make_occurrence()
    first = client.get(ALL)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=1))

    assert client.get(ALL, headers={"if-none-match": first["ETag"]}).status_code == 200


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_what_an_event_or_its_place_is_called_is_followed_by_texts_that_were_kept(client, changing, now):
    event = make_event("Silver Surfers", slug="surfers")
    row = make_occurrence(event, changed_by_hand=True)  # a date of its own
    write_texts(now)
    tag = client.get(ALL)["ETag"]

    with changing():
        publish(EventPage.objects.get(pk=event.pk), title="Golden Surfers")
    renamed = client.get(ALL, headers={"if-none-match": tag})
    assert summaries(renamed) == ["Golden Surfers"]

    write_texts(now)
    with changing():
        publish(row.venue, town="Penrith")
    assert "Penrith" in str(vevents(client.get(ALL))[0]["location"])


def test_publishing_again_what_says_the_same_makes_no_new_texts(now):
    event = make_event()
    row = make_occurrence(event, changed_by_hand=True)
    write_texts(now)
    before = Occurrence.objects.values_list("calendar_text", "changed_at").get(pk=row.pk)

    publish(EventPage.objects.get(pk=event.pk), capacity=30)

    assert Occurrence.objects.values_list("calendar_text", "changed_at").get(pk=row.pk) == before


@pytest.mark.parametrize("leaves", [lambda page: page.unpublish(), lambda page: page.delete()])
def test_an_event_that_leaves_the_site_leaves_calendars_however_it_goes(client, changing, leaves):
    event = make_event()
    make_occurrence(event)
    tag = client.get(ALL)["ETag"]

    with changing():
        leaves(EventPage.objects.get(pk=event.pk))

    assert summaries(client.get(ALL, headers={"if-none-match": tag})) == []


def test_texts_are_kept_by_the_worker_and_are_the_ones_that_would_be_made(client, now):
    rows = [make_occurrence(), make_occurrence(day=date(2027, 4, 1))]
    far = make_occurrence(day=date(2027, 11, 1))
    before = client.get(ALL).content
    assert not Occurrence.objects.exclude(calendar_text="").exists()  # a GET writes nothing

    assert write_texts(now) == 2
    assert write_texts(now) == 0

    kept = dict(Occurrence.objects.values_list("pk", "calendar_text"))
    assert kept == {**{row.pk: vevent_text(Occurrence.objects.get(pk=row.pk)) for row in rows}, far.pk: ""}
    assert client.get(ALL).content == before


def test_should_the_sites_address_change_texts_are_made_again(now, settings):
    make_occurrence()
    write_texts(now)
    follow_address(now)
    assert not write_texts(now)

    settings.SITE_URL = "https://digital.example.gov.uk"
    follow_address(now)

    assert write_texts(now) == 1
    assert "URL:https://digital.example.gov.uk/events/" in Occurrence.objects.get().calendar_text


@pytest.mark.parametrize("kept", [True, False])
def test_four_queries_for_few_dates_or_many(client, now, kept):
    event = make_event()
    counts = []
    for number in (2, 30):
        for day in range(number):
            make_occurrence(event, day=date(2026, 12, 1) + timedelta(day), starts=time(8 + number % 12))
        if kept:
            write_texts(now)
        with CaptureQueriesContext(connection) as queries:
            client.get(ALL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 4


def test_of_too_many_the_nearest_are_sent_and_it_says_so(client, monkeypatch, now):
    monkeypatch.setattr(feeds, "MOST", 3)
    event = make_event()
    for days in (-9, -5, -1, 1, 2):
        make_occurrence(event, day=now.date() + timedelta(days))

    response = client.get(ALL)

    starts = [(each.decoded("dtstart").date() - now.date()).days for each in vevents(response)]
    assert starts == [-1, 1, 2]
    assert b"X-WR-CALDESC:The nearest 3 dates." in response.content


HOSTILE = [
    "END:VEVENT",
    "A\rEND:VEVENT\rBEGIN:VEVENT",
    "A\nEND:VCALENDAR",
    "x" * 63 + "👵🏽" * 10,
    "Tea; cake, and \\n nothing",
    "\x00\x07\x1b[31mred\x9c",
    "Line\u2028separator\u2029and\x85next",
    '"quoted" <b>&amp;</b>',
    "é" * 80,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_ical_js_reads_whatever_a_title_holds(now, title):
    event, row = make_event(), make_occurrence()
    row.event = event
    event.title = title  # PostgreSQL would not store all of these
    text = vevent_text(row)
    data = feeds.head_of(title, "").removesuffix(feeds.END) + text + feeds.END

    lines = data.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)  # no character is cut in two
    assert not [line for line in lines if b"\r" in line or b"\n" in line]
    (seen,) = read_with_ical_js(data.encode())["events"]
    assert seen["uid"] == row.uid
    kept = "".join(character for character in title if character.isalnum())
    assert "".join(character for character in seen["summary"] if character.isalnum()) == kept


def test_ical_js_agrees_on_every_time_state_and_uid(client, now):
    event = make_event("Silver Surfers")
    for number in range(60):
        day = date(2027, 1, 1) + timedelta(2 * number)
        cancelled = {"state": "cancelled", "reason": "Snow."} if number % 7 == 0 else {}
        make_occurrence(event, day=day, starts=time(number % 24), minutes=90, sequence=number % 5, **cancelled)
    write_texts(now)

    seen = read_with_ical_js(client.get(ALL).content)

    rows = Occurrence.objects.order_by("starts_at", "pk")
    assert seen["method"] == "PUBLISH"
    assert [facts(each) for each in seen["events"]] == [
        (row.uid, row.sequence, row.state == "cancelled", iso(row.starts_at), iso(row.ends_at), 0) for row in rows
    ]


def facts(seen):
    cancelled = seen["status"] == "CANCELLED"
    return seen["uid"], seen["sequence"], cancelled, seen["starts"], seen["ends"], seen["attendees"]


def iso(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize(("day", "starts"), [(date(2027, 3, 28), time(2)), (date(2027, 10, 31), time(3))])
def test_ical_js_agrees_on_the_days_when_the_clocks_change(monkeypatch, client, day, starts):
    before = datetime.combine(day - timedelta(7), time(9), tzinfo=LONDON)
    monkeypatch.setattr("django.utils.timezone.now", lambda: before)
    event = make_event()
    rows = [make_occurrence(event, day=day, starts=starts), make_occurrence(event, day=day + timedelta(1))]

    seen = read_with_ical_js(client.get(ALL).content)["events"]

    assert [each["starts"] for each in seen] == [iso(row.starts_at) for row in rows]


def test_nobody_booked_is_named_in_any_feed(client):
    booking = make_booking(make_occurrence(make_event(slug="silver")))
    for address in (ALL, "/events/silver/calendar.ics", "/events/feed.xml"):
        text = client.get(address).content.decode()
        assert booking.person.name.split()[0] not in text
        assert booking.reference not in text
        assert "ATTENDEE" not in text


def items(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_rss_has_the_next_dates_each_known_by_its_uid(client, now):
    make_occurrence(make_event("Yesterday"), day=date(2026, 11, 19))
    row = make_occurrence(make_event("Surfers & scams", summary="Tea\x1b and <cake>"))
    off = make_occurrence(make_event("Off"), day=date(2026, 11, 30), state="cancelled", reason="Snow.")

    response = client.get("/events/feed.xml")
    first, second = items(response)

    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert first.findtext("title") == "Surfers & scams, Thursday 26 November 2026, 10am to 12 noon"
    assert first.findtext("description") == "Tea  and <cake> Carlisle Library, 11 Globe Lane, Carlisle, CA3 8NX"
    assert (first.findtext("guid"), first.find("guid").get("isPermaLink")) == (row.uid, "false")
    assert first.findtext("link") == f"http://127.0.0.1:8000{row.get_absolute_url()}"
    assert second.findtext("title").startswith("CANCELLED: Off, ")
    assert second.findtext("description").startswith("Not on. Snow.")
    assert b'rel="self"' in response.content
    assert off.uid in response.content.decode()


def test_rss_has_the_filters_of_the_page_and_answers_304(client, django_assert_max_num_queries):
    make_occurrence(make_event("Online", delivery="online"))
    make_occurrence(make_event("Here"))

    with django_assert_max_num_queries(3):
        response = client.get("/events/feed.xml?how=online")

    assert len(items(response)) == 1
    again = client.get("/events/feed.xml?how=online", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_pages_lead_to_their_calendars(client):
    row = make_occurrence(make_event("Surfers", slug="surfers"))
    event = client.get("/events/surfers/").content.decode()
    venue = client.get(row.venue.get_url()).content.decode()
    everything = client.get("/events/?q=surfers&how=in-person").content.decode()

    assert "http://127.0.0.1:8000/events/surfers/calendar.ics" in event
    assert 'href="webcal://127.0.0.1:8000/events/surfers/calendar.ics"' in event
    assert f"/venues/{row.venue.slug}/calendar.ics" in venue
    assert "/events/calendar.ics?q=surfers&amp;how=in-person" in everything
    assert '<link rel="alternate" type="application/rss+xml"' in everything
