"""A schedule from one date on: the same questions as in the page editor."""

from uuid import uuid4

from django import forms

from events import schedule_checks
from events.forms.dates import CLOCK, DAY
from events.forms.places import PlaceField
from events.forms.recurrence import RecurrenceFormField

ANSWERS = ("first_on", "start_time", "end_time", "venue", "recurrence")


class FollowingForm(forms.Form):
    first_on = forms.DateField(label="First date", widget=DAY, error_messages={"required": "Enter the first date."})
    start_time = forms.TimeField(
        label="Starts at", widget=forms.TimeInput(**CLOCK), error_messages={"required": "Enter when it starts."}
    )
    end_time = forms.TimeField(
        label="Ends at",
        widget=forms.TimeInput(**CLOCK),
        help_text="Earlier than the start means the next day.",
        error_messages={"required": "Enter when it ends."},
    )
    venue = PlaceField()
    recurrence = RecurrenceFormField(label="Repeats", required=False)
    new_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.initial.setdefault("new_key", uuid4())

    @property
    def answers(self):
        return {name: self.cleaned_data[name] for name in ANSWERS}

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for name, sentence in schedule_checks.problems(**self.times()):
                self.add_error(name, sentence)
        if "venue" in cleaned and cleaned["venue"] is None and not self.event.is_online:
            self.add_error("venue", "Choose the place: it is not online.")
        cleaned["new_key"] = cleaned.get("new_key") or uuid4()
        return cleaned

    def times(self):
        answers = self.cleaned_data
        times = {name: answers[name] for name in ("first_on", "start_time", "end_time")}
        return times | {"pattern": answers["recurrence"]}

    def warnings(self):
        return schedule_checks.warnings(**self.times())
