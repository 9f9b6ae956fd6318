"""The forms of a champion's own pages."""

from django import forms

from champions.forms.answers import languages_from, postcode_found, topic_choices, topics_of
from champions.models import HelpSession, TravelsBy
from champions.times import WEEKDAY_NAMES, keep_finer, part_choices, parts_of
from champions.travel import FARTHEST_IN_MILES, REACHES, most_miles, too_far_words, usual_miles
from champions.typed_times import NotATimeError, slots_typed, typed_of
from core.govuk import DatePartsField, GovukForm, Option
from locations.models import VenuePage
from topics.models import Topic

AT_A_DROP_IN = "drop-in"
VENUES_OFFERED = 30
ENTRY = ("held_on", "minutes", "setting", "outcome", "next_on", "travel_miles")


def reach_words(way):
    """Usually 2 miles, at most 5."""
    reach = REACHES[way]
    return f"Usually {reach.usual} miles, {reach.most} at most"


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
    travels_by = forms.ChoiceField(
        label="How do you usually get about?",
        choices=[(way, Option(label, hint=reach_words(way))) for way, label in TravelsBy.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you usually get about"},
    )
    travel_miles = forms.IntegerField(
        label="How far would you go, in miles?",
        help_text="One way. Leave it empty for what is usual.",
        required=False,
        min_value=1,
        max_value=FARTHEST_IN_MILES,
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Enter a whole number of miles, like 5",
            "min_value": "Enter 1 mile or more. If you only help by telephone or video, leave it empty",
            "max_value": f"Enter {FARTHEST_IN_MILES} miles or fewer",
        },
    )
    max_people = forms.TypedChoiceField(
        label="How many people would you help at once?",
        choices=[(number, "1 person" if number == 1 else f"{number} people") for number in range(1, 21)],
        coerce=int,
        widget=forms.Select,
    )
    shown_to_others = forms.BooleanField(
        label="Other champions may see my first name and district in the champions’ area", required=False
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

    def clean_languages(self):
        return languages_from(self.cleaned_data["languages"])

    def clean(self):
        said = super().clean()
        way, miles = said.get("travels_by"), said.get("travel_miles")
        if way and miles and miles > most_miles(way):
            self.add_error("travel_miles", too_far_words(way))
        if way and "travel_miles" in said and not miles:
            said["travel_miles"] = usual_miles(way)
        return said

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
            "slots": self.slots_said(said["times"]),
            "venues": VenuePage.objects.filter(pk__in=said["venues"]),
            **{name: said[name] for name in ("travels_by", "travel_miles", "max_people", "shown_to_others")},
            "home": said["postcode"],
        }

    def slots_said(self, times):
        """As they were to the minute, unless another part of a day was ticked or one was taken away."""
        return self.slots if set(times) == set(parts_of(self.slots)) else keep_finer(times, self.slots)


class StretchesField(forms.CharField):
    def __init__(self, weekday):
        super().__init__(
            label=WEEKDAY_NAMES[weekday],
            required=False,
            max_length=100,
            widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
        )
        self.weekday = weekday

    def clean(self, value):
        try:
            return slots_typed(self.weekday, super().clean(value))
        except NotATimeError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class TimesForm(GovukForm):
    """When they can help, to the minute: one line for each day of the week."""

    say_optional = False
    monday = StretchesField(0)
    tuesday = StretchesField(1)
    wednesday = StretchesField(2)
    thursday = StretchesField(3)
    friday = StretchesField(4)
    saturday = StretchesField(5)
    sunday = StretchesField(6)

    def __init__(self, *args, slots=(), **kwargs):
        typed = {day.lower(): typed_of(slots, weekday) for weekday, day in enumerate(WEEKDAY_NAMES)}
        super().__init__(*args, initial=typed, **kwargs)

    @property
    def slots(self):
        return [slot for day in WEEKDAY_NAMES for slot in self.cleaned_data[day.lower()]]


class HolidayForm(GovukForm):
    from_on = DatePartsField(label="First day away", error_messages={"required": "Enter the first day away"})
    until_on = DatePartsField(label="Last day away", error_messages={"required": "Enter the last day away"})


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
        label="What with?",
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "grid"}),
        error_messages={"invalid_choice": "One of these topics is no longer on our list. Choose again"},
    )
    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=HelpSession.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went"},
    )
    next_on = DatePartsField(label="When do you meet next?", required=False)
    travel_miles = forms.IntegerField(
        label="How many miles did you travel, there and back?",
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.TextInput({"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Enter a whole number of miles, like 5",
            "min_value": "Enter 0 miles or more",
            "max_value": "Enter 200 miles or fewer, there and back",
        },
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
            **{name: said[name] for name in (*ENTRY, "finished", "form_key")},
        }


class CorrectForm(LogForm):
    """An entry that was written down already: whom it was for stays."""

    def __init__(self, *args, session, topics, **kwargs):
        asked = session.request.topics.all() if session.request else ()
        super().__init__(*args, people=(), topics=[*session.topics.all(), *asked, *topics], **kwargs)
        for name in ("who", "finished", "form_key"):
            del self.fields[name]
        if session.request is None:
            del self.fields["next_on"]

    def entry(self):
        said = self.cleaned_data
        topics = Topic.objects.filter(slug__in=said["topics"])
        return {"topics": topics, **{name: said[name] for name in ENTRY if name in said}}


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
