"""My booking on another date, and hearing of earlier ones."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from core.errors import Refused, refusal_of
from core.words import full_day_words
from events.actions.earlier import ask_for_earlier, stop_earlier
from events.booking_words import booking_page, telling_promise
from events.forms.another_date import AnotherDateForm
from events.forms.booking_my import EarlierForm
from events.models import EarlierWish, Occurrence
from events.permissions.swapping import check_can_ask_for_earlier, check_can_swap, dates_to_swap_to
from events.views.booking_my import opened_booking, opened_page


@opened_page
def another_date(request, booking):
    """GET shows the dates with room, POST changes to one of them."""
    now = timezone.now()
    if sentence := refusal_of(check_can_swap, booking, now=now):
        return back_to(request, booking, sentence)
    data = request.POST if request.method == "POST" else None
    form = AnotherDateForm(data, booking=booking, dates=dates_to_swap_to(booking, now=now))
    if data is not None and (form.was_done or (form.is_valid() and form.swap(by=request.actor, now=now))):
        return changed(request, booking.reference)
    page = booking_page(booking, now=now) | {"form": form}
    return render(request, "events/booking/another_date.html", page, status=422 if form.errors else 200)


def changed(request, reference):
    booking = opened_booking(request, reference)
    messages.success(request, f"Your booking is now for {full_day_words(booking.occurrence.starts_at)}.")
    return redirect("events:my_booking", reference=booking.reference)


def back_to(request, booking, sentence):
    messages.error(request, sentence)
    return redirect("events:my_booking", reference=booking.reference)


@opened_page
def earlier(request, booking):
    """GET asks, POST acts: to be told, or not any more."""
    now = timezone.now()
    if "stop" in request.POST:
        stop_earlier(booking=booking, by=request.actor, now=now)
        return told_so(request, booking, "We will not tell you of earlier places any more.")
    if sentence := refusal_of(check_can_ask_for_earlier, booking, now=now):
        return back_to(request, booking, sentence)
    data = request.POST if request.method == "POST" else None
    wish = EarlierWish.objects.filter(booking=booking, stopped_at=None).first()
    form = EarlierForm(
        data,
        initial={"where": "any" if wish and not wish.same_venue else "same"},
        place=booking.occurrence.venue,
        elsewhere=is_held_elsewhere(booking, now=now),
    )
    if data is not None and form.is_valid():
        return ask(request, booking, same_venue=form.same_venue, now=now)
    page = booking_page(booking, now=now) | {
        "form": form,
        "wish": wish,
        "promise": telling_promise(booking.person),
    }
    return render(request, "events/booking/earlier.html", page, status=422 if form.errors else 200)


def ask(request, booking, *, same_venue, now):
    try:
        ask_for_earlier(booking=booking, same_venue=same_venue, by=request.actor, now=now)
    except Refused as refusal:
        return back_to(request, booking, refusal.sentence)
    return told_so(request, booking, "We will tell you if an earlier place comes free.")


def told_so(request, booking, sentence):
    messages.success(request, sentence)
    return redirect("events:my_booking", reference=booking.reference)


def is_held_elsewhere(booking, *, now):
    """Whether the event has other places to come to: only then is there anything to ask."""
    coming = Occurrence.objects.published().filter(event=booking.occurrence.event_id, starts_at__gt=now)
    return coming.exclude(venue=booking.occurrence.venue_id).exists()
