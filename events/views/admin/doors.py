"""What the pages about an event's dates share: finding the event, who may change it, and saying what was done."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from events.editing import crowded_words
from events.models import EventPage, Occurrence

CHANGE, CANCEL = "events.change_occurrence", "events.cancel_occurrence"
WRONG = 422


def require(request, *permissions):
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def event_to_publish(request, pk):
    """The event, for somebody who may publish it."""
    event = get_object_or_404(EventPage, pk=pk)
    if not event.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return event


def closures_url(venue_id):
    """Where to decide about the dates at a venue (None: online) that are on closed days."""
    if venue_id is None:
        return reverse("event_dates:closures_online")
    return reverse("event_dates:closures_at", args=[venue_id])


def dates_url(event):
    return reverse("event_dates:dates", args=[event.pk])


def say_done(request, event, words):
    messages.success(request, words, buttons=[messages.button(dates_url(event), "See its dates")])


def say_published(request, event, words):
    """What was done, and what it left: fewer places than are booked."""
    say_done(request, event, words)
    if crowded := crowded_words(Occurrence.objects.filter(event=event.pk).upcoming(timezone.now())):
        messages.warning(request, crowded)


def look_again(request, make_form, changed):
    """The form of the plan as it is now, with the choices already made. `make_form(answers, plan)`."""
    answers = request.POST.copy()
    answers["fingerprint"] = changed.plan.fingerprint
    form = make_form(answers, changed.plan)
    form.is_valid()
    form.add_error(None, changed.sentence)
    return form


def status_of(form):
    return WRONG if form.is_bound and form.errors else 200
