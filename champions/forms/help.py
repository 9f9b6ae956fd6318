"""The questions of somebody who asks for a person to help, one form for each page."""

from django import forms

from champions.forms.answers import (
    DAYS,
    MILES,
    PART_CHOICES,
    StepForm,
    slots_from,
    topic_choices,
    topics_of,
)
from champions.forms.contact import ContactForm
from champions.times import slot_words
from core.govuk import Option
from locations.postcode_forms import parse_postcode
from locations.whereabouts import find_place
from people import contact
from people.contact_question import checked
from people.language_question import LanguageQuestion


class WhoForm(StepForm):
    heading = "Who would like help?"

    helping = forms.ChoiceField(
        label="Who is it for?",
        choices=[
            ("me", "Me"),
            ("other", Option("Someone I am helping", hint="A relative, a friend or somebody beside you")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who it is for"},
    )
    name = forms.CharField(
        label="What is the name of the person who would like help?",
        help_text="First and last name, or what they like to be called.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of the person who would like help"},
    )

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)

    def rows(self, said):
        return [("Name", said["name"], "the name")]


class WhatForm(StepForm):
    heading = "What would you like help with?"

    words = forms.CharField(
        label="In your own words",
        help_text="For example: I have a new phone and would like to see my grandchildren on it. "
        "Please do not write about your health, and never a password.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    topics = forms.MultipleChoiceField(
        label="Or choose what comes nearest", required=False, widget=forms.CheckboxSelectMultiple({"class": "grid"})
    )
    say_optional = False

    def set_words(self):
        self.fields["topics"].choices = topic_choices()
        if not self.about_you:
            self.heading = "What would they like help with?"
            self.fields["words"].label = "In their own words"

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])

    def clean(self):
        if not self.errors and not self.cleaned_data.get("words") and not self.cleaned_data.get("topics"):
            self.add_error("words", "Say in a few words what it is about, or choose a topic")
        return self.cleaned_data

    def rows(self, said):
        titles = [topic.title for topic in topics_of(said["topics"])]
        return [("What", "\n".join(filter(None, [said["words"], *titles])), "what it is about")]


class WhereForm(StepForm):
    heading = "Where are you?"

    where = forms.CharField(
        label="Your postcode, or a town or village",
        help_text="We show it to nobody. A champion sees the area only.",
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "postal-code"}),
        error_messages={"required": "Enter a postcode, or the name of a town or village"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.whereabouts = self.offered = None
        typed = self.data.get("where", "") if self.is_bound else ""
        found = find_place(typed) if typed else None
        if found and found.kind == "choice":
            self.offer_choice(found)

    def set_words(self):
        if not self.about_you:
            self.heading = "Where are they?"
            self.fields["where"].label = "Their postcode, or a town or village"
            self.fields["where"].widget.attrs["autocomplete"] = "off"

    def offer_choice(self, found):
        """Dalton is two places: ask which, on the same page."""
        self.offered = found
        self.fields["which"] = forms.ChoiceField(
            label="Which one do you mean?",
            choices=[(query, label) for label, query in found.choices],
            widget=forms.RadioSelect,
            error_messages={"required": found.sentence, "invalid_choice": found.sentence},
        )

    def clean(self):
        typed = self.cleaned_data.get("which") or self.cleaned_data.get("where")
        if not typed or (self.offered and "which" not in self.cleaned_data):
            return self.cleaned_data
        self.whereabouts = find_place(typed)
        if not self.whereabouts.is_found:
            self.add_error("where", self.whereabouts.sentence)
        self.cleaned_data["place"] = typed
        return self.cleaned_data

    def rows(self, said):
        return [("Where", said["place"], "where")]


class HowForm(StepForm):
    heading = "How would you like to be helped?"
    page_heading = "setting"
    reveals = {"setting": {"venue": ("travel_miles", "step_free")}}

    setting = forms.ChoiceField(
        label="How would you like to be helped?",
        choices=[
            ("venue", Option("At a place near me", hint="A library or another public place")),
            ("phone", "By telephone"),
            ("video", "By video"),
            ("home", Option("At home", hint="If you cannot get out. We have fewer people for this")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you would like to be helped"},
    )
    travel_miles = forms.TypedChoiceField(
        label="How far can you go?",
        choices=MILES[:5],
        coerce=int,
        empty_value=2,
        initial=2,
        widget=forms.Select,
    )
    step_free = forms.BooleanField(label="It must be step-free", required=False)

    def set_words(self):
        if not self.about_you:
            self.speak_of_them()

    def speak_of_them(self):
        self.fields["setting"].label = self.heading = "How would they like to be helped?"
        self.fields["setting"].error_messages["required"] = "Choose how they would like to be helped"
        self.fields["setting"].choices = [
            ("venue", Option("At a place near them", hint="A library or another public place")),
            ("phone", "By telephone"),
            ("video", "By video"),
            ("home", Option("At their home", hint="If they cannot get out. We have fewer people for this")),
        ]
        self.fields["travel_miles"].label = "How far can they go?"

    def rows(self, said):
        how = str(dict(self.fields["setting"].choices)[said["setting"]])
        if said["setting"] == "venue":
            how += f", up to {dict(MILES)[said['travel_miles']]}{', step-free' if said['step_free'] else ''}"
        return [("How", how, "how to be helped")]


class WhenForm(StepForm):
    heading = "When would suit you?"
    say_optional = False

    days = forms.MultipleChoiceField(
        label="Which days?",
        help_text="Leave all empty if any day will do.",
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
    )
    parts = forms.MultipleChoiceField(
        label="What time of day?",
        help_text="Leave all empty if any time will do.",
        choices=PART_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def set_words(self):
        if not self.about_you:
            self.heading = "When would suit them?"

    def rows(self, said):
        return [("When", slot_words(slots_from(said["days"], said["parts"]), last="or") or "Any time", "when")]


class MoreForm(LanguageQuestion, StepForm):
    heading = "Is there anything that would help?"
    say_optional = False
    field_order = ["language", "adjustments"]

    adjustments = forms.CharField(
        label="Anything else that would help",
        help_text="For example: I like to go slowly, or I need large print. What would help, not about an illness.",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def set_words(self):
        if not self.about_you:
            self.ask_about_them()

    def clean_adjustments(self):
        return contact.several_lines(self.cleaned_data["adjustments"])

    def rows(self, said):
        return [
            ("Language", said["language"] or "English", "the language"),
            ("What would help", said["adjustments"] or "Nothing special", "what would help"),
        ]


STEPS = {
    "who": WhoForm,
    "what": WhatForm,
    "where": WhereForm,
    "how": HowForm,
    "when": WhenForm,
    "more": MoreForm,
    "contact": ContactForm,
}


def details(said):
    """What ask_for_help takes, from the cleaned answers of every step."""
    postcode = parse_postcode(said["where"]["where"])
    reach = said["contact"]
    return {
        "person": {
            "name": said["who"]["name"],
            "contact_by": reach["contact_by"],
            "phone": reach["phone"] or reach["mobile"] or "",
            "email": reach["email"] or "",
            "address": reach["address"] or "",
            "helper_name": reach["helper_name"] or "",
            "helper_contact": reach["helper_contact"] or "",
            "postcode": postcode.label if postcode and postcode.is_unit else "",
            "adjustments": said["more"]["adjustments"],
        },
        "words": said["what"]["words"],
        "topics": topics_of(said["what"]["topics"]),
        "setting": said["how"]["setting"],
        "travel_miles": said["how"]["travel_miles"] or 2,
        "step_free": bool(said["how"]["step_free"]),
        "where": said["where"]["place"],
        "whereabouts": find_place(said["where"]["place"]),
        "slots": slots_from(said["when"]["days"], said["when"]["parts"]),
        "language": said["more"]["language"],
    }
