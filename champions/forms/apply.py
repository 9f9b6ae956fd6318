"""The questions of somebody who would like to be a champion, one form for each page."""

from django import forms

from champions.actions.applications import check_birth_year, check_old_enough
from champions.forms.about_role import TeamForm, WardForm, asks
from champions.forms.answers import MILES, StepForm, languages_from, postcode_found, topic_choices, topics_of
from champions.forms.referees import FirstRefereeForm, SecondRefereeForm, referee_of
from champions.models import Requirement, Role
from champions.times import part_choices, slot_words, slots_of
from core.errors import Refused
from core.govuk import Option
from core.words import list_words
from people import contact
from people.contact_question import checked


class RoleForm(StepForm):
    heading = "How would you like to help?"
    page_heading = "role"

    role = forms.ChoiceField(
        label="How would you like to help?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you would like to help"},
    )

    def set_words(self):
        roles = Role.objects.filter(open_to_apply=True).prefetch_related("requirements")
        self.roles = {role.slug: role for role in roles}
        self.fields["role"].choices = [
            (role.slug, Option(role.title, hint=f"{role.description} {role.takes}".strip())) for role in roles
        ]

    def clean(self):
        """Which later questions the role asks goes with it."""
        said = super().clean()
        role = self.roles.get(said.get("role"))
        return said | {"asks": asked_by(role) if role else (), "chosen": role}

    def rows(self, said):
        return [("Role", str(dict(self.fields["role"].choices)[said["role"]]), "the role")]


def asked_by(role):
    kinds = {requirement.kind for requirement in role.requirements.all()}
    asked = {"ward": role.asks_ward, "team": role.asks_team, "references": Requirement.Kind.REFERENCES in kinds}
    return tuple(name for name, is_asked in asked.items() if is_asked)


class YouForm(StepForm):
    heading = "About you"

    name = forms.CharField(
        label="Your name",
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.CharField(
        label="Your e-mail address",
        help_text="You sign in with it. We send you a code each time, so there is no password to remember.",
        widget=forms.EmailInput({"spellcheck": "false"}),
        error_messages={"required": contact.EMAIL_HELP},
    )
    phone = forms.CharField(
        label="Your phone number",
        required=False,
        widget=forms.TelInput({"class": "govuk-input--width-20"}),
    )
    birth_year = forms.IntegerField(
        label="The year in which you were born",
        help_text="If you are under 18 you help at sessions, beside an adult, and a parent or carer agrees.",
        widget=forms.TextInput({"class": "govuk-input--width-4", "inputmode": "numeric", "autocomplete": "bday-year"}),
        error_messages={
            "required": "Enter the year in which you were born, like 1961",
            "invalid": "Enter the year in which you were born, like 1961",
        },
    )

    def clean_name(self):
        return checked(self.cleaned_data["name"], contact.name_problem)

    def clean_birth_year(self):
        year = self.cleaned_data["birth_year"]
        try:
            check_birth_year(year, self.now)
            if role := self.said.get("role", {}).get("chosen"):
                check_old_enough(role, year, self.now)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence.rstrip(".")) from None
        return year

    def clean_email(self):
        return checked(self.cleaned_data["email"], contact.email_problem)

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        return checked(typed, contact.phone_problem) if typed.strip() else ""

    def rows(self, said):
        return [
            ("Name", said["name"], "your name"),
            ("E-mail", said["email"], "your e-mail address"),
            ("Phone", said["phone"] or "Not given", "your phone number"),
            ("Born in", said["birth_year"], "the year in which you were born"),
        ]


class HomeForm(StepForm):
    heading = "Where do you live?"
    page_heading = "postcode"

    postcode = forms.CharField(
        label="What is your postcode?",
        help_text="We use it to work out who is near you. We never show it, or where you live, to anybody you help.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
        error_messages={"required": "Enter your postcode, like CA3 8NX"},
    )

    def clean_postcode(self):
        return postcode_found(self.cleaned_data["postcode"])[0]

    def rows(self, said):
        return [("Postcode", said["postcode"], "your postcode")]


class HelpsOthersForm(StepForm):
    """Not asked of an elected member, who meets nobody one to one and is found in their ward."""

    @classmethod
    def is_asked(cls, said):
        return "ward" not in asks(said)


class SkillsForm(HelpsOthersForm):
    heading = "What could you help with?"

    topics = forms.MultipleChoiceField(
        label="Choose all that you could help with",
        help_text="You do not need to know everything. You can find things out together.",
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
        error_messages={"required": "Choose at least one thing that you could help with"},
    )
    settings = forms.MultipleChoiceField(
        label="How could you help?",
        choices=[
            ("venue", Option("At a library or another public place")),
            ("phone", "By telephone"),
            ("video", "By video"),
            ("home", Option("At people's homes", hint="Only in roles with an enhanced DBS check")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one way in which you could help"},
    )
    languages = forms.CharField(
        label="Languages you speak besides English",
        help_text="With commas between them, for example Polish, British Sign Language.",
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def set_words(self):
        self.fields["topics"].choices = topic_choices()

    def clean_languages(self):
        return languages_from(self.cleaned_data["languages"])

    def rows(self, said):
        ways = [label for value, label in self.fields["settings"].choices if value in said["settings"]]
        return [
            ("Topics", "\n".join(topic.title for topic in topics_of(said["topics"])), "the topics"),
            ("How", "\n".join(ways), "how you could help"),
            ("Languages", list_words(["English", *said["languages"]]), "your languages"),
        ]


class TimesForm(HelpsOthersForm):
    heading = "When could you help?"
    page_heading = "times"
    say_optional = False

    times = forms.MultipleChoiceField(
        label="When could you usually help?",
        help_text="As little as one hour a month is welcome. You can change this at any time.",
        choices=part_choices(),
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
        error_messages={"required": "Choose at least one time when you could help"},
    )

    def rows(self, said):
        return [("When", slot_words(slots_of(said["times"])), "when you could help")]


class FarForm(HelpsOthersForm):
    heading = "How far, and how many?"

    travel_miles = forms.TypedChoiceField(
        label="How far would you go?",
        help_text="We pay your travel.",
        choices=MILES,
        coerce=int,
        initial=5,
        widget=forms.RadioSelect,
    )
    max_people = forms.TypedChoiceField(
        label="How many people would you help at once?",
        choices=[(1, "1 person"), (2, "2 people"), (3, "3 people"), (5, "5 people")],
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
    )

    def rows(self, said):
        people = "1 person" if said["max_people"] == 1 else f"{said['max_people']} people"
        return [
            ("How far", f"Up to {dict(MILES)[said['travel_miles']]}", "how far you would go"),
            ("How many", f"Up to {people} at once", "how many people"),
        ]


class WhyForm(StepForm):
    heading = "Why would you like to help?"
    page_heading = "why"

    why = forms.CharField(
        label="Why would you like to help?",
        help_text="A sentence or two is plenty.",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_why(self):
        return contact.several_lines(self.cleaned_data["why"])

    def rows(self, said):
        return [("Why", said["why"] or "Not said", "why you would like to help")]


STEPS = {
    "role": RoleForm,
    "you": YouForm,
    "ward": WardForm,
    "team": TeamForm,
    "home": HomeForm,
    "skills": SkillsForm,
    "times": TimesForm,
    "far": FarForm,
    "first-referee": FirstRefereeForm,
    "second-referee": SecondRefereeForm,
    "why": WhyForm,
}


NOT_MATCHED = {"topics": (), "languages": (), "settings": ["venue"], "slots": (), "travel_miles": 5, "max_people": 1}


def details(said):
    """What applications.apply takes, from the cleaned answers of every step that was asked."""
    return {
        "role": Role.objects.get(slug=said["role"]["role"]),
        **{name: said["you"][name] for name in ("name", "email", "phone", "birth_year")},
        "home": postcode_found(said["home"]["postcode"]),
        "why": said["why"]["why"],
        "represents": said.get("ward", {}).get("represents"),
        **{name: said.get("team", {}).get(name, "") for name in ("team", "manager")},
        "referees": [referee_of(said[step]) for step in ("first-referee", "second-referee") if step in said],
        "profile": profile(said) if "skills" in said else NOT_MATCHED,
    }


def profile(said):
    return {
        "topics": topics_of(said["skills"]["topics"]),
        "languages": said["skills"]["languages"],
        "settings": said["skills"]["settings"],
        "slots": slots_of(said["times"]["times"]),
        "travel_miles": said["far"]["travel_miles"],
        "max_people": said["far"]["max_people"],
    }
