"""What becomes of the dates at a place on days that have closed since they were planned."""

from django import forms

from core.words import as_sentence
from events.actions.closures import Decision
from events.forms.dates import REASON
from events.forms.elsewhere import ElsewhereMixin
from events.forms.places import suggested_places
from events.forms.planning import Row, asked, choice_field
from events.plan_words import people_words, when_words

CANCEL, MOVE, HOLD = "cancel", "move", "hold"
# What may be chosen for all at once: each goes to a time or place of its own.
OF_ALL = [("", "As chosen at each"), (CANCEL, "Cancel them and tell those booked"), (HOLD, "Hold them all the same")]


def choices_for(line):
    tell = " and tell them" if line.people else ""
    return [(CANCEL, f"Cancel it{tell}"), (MOVE, f"Move it{tell}"), (HOLD, "Hold it all the same")]


class ClosureForm(ElsewhereMixin, forms.Form):
    """Made for one Plan (actions.closures.plan_of_closing). When valid, `.decision` is what was decided."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, required=False)
    all_dates = forms.ChoiceField(label="For all of these", choices=OF_ALL, required=False)
    reason = forms.CharField(label="Why dates are off or moved", max_length=199, required=False, help_text=REASON)

    def __init__(self, *args, plan, venue, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.venue = plan, venue
        self.initial["fingerprint"] = plan.fingerprint
        self.initial["reason"] = as_sentence(plan.lines[0].note) if plan.lines else ""
        for line in plan.lines:
            self.fields[asked(line)] = choice_field(f"What to do about {when_words(line.row)}", choices_for(line))
            self.add_elsewhere(asked(line), line.row, None)
        if len(plan.lines) < 2:
            del self.fields["all_dates"]

    def clean(self):
        cleaned = super().clean()
        chosen = [self.chosen(line) for line in self.plan.lines]
        for line in self.plan.lines:
            if self.chosen(line) == MOVE:
                self.check_elsewhere(asked(line), is_online=line.row.event.is_online)
        if not cleaned.get("reason") and any(choice != HOLD for choice in chosen):
            self.add_error("reason", "Say why dates are off or moved, in words for the public.")
        return cleaned

    def chosen(self, line):
        return self.cleaned_data.get("all_dates") or self.cleaned_data.get(asked(line))

    @property
    def decision(self):
        chosen = {line.name: self.chosen(line) for line in self.plan.lines}
        return Decision(
            fingerprint=self.cleaned_data["fingerprint"],
            reason=self.cleaned_data.get("reason", ""),
            hold=frozenset(name for name, choice in chosen.items() if choice == HOLD),
            move={line.name: self.elsewhere(asked(line)) for line in self.plan.lines if chosen[line.name] == MOVE},
        )

    # What the page shows.

    def rows(self):
        return [
            Row(
                when=f"{when_words(line.row)}: {line.row.event.title}",
                place=self.venue.title if self.venue else "online",
                people=people_words(line.people) or "Nobody is booked.",
                note=line.note,
                choice=self[asked(line)],
                more=self.elsewhere_fields(asked(line)),
            )
            for line in self.plan.lines
        ]

    def suggested(self):
        return suggested_places()
