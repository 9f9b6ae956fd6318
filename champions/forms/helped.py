from django import forms

from champions.models import DidItHelp
from core.govuk import GovukForm
from people import contact

MOST = 1000


class HelpedForm(GovukForm):
    did_it_help = forms.ChoiceField(
        label="Did it help?",
        choices=DidItHelp.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it helped"},
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
