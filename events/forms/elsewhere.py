"""Another time or place for each of several dates, in one form."""

from django import forms

from core.words import local
from events.forms.dates import CLOCK, DAY, in_a_likely_year
from events.forms.places import PlaceField, PlaceWidget
from events.known_days import known_days
from events.schedule import meeting_on
from events.schedule_checks import times_problem

# The one list of suggestions that all boxes for a place share.
NAMES = "place-names"
PARTS = ("on", "starts", "ends", "venue")
MISSING = {"on": "Enter the date.", "starts": "Enter when it starts.", "ends": "Enter when it ends."}


class ElsewhereMixin:
    """For a form. Each date has a name, and four fields of that name."""

    def add_elsewhere(self, name, meeting, venue, *, on=None):
        """`meeting` has starts_at and ends_at, whose times and whose place are filled in; `on`: the day too."""
        fields = {
            "on": forms.DateField(label="Date", widget=DAY, required=False, initial=on, validators=[in_a_likely_year]),
            "starts": clock_field("Starts at", meeting.starts_at),
            "ends": clock_field("Ends at", meeting.ends_at),
            "venue": PlaceField(help_text="", initial=venue, widget=PlaceWidget(shared=NAMES)),
        }
        self.fields |= {f"{name}-{part}": field for part, field in fields.items()}

    def check_elsewhere(self, name, *, is_online):
        answers = self.cleaned_data
        for part, sentence in MISSING.items():
            if not answers.get(f"{name}-{part}") and f"{name}-{part}" not in self.errors:
                self.add_error(f"{name}-{part}", sentence)
        starts, ends = answers.get(f"{name}-starts"), answers.get(f"{name}-ends")
        if starts and ends and (sentence := times_problem(starts, ends)):
            self.add_error(f"{name}-ends", sentence)
        if not answers.get(f"{name}-venue") and f"{name}-venue" not in self.errors and not is_online:
            self.add_error(f"{name}-venue", "Choose the place: it is not online.")
        if not any(f"{name}-{part}" in self.errors for part in PARTS):
            self.check_open(name)

    def check_open(self, name):
        """It would be moved from one day on which nobody can come to another."""
        starts_at, ends_at, venue = self.elsewhere(name)
        venue_id, on = venue.pk if venue else None, starts_at.date()
        clash = known_days({venue_id}, from_on=on, last_on=on).clash(venue_id, starts_at, ends_at)
        if clash and clash.skip:
            self.add_error(f"{name}-on", f"{clash} Choose another day or place.")

    def elsewhere(self, name):
        """(starts_at, ends_at, venue) as written, aware."""
        on, starts, ends, venue = (self.cleaned_data[f"{name}-{part}"] for part in PARTS)
        meeting = meeting_on(on, starts, ends)
        return meeting.starts_at, meeting.ends_at, venue

    def elsewhere_fields(self, name):
        return [self[f"{name}-{part}"] for part in PARTS if f"{name}-{part}" in self.fields]


def clock_field(label, moment):
    return forms.TimeField(label=label, widget=forms.TimeInput(**CLOCK), required=False, initial=local(moment).time())
