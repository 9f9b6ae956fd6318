"""Rules that every plan keeps, whatever was changed."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.words import LONDON
from events.plan import NOBODY, People, Wanted, What, plan
from events.plan_words import doubled_words

NOW = datetime(2026, 11, 20, 10, tzinfo=LONDON)
FIRST = date(2026, 11, 10)
KEYS = [UUID(int=number) for number in range(3)]
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
PLACES = st.sampled_from([None, 1, 2])
SOME = st.lists(st.tuples(st.sampled_from(KEYS), DAYS), unique=True, max_size=9)


def at(day, hour):
    return datetime.combine(day, time(hour), tzinfo=LONDON)


@st.composite
def rows(draw):
    made = []
    for number, (key, day) in enumerate(draw(SOME)):
        hour = draw(st.integers(8, 18))
        made.append(
            SimpleNamespace(
                pk=number + 1,
                schedule_key=key,
                original_on=day,
                starts_at=at(day, hour),
                ends_at=at(day, hour + 1),
                venue_id=draw(PLACES),
                state=draw(st.sampled_from(["on", "on", "cancelled"])),
                is_cancelled=False,
                changed_by_hand=draw(st.booleans()),
                needs_decision="",
                moved_from_at=None,
            )
        )
        made[-1].is_cancelled = made[-1].state == "cancelled"
    return made


@st.composite
def wanted(draw):
    found = []
    for key, day in draw(SOME):
        hour = draw(st.integers(8, 18))
        if at(day, hour) > NOW:
            found.append(Wanted((key, day), at(day, hour), at(day, hour + 1), draw(PLACES)))
    return found


@st.composite
def people(draw):
    """Some of the first nine have somebody on them."""
    booked = draw(st.sets(st.integers(1, 9)))
    return {pk: People(bookings=((pk, "confirmed"),), booked=1, once=True) for pk in booked}


CONTINUED = st.sampled_from([{}, {KEYS[1]: KEYS[0]}, {KEYS[2]: KEYS[1]}])


def made(rows, wanted, people, continued):
    return plan(wanted=wanted, rows=rows, people=people, continued=continued, now=NOW)


@given(rows(), wanted(), people(), CONTINUED)
def test_each_date_is_on_one_line_and_each_that_is_wanted_comes_to_be(rows, wanted, people, continued):
    found = made(rows, wanted, people, continued)

    of_rows = [line.row.pk for line in found.lines if line.row]
    assert len(of_rows) == len(set(of_rows))
    keys = [line.wanted.key for line in found.lines if line.wanted]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {each.key for each in wanted}
    # A date that was changed by hand answers for its own key without a line that wants anything.
    by_hand = {(row.schedule_key, row.original_on) for row in rows if row.changed_by_hand or row.starts_at <= NOW}
    assert {each.key for each in wanted} - set(keys) <= by_hand


@given(rows(), wanted(), people(), CONTINUED)
def test_the_past_and_what_was_changed_by_hand_are_never_touched(rows, wanted, people, continued):
    for line in made(rows, wanted, people, continued).changes:
        if line.row:
            assert line.row.starts_at > NOW
            assert not line.row.changed_by_hand or line.what == What.CONTINUED


@given(rows(), wanted(), people(), CONTINUED)
def test_whoever_is_booked_is_asked_about_before_anything_happens_to_their_date(rows, wanted, people, continued):
    for line in made(rows, wanted, people, continued).changes:
        if line.row and people.get(line.row.pk, NOBODY):
            assert line.asks or line.what == What.BACK


@given(rows(), wanted(), people(), CONTINUED)
def test_the_order_in_which_things_are_read_changes_nothing(rows, wanted, people, continued):
    one = made(rows, wanted, people, continued)
    other = made(rows[::-1], wanted[::-1], people, continued)

    assert one.fingerprint == other.fingerprint
    assert [line.name for line in one.lines] == [line.name for line in other.lines]


@given(rows(), wanted(), people(), people(), CONTINUED)
def test_another_booking_on_a_date_that_changes_is_another_plan(rows, wanted, before, after, continued):
    one, other = made(rows, wanted, before, continued), made(rows, wanted, after, continued)
    concerned = {line.row.pk for line in one.changes if line.row}

    if {pk for pk in before if pk in concerned} != {pk for pk in after if pk in concerned}:
        assert one.fingerprint != other.fingerprint


def test_a_meeting_held_twice_at_one_time_and_place_is_named():
    morning = [Wanted((key, FIRST + timedelta(days=30)), *hours(FIRST + timedelta(days=30), 10), 1) for key in KEYS[:2]]
    afternoon = Wanted((KEYS[2], FIRST + timedelta(days=30)), *hours(FIRST + timedelta(days=30), 14), 1)

    assert doubled_words(made([], [*morning, afternoon], {}, {})) == (
        "It would be held twice at the same time and place, first on Thursday 10 December 2026, 10am to 11am."
    )
    assert doubled_words(made([], [morning[0], afternoon], {}, {})) == ""


def hours(day, hour):
    return at(day, hour), at(day, hour + 1)
