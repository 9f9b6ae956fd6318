"""A booking on another date, for somebody who rang or stands at the desk."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from core.words import full_day_words
from events.forms.another_date import StaffAnotherDateForm
from events.permissions.bookings import CHANGE, bookings_seen_by
from events.permissions.swapping import check_can_swap, dates_to_swap_to
from events.views.admin.doors import require, status_of


def another_date(request, pk):
    require(request, CHANGE)
    booking = get_object_or_404(bookings_seen_by(request.user).for_page(), pk=pk)
    now = timezone.now()
    try:
        check_can_swap(booking, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("booking:inspect", pk)
    data = request.POST if request.method == "POST" else None
    form = StaffAnotherDateForm(data, booking=booking, dates=dates_to_swap_to(booking, now=now, by_staff=True))
    if data is not None and (form.was_done or is_changed(form, request, now=now)):
        booking.refresh_from_db(fields=["occurrence"])
        day = full_day_words(booking.occurrence.starts_at)
        messages.success(request, f"The booking is now for {day}. Its number and code stay the same.")
        return redirect("booking:inspect", pk)
    page = {"booking": booking, "form": form, "heading": "Change to another date"}
    return render(request, "events/admin/another_date.html", page, status=status_of(form))


def is_changed(form, request, *, now):
    return form.is_valid() and form.swap(by=request.actor, now=now, said=form.cleaned_data["said"])
