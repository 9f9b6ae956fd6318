"""Two people who know the applicant, one on each page; and what such a person says."""

from django import forms

from champions.forms.about_role import asks
from champions.forms.answers import StepForm
from champions.models import Reference
from core.govuk import GovukForm
from people import contact
from people.contact_question import PHONE_WIDTH, checked

WAYS = (("email", "By e-mail"), ("phone", "By telephone"), ("address", "By letter"))


class RefereeFields(forms.Form):
    """Who they are, how they know the applicant, and one way to reach them."""

    field_order = ["name", "relation", "reach"]
    reveals = {"reach": {"email": "email", "phone": "phone", "address": "address"}}

    name = forms.CharField(
        label="Their name",
        help_text="Somebody over 18 who knows you well and is not a relative. We ask them when your checks begin. What "
        "they say is between them and us.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter their name"},
    )
    relation = forms.CharField(
        label="How do you know each other?",
        help_text="For example: we worked together for ten years.",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Say how you know each other, like: she was my manager"},
    )
    reach = forms.ChoiceField(
        label="How can we reach them?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we can reach them"},
    )
    email = forms.CharField(
        label="Their e-mail address",
        widget=forms.EmailInput({"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": contact.EMAIL_HELP},
    )
    phone = forms.CharField(
        label="Their phone number",
        widget=forms.TelInput({**PHONE_WIDTH, "autocomplete": "off"}),
        error_messages={"required": contact.PHONE_HELP},
    )
    address = forms.CharField(
        label="Their address",
        max_length=500,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Enter the address to write to, with the postcode"},
    )

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)

    def clean_relation(self):
        return contact.one_line(self.cleaned_data["relation"])

    def clean_email(self):
        return checked(self.cleaned_data["email"], contact.email_problem)

    def clean_phone(self):
        return checked(self.cleaned_data["phone"], contact.phone_problem)

    def clean_address(self):
        return contact.several_lines(self.cleaned_data["address"])


def referee_of(said):
    """What actions.references.name_referee takes."""
    return {name: said[name] or "" for name in ("name", "relation", "email", "phone", "address")}


class FirstRefereeForm(RefereeFields, StepForm):
    heading = "Who could say something about you?"

    @classmethod
    def is_asked(cls, said):
        return "references" in asks(said)

    def clean(self):
        said = super().clean()
        name, email = contact.compare_name(said.get("name") or ""), contact.compare_email(said.get("email") or "")
        for step, words in (
            ("you", "Somebody else has to say something about you"),
            ("first-referee", "Name two different people"),
        ):
            other = self.said.get(step)
            if other and name and name == contact.compare_name(other["name"]):
                self.add_error("name", f"{words}. Enter another name")
            if other and email and email == contact.compare_email(other["email"] or ""):
                self.add_error("email", f"{words}. Enter another e-mail address")
        return said

    def rows(self, said):
        how = said["email"] or said["phone"] or said["address"]
        return [(self.key, f"{said['name']}\n{said['relation']}\n{how}", f"{self.key.lower()}")]

    key = "First person to ask"


class SecondRefereeForm(FirstRefereeForm):
    heading = "And a second person?"
    key = "Second person to ask"


class NamedForm(RefereeFields, GovukForm):
    """Named to a coordinator, who types it in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "Somebody over 18 who knows them well and is not a relative."
        self.fields["relation"].label = "How do they know each other?"


class ReferenceForm(GovukForm):
    """Short and typed: what a coordinator needs to decide, and no more."""

    known_for = forms.ChoiceField(
        label="How long have you known them?",
        choices=Reference.KnownFor.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long you have known them"},
    )
    trusts = forms.ChoiceField(
        label="Would you trust them to help somebody who is vulnerable?",
        help_text="For example somebody old, ill or upset.",
        choices=Reference.Trust.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or that you are not sure"},
    )
    concern = forms.CharField(
        label="Is there anything that worries you?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    words = forms.CharField(
        label="What else would you like to say about them?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    signed = forms.CharField(
        label="Your name",
        help_text="In place of a signature.",
        max_length=255,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    read = forms.BooleanField(
        label="I have read this through, and it is what I think",
        error_messages={"required": "Read it through, and tick the box"},
    )

    def clean_concern(self):
        return contact.several_lines(self.cleaned_data["concern"])

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])

    def clean_signed(self):
        return checked(self.cleaned_data["signed"], contact.name_problem)

    def said(self):
        """What actions.references.answer takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}


class TypedReferenceForm(ReferenceForm):
    """The same, read out by a coordinator who types what is said."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed"].label = "The name of the person who says this"
        self.fields["signed"].help_text = ""
        self.fields["read"].label = "I have read this back to them, and it is what they think"
