"""My bookings: opened by the link in a message, or by the booking number with its secret code."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from champions.views.opened import opened_requests
from core import personal, throttle
from core.codes import as_typed, keyed_hash, same_secret
from core.errors import Refused
from events import booking_links
from events.actions import bookings
from events.booking_words import booking_page
from events.calendars.mail import booking_ics
from events.forms.booking_my import FindBookingForm, can_text
from events.models import Booking, EarlierWish
from events.permissions.swapping import can_ask_for_earlier, can_swap
from events.views.booking_done import open_booking, opened_keys

# The same answer whether there is no such booking or the code is wrong.
NOT_FOUND = "We cannot find a booking with this number and code. Check both, or ring us and we will look it up."
TOO_MANY = "That was tried too many times. Please wait an hour, or ring us and we will look it up."
AWAY = "We closed your booking, so that nobody else sees it. Please open it again."
BAD_LINK = "This link does not work any more. Open your booking with its number and code instead."
TRIES_FOR_A_BOOKING, TRIES_FROM_AN_ADDRESS = 10, 200


@personal.personal_page
def find(request):
    now = timezone.now()
    form = FindBookingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            booking = opened_by(request, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            open_booking(request, booking, now=now)
            return redirect("events:my_booking", reference=booking.reference)
    page = {"form": form, "now": now, "texts": can_text()} | opened_things(request, now=now)
    return render(request, "events/booking/my.html", page, status=422 if form.errors else 200)


def opened_things(request, *, now):
    """What this visitor has opened: what is still to come first."""
    found = opened_bookings(request)
    coming = [booking for booking in found if booking.occurrence.ends_at > now]
    over = [booking for booking in reversed(found) if booking.occurrence.ends_at <= now]
    return {"coming": coming, "over": over, "asked": opened_requests(request)}


def opened_by(request, *, reference, secret):
    throttle.check("my", reference, limit=TRIES_FOR_A_BOOKING, seconds=3600, sentence=TOO_MANY)
    address = throttle.client_address(request)
    throttle.check("my-from", address, limit=TRIES_FROM_AN_ADDRESS, seconds=3600, sentence=TOO_MANY)
    booking = Booking.objects.to_show().filter(reference=reference).first()
    # The same work is done for a number that nobody has, so that the time it takes says nothing either.
    if not same_secret(secret, booking.secret_hash if booking else keyed_hash("")):
        raise Refused(NOT_FOUND)
    if booking is None:
        raise Refused(NOT_FOUND)
    return booking


@personal.personal_page
def open_link(request):
    """A link from a message. Looking changes nothing: mail scanners fetch every link, often more than once."""
    booking = linked_booking(request)
    if not booking:
        messages.warning(request, BAD_LINK)
        return redirect("events:my")
    open_booking(request, booking, now=timezone.now())
    page = "my_another_date" if request.GET.get("dates") else "my_booking"
    return redirect(f"events:{page}", reference=booking.reference)


def linked_booking(request):
    """The booking whose link this is, or None."""
    token = request.GET.get("b", "")
    key = booking_links.key_in(token)
    booking = key and Booking.objects.to_show().for_page().filter(key=key).first()
    return booking if booking and booking_links.is_for(token, booking) else None


def opened_bookings(request):
    """One for each number: of a whole course the next of its dates."""
    references = Booking.objects.filter(key__in=opened_keys(request)).values("reference")
    bookings = Booking.objects.to_show().for_page().filter(reference__in=references)
    places = {}
    for booking in bookings.order_by("occurrence__starts_at", "pk"):
        places.setdefault(booking.reference, []).append(booking)
    return [one_to_show(dates, timezone.now()) for dates in places.values()]


def opened_booking(request, reference):
    """The booking, if this visitor has opened it; whether it exists is told to nobody else."""
    same = Booking.objects.to_show().for_page().filter(reference=as_typed(reference))
    dates = list(same.order_by("occurrence__starts_at"))
    keys = opened_keys(request)
    return one_to_show(dates, timezone.now()) if any(str(date.key) in keys for date in dates) else None


def one_to_show(dates, now):
    """Of a place on a whole course the next date to come, or the last; a booking is its own only date."""
    coming = [date for date in dates if date.is_live and date.occurrence.ends_at > now]
    return (coming or dates[-1:])[0]


def closed(request):
    messages.info(request, AWAY)
    return redirect("events:my")


def opened_page(view):
    """A page about the booking of this number, for whoever has opened it; anybody else is asked to open it."""

    @personal.personal_page
    @wraps(view)
    def wrapped(request, reference, **kwargs):
        booking = opened_booking(request, reference)
        return closed(request) if booking is None else view(request, booking, **kwargs)

    return wrapped


@opened_page
def show(request, booking):
    now = timezone.now()
    page = booking_page(booking, now=now) | dates_page(booking, now=now)
    return render(request, "events/booking/my_booking.html", page)


def dates_page(booking, *, now):
    wish = EarlierWish.objects.filter(booking=booking).first()
    return {
        "may_swap": can_swap(booking, now=now),
        "wish": wish if wish and wish.is_on else None,
        "may_ask_for_earlier": can_ask_for_earlier(booking, now=now) and (wish is None or wish.notices_left > 0),
    }


@opened_page
def cancel(request, booking, day=""):
    """GET asks, POST acts. Of a place on a whole course `day` is the one date; without it, all that are to come."""
    now = timezone.now()
    if day:
        booking = get_object_or_404(Booking.objects.of_place(booking).for_page(), occurrence__address_day=day)
    page = booking_page(booking, now=now) | {"one_date": day}
    if request.method != "POST":
        if not page["may_cancel"] and not page["dates_left"]:
            return redirect("events:my_booking", reference=booking.reference)
        return render(request, "events/booking/cancel.html", page | {"may_swap": can_swap(booking, now=now)})
    give_up = bookings.leave_course if booking.whole_course and not day else bookings.cancel
    try:
        give_up(booking=booking, by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("events:my_booking", reference=booking.reference)


@opened_page
def calendar(request, booking):
    return as_calendar(booking)


@require_safe
@personal.personal_page
def calendar_link(request):
    """For a calendar program, by the link in a message: it may come back for what has changed since."""
    booking = linked_booking(request)
    if booking is None:
        raise Http404
    return as_calendar(booking)


def as_calendar(booking):
    response = HttpResponse(booking_ics(booking, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="session.ics"'
    return response
