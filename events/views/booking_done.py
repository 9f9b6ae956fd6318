"""You are booked: the number to read aloud, the code that opens it, and how to give the place back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from core import personal
from events.booking_words import booking_page
from events.models import Booking
from events.views.booking_pages import meeting_or_404

GONE = "For your safety we show the confirmation for a short while only. Your booking is safe: open it here."


@personal.personal_page
def done(request, slug, day):
    occurrence = meeting_or_404(slug, day)
    kept = last_done(request, occurrence)
    booking = kept and Booking.objects.for_page().filter(key=kept["key"]).first()
    if not booking:
        messages.info(request, GONE)
        return redirect("events:my")
    page = booking_page(booking, now=timezone.now()) | {"secret": kept["secret"]}
    return render(request, "events/booking/done.html", page)


def keep_done(request, booking, secret, *, form_key, now):
    kept = {"form_key": form_key, "key": str(booking.key), "secret": secret}
    personal.remember(request, f"booked-{booking.occurrence_id}", kept, now=now)
    open_booking(request, booking, now=now)


def last_done(request, occurrence):
    return personal.recall(request, f"booked-{occurrence.pk}")


def open_booking(request, booking, *, now):
    """From now on this visitor may see it, until they finish or go away."""
    open_bookings(request, [booking], now=now)


def open_bookings(request, bookings, *, now):
    keys = [*opened_keys(request), *(str(booking.key) for booking in bookings)]
    personal.remember(request, "bookings", list(dict.fromkeys(keys)), now=now)


def opened_keys(request):
    return personal.recall(request, "bookings", [])
