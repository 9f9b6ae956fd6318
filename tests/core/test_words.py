from datetime import UTC, date, datetime, time

import pytest

from core import words

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "Today, Friday 20 November"),
        (date(2026, 11, 21), "Saturday 21 November"),
        (date(2026, 12, 2), "Wednesday 2 December"),
        (date(2027, 1, 7), "Thursday 7 January 2027"),
        (date(2025, 11, 20), "Thursday 20 November 2025"),
    ],
)
def test_day_words_say_the_year_only_when_it_is_another(day, said):
    assert words.day_words(day, TODAY) == said


def test_day_words_take_the_day_in_london(london):
    half_past_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)

    assert words.day_words(half_past_midnight, london(2026, 7, 2, 9, 0)) == "Today, Thursday 2 July"


def test_full_day_words():
    assert words.full_day_words(date(2026, 11, 26)) == "Thursday 26 November 2026"


def test_month_words():
    assert words.month_words(date(2026, 11, 26)) == "November 2026"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (time(14), "2pm"),
        (time(10, 30), "10:30am"),
        (time(9, 5), "9:05am"),
        (time(12), "12 noon"),
        (time(12, 15), "12:15pm"),
        (time(0), "12 midnight"),
        (time(0, 20), "12:20am"),
        (time(23, 59), "11:59pm"),
    ],
)
def test_time_words(clock, said):
    assert words.time_words(clock) == said


def test_time_range():
    assert words.time_range(time(10), time(12)) == "10am to 12 noon"


def test_time_words_follow_the_clock_on_the_wall_in_summer():
    assert words.time_words(datetime(2026, 7, 1, 9, 0, tzinfo=UTC)) == "10am"


def test_when_words(london, now):
    assert words.when_words(london(2026, 11, 20, 14), london(2026, 11, 20, 16), now) == (
        "Today, Friday 20 November, 2pm to 4pm"
    )


def test_when_words_of_an_evening_that_ends_at_midnight(london, now):
    assert words.when_words(london(2026, 11, 21, 22), london(2026, 11, 22, 0), now) == (
        "Saturday 21 November, 10pm to 12 midnight"
    )


def test_when_words_of_more_than_one_day(london, now):
    assert words.when_words(london(2026, 11, 21, 10), london(2026, 11, 22, 16), now) == (
        "Saturday 21 November, 10am to Sunday 22 November, 4pm"
    )


def test_when_words_keep_the_hour_on_both_sides_of_a_clock_change(now):
    before = words.when_words(datetime(2027, 3, 25, 10, tzinfo=UTC), datetime(2027, 3, 25, 12, tzinfo=UTC), now)
    after = words.when_words(datetime(2027, 4, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 11, tzinfo=UTC), now)

    assert (before, after) == (
        "Thursday 25 March 2027, 10am to 12 noon",
        "Thursday 1 April 2027, 10am to 12 noon",
    )


@pytest.mark.parametrize(
    ("miles", "said"),
    [
        (0, "Less than ¼ mile"),
        (0.124, "Less than ¼ mile"),
        (0.125, "About ¼ mile"),
        (0.49, "About ½ mile"),
        (0.8, "About ¾ mile"),
        (0.9, "About 1 mile"),
        (1.1, "About 1 mile"),
        (1.125, "About 1¼ miles"),
        (1.76, "About 1¾ miles"),
        (2, "About 2 miles"),
        (9.8, "About 9¾ miles"),
        (9.9, "About 10 miles"),
        (10.4, "About 10 miles"),
        (10.5, "About 11 miles"),
        (48.2, "About 48 miles"),
    ],
)
def test_miles_words(miles, said):
    assert words.miles_words(miles) == said


def test_count_words():
    assert [words.count_words(n, "place") for n in (0, 1, 2, 1204)] == [
        "0 places",
        "1 place",
        "2 places",
        "1,204 places",
    ]
    assert words.count_words(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes")],
)
def test_duration_words(minutes, said):
    assert words.duration_words(minutes) == said


@pytest.mark.parametrize(("pounds", "said"), [(0, "Free"), (None, "Free"), (3, "£3"), (2.5, "£2.50"), (1200, "£1,200")])
def test_money_words(pounds, said):
    assert words.money_words(pounds) == said


@pytest.mark.parametrize(
    ("things", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_list_words(things, said):
    assert words.list_words(things) == said


def test_list_words_can_end_in_or():
    assert words.list_words(["a telephone", "an address"], last="or") == "a telephone or an address"


def test_group_reference_in_threes_and_a_longer_code_in_fours():
    assert (words.group_reference("K7M4PX"), words.group_reference("K7M4PXQ9")) == ("K7M 4PX", "K7M4 PXQ9")


def test_spell_reference():
    assert words.spell_reference("K7M 4PX") == "K for king, 7, M for mug, 4, P for pen, X as in box"


def test_every_letter_is_spelt_with_a_word_that_begins_with_it():
    unlike = [said for letter, said in words.SAY.items() if letter != "X" and said.split()[-1][0].upper() != letter]

    assert (len(words.SAY), unlike) == (26, [])


@pytest.mark.parametrize(
    ("phone", "digits"),
    [("01632 960 123", "01632960123"), ("+44 (0)1632 960123", "+441632960123"), (" 0808-157.0142 ", "08081570142")],
)
def test_telephone_digits(phone, digits):
    assert words.telephone_digits(phone) == digits


@pytest.mark.parametrize(("text", "sentence"), [("Snow", "Snow."), ("Snow!", "Snow!"), ("", "")])
def test_as_sentence_ends_with_a_stop(text, sentence):
    assert words.as_sentence(text) == sentence
