"""What only some roles ask: the ward of an elected member, the team of somebody who works for the council."""

from django import forms

from champions.forms.answers import StepForm
from locations.models import Area, AreaKind
from people import contact
from people.contact_question import checked

ENDINGS = (" ward", " division", " electoral division")


def wards_called(typed):
    """Wards of this name, or of this name in this district: Castle; Castle ward; Castle, Carlisle."""
    name, _, district = contact.one_line(typed).partition(",")
    name = name.strip()
    wards = Area.objects.filter(kind=AreaKind.WARD).select_related("parent")
    if district.strip():
        wards = wards.filter(parent__name__iexact=district.strip())
    shorter = [name[: -len(ending)] for ending in ENDINGS if name.casefold().endswith(ending)]
    return next((found for each in [name, *shorter] if (found := list(wards.filter(name__iexact=each)))), [])


def ward_in(typed):
    """The one ward that somebody means, or a sentence."""
    typed = contact.one_line(typed)
    found = wards_called(typed)
    if not found:
        raise forms.ValidationError(
            f"We do not know a ward or division called “{typed[:60]}”. Check the spelling. If it is right, ring us"
        )
    if len(found) > 1:
        named = " or ".join(f"“{ward.name}, {ward.parent}”" for ward in found if ward.parent)
        raise forms.ValidationError(f"There are {len(found)} of that name. Say which: {named}")
    return found[0]


class WardField(forms.CharField):
    """Typed by its name. Becomes the Area."""

    def clean(self, value):
        typed = super().clean(value)
        return ward_in(typed) if typed else None


class WardForm(StepForm):
    heading = "Which ward or division do you represent?"
    page_heading = "represents"

    represents = WardField(
        label="Which ward or division do you represent?",
        help_text="For example Castle, or Castle, Carlisle.",
        max_length=120,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Enter the name of your ward or division"},
    )

    @classmethod
    def is_asked(cls, said):
        return "ward" in asks(said)

    def rows(self, said):
        return [("Represents", said["represents"].name, "your ward or division")]


class TeamForm(StepForm):
    heading = "Where do you work?"

    team = forms.CharField(
        label="Your team",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
        error_messages={"required": "Enter the name of your team, like Customer services"},
    )
    manager = forms.CharField(
        label="The name of your manager",
        help_text="They agree that you do this in your working time.",
        max_length=255,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of your manager"},
    )

    @classmethod
    def is_asked(cls, said):
        return "team" in asks(said)

    def clean_team(self):
        return contact.one_line(self.cleaned_data["team"])

    def clean_manager(self):
        return checked(self.cleaned_data["manager"], contact.name_problem)

    def rows(self, said):
        return [("Team", said["team"], "your team"), ("Manager", said["manager"], "your manager")]


def asks(said):
    """What the chosen role asks besides: ward, team, references."""
    return said.get("role", {}).get("asks", ())
