from django import forms

from core.codes import REFERENCE_LENGTH, SECRET_LENGTH, as_typed
from core.govuk import GovukForm

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
