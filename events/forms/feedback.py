from django import forms

from core.govuk import GovukForm
from events.models.feedback import DidYouLearn, HowWasIt
from people import contact

MOST = 1000


class FeedbackForm(GovukForm):
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
    words = forms.CharField(
        label="What helped, and what could we do better?",
        help_text="Please do not write your name or anybody else’s.",
        max_length=MOST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])
