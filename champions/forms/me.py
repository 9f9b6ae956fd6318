"""The forms of a champion's own pages."""

from django import forms

from champions.forms.answers import MILES, languages_from, postcode_found, topic_choices, topics_of
from champions.models import HelpSession
from champions.times import keep_finer, part_choices
from core.govuk import DatePartsField, GovukForm, Option
from locations.models import VenuePage
from topics.models import Topic

AT_A_DROP_IN = "drop-in"
VENUES_OFFERED = 30


class ProfileForm(GovukForm):
    topics = forms.MultipleChoiceField(
        label="What could you help with?",
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
        help_text="With commas between them.",
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    times = forms.MultipleChoiceField(
        label="When can you usually help?",
        choices=part_choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
    )
    venues = forms.MultipleChoiceField(
        label="Where would you like to meet people?",
        help_text="The nearest come first. We propose one of them when you say yes to somebody.",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
    )
    travel_miles = forms.TypedChoiceField(label="How far would you go?", coerce=int, widget=forms.Select)
    max_people = forms.TypedChoiceField(
        label="How many people would you help at once?",
        choices=[(number, "1 person" if number == 1 else f"{number} people") for number in range(1, 21)],
        coerce=int,
        widget=forms.Select,
    )
    postcode = forms.CharField(
        label="Your postcode",
        help_text="Fill it in only if you have moved. Nobody you help sees it.",
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
    )

    def __init__(self, *args, champion, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots
        self.fields["topics"].choices = topic_choices()
        self.fields["venues"].choices = venue_choices(champion)
        miles = sorted({*dict(MILES), champion.travel_miles})
        self.fields["travel_miles"].choices = [(each, f"{each} mile{'' if each == 1 else 's'}") for each in miles]

    def clean_languages(self):
        return languages_from(self.cleaned_data["languages"])

    def clean_postcode(self):
        typed = self.cleaned_data["postcode"].strip()
        return postcode_found(typed) if typed else None

    def profile(self):
        """What actions.profile.update_profile takes."""
        said = self.cleaned_data
        return {
            "topics": topics_of(said["topics"]),
            "settings": said["settings"],
            "languages": said["languages"],
            "slots": keep_finer(said["times"], self.slots),
            "venues": VenuePage.objects.filter(pk__in=said["venues"]),
            "travel_miles": said["travel_miles"],
            "max_people": said["max_people"],
            "home": said["postcode"],
        }


def venue_choices(champion):
    """Those chosen already, then the nearest, in the order of how far they are."""
    chosen = champion.venues.all()
    near = []
    if champion.home_latitude is not None:
        near = VenuePage.objects.live().nearest(champion.home_latitude, champion.home_longitude, limit=VENUES_OFFERED)
    venues = {venue.pk: venue for venue in [*near, *chosen]}
    return [(str(pk), venue.title) for pk, venue in venues.items()]


class LogForm(GovukForm):
    who = forms.ChoiceField(
        label="Who did you help?", widget=forms.Select, error_messages={"required": "Choose who you helped"}
    )
    held_on = DatePartsField(label="When?", help_text="For example 20 11 2026.")
    minutes = forms.IntegerField(
        label="How long, in minutes?",
        initial=60,
        min_value=1,
        max_value=600,
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many minutes, like 60",
            "max_value": "Enter 600 minutes or fewer. An hour is 60",
            "min_value": "Enter 1 minute or more",
        },
    )
    setting = forms.ChoiceField(
        label="How?",
        choices=[("venue", "At a public place"), ("phone", "By telephone"), ("video", "By video"), ("home", "At home")],
        widget=forms.Select,
    )
    topics = forms.MultipleChoiceField(
        label="What with?", required=False, widget=forms.CheckboxSelectMultiple({"class": "grid"})
    )
    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=HelpSession.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went"},
    )
    finished = forms.BooleanField(label="We have finished, and I have room for somebody else", required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, people, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {request.reference: request for request in people}
        named = [(reference, f"{request.person.name}, {request}") for reference, request in self.people.items()]
        self.fields["who"].choices = [*named, (AT_A_DROP_IN, "Someone at a drop-in")]
        # Their own topics and those asked for: all of them would make this a long form on a telephone.
        asked = [topic for request in people for topic in request.topics.all()]
        self.fields["topics"].choices = [(topic.slug, topic.title) for topic in dict.fromkeys([*asked, *topics])]

    def session(self):
        """What actions.sessions.log_help takes."""
        said = self.cleaned_data
        return {
            "request": self.people.get(said["who"]),
            "topics": Topic.objects.filter(slug__in=said["topics"]),
            **{name: said[name] for name in ("held_on", "minutes", "setting", "outcome", "finished", "form_key")},
        }


class PauseForm(GovukForm):
    until = DatePartsField(
        label="When will you be back?", help_text="Leave it empty if you do not know.", required=False
    )


class LeaveForm(GovukForm):
    reason = forms.CharField(
        label="Would you like to tell us why?",
        help_text="You do not have to.",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
