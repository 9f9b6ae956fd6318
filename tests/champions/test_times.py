from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.times import Slot, keep_finer, overlap, part_choices, parts_of, shared_slots, slot_words, slots_of

TUESDAY_MORNING = Slot(1, time(9), time(12))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], ""),
        ([TUESDAY_MORNING], "Tuesday morning"),
        ([TUESDAY_MORNING, Slot(3, time(9), time(12))], "Tuesday and Thursday mornings"),
        ([TUESDAY_MORNING, Slot(1, time(17), time(20))], "Tuesday morning and Tuesday evening"),
        ([Slot(5, time(10), time(11, 30))], "Saturday, 10am to 11:30am"),
    ],
)
def test_slot_words_say_days_as_people_do(slots, words):
    assert slot_words(slots) == words


def test_two_are_free_together_for_half_an_hour_at_least():
    assert overlap(TUESDAY_MORNING, Slot(1, time(11, 30), time(15))) == Slot(1, time(11, 30), time(12))
    assert overlap(TUESDAY_MORNING, Slot(1, time(11, 40), time(15))) is None
    assert overlap(TUESDAY_MORNING, Slot(2, time(9), time(12))) is None


def test_shared_slots_are_in_the_order_of_the_week():
    thursday = Slot(3, time(9), time(12))

    assert shared_slots([thursday, TUESDAY_MORNING], [TUESDAY_MORNING, thursday]) == (TUESDAY_MORNING, thursday)


def test_a_finer_stretch_survives_a_form_that_asks_for_parts_of_days():
    ten_to_eleven = Slot(1, time(10), time(11))

    assert keep_finer(["tuesday-morning", "friday-evening"], [ten_to_eleven]) == (
        ten_to_eleven,
        Slot(4, time(17), time(20)),
    )


def test_parts_that_touch_become_one_stretch():
    assert keep_finer(["tuesday-morning", "tuesday-afternoon"], []) == (Slot(1, time(9), time(17)),)


@given(st.sets(st.sampled_from([answer for answer, _ in part_choices()])))
def test_what_is_ticked_is_shown_ticked_again(chosen):
    assert set(parts_of(keep_finer(chosen, []))) == chosen
    assert set(parts_of(slots_of(chosen))) == chosen
