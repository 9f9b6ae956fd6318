"""What is understood of a partner's calendar, and what becomes of one that is odd or broken."""

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.words import LONDON
from events.inbound import reading
from events.inbound.reading import Dates, read

NOW = datetime(2026, 11, 20, 10, tzinfo=LONDON)


def ics(*events, end="END:VCALENDAR\r\n"):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}{end}".encode()


def vevent(*lines, uid="one", summary="Coffee and computers", start="DTSTART;TZID=Europe/London:20261126T100000"):
    known = [f"UID:{uid}", f"SUMMARY:{summary}", start]
    return "\r\n".join([*(line for line in known if not line.endswith(":")), *lines])


def one(*lines, **more):
    (entry,) = read(ics(vevent(*lines, **more)), now=NOW).entries
    return entry


def left_out(*events):
    found = read(ics(*events), now=NOW)
    return dict(found.left_out)


def test_an_entry_is_read_whole():
    entry = one(
        "DTEND;TZID=Europe/London:20261126T120000",
        "LOCATION:Carlisle Library\\, Carlisle",
        "DESCRIPTION:Bring your tablet.\\n\\nTea is free.",
        "URL:https://partner.example/coffee",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/London:20261203T100000",
    )

    assert (entry.uid, entry.title, entry.place) == ("one", "Coffee and computers", "Carlisle Library, Carlisle")
    assert (entry.summary, entry.url) == ("Bring your tablet.", "https://partner.example/coffee")
    assert entry.body == "Bring your tablet.\n\nTea is free."
    (dates,) = entry.dates
    assert (dates.first_on, dates.starts, dates.ends) == (date(2026, 11, 26), time(10), time(12))
    assert "FREQ=WEEKLY;COUNT=4" in dates.pattern
    assert "EXDATE:20261203" in dates.pattern


@pytest.mark.parametrize(
    ("start", "on", "starts"),
    [
        ("DTSTART:20260604T090000Z", date(2026, 6, 4), time(10)),
        ("DTSTART:20261126T100000", date(2026, 11, 26), time(10)),
        ("DTSTART;TZID=America/New_York:20261126T100000", date(2026, 11, 26), time(15)),
        ("DTSTART;TZID=GMT Standard Time:20270603T100000", date(2027, 6, 3), time(10)),
        ("DTSTART:20261126T233000Z", date(2026, 11, 26), time(23, 30)),
        ("DTSTART:20270603T233000Z", date(2027, 6, 4), time(0, 30)),
    ],
)
def test_times_are_londons_wherever_they_come_from(start, on, starts):
    entry = one("RRULE:FREQ=DAILY;COUNT=400", start=start)

    assert (entry.dates[0].first_on, entry.dates[0].starts) == (on, starts)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("DURATION:PT90M", time(11, 30)),
        ("DTEND:20261126T093000Z", time(11)),  # before it starts: an hour, as if it did not say
        ("DTEND:20261128T100000Z", time(11)),  # two days long
        ("X-NOTHING:1", time(11)),
    ],
)
def test_how_long_it_is(line, ends):
    assert one(line).dates[0].ends == ends


def test_one_date_that_was_moved_and_one_that_is_off():
    series = vevent("DTEND;TZID=Europe/London:20261126T120000", "RRULE:FREQ=WEEKLY;COUNT=4")
    moved = vevent(
        "RECURRENCE-ID;TZID=Europe/London:20261203T100000", start="DTSTART;TZID=Europe/London:20261204T140000"
    )
    off = vevent(
        "RECURRENCE-ID;TZID=Europe/London:20261210T100000",
        "STATUS:CANCELLED",
        start="DTSTART;TZID=Europe/London:20261210T100000",
    )

    (entry,) = read(ics(off, series, moved), now=NOW).entries

    assert not entry.is_cancelled
    assert "EXDATE:20261203" in entry.dates[0].pattern
    assert "EXDATE:20261210" in entry.dates[0].pattern
    assert entry.dates[1:] == (Dates(date(2026, 12, 4), time(14), time(15), made_for=date(2026, 12, 3)),)


def test_a_first_date_off_its_own_rule_stands_alone():
    entry = one("RRULE:FREQ=WEEKLY;BYDAY=TU")

    assert [(each.first_on, bool(each.pattern)) for each in entry.dates] == [
        (date(2026, 11, 26), False),
        (date(2026, 12, 1), True),
    ]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (vevent(uid=""), "uid"),
        (vevent(summary=""), "title"),
        (vevent(start="DTSTART;VALUE=DATE:20261126"), "all-day"),
        (vevent(start="X-NONE:1"), "start"),
        (vevent(start="DTSTART:00010101T000000Z"), "start"),
        (vevent(start="DTSTART:20260101T100000Z"), "over"),
        (vevent("RRULE:FREQ=HOURLY"), "rule"),
        (vevent("RRULE:FREQ=WEEKLY;COUNT=1000000"), "rule"),
        (vevent("RRULE:FREQ=DAILY;INTERVAL=0"), "rule"),
    ],
)
def test_what_cannot_be_taken_in_is_left_out_and_the_rest_is_not(event, why):
    found = read(ics(event, vevent(uid="two")), now=NOW)

    assert [entry.uid for entry in found.entries] == ["two"]
    assert dict(found.left_out) == {why: 1}
    assert found.words() == f"1 entry left out: {reading.LEFT_OUT[why]}."


def test_what_is_left_out_is_not_taken_for_gone():
    assert read(ics(vevent(start="DTSTART;VALUE=DATE:20261126")), now=NOW).uids == {"one"}


def test_of_two_with_one_uid_the_newer_counts():
    old = vevent("SEQUENCE:1", "DTSTAMP:20261101T000000Z", summary="Old")
    new = vevent("SEQUENCE:2", "DTSTAMP:20261030T000000Z", summary="New")

    for events in ((old, new), (new, old)):
        found = read(ics(*events), now=NOW)
        assert [entry.title for entry in found.entries] == ["New"]
        assert dict(found.left_out) == {"twice": 1}


@pytest.mark.parametrize(
    ("summary", "title"),
    [
        ("END:VEVENT", "END:VEVENT"),
        ("Tea\\, cake\\; and \\\\more", "Tea, cake; and \\more"),
        ("A\rEND:VEVENT", "A END:VEVENT"),
        ("x\x07y\u2028z", "x y z"),
        ("  Spaces   everywhere  ", "Spaces everywhere"),
        ("<b>Bold</b>", "<b>Bold</b>"),
        ("é" * 300, "é" * 200),
    ],
)
def test_odd_titles_are_read_as_they_are_meant(summary, title):
    assert one(summary=summary).title == title


def test_an_emoji_across_octet_75_is_one_character():
    folded = ("SUMMARY:" + "x" * 66).encode() + "👵".encode()[:1] + b"\r\n " + "👵".encode()[1:]
    data = ics(vevent(summary="PLACE")).replace(b"SUMMARY:PLACE", folded)

    (entry,) = read(data, now=NOW).entries

    assert entry.title == "x" * 66 + "👵"


def test_markup_in_a_description_is_no_text():
    entry = one("DESCRIPTION:<p>Come &amp\\; see</p><script>alert(1)</script><br>Free")

    assert "<" not in entry.body
    assert entry.summary == "Come &amp; see"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Not found</html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\n",
        b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n",
        b"\xff\xfe\x00\x01",
        ics(vevent(), end=""),
        ics("UID:1\r\nthis line is nothing\r\nEND:VALARM"),
        b'{"events": []}',
    ],
)
def test_what_is_no_calendar_is_refused_whole(data):
    with pytest.raises(Refused, match="not an iCalendar file"):
        read(data, now=NOW)


def test_too_many_events_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_EVENTS", 2)

    with pytest.raises(Refused, match="more than 2 events"):
        read(ics(*(vevent(uid=str(number)) for number in range(3))), now=NOW)


def test_rules_that_take_for_ever_do_not_hold_us_for_ever():
    hard = [vevent("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(number)) for number in range(4)]
    ticks = iter(range(0, 1000, 20))

    with pytest.raises(Refused, match="too hard to follow"):
        read(ics(*hard), now=NOW, clock=lambda: next(ticks))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_it_is_read_or_refused(noise):
    for data in (noise, ics(vevent()).replace(b"Coffee", noise), ics("UID:1\r\n" + noise.decode("latin-1"))):
        with suppress(Refused):
            read(data, now=NOW)


def moved(stands_for, start):
    return vevent(f"RECURRENCE-ID;TZID=Europe/London:{stands_for}T100000", start=f"DTSTART;TZID=Europe/London:{start}")


def test_two_dates_moved_to_one_day_are_two():
    weekly = vevent("RRULE:FREQ=WEEKLY;COUNT=3")
    found = read(ics(weekly, moved("20261203", "20261211T100000"), moved("20261210", "20261211T140000")), now=NOW)

    dates = found.entries[0].dates
    assert [(each.first_on, each.starts, each.made_for) for each in dates[1:]] == [
        (date(2026, 12, 11), time(10), date(2026, 12, 3)),
        (date(2026, 12, 11), time(14), date(2026, 12, 10)),
    ]


def test_a_date_that_was_moved_twice_over_is_one():
    weekly = vevent("RRULE:FREQ=WEEKLY;COUNT=3")
    found = read(
        ics(weekly, f"{moved('20261203', '20261205T100000')}\r\nSEQUENCE:2", moved("20261203", "20261204T100000")),
        now=NOW,
    )

    assert [each.first_on for each in found.entries[0].dates[1:]] == [date(2026, 12, 5)]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYHOUR=10,14", "FREQ=MONTHLY;BYMONTHDAY=0"])
def test_a_rule_whose_dates_would_be_others_is_left_out(rule):
    assert left_out(vevent(f"RRULE:{rule}")) == {"rule": 1}


def test_a_byte_order_mark_in_front_is_no_damage():
    assert len(read(b"\xef\xbb\xbf" + ics(vevent()), now=NOW).entries) == 1


@pytest.mark.parametrize("url", ["https://", "https://[::1", "https://intranet/x", f"https://x.example/{'x' * 200}"])
def test_an_address_that_leads_nowhere_is_none(url):
    assert one(f"URL:{url}").url == ""
