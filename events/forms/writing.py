"""What staff write to everyone on a date."""

import hashlib
import uuid

from django import forms

from core.words import count_words
from events.models import BookingState
from people import contact

CONFIRMED, WAITING = BookingState.CONFIRMED.value, BookingState.WAITING.value
BOTH = "both"
STATES = {CONFIRMED: [CONFIRMED], WAITING: [WAITING], BOTH: [CONFIRMED, WAITING]}
LONGEST_SUBJECT, LONGEST_TEXT = 100, 1500


class WriteForm(forms.Form):
    """`preview` is the fingerprint of what was looked at: what was changed since is looked at once more."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    preview = forms.CharField(widget=forms.HiddenInput, required=False)
    to = forms.ChoiceField(label="To", widget=forms.RadioSelect, error_messages={"required": "Choose who it goes to."})
    subject = forms.CharField(
        label="What it is about",
        help_text="In a few words. It is the subject of e-mails and letters, and of the call.",
        error_messages={"required": "Write in a few words what it is about."},
    )
    text = forms.CharField(
        label="Message",
        help_text="Plain words. The session, its date and place, and how to reach us are added to it.",
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Write the message."},
    )

    def __init__(self, *args, booked, waiting, **kwargs):
        kwargs["initial"] = {"to": CONFIRMED, "form_key": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        both = [(BOTH, "All of them")] if booked and waiting else []
        on_list = [(WAITING, f"Those on the waiting list: {count_words(waiting, 'booking')}")] if waiting else []
        with_place = [(CONFIRMED, f"Those with a place: {count_words(booked, 'booking')}")] if booked else []
        self.fields["to"].choices = [*with_place, *on_list, *both]

    def clean_subject(self):
        return not_too_long(contact.one_line(self.cleaned_data["subject"]), LONGEST_SUBJECT)

    def clean_text(self):
        return not_too_long(clean_text(self.cleaned_data["text"]), LONGEST_TEXT)

    @property
    def states(self):
        return STATES[self.cleaned_data["to"]]

    @property
    def is_seen(self):
        return self.cleaned_data["preview"] == self.fingerprint

    @property
    def fingerprint(self):
        answers = self.cleaned_data
        said = "\n".join([answers["to"], answers["subject"], answers["text"]])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def clean_text(text):
    """Its paragraphs stay; control characters, and more than one empty line, go."""
    lines = [contact.one_line(line) for line in text.splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip()


def not_too_long(text, longest):
    if not text:
        raise forms.ValidationError("Write something that can be read.")
    if len(text) > longest:
        raise forms.ValidationError(f"Use {longest:,} characters or fewer. You have used {len(text):,}.")
    return text
