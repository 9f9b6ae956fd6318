"""Fields and checks that the journeys share."""

from django import forms

from champions.times import PARTS, WEEKDAY_NAMES, Slot
from core.errors import Refused
from core.govuk import GovukForm, Option
from locations.postcode_forms import parse_postcode
from locations.whereabouts import find_place
from people import contact
from topics.models import Topic

MILES = [(1, "1 mile"), (2, "2 miles"), (5, "5 miles"), (10, "10 miles"), (20, "20 miles"), (40, "40 miles")]
DAYS = [(str(number), name) for number, name in enumerate(WEEKDAY_NAMES)]
PART_CHOICES = [
    ("morning", Option("Morning", hint="9am to 12 noon")),
    ("afternoon", Option("Afternoon", hint="12 noon to 5pm")),
    ("evening", Option("Evening", hint="5pm to 8pm")),
]


class StepForm(GovukForm):
    """One page of a journey. `said` is what the pages before were answered with: {step: cleaned data}."""

    heading = ""

    def __init__(self, *args, said=None, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.said, self.now = said or {}, now
        self.set_words()

    @classmethod
    def is_asked(cls, said):
        """Whether this page is asked at all, after what was said on those before it."""
        return True

    def set_words(self):
        """Choices from the database, and whether to speak of "you" or of "them"."""

    @property
    def about_you(self):
        return self.said.get("who", {}).get("helping", "me") == "me"


def topic_choices():
    return [(topic.slug, topic.title) for topic in Topic.objects.all()]


def topics_of(slugs):
    return list(Topic.objects.filter(slug__in=slugs))


def slots_from(days, parts):
    """Every chosen part of every chosen day. Days alone mean all day, parts alone any day, neither any time."""
    if not days and not parts:
        return ()
    days = [int(day) for day in days] or range(7)
    return tuple(Slot(day, *PARTS[part]) for day in days for part in (parts or PARTS))


def postcode_found(typed):
    """(postcode, Whereabouts) of a full postcode that we know."""
    parts = parse_postcode(typed)
    if parts is None or not parts.is_unit:
        raise forms.ValidationError("Enter a full postcode, like CA3 8NX")
    whereabouts = find_place(typed)
    if not whereabouts.is_found:
        raise forms.ValidationError(f"We do not know {parts.label}. Check it. If it is right, please ring us")
    return parts.label, whereabouts


def languages_from(typed):
    """Polish, Ukrainian and BSL, typed with any commas."""
    words = contact.one_line(typed).replace(";", ",").replace(" and ", ",").split(",")
    languages = [word.strip() for word in words if word.strip() and word.strip().casefold() != "english"]
    if len(languages) > 10 or any(len(language) > 40 for language in languages):
        raise forms.ValidationError("Enter up to 10 languages with commas between them, like Polish, Urdu")
    return languages


def refusal_of(form, action):
    """Run an action; what it refuses is shown as the form's own error. None then."""
    try:
        return action()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None
