"""Moving one date, and adding one that no schedule has: what staff fill in."""

from uuid import uuid4

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator

from core.words import LONDON
from events.forms.leads import offer_staff
from events.forms.places import PlaceField
from events.schedule import meeting_on
from events.schedule_checks import EARLIEST, LATEST, times_problem

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
CLOCK = {"format": "%H:%M", "attrs": {"type": "time"}}
REASON = "Public, in one sentence. For example: The library is closed for repairs."
MOST_PLACES = 9999


def in_a_likely_year(day):
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(f"This is in the year {day.year}. Look at the year.")


class MeetingForm(forms.Form):
    """One meeting: its day, times and place. The result is `.meeting`, in London time."""

    on = forms.DateField(
        label="Date", widget=DAY, validators=[in_a_likely_year], error_messages={"required": "Enter the date."}
    )
    starts = forms.TimeField(
        label="Starts at", widget=forms.TimeInput(**CLOCK), error_messages={"required": "Enter when it starts."}
    )
    ends = forms.TimeField(
        label="Ends at",
        widget=forms.TimeInput(**CLOCK),
        help_text="Earlier than the start means the next day.",
        error_messages={"required": "Enter when it ends."},
    )
    venue = PlaceField()

    def __init__(self, *args, event, **kwargs):
        self.event = event
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and (sentence := times_problem(starts, ends)):
            self.add_error("ends", sentence)
        if "venue" in cleaned and cleaned["venue"] is None and not self.event.is_online:
            self.add_error("venue", "Choose the place: it is not online.")
        return cleaned

    @property
    def meeting(self):
        answers = self.cleaned_data
        return meeting_on(answers["on"], answers["starts"], answers["ends"])

    @property
    def clocks(self):
        """The times as they were written, for those that a clock change leaves out or gives twice."""
        return [(self.cleaned_data["on"], self.cleaned_data["starts"])]


class MoveForm(MeetingForm):
    reason = forms.CharField(label="Why it is moved", max_length=199, required=False, help_text=REASON)
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(row):
        starts, ends = row.starts_at.astimezone(LONDON), row.ends_at.astimezone(LONDON)
        return {"on": starts.date(), "starts": starts.time(), "ends": ends.time(), "venue": row.venue}


class OneOffForm(MeetingForm):
    capacity = forms.IntegerField(
        label="Places",
        required=False,
        min_value=0,
        validators=[MaxValueValidator(MOST_PLACES)],
        help_text="Leave empty for as many as the event has.",
    )
    lead = forms.ModelChoiceField(queryset=get_user_model().objects.none(), label="Session lead", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    anyway = forms.BooleanField(label="Hold it anyway", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_staff(self.fields["lead"])
        self.initial.setdefault("key", uuid4())
