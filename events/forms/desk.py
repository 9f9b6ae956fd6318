"""What is asked on the screen for booking for a caller: the public questions, put to somebody else."""

from datetime import timedelta

from django import forms

from core.govuk import GovukForm
from core.words import as_day
from events.forms.booking import ContactForm, NeedsForm, PlacesForm, PostcodeForm, WhoForm
from events.wanted import read_day
from locations.whereabouts import find_place
from people.language_question import LanguageQuestion
from people.models import ArrivedBy

WIDTH = {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
SHORT = {"autocomplete": "off", "class": "govuk-input--width-10"}
# As far ahead as is looked where no last day is given.
WEEKS_AHEAD = timedelta(weeks=4)


class SoughtForm(GovukForm):
    say_optional = False

    sought = forms.CharField(
        label="Who is it?",
        help_text="Part of a name, a telephone number, a postcode, or a booking number.",
        required=False,
        widget=forms.TextInput(WIDTH),
    )


class NewPersonForm(ContactForm, LanguageQuestion, PostcodeForm):
    page_heading = None
    field_order = ["name", "contact_by", "postcode", "language"]

    name = forms.CharField(
        label="Name",
        help_text="First and last name, or what they like to be called.",
        widget=forms.TextInput(WIDTH),
        error_messages={"required": "Enter the name of the person who is coming"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, is_staff=True, **kwargs)

    def set_words(self):
        ContactForm.set_words(self)
        PostcodeForm.set_words(self)
        self.ask_about_them()
        required = "Choose how we should tell them. They can say that we do not need to"
        self.fields["contact_by"].error_messages["required"] = required

    clean_name = WhoForm.clean_name

    def details(self):
        """As people.actions.add_person takes them."""
        details = dict(self.cleaned_data)
        mobile = details.pop("mobile")
        return details | {"phone": details["phone"] or mobile}


class SessionForm(GovukForm):
    """Cleans to `where` (locations.whereabouts), `first_on` and `last_on` (None: not asked) and `words`."""

    say_optional = False

    where = forms.CharField(
        label="Near",
        help_text="A postcode or a place. Leave it empty for anywhere and online.",
        required=False,
        widget=forms.TextInput(WIDTH),
    )
    first_on = forms.CharField(
        label="From", help_text="Like 26 11. Empty: today.", required=False, widget=forms.TextInput(SHORT)
    )
    last_on = forms.CharField(
        label="Until", help_text="Empty: 4 weeks on.", required=False, widget=forms.TextInput(SHORT)
    )
    words = forms.CharField(
        label="What", help_text="For example tablet, or scams.", required=False, widget=forms.TextInput(WIDTH)
    )

    def __init__(self, *args, now=None, **kwargs):
        """`now`: needed where it is checked, to know which year a day is of."""
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_where(self):
        typed = self.cleaned_data["where"].strip()
        return find_place(typed) if typed else None

    def clean_first_on(self):
        return self.day("first_on")

    def clean_last_on(self):
        return self.day("last_on")

    def day(self, name):
        typed = self.cleaned_data[name].strip()
        day, wrong = read_day(typed, self.now) if typed else (None, "")
        if wrong:
            raise forms.ValidationError(wrong)
        return day

    def clean(self):
        answers = super().clean()
        if "first_on" in answers and "last_on" in answers:
            first = answers["first_on"] or as_day(self.now)
            answers["last_on"] = answers["last_on"] or first + WEEKS_AHEAD
            if answers["last_on"] < first:
                self.add_error("last_on", "Enter a last day that is not before the first")
        return answers


class PartyForm(PlacesForm, NeedsForm):
    page_heading = None
    language = None  # it is the person's, known already or asked of a new one
    field_order = ["places", "carer", "needs", "arrived_by"]

    arrived_by = forms.ChoiceField(
        label="How did they reach us?",
        choices=[choice for choice in ArrivedBy.choices if choice[0] != ArrivedBy.WEB],
        initial=ArrivedBy.PHONE.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they reached us"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, is_staff=True, **kwargs)
