"""How to reach somebody who asks for help: one way is needed, because a champion will use it."""

from django import forms

from champions.forms.answers import StepForm, checked
from core.govuk import Option
from people import contact
from people.models import ContactBy

PHONE_WIDTH = {"class": "govuk-input--width-20"}


class ContactForm(StepForm):
    heading = "How can we reach you?"
    page_heading = "contact_by"
    reveals = {
        "contact_by": {
            "phone": "phone",
            "sms": "mobile",
            "email": "email",
            "letter": "address",
            "helper": ("helper_name", "helper_contact"),
        }
    }

    contact_by = forms.ChoiceField(
        label="How can we reach you?",
        help_text="We need one way to tell you who can help. The champion gets it when they have said yes.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we can reach you"},
    )
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

    def set_words(self):
        them = not self.about_you
        self.fields["contact_by"].choices = [
            ("phone", "Ring them" if them else "Ring me"),
            ("sms", "Send them a text" if them else "Send me a text"),
            ("email", "Send them an e-mail" if them else "Send me an e-mail"),
            (
                "letter",
                Option("Write them a letter" if them else "Write me a letter", hint="Letters take 3 to 5 days"),
            ),
            (
                "helper",
                Option(
                    "Tell me, or someone else who helps them" if them else "Tell the person helping me",
                    hint="A friend, relative or librarian",
                ),
            ),
        ]
        if them:
            self.heading = self.fields["contact_by"].label = "How can we reach them?"
            for name in ("phone", "mobile", "email", "address"):
                self.fields[name].label = self.fields[name].label.replace("Your", "Their")
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

    def rows(self, said):
        how = ContactBy(said["contact_by"])
        reach = {
            "phone": f"Ring {said['phone']}",
            "sms": f"Text {said['mobile']}",
            "email": f"E-mail {said['email']}",
            "letter": f"Write to\n{said['address']}",
            "helper": f"Tell {said['helper_name']}, {said['helper_contact']}",
        }[how]
        return [("How to reach you" if self.about_you else "How to reach them", reach, "how to reach you")]
