"""What can be changed about a booking, on one page."""

from django import forms

from events.forms.booking import NeedsForm, PlacesForm
from events.forms.booking_base import QuestionForm


def as_it_is(booking):
    """What the forms begin with."""
    return {"places": booking.places, "carer": booking.carer, "needs": booking.needs}


class ChangeForm(QuestionForm):
    heading = "Change your booking"

    places = PlacesForm.base_fields["places"]
    carer = PlacesForm.base_fields["carer"]
    needs = NeedsForm.base_fields["needs"]

    clean_needs = NeedsForm.clean_needs


class StaffChangeForm(forms.Form):
    """The same in the admin."""

    places = forms.TypedChoiceField(choices=[(number, number) for number in range(1, 5)], coerce=int)
    carer = forms.BooleanField(label="A carer comes too, and does not need a place", required=False)
    needs = forms.CharField(label="What would help", max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    said = forms.BooleanField(label="They know: nobody needs to ring them", required=False, initial=True)

    clean_needs = NeedsForm.clean_needs
