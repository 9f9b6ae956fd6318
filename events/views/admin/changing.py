"""Another number of places, or what would help, for somebody who rang or stands at the desk."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from events.actions.changing import change
from events.forms.booking_change import StaffChangeForm, as_it_is
from events.permissions.bookings import CHANGE, bookings_seen_by
from events.views.admin.doors import require, status_of


def change_booking(request, pk):
    require(request, CHANGE)
    booking = get_object_or_404(bookings_seen_by(request.user).for_page(), pk=pk)
    form = StaffChangeForm(request.POST or None, initial=as_it_is(booking))
    if form.is_valid():
        try:
            change(booking=booking, **form.cleaned_data, by=request.actor, now=timezone.now())
        except Refused as refusal:
            form.add_error("places", refusal.sentence)
        else:
            told = "" if form.cleaned_data["said"] else " They are told."
            messages.success(request, f"It is changed.{told}")
            return redirect("booking:inspect", pk)
    page = {"booking": booking, "form": form, "heading": "Change a booking", "icon": "calendar-check"}
    return render(request, "events/admin/booking_change.html", page, status=status_of(form))
