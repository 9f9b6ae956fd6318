from uuid import uuid4

from django import forms

from core.govuk import GovukForm
from reports.equality_questions import QUESTIONS


class EqualityForm(GovukForm):
    """Every question optional: the page says so once, not each of them."""

    say_optional = False

    form_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Please open this page once more."})

    def __init__(self, data=None):
        super().__init__(data, initial={"form_key": uuid4()})
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.words,
                help_text=question.hint,
                choices=question.choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the answers, or leave this question out."},
            )

    def answers(self):
        return {question.name: self.cleaned_data[question.name] for question in QUESTIONS}
