"""What an event asks of whoever books it: its form, and the answers in words."""

from django import forms

from core.govuk import Option
from events.forms.booking_base import QuestionForm
from events.models.questions import AnswerKind
from people import contact

LONGEST_ANSWER = 200
MOST = 999
NOT_A_NUMBER = dict.fromkeys(("invalid", "min_value", "max_value"), f"Enter a number from 0 to {MOST}")


class EventQuestionsForm(QuestionForm):
    """One field for each question, known by its number."""

    heading = "About this session"

    def __init__(self, *args, asked=(), **kwargs):
        self.asked = asked
        super().__init__(*args, **kwargs)

    def set_words(self):
        for question in self.asked:
            self.fields[question.name] = field_of(question)

    def clean(self):
        cleaned = super().clean()
        for name, answer in cleaned.items():
            cleaned[name] = contact.one_line(str(answer)) if answer is not None else ""
        return cleaned


def field_of(question):
    common = {"label": question.text, "help_text": question.reason, "required": question.required}
    must = {"required": f"Answer this question: {question.text}"}
    if question.kind == AnswerKind.NUMBER:
        return forms.IntegerField(
            min_value=0,
            max_value=MOST,
            widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3", "autocomplete": "off"}),
            error_messages=must | NOT_A_NUMBER,
            **common,
        )
    if question.kind in (AnswerKind.CHOICE, AnswerKind.YES_NO):
        offered = question.offered if question.kind == AnswerKind.CHOICE else ["Yes", "No"]
        choices = [(each, each) for each in offered]
        if not question.required:
            choices.append(("", Option("I do not know, or would rather not say")))
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=must, **common)
    return forms.CharField(
        max_length=LONGEST_ANSWER, widget=forms.TextInput({"autocomplete": "off"}), error_messages=must, **common
    )


def answers_of(asked, said):
    """[{"question": …, "answer": …}] in words, as a booking keeps them; nothing for what was left out."""
    given = [(question.text, said.get(question.name, "")) for question in asked]
    return [{"question": text, "answer": answer} for text, answer in given if answer]
