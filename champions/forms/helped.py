from django import forms

from champions.models import DidItHelp
from people.opinion import OpinionForm


class HelpedForm(OpinionForm):
    field_order = ["did_it_help", "words"]

    did_it_help = forms.ChoiceField(
        label="Did it help?",
        choices=DidItHelp.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it helped"},
    )
