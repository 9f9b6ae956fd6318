"""The forms of coordinators: what they write about a champion, and a request taken by telephone."""

from django import forms

from champions.actions.applications import check_birth_year
from champions.forms.about_role import WardField
from champions.forms.answers import StepForm, postcode_found
from champions.forms.contact import ContactForm
from champions.forms.help import HowForm, MoreForm, WhatForm, WhenForm, WhereForm
from champions.models import Decision, Requirement, Role
from champions.wording import WHAT_WE_DO
from core.errors import Refused
from core.govuk import GovukForm
from people import contact
from people.contact_question import checked
from people.models import ArrivedBy


def day_input():
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class MetForm(forms.Form):
    requirement = forms.ModelChoiceField(Requirement.objects.all(), empty_label=None)
    met_on = forms.DateField(label="Date on it", widget=day_input())
    certificate_number = forms.CharField(
        label="DBS: certificate number", help_text="12 digits.", required=False, max_length=20
    )
    level = forms.ChoiceField(
        label="DBS: level on the certificate",
        help_text="A higher level than is asked will do.",
        choices=[("", "As asked"), *Requirement.Level.choices],
        required=False,
    )
    decision = forms.ChoiceField(
        label="DBS: decision",
        help_text="Written down with your name. Only who is clear to help can be made active.",
        choices=Decision.choices,
        required=False,
    )
    update_service = forms.BooleanField(label="DBS: they let us ask the update service", required=False)
    status_checked_on = forms.DateField(
        label="DBS: when you last asked the update service", widget=day_input(), required=False
    )

    def clean_decision(self):
        return self.cleaned_data["decision"] or Decision.CLEAR.value


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Reason", help_text="Only staff see it.", max_length=200)


class CorrectForm(forms.Form):
    role = forms.ModelChoiceField(Role.objects.all(), empty_label=None)
    birth_year = forms.IntegerField(label="Year of birth")
    postcode = forms.CharField(label="Postcode", help_text="Empty: as it is.", required=False)
    represents = WardField(
        label="Ward or division",
        help_text="Of an elected member. For example Castle, or Castle, Carlisle.",
        max_length=120,
        required=False,
    )
    team = forms.CharField(label="Team", help_text="Of a staff champion.", max_length=100, required=False)
    manager = forms.CharField(label="Manager who agrees", max_length=255, required=False)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_birth_year(self):
        try:
            check_birth_year(self.cleaned_data["birth_year"], self.now)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return self.cleaned_data["birth_year"]

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"].strip()
        return postcode_found(typed) if typed else None


class TakenForm(StepForm):
    """Who asks, when staff take the request."""

    arrived_by = forms.ChoiceField(
        label="How did they ask?",
        choices=[
            (ArrivedBy.PHONE.value, "They rang"),
            (ArrivedBy.FACE.value, "Face to face"),
            (ArrivedBy.LETTER.value, "They wrote"),
            (ArrivedBy.PARTNER.value, "Through a partner"),
        ],
        initial=ArrivedBy.PHONE.value,
        widget=forms.Select,
    )
    name = forms.CharField(
        label="Their name",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter their name"},
    )

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)


class ReadForm(GovukForm):
    read = forms.BooleanField(
        label="I have read this to them",
        help_text=WHAT_WE_DO,
        error_messages={"required": "Read the sentences to them, and tick the box when you have"},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)


class ReachForm(ContactForm):
    # Whoever asks here is on the staff, and not the one who helps them.
    someone_else = "Tell the person helping them"


PARTS = {
    "who": TakenForm,
    "what": WhatForm,
    "where": WhereForm,
    "how": HowForm,
    "when": WhenForm,
    "more": MoreForm,
    "contact": ReachForm,
}


def one_screen(data=None):
    """Every question of /help/ at once, speaking of "them"."""
    forms = {}
    for name, form_class in PARTS.items():
        form = form_class(data, said={"who": {"helping": "other"}})
        form.page_heading = None  # the page has one of its own
        forms[name] = form
    return forms


class CloseForm(GovukForm):
    outcome = forms.CharField(
        label="How it ended",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Say in a few words how it ended"},
    )
