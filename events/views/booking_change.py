"""Changing a booking that this visitor has opened."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from events.actions.changing import change
from events.forms.booking_change import ChangeForm, as_it_is
from events.permissions.bookings import can_change
from events.views.booking_my import opened_page


@opened_page
def change_booking(request, booking):
    now = timezone.now()
    if not can_change(booking, now=now):
        messages.warning(request, "This booking cannot be changed any more.")
        return redirect("events:my_booking", reference=booking.reference)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=as_it_is(booking))
    if form.is_valid():
        try:
            change(booking=booking, **form.cleaned_data, by=request.actor, now=now)
        except Refused as refusal:
            form.add_error("places", refusal.sentence)
        else:
            messages.success(request, "Your booking is changed.")
            return redirect("events:my_booking", reference=booking.reference)
    page = {
        "form": form,
        "heading": form.heading,
        "button": "Change my booking",
        "back_url": reverse("events:my_booking", args=[booking.reference]),
        "occurrence": booking.occurrence,
        "now": now,
    }
    return render(request, "events/booking/change.html", page, status=422 if form.errors else 200)
