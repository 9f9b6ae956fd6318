from django import forms

from events.models.feedback import DidYouLearn, HowWasIt
from people.opinion import OpinionForm


class FeedbackForm(OpinionForm):
    field_order = ["how_was_it", "did_you_learn", "words"]

    how_was_it = forms.ChoiceField(
        label="How was it?",
        choices=HowWasIt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was"},
    )
    did_you_learn = forms.ChoiceField(
        label="Did you learn what you came for?",
        choices=DidYouLearn.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you learned what you came for"},
    )
