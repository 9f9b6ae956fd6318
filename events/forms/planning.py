"""What somebody says of a plan: what to do about each date that asks, and about each that was skipped."""

from dataclasses import dataclass, field

from django import forms

from core.words import count_words
from events.actions.approving import Approval
from events.forms.dates import REASON
from events.forms.elsewhere import ElsewhereMixin
from events.forms.places import suggested_places
from events.plan import What
from events.plan_words import HEADINGS, people_words, when_words
from locations.models import VenuePage

FOLLOW, KEEP = "follow", "keep"
KEEP_WORDS = "Keep it as it was", "Keep them as they were"
# Of an event that goes off the site no date can stay as it was.
LEAVE_WORDS = "Leave it for a decision", "Leave them for a decision"
SKIP, HOLD, MOVE = "skip", "hold", "move"
SKIPPED_CHOICES = [(SKIP, "Skip it"), (HOLD, "Hold it anyway"), (MOVE, "Hold it at another time or place")]
# Of longer lists the first are shown, the others unfold.
FIRST_SHOWN = 6


@dataclass
class Row:
    """One line of the plan as the page shows it. `fields`: what to choose; `more`: what goes with "another time"."""

    when: str
    place: str
    to: str = ""
    people: str = ""
    note: str = ""
    choice: object = None
    more: list = field(default_factory=list)

    @property
    def more_open(self):
        return self.choice.value() == MOVE


@dataclass
class Section:
    heading: str
    words: str
    rows: list
    shortcut: object = None

    @property
    def first(self):
        return self.rows if self.asks else self.rows[:FIRST_SHOWN]

    @property
    def rest(self):
        return [] if self.asks else self.rows[FIRST_SHOWN:]

    @property
    def asks(self):
        return any(row.choice for row in self.rows)


class PlanForm(ElsewhereMixin, forms.Form):
    """Made for one Plan. When valid, `.approval` is what was approved."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label="Why dates are off or moved", max_length=199, required=False, help_text=REASON)

    def __init__(self, *args, plan, event, leaving=False, **kwargs):
        super().__init__(*args, **kwargs)
        keep, keep_all = LEAVE_WORDS if leaving else KEEP_WORDS
        self.plan, self.event = plan, event
        self.venues = VenuePage.objects.in_bulk(self.venue_ids())
        self.initial["fingerprint"] = plan.fingerprint
        for line in plan.asking:
            self.fields[asked(line)] = choice_field(
                f"What to do about {when_words(line.row)}", [(FOLLOW, follow_words(line)), (KEEP, keep)]
            )
        for line in plan.of(What.SKIPPED):
            self.add_skipped(line)
        for name, lines, choices in (
            ("all_asking", plan.asking, [(FOLLOW, follow_all_words(plan)), (KEEP, keep_all)]),
            ("all_skipped", plan.of(What.SKIPPED), SKIPPED_CHOICES[:2]),
        ):
            if len(lines) > 1:
                self.fields[name] = forms.ChoiceField(
                    label="For all of these", choices=[("", "As chosen at each"), *choices], required=False
                )
        if not plan.asking:
            del self.fields["reason"]

    def add_skipped(self, line):
        self.fields[asked(line)] = choice_field(f"What to do about {when_words(line.wanted)}", SKIPPED_CHOICES)
        self.add_elsewhere(asked(line), line.wanted, self.venues.get(line.wanted.venue_id))

    def clean(self):
        cleaned = super().clean()
        for line in self.plan.of(What.SKIPPED):
            if self.chosen(line) == MOVE:
                self.check_elsewhere(asked(line), is_online=self.event.is_online)
        if not cleaned.get("reason") and any(self.chosen(line) == FOLLOW and drops(line) for line in self.plan.asking):
            self.add_error("reason", "Say why dates with people on them are off, in words for the public.")
        return cleaned

    def chosen(self, line):
        of_all = self.cleaned_data.get("all_asking" if line.asks else "all_skipped")
        return of_all or self.cleaned_data.get(asked(line))

    @property
    def approval(self):
        return Approval(
            fingerprint=self.cleaned_data["fingerprint"],
            keep=frozenset(line.name for line in self.plan.asking if self.chosen(line) == KEEP),
            hold={
                line.name: self.elsewhere(asked(line)) if self.chosen(line) == MOVE else None
                for line in self.plan.of(What.SKIPPED)
                if self.chosen(line) in (HOLD, MOVE)
            },
            reason=self.cleaned_data.get("reason", ""),
        )

    # What the page shows.

    def sections(self):
        """Those that ask first, then each kind of change, then what stays."""
        plain = [line for line in self.plan.lines if not line.asks]
        kinds = [
            ("People are booked", self.plan.asking, "all_asking"),
            *((HEADINGS[whats[0]], [line for line in plain if line.what in whats], "") for whats in SHOWN),
        ]
        return [
            Section(
                heading,
                count_words(len(lines), "date"),
                [self.row(line) for line in lines],
                self.shortcut("all_skipped" if lines[0].what == What.SKIPPED else shortcut),
            )
            for heading, lines, shortcut in kinds
            if lines
        ]

    def suggested(self):
        return suggested_places() if self.plan.of(What.SKIPPED) else []

    def shortcut(self, name):
        return self[name] if name in self.fields else None

    def venue_ids(self):
        rows = {line.row.venue_id for line in self.plan.lines if line.row}
        wanted = {line.wanted.venue_id for line in self.plan.lines if line.wanted}
        return (rows | wanted) - {None}

    def row(self, line):
        meeting = line.row or line.wanted
        name = asked(line)
        return Row(
            when=when_words(meeting),
            place=place_name(self.venues, meeting.venue_id),
            to=to_words(line, self.venues),
            people=people_words(line.people),
            note=line.note or str(line.clash or ""),
            choice=self[name] if name in self.fields else None,
            more=self.elsewhere_fields(name),
        )


SHOWN = (
    (What.MOVED,),
    (What.BACK,),
    (What.DROPPED, What.RETIRED),
    (What.SKIPPED,),
    (What.ADDED,),
    (What.KEPT, What.CONTINUED),
)


def asked(line):
    return f"date-{line.name}"


def choice_field(label, choices):
    return OptionalChoice(label=label, choices=choices, widget=forms.RadioSelect, initial=choices[0][0])


class OptionalChoice(forms.ChoiceField):
    """Nothing sent is the first choice."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return super().clean(value) or self.choices[0][0]


def drops(line):
    return line.wanted is None


def follow_all_words(plan):
    """Where all go, as when an event is unpublished, no schedule says so."""
    return "Cancel them and tell people" if all(map(drops, plan.asking)) else "Do as the schedule says"


def follow_words(line):
    return "Cancel it and tell them" if drops(line) else "Move it and tell them"


def to_words(line, venues):
    if line.what != What.MOVED:
        return ""
    words = when_words(line.wanted)
    same = line.wanted.venue_id == line.row.venue_id
    return words if same else f"{words}, {place_name(venues, line.wanted.venue_id)}"


def place_name(venues, pk):
    return venues[pk].title if pk in venues else "Online"
