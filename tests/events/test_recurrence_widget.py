from datetime import date

import pytest
import recurrence
from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from events.forms.recurrence import RecurrenceFormField, RecurrenceWidget
from events.models import EventPage, Schedule
from events.schedule import as_moment, end_of_day, extra_days, skipped_days
from tests.factories.events import make_event


def stored(text="", skip=(), extra=(), until=None):
    made = recurrence.deserialize(text, False)
    made.exdates, made.rdates = [as_moment(day) for day in skip], [as_moment(day) for day in extra]
    if until:
        made.rrules[0].until = end_of_day(until)
    return recurrence.deserialize(recurrence.serialize(made), False)


SHOWN = [
    stored(),
    stored("RRULE:FREQ=WEEKLY"),
    stored("RRULE:FREQ=WEEKLY;BYDAY=MO,WE", skip=[date(2026, 12, 23)], extra=[date(2026, 12, 22), date(2027, 7, 1)]),
    stored("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", until=date(2027, 6, 16)),
    stored("RRULE:FREQ=WEEKLY;INTERVAL=4;COUNT=6;BYDAY=SU"),
    stored("RRULE:FREQ=MONTHLY;BYDAY=1TU"),
    stored("RRULE:FREQ=MONTHLY;BYDAY=-1FR,-1SA", until=date(2027, 1, 1)),
    stored(extra=[date(2026, 12, 1)]),
]
TEXT = [
    stored("RRULE:FREQ=MONTHLY;BYMONTHDAY=15", skip=[date(2026, 12, 15)]),
    stored("RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"),
    stored("RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO"),
    stored("RRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=1MO"),
    stored("RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU"),
    stored("RRULE:FREQ=WEEKLY;COUNT=1000000"),
    stored("RRULE:FREQ=WEEKLY;BYDAY=MO\nRRULE:FREQ=MONTHLY;BYDAY=1SU\nEXRULE:FREQ=MONTHLY;BYDAY=1MO"),
]


def rendered_answers(value):
    """What a browser would send back from the controls as they were filled in."""
    widget = RecurrenceWidget()
    return [("" if answer is None else answer) for answer in widget.decompress(value)]


@pytest.mark.parametrize("value", SHOWN + TEXT, ids=str)
def test_every_rule_survives_being_shown_and_saved(value):
    field = RecurrenceFormField(required=False)

    saved = field.clean(rendered_answers(value))

    assert recurrence.serialize(saved) == recurrence.serialize(value)
    assert not field.has_changed(value, rendered_answers(value))


@pytest.mark.parametrize("value", TEXT, ids=str)
def test_a_rule_that_the_controls_cannot_show_is_kept_as_text(value):
    answers = RecurrenceWidget().decompress(value)

    assert answers[0] == "RAW"
    assert answers[6] == str(recurrence.Recurrence(rrules=value.rrules, exrules=value.exrules))


@pytest.mark.parametrize("value", SHOWN, ids=str)
def test_a_rule_that_the_controls_can_show_needs_no_text(value):
    assert RecurrenceWidget().decompress(value)[6] == ""


def clean(repeat="", days=(), until="", times="", skip="", extra="", rule=""):
    return RecurrenceFormField(required=False).clean([repeat, list(days), until, times, skip, extra, rule])


def test_what_is_typed_becomes_a_rule():
    made = clean("W2", ["WE"], until="2026-12-16", skip="25/11/2026\r\n", extra="1 December 2026, 2026-12-03")

    assert str(made).splitlines()[0] == "RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261216T235959Z;BYDAY=WE"
    assert skipped_days(made) == {date(2026, 11, 25)}
    assert extra_days(made) == {date(2026, 12, 1), date(2026, 12, 3)}


def test_a_rule_pasted_without_its_name_is_understood_and_its_dates_join_the_others():
    made = clean("RAW", rule="FREQ=MONTHLY;BYMONTHDAY=15\nEXDATE:20261215T120000Z", skip="15/01/2027")

    assert str(made).splitlines()[0] == "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"
    assert skipped_days(made) == {date(2026, 12, 15), date(2027, 1, 15)}


def test_what_is_left_in_the_other_controls_is_no_mistake_beside_a_rule_of_its_own():
    field = RecurrenceFormField(required=False)

    saved = field.clean(["RAW", ["NO"], "never", "1000000", "", "", "RRULE:FREQ=WEEKLY;BYDAY=WE"])

    assert recurrence.serialize(saved) == "RRULE:FREQ=WEEKLY;BYDAY=WE"


def test_a_dtstart_in_a_pasted_rule_is_left_out():
    made = clean("RAW", rule="DTSTART:20261126T100000Z\nRRULE:FREQ=WEEKLY")

    assert str(made) == "RRULE:FREQ=WEEKLY"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"repeat": "M1"}, "Choose the day of the week, for example Tuesday for the first Tuesday."),
        (
            {"days": ["MO"]},
            "Say how often it repeats, or clear the days, last date and number of times.",
        ),
        (
            {"repeat": "W1", "until": "2026-12-16", "times": "3"},
            "Give a last date or a number of times, not both.",
        ),
        ({"repeat": "W1", "until": "sometime"}, "Enter the last date like 16/12/2026."),
        ({"repeat": "W1", "times": "a few"}, "Enter how many times as a whole number from 1 to 1,000."),
        ({"repeat": "W1", "times": "1000000"}, "Enter how many times as a whole number from 1 to 1,000."),
        ({"skip": "31/02/2027"}, "Dates to skip: 31/02/2027 is not a date like 25/12/2026."),
        ({"extra": "Christmas"}, "Extra dates: Christmas is not a date like 25/12/2026."),
        ({"repeat": "RAW"}, "Enter the rule, for example RRULE:FREQ=MONTHLY;BYMONTHDAY=15."),
        (
            {"repeat": "RAW", "rule": "every so often"},
            "We cannot read this rule. It should look like RRULE:FREQ=MONTHLY;BYMONTHDAY=15.",
        ),
        (
            {"repeat": "RAW", "rule": "RRULE:FREQ=WEEKLY;INTERVAL=0"},
            "The interval must be 1 or more: every week is INTERVAL=1.",
        ),
        (
            {"repeat": "RAW", "rule": "RRULE:FREQ=WEEKLY;UNTIL=20261399T000000Z"},
            "We cannot read this rule. It should look like RRULE:FREQ=MONTHLY;BYMONTHDAY=15.",
        ),
        (
            {"repeat": "RAW", "rule": "RRULE:FREQ=DAILY\n" * 6},
            "A schedule can have 5 rules at most. Add another schedule.",
        ),
    ],
)
def test_what_cannot_be_is_met_with_a_sentence(answers, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        clean(**answers)

    assert refused.value.messages == [sentence]


@pytest.mark.django_db
def test_the_admin_uses_it_for_every_recurrence_field():
    class ScheduleForm(WagtailAdminModelForm):
        class Meta(WagtailAdminModelForm.Meta):
            model = Schedule
            fields = ["recurrence"]

    assert isinstance(ScheduleForm.base_fields["recurrence"], RecurrenceFormField)
    assert isinstance(ScheduleForm.base_fields["recurrence"].widget, RecurrenceWidget)


def test_every_control_has_a_label_and_none_has_a_script():
    html = RecurrenceWidget().render("schedules-__prefix__-recurrence", SHOWN[2], {"id": "id_schedules-__prefix__"})

    assert "<script" not in html
    for number in (0, 2, 3, 4, 5, 6):
        assert f'<label for="id_schedules-__prefix___{number}">' in html
        assert f'id="id_schedules-__prefix___{number}"' in html
    assert html.count('type="checkbox"') == 7
    assert html.count(" checked") == 2


@pytest.mark.django_db
def test_a_revision_gives_the_same_rule_back():
    event = EventPage(title="Wi-fi Wednesday")
    event.schedules = [Schedule(first_on=date(2026, 11, 25), recurrence=SHOWN[3])]

    again = EventPage.from_serializable_data(event.serializable_data())

    [schedule] = again.schedules.all()
    assert str(schedule.recurrence) == str(SHOWN[3])
    assert not schedule.recurrence.include_dtstart
    assert schedule.key == event.schedules.all()[0].key


@pytest.mark.parametrize("name", ["recurrence", "schedules-3-recurrence"])
def test_in_a_page_or_a_snippet_and_in_a_row_it_finds_the_first_date_and_the_times(name):
    html = RecurrenceWidget().render(name, SHOWN[1], {"id": "id_x"})

    # The script takes what stands in front of the last dash for the row.
    assert f'data-name="{name}"' in html
    assert 'data-told-by="first_on start_time end_time"' in html
    assert 'data-next-dates="/admin/events/next-dates/"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("value", SHOWN + TEXT, ids=str)
def test_every_rule_survives_saving_reloading_and_copying(value):
    event = make_event("Wi-fi Wednesday", live=False)
    event.schedules = [Schedule(first_on=date(2026, 11, 25), recurrence=value)]
    event.save_revision()

    copy = EventPage.objects.get(pk=event.pk).copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)

    for page in (event, copy):
        [kept] = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object().schedules.all()
        assert recurrence.serialize(kept.recurrence) == recurrence.serialize(value)
