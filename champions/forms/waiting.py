"""The forms on the page of one request."""

from dataclasses import asdict
from datetime import timedelta

from django import forms

from champions.actions.nobody_fits import check_promise
from champions.actions.turns import MOST_IN_TURN
from champions.matching import Weights
from champions.models.weights import HEAVIEST
from core.errors import Refused
from core.govuk import DatePartsField, GovukForm
from core.words import as_day, miles_words

USUAL_WAIT = timedelta(days=7)


class WaitForm(GovukForm):
    promised_on = DatePartsField(
        label="They hear from us again by",
        error_messages={"required": "Enter the day by which they hear from us"},
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, initial={"promised_on": as_day(now + USUAL_WAIT)}, **kwargs)
        self.now = now

    def clean_promised_on(self):
        try:
            check_promise(self.cleaned_data["promised_on"], self.now)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return self.cleaned_data["promised_on"]


class TurnsForm(GovukForm):
    """`matches` are offered in their order, and asked in it."""

    champions = forms.MultipleChoiceField(
        label="Ask several, one after the other",
        help_text=f"Up to {MOST_IN_TURN}. The first is asked now. Each has 3 days; then, or when they say no, "
        "it is the next one’s turn.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose whom to ask"},
    )

    def __init__(self, *args, matches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["champions"].choices = [
            (str(match.candidate.pk), f"{number}. {match.candidate.name}") for number, match in enumerate(matches, 1)
        ]

    def clean_champions(self):
        chosen = self.cleaned_data["champions"]
        if len(chosen) > MOST_IN_TURN:
            raise forms.ValidationError(f"Choose {MOST_IN_TURN} champions at most")
        return [int(value) for value, _ in self.fields["champions"].choices if value in chosen]


class PlaceForm(GovukForm):
    venue = forms.ChoiceField(
        label="Another place to propose",
        help_text="Of those that the champion listed. The person needs to reach it too.",
        widget=forms.Select,
        error_messages={"required": "Choose a place", "invalid_choice": "Choose one of the places in the list"},
    )

    def __init__(self, *args, trips, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].choices = [
            ("", "Choose a place"),
            *((str(trip.spot.pk), words_of(trip)) for trip in trips),
        ]


def words_of(trip):
    """With the way of the person alone, as the page may be read to them."""
    step_free = ", step-free" if trip.spot.step_free else ""
    return f"{trip.spot.name}, {miles_words(trip.resident)} from the person{step_free}"


class WeightsForm(GovukForm):
    distance = forms.IntegerField(label="How near they are")
    topics = forms.IntegerField(label="That they know the topics")
    time = forms.IntegerField(label="How much time both have")
    room = forms.IntegerField(label="How few people they help already")
    known = forms.IntegerField(label="That they have helped this person before")

    def __init__(self, *args, current, **kwargs):
        super().__init__(*args, initial=asdict(current), **kwargs)
        for name, share in current.shares().items():
            field = self.fields[name]
            field.help_text = f"Now {share:.0f} of 100."
            field.widget.attrs = {"class": "govuk-input--width-4", "inputmode": "numeric"}
            field.error_messages["invalid"] = f"Enter a whole number from 0 to {HEAVIEST}"

    def weights(self):
        return Weights(**self.cleaned_data)
