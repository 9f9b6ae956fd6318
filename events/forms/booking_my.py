from django import forms

from core.codes import REFERENCE_LENGTH, SECRET_LENGTH, as_typed
from core.govuk import GovukForm
from messaging.backends import backend_for
from messaging.models import Channel
from people import contact
from people.actions.one_time_codes import LENGTH
from people.contact_question import checked

CODE = {
    "autocomplete": "off",
    "spellcheck": "false",
    "autocapitalize": "characters",
    "class": "govuk-input--width-10",
}


class FindBookingForm(GovukForm):
    """The booking number opens nothing without the secret code beside it."""

    reference = forms.CharField(
        label="Booking number",
        help_text="6 letters and numbers, like K7M 4PX. Spaces and small letters are fine.",
        widget=forms.TextInput(CODE),
        error_messages={"required": "Enter the booking number"},
    )
    secret = forms.CharField(
        label="Secret code",
        help_text="8 letters and numbers. It is printed on the confirmation.",
        widget=forms.TextInput(CODE),
        error_messages={"required": "Enter the secret code"},
    )

    def clean_reference(self):
        return self.right_length("reference", REFERENCE_LENGTH, "The booking number has 6 letters and numbers")

    def clean_secret(self):
        return self.right_length("secret", SECRET_LENGTH, "The secret code has 8 letters and numbers")

    def right_length(self, name, length, sentence):
        typed = as_typed(self.cleaned_data[name])
        if len(typed) != length:
            raise forms.ValidationError(sentence)
        return typed


def can_text():
    """Whether texts are sent at once. Where staff would have to send it, a code comes too late."""
    return backend_for(Channel.SMS) is not None


class AskForCodeForm(GovukForm):
    """`form_key`: sent twice it asks once, and the code works in no other browser."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Your name",
        help_text="As you gave it when you booked or asked for help.",
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    contact = forms.CharField(
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = can_text()
        field = self.fields["contact"]
        field.label = "Your e-mail address or mobile number" if self.texts else "Your e-mail address"
        field.help_text = "The one that you gave us. We send the code there."
        field.error_messages["required"] = f"Enter {field.label[0].lower()}{field.label[1:]}"

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)

    def clean_contact(self):
        return checked(self.cleaned_data["contact"], self.contact_problem)

    def contact_problem(self, typed):
        """Without a word on whether we know it."""
        if not contact.email_problem(typed):
            return ""
        if "@" in typed or contact.phone_problem(typed):
            return contact.EITHER_HELP if self.texts else contact.EMAIL_HELP
        if not self.texts:
            return "We cannot send texts at the moment. Enter an e-mail address, or ring us and we will look it up"
        if contact.mobile_problem(typed):
            return "We can send a code to a mobile number or an e-mail address. Enter one of these, or ring us"
        return ""

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in ("name", "contact")}


class EnterCodeForm(GovukForm):
    """`asked`: the key of the form that asked for it. Two windows may have asked one after the other."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label="The code",
        help_text="6 letters and numbers, like K7M 4PX. Spaces and small letters are fine.",
        widget=forms.TextInput({**CODE, "autocomplete": "one-time-code"}),
        error_messages={"required": "Enter the code that we sent"},
    )

    def __init__(self, data=None, *, asked):
        super().__init__(data, initial={"asked": asked})
        self.newest = asked

    def clean_code(self):
        typed = as_typed(self.cleaned_data["code"])
        if len(typed) != LENGTH:
            raise forms.ValidationError("The code has 6 letters and numbers")
        return typed

    def clean(self):
        if self.cleaned_data.get("asked") != self.newest:
            self.data = {**self.data.dict(), "asked": self.newest}
            self.add_error("code", "You asked for another code in another window since. Type that one here.")


class EarlierForm(GovukForm):
    """`elsewhere`: the event is held at other places too. Where it is not there is nothing to choose."""

    where = forms.ChoiceField(
        label="Where could you come?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you could come"},
    )

    def __init__(self, *args, place, elsewhere, **kwargs):
        super().__init__(*args, **kwargs)
        here = f"To {place.title} alone" if place else "Online alone"
        self.fields["where"].choices = [("same", here), ("any", "To any place where it is held")]
        if not elsewhere:
            del self.fields["where"]

    @property
    def same_venue(self):
        return self.cleaned_data.get("where", "any") == "same"
