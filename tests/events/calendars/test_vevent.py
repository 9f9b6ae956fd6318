from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.calendars.vevent import fold, meeting, occurrence_ics, vevent_text
from events.models import EventPage, Occurrence
from tests.factories.events import make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db


def lines(text):
    return text.decode().replace("\r\n ", "").split("\r\n")


def test_one_meeting_is_one_event_in_london_time(now):
    occurrence = make_occurrence(make_event("Silver Surfers", slug="silver", summary="Tea is on us."))

    found = lines(occurrence_ics(occurrence, now=now))

    assert "SUMMARY:Silver Surfers" in found
    assert "DTSTART;TZID=Europe/London:20261126T100000" in found
    assert "DTEND;TZID=Europe/London:20261126T120000" in found
    assert "DTSTAMP:20261120T100000Z" in found
    assert "STATUS:CONFIRMED" in found
    assert "LOCATION:Carlisle Library\\, 11 Globe Lane\\, Carlisle\\, CA3 8NX" in found
    assert "URL:http://127.0.0.1:8000/events/silver/2026-11-26/" in found
    assert f"UID:{occurrence.uid}" in found


def test_the_zone_changes_its_clocks_by_rule(now):
    found = lines(occurrence_ics(make_occurrence(), now=now))

    assert found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE") + 1] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_cancelled_meeting_says_so_and_keeps_its_uid(now):
    occurrence = make_occurrence()
    before = Calendar.from_ical(occurrence_ics(occurrence, now=now)).walk("VEVENT")[0]["uid"]
    occurrence.state, occurrence.reason = "cancelled", "Snow."

    event = Calendar.from_ical(occurrence_ics(occurrence, now=now)).walk("VEVENT")[0]

    assert (event["status"], event["summary"], event["uid"]) == (
        "CANCELLED",
        "CANCELLED: Silver Surfer Thursday",
        before,
    )


def test_what_an_editor_types_cannot_break_the_file(now):
    title = "Tea\rBEGIN:VEVENT\x00\x1b and; cake, \u2028" + "☕" * 60
    occurrence = make_occurrence(venue=make_venue("A\nB"))
    occurrence.event.title = title  # PostgreSQL would not store all of it

    text = occurrence_ics(occurrence, now=now)

    assert text.count(b"\nBEGIN:VEVENT") == 1
    assert b"\x00" not in text
    assert b"\x1b" not in text
    assert text.replace(b"\r\n", b"").find(b"\r") == -1
    assert text.replace(b"\r\n", b"").find(b"\n") == -1
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert "☕" * 60 in str(Calendar.from_ical(text).walk("VEVENT")[0]["summary"])


def test_the_joining_link_is_there_only_for_who_is_booked(now):
    event = make_event(delivery="online", joining_link="https://meet.example.org/room")
    occurrence = make_occurrence(event)

    assert b"meet.example.org" not in occurrence_ics(occurrence, now=now)
    assert "meet.example.org" in occurrence_ics(occurrence, now=now, joining_link=event.joining_link).decode()


def test_the_file_is_served_as_a_calendar(client):
    occurrence = make_occurrence(make_event(slug="silver"), day=date(2027, 6, 3), starts=time(14))

    response = client.get(f"{occurrence.get_absolute_url()}event.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="silver-2027-06-03.ics"'
    assert b"DTSTART;TZID=Europe/London:20270603T140000" in response.content


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_lines_are_folded_as_calendar_programs_put_them_together_again(text):
    folded = fold(text)

    assert folded.replace("\r\n ", "") == text
    assert max(map(len, folded.encode().split(b"\r\n"))) <= 75


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_kept_text_says_what_icalendar_would_have_written(text):
    occurrence = Occurrence(
        event=EventPage(title=text, slug="silver", bring=text),
        uid="one@digital-link",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        changed_at=NOW,
        address_day="2026-11-20",
    )

    ours = vevent_text(occurrence)

    theirs = meeting(occurrence, stamped_at=NOW).to_ical().decode()
    assert ours.replace("\r\n ", "") == theirs.replace("\r\n ", "")
