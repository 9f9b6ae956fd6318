"""How to reach a person: the one question, for every journey that asks it."""

from django import forms

from core.govuk import Option
from people import contact
from people.models import ContactBy

PHONE_WIDTH = {"class": "govuk-input--width-20"}
LETTERS_TAKE = "Letters take 3 to 5 days"
WHO_HELPS = "A friend, relative or librarian"
THEIR_OWN = ("phone", "mobile", "email", "address")


def checked(text, problem_with):
    """What somebody typed as one clean line, if `problem_with` (people/contact.py) finds nothing wrong with it."""
    problem = problem_with(text)
    if problem:
        raise forms.ValidationError(problem)
    return contact.one_line(text)


class ContactQuestion(forms.Form):
    """Ways of being told, each with what it needs beneath it. A form adds its own words, and what "helper" means."""

    page_heading = "contact_by"
    field_order = ["contact_by"]
    reveals = {
        "contact_by": {
            ContactBy.PHONE.value: "phone",
            ContactBy.SMS.value: "mobile",
            ContactBy.EMAIL.value: "email",
            ContactBy.LETTER.value: "address",
            ContactBy.HELPER.value: ("helper_name", "helper_contact"),
        }
    }

    phone = forms.CharField(
        label="Your phone number",
        widget=forms.TelInput(PHONE_WIDTH),
        error_messages={"required": contact.PHONE_HELP},
    )
    mobile = forms.CharField(
        label="Your mobile number",
        widget=forms.TelInput(PHONE_WIDTH),
        error_messages={"required": "Enter a mobile number, like 07700 900 123"},
    )
    # Not an EmailField: people's own rules say what will do, and say it in one way everywhere.
    email = forms.CharField(
        label="Your e-mail address",
        widget=forms.EmailInput({"spellcheck": "false"}),
        error_messages={"required": contact.EMAIL_HELP},
    )
    address = forms.CharField(
        label="Your address",
        max_length=500,
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
        error_messages={"required": "Enter the address to write to, with the postcode"},
    )
    helper_name = forms.CharField(
        label="The name of the person helping",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Enter the name of the person helping"},
    )
    helper_contact = forms.CharField(
        label="Their phone number or e-mail address",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": contact.EITHER_HELP},
    )

    def offer_ways(self, *, helper, none=None):
        """The choices, about "you" or about "them"; `helper` and `none` are the words for those two."""
        whom = "me" if self.about_you else "them"
        ways = [
            (ContactBy.PHONE.value, f"Ring {whom}"),
            (ContactBy.SMS.value, f"Send {whom} a text"),
            (ContactBy.EMAIL.value, f"Send {whom} an e-mail"),
            (ContactBy.LETTER.value, Option(f"Write {whom} a letter", hint=LETTERS_TAKE)),
            (ContactBy.HELPER.value, Option(helper, hint=WHO_HELPS)),
        ]
        if none:
            ways.append((ContactBy.NONE.value, none))
        self.fields["contact_by"].choices = ways
        if not self.about_you:
            self.speak_of_them()

    def speak_of_them(self):
        for name in THEIR_OWN:
            self.fields[name].label = self.fields[name].label.replace("Your", "Their")
            # The browser knows the details of whoever types, not of the person meant.
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_phone(self):
        return checked(self.cleaned_data["phone"], contact.phone_problem)

    def clean_mobile(self):
        return checked(self.cleaned_data["mobile"], contact.mobile_problem)

    def clean_email(self):
        return checked(self.cleaned_data["email"], contact.email_problem)

    def clean_address(self):
        return contact.several_lines(self.cleaned_data["address"])

    def clean_helper_name(self):
        return checked(self.cleaned_data["helper_name"], contact.name_problem)

    def clean_helper_contact(self):
        return checked(self.cleaned_data["helper_contact"], contact.either_problem)
