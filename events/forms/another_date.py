"""Which date instead: the form of the public page, and that of the admin."""

from django import forms

from core.errors import Refused
from core.govuk import GovukForm, Option
from core.words import count_words, full_when_words
from events.actions.swapping import swap

TAKEN = "That date is full by now, or was moved. Choose another date"
CHANGED = "This booking was changed in another window since you looked. Choose again, if you still want another date."
FEW = 5


class WhichDate(forms.Form):
    """`dates`: occurrences with room, each named as it was shown, so that nobody goes where they did not read of."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    date = forms.ChoiceField(
        label="Which date would you like instead?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a date", "invalid_choice": TAKEN},
    )

    def __init__(self, data=None, *, booking, dates):
        super().__init__(data, initial={"seen": stamp(booking.occurrence)})
        self.booking, self.dates = booking, {stamp(each): each for each in dates}
        self.fields["date"].choices = [(name, self.words(each)) for name, each in self.dates.items()]

    def words(self, occurrence):
        return f"{when_words(occurrence)}. {self.more(occurrence)}"

    def more(self, occurrence):
        return ". ".join(filter(None, [place_words(occurrence), left_words(occurrence), self.sooner(occurrence)]))

    def sooner(self, occurrence):
        return "Sooner than yours" if occurrence.starts_at < self.booking.occurrence.starts_at else ""

    def clean(self):
        if self.cleaned_data.get("seen") != stamp(self.booking.occurrence):
            self.data = {**self.data.dict(), "seen": stamp(self.booking.occurrence)}
            raise forms.ValidationError(CHANGED)

    @property
    def was_done(self):
        """Sent twice, or again after Back."""
        return self.data.get("date") == stamp(self.booking.occurrence)

    def swap(self, *, by, now, said=False):
        """Whether it was done; why not is written on the form."""
        try:
            swap(booking=self.booking, to=self.dates[self.cleaned_data["date"]], by=by, now=now, said=said)
        except Refused as refusal:
            self.add_error("date", refusal.sentence)
        return not self.errors


class AnotherDateForm(WhichDate, GovukForm):
    page_heading = "date"

    def words(self, occurrence):
        return Option(when_words(occurrence), hint=self.more(occurrence))


class StaffAnotherDateForm(WhichDate):
    said = forms.BooleanField(label="They know: nobody needs to ring them", required=False, initial=True)


def stamp(occurrence):
    return f"{occurrence.pk}-{occurrence.starts_at:%Y%m%d%H%M}-{occurrence.venue_id or 'online'}"


def when_words(occurrence):
    return full_when_words(occurrence.starts_at, occurrence.ends_at)


def place_words(occurrence):
    return occurrence.venue.title if occurrence.venue else "Online"


def left_words(occurrence):
    left = occurrence.room()
    return f"{count_words(left, 'place')} left" if left is not None and left <= FEW else ""
