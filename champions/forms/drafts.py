"""Leaving an application, and coming back to it."""

from django import forms

from core.govuk import GovukForm
from people import contact
from people.contact_question import checked


class SaveForm(GovukForm):
    heading = "Save and come back later"
    page_heading = "email"

    email = forms.CharField(
        label="Where shall we send the link?",
        help_text="We send an e-mail with a link and a code. With either you carry on where you were, on any device. "
        "We keep your answers for 30 days.",
        widget=forms.EmailInput({"spellcheck": "false"}),
        error_messages={"required": contact.EMAIL_HELP},
    )

    def clean_email(self):
        return checked(self.cleaned_data["email"], contact.email_problem)


class ResumeForm(GovukForm):
    heading = "Carry on with your application"

    email = forms.CharField(
        label="Your e-mail address",
        widget=forms.EmailInput({"spellcheck": "false"}),
        error_messages={"required": contact.EMAIL_HELP},
    )
    code = forms.CharField(
        label="The code in our e-mail",
        help_text="8 letters and numbers, like K7M4 PX9A.",
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code in our e-mail, like K7M4 PX9A"},
    )

    def clean_email(self):
        return checked(self.cleaned_data["email"], contact.email_problem)
