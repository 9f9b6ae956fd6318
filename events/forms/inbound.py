"""A partner's calendar: its address, and what becomes of its events."""

from django import forms

from core.errors import Refused
from events.forms.places import PlaceField
from events.inbound.fetching import MOST_BYTES, parts_of
from events.models import PartnerCalendar

ANSWERS = ("title", "address", "venue", "publishes_changes", "is_followed")


class CalendarForm(forms.Form):
    title = forms.CharField(
        label="Whose calendar it is",
        max_length=80,
        help_text="The public reads it where one of its dates is off. For example: Age UK West Cumbria.",
        error_messages={"required": "Enter whose calendar it is."},
    )
    address = forms.CharField(
        label="Its address",
        max_length=500,
        required=False,
        help_text="The public address of the calendar in the iCalendar format, for example "
        "https://example.org/events.ics. Leave it empty if you upload files.",
    )
    venue = PlaceField(
        help_text="Where its events are, if an event names no place that we know. Leave it empty if they differ."
    )
    publishes_changes = forms.BooleanField(
        label="Publish changes at once",
        required=False,
        help_text="Of events that a moderator has published once. Otherwise every change waits for a moderator.",
    )
    is_followed = forms.BooleanField(label="Fetch it every hour", required=False, initial=True)

    def __init__(self, *args, calendar=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.calendar = calendar or PartnerCalendar()

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if not address:
            return ""
        try:
            parts_of(address)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        if PartnerCalendar.objects.filter(address=address).exclude(pk=self.calendar.pk).exists():
            raise forms.ValidationError("This address is taken in already, as another calendar.")
        return address

    @property
    def answers(self):
        return {name: self.cleaned_data[name] for name in ANSWERS}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A calendar file (.ics)", error_messages={"required": "Choose the file.", "empty": "The file is empty."}
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
        return file
