"""The next dates of a schedule while it is filled in: on the page as it opens, and as somebody types."""

from datetime import date, time

import pytest
import recurrence
from django.urls import reverse

from events.next_dates import next_dates
from events.schedule import as_moment
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.events import make_event, make_schedule
from tests.factories.locations import make_venue

TODAY = date(2026, 11, 20)
WEDNESDAY = date(2026, 11, 25)


def rule(text, skip=()):
    made = recurrence.deserialize(text, False)
    made.exdates = [as_moment(day) for day in skip]
    return made


def told(text="", first_on=WEDNESDAY, start_time=time(10), end_time=time(12), **more):
    return next_dates(rule(text, **more), first_on=first_on, start_time=start_time, end_time=end_time, today=TODAY)


def test_words_and_the_next_eight_dates():
    found = told("RRULE:FREQ=WEEKLY;INTERVAL=2", skip=[date(2026, 12, 9)])

    assert found.words == "Every other Wednesday, 10am to 12 noon; not 9 December"
    assert found.days[:3] == ["Wednesday 25 November 2026", "Wednesday 23 December 2026", "Wednesday 6 January 2027"]
    assert (len(found.days), found.more, found.wrong) == (8, True, [])


def test_dates_that_are_over_are_left_out():
    assert told("RRULE:FREQ=WEEKLY;COUNT=3", first_on=date(2026, 11, 11)).days == ["Wednesday 25 November 2026"]


def test_what_is_not_filled_in_yet_is_nothing_wrong():
    found = told("RRULE:FREQ=WEEKLY;BYDAY=WE", first_on=None, start_time=None, end_time=None)

    assert (found.words, found.days, found.wrong) == ("Every Wednesday", [], [])
    assert told(start_time=None).words == "Wednesday 25 November 2026"
    assert told(first_on=None).words == "10am to 12 noon"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"text": "RRULE:FREQ=WEEKLY;BYDAY=TH"},
            "The first date, Wednesday 25 November 2026, is not one of the dates it repeats on. "
            "The nearest that is: Thursday 26 November 2026.",
        ),
        (
            {"text": "RRULE:FREQ=WEEKLY;UNTIL=20261101T235959Z"},
            "The last date, Sunday 1 November 2026, is before the first, Wednesday 25 November 2026.",
        ),
        ({"text": "RRULE:FREQ=WEEKLY;COUNT=1000000"}, "The number of times must be between 1 and 1,000."),
        ({"end_time": time(9)}, "It ends before it starts. If it runs past midnight, it can last 12 hours at most."),
        ({"end_time": time(10)}, "It ends at the same time as it starts."),
        ({"text": "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"}, "It has no dates: no day is as the rule says."),
    ],
)
def test_what_is_wrong_is_said(asked, sentence):
    assert sentence in told(**asked).wrong


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"text": "RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "first_on": date(2026, 12, 31)},
            "Not every month has a day 31: the months that have none are left out. For the last day, use -1.",
        ),
        (
            {"text": "RRULE:FREQ=MONTHLY;BYDAY=5TU", "first_on": date(2026, 12, 29)},
            "Not every month has a fifth one: the months that have none are left out.",
        ),
        (
            {"text": "RRULE:FREQ=YEARLY", "first_on": date(2028, 2, 29)},
            "29 February comes every four years: the years between are left out.",
        ),
        (
            {"first_on": date(2027, 3, 28), "start_time": time(1, 30), "end_time": time(3)},
            "On Sunday 28 March 2027 the clocks go forward, and there is no 1:30am: it starts at 2:30am.",
        ),
        (
            {"first_on": date(2027, 10, 31), "start_time": time(1, 30), "end_time": time(3)},
            "On Sunday 31 October 2027 the clocks go back, and 1:30am comes twice: the first one is meant.",
        ),
        (
            {"text": "RRULE:FREQ=WEEKLY", "skip": [date(2026, 12, 3)]},
            "You skip Thursday 3 December 2026, which is not one of its dates. "
            "The nearest that is: Wednesday 2 December 2026.",
        ),
    ],
)
def test_what_an_editor_should_know_is_said(asked, sentence):
    found = told(**asked)

    assert sentence in found.warned
    assert found.days
    assert found.wrong == []


def test_a_rule_that_would_never_end_is_no_endless_work():
    for text in ("RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"):
        assert told(text).days == []
        assert told(text).wrong


@pytest.mark.django_db
class TestInTheAdmin:
    address = "/admin/events/next-dates/"

    @pytest.fixture(autouse=True)
    def today(self, monkeypatch, now):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def ask(self, client, **answers):
        client.force_login(make_staff("Editors"))
        response = client.get(self.address, answers)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    def test_they_follow_what_is_typed(self, client):
        shown = self.ask(
            client,
            first_on="2026-11-25",
            start_time="10:00",
            end_time="12:00",
            recurrence_repeat="W2",
            recurrence_until="16/12/2026",
        )

        assert "<b>Every other Wednesday, 10am to 12 noon, until 16 December.</b>" in shown
        assert "<li>Wednesday 25 November 2026</li><li>Wednesday 9 December 2026</li></ol>" in shown

    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            ({"recurrence_repeat": "W1", "recurrence_times": "0"}, "Enter how many times as a whole number"),
            ({"recurrence_repeat": "M1"}, "Choose the day of the week"),
            ({"recurrence_repeat": "RAW", "recurrence_rule": "FREQ=NEVER"}, "We cannot read this rule."),
            ({"recurrence_skip": "<b>x"}, "&lt;b&gt;x is not a date like 25/12/2026."),
        ],
    )
    def test_nonsense_is_met_with_the_sentence_that_saving_would_give(self, client, answers, sentence):
        assert sentence in self.ask(client, first_on="2026-11-25", **answers)

    @pytest.mark.parametrize("answers", [{}, {"first_on": "soon", "start_time": "99"}, {"recurrence_repeat": "%00"}])
    def test_blanks_and_halves_are_borne(self, client, answers):
        self.ask(client, **answers)

    def test_the_page_of_an_event_has_them_without_any_script(self, client):
        client.force_login(make_superuser())
        event = make_event()
        make_schedule(event, first_on=WEDNESDAY, recurrence=rule("RRULE:FREQ=WEEKLY;COUNT=2"), venue=make_venue())
        event.save_revision()

        html = " ".join(client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode().split())

        assert "<b>Every Wednesday, 10am to 12 noon, 2 times.</b>" in html
        assert "<li>Wednesday 25 November 2026</li><li>Wednesday 2 December 2026</li>" in html
        assert 'data-told-by="first_on start_time end_time"' in html
        assert 'data-name="schedules-__prefix__-recurrence"' in html
