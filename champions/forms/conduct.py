"""Agreeing to the code of conduct, and publishing a new version of it."""

from django import forms

from champions.models import Conduct
from core.govuk import GovukForm


class AgreeForm(GovukForm):
    agreed = forms.BooleanField(
        label="I have read the code of conduct and agree to it",
        error_messages={"required": "Read the code of conduct, and tick the box if you agree"},
    )
    # The version that was on the page; the page itself writes the current one.
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ConductForm(forms.ModelForm):
    """Begins with the words in force."""

    class Meta:
        model = Conduct
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 24})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        current = Conduct.objects.current()
        if current:
            self.fields["text"].initial = current.text
