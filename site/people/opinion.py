"""What somebody thinks of what they had, in their own words: the last question of each form that asks."""

from django import forms

from core.govuk import GovukForm
from people import contact

MOST = 1000


class OpinionForm(GovukForm):
    words = forms.CharField(
        label="What helped, and what could we do better?",
        help_text="Please do not write your name or anybody else’s.",
        max_length=MOST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])
