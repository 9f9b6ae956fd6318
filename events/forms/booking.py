"""The questions of a booking, one form for each page, in the order in which they are asked."""

from django import forms

from core.govuk import Option
from events.forms.booking_base import ME, QuestionForm
from events.forms.event_questions import EventQuestionsForm
from locations.postcode_forms import parse_postcode
from people import contact
from people.contact_question import ContactQuestion, checked
from people.language_question import LanguageQuestion
from people.models import ArrivedBy

OTHER = "other"
FOR_WHOM = [(ME, "Me"), (OTHER, Option("Someone I am helping", hint="A relative, a friend or somebody beside you"))]
FOR_WHOM_STAFF = [
    (ArrivedBy.PHONE.value, "Someone who rang"),
    (ArrivedBy.FACE.value, "Someone here with me"),
    (ArrivedBy.LETTER.value, "Someone who wrote"),
    (ArrivedBy.PARTNER.value, "Someone sent by a partner"),
]


class WhoForm(QuestionForm):
    heading = "Who is coming?"

    booking_for = forms.ChoiceField(
        label="Who are you booking for?",
        choices=FOR_WHOM,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who you are booking for"},
    )
    name = forms.CharField(
        label="What is the name of the person who is coming?",
        help_text="First and last name, or what they like to be called.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of the person who is coming"},
    )

    def set_words(self):
        if self.is_staff:
            self.fields["booking_for"].choices = FOR_WHOM_STAFF

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)


class PlacesForm(QuestionForm):
    page_heading = "places"

    places = forms.TypedChoiceField(
        label="How many places do you need?",
        choices=[(1, "1 place"), (2, "2 places"), (3, "3 places"), (4, "4 places")],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how many places",
            "invalid_choice": "You can book from 1 to 4 places. For a bigger group, please ring us",
        },
    )
    carer = forms.BooleanField(label="A carer comes too, and does not need a place", required=False)

    def set_words(self):
        one = self.pick("1 place, just for you", "1 place, just for them")
        self.fields["places"].choices = [(1, one), *PlacesForm.base_fields["places"].choices[1:]]
        self.fields["places"].label = self.pick("How many places do you need?", "How many places are needed?")


class NeedsForm(LanguageQuestion, QuestionForm):
    heading = "What would help"
    field_order = ["needs", "language"]
    say_optional = False

    needs = forms.CharField(
        label="Is there anything that would help on the day?",
        help_text=(
            "For example a seat near the door, large print, or time to talk things through. "
            "Please tell us what would help, not about an illness."
        ),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def set_words(self):
        if not self.about_you:
            self.ask_about_them()

    def clean_needs(self):
        return contact.several_lines(self.cleaned_data["needs"])


class ContactForm(ContactQuestion, QuestionForm):
    contact_by = forms.ChoiceField(
        label="If the session changes, how should we tell you?",
        help_text="We only use this for the session. We do not pass it on.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we should tell you. You can say that we do not need to"},
    )

    def set_words(self):
        them = "Tell the person helping them" if self.is_staff else "Tell me, or someone else who helps them"
        self.offer_ways(
            helper=self.pick("Tell the person helping me", them),
            none=Option(
                self.pick("You do not need to tell me", "You do not need to tell them"),
                hint="We will give you a number to ring instead",
            ),
        )
        if not self.about_you:
            self.fields["contact_by"].label = "If the session changes, how should we tell them?"


class PostcodeForm(QuestionForm):
    page_heading = "postcode"

    postcode = forms.CharField(
        label="What is your postcode?",
        help_text="If you like. It shows us which places we reach, and we do not need it to book.",
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
    )

    def set_words(self):
        if not self.about_you:
            self.fields["postcode"].label = "What is their postcode?"
            self.fields["postcode"].widget.attrs["autocomplete"] = "off"

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"].strip()
        if not typed:
            return ""
        parts = parse_postcode(typed)
        if parts is None or not parts.is_unit:
            raise forms.ValidationError("Enter a full postcode, like CA3 8NX, or leave it empty")
        return parts.label


QUESTIONS = {
    "who": WhoForm,
    "places": PlacesForm,
    "needs": NeedsForm,
    "session": EventQuestionsForm,
    "contact": ContactForm,
    "postcode": PostcodeForm,
}


def names_of_questions(asked):
    """Which are asked, in order: what the session itself wants to know only where it wants to know something."""
    return [name for name in QUESTIONS if name != "session" or asked]
