"""Dates on days that have closed since they were planned: all of a place's are decided about in one step."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from core.words import count_words, list_words
from events.actions import closures
from events.actions.approving import PlanChangedError
from events.forms.closures import ClosureForm
from events.models import Occurrence
from events.views.admin.doors import CANCEL, CHANGE, closures_url, look_again, require, status_of
from locations.models import VenuePage

ONLINE = "Online"


def places(request):
    """The places with such dates, and how many; first what is online, which only a bank holiday can close."""
    require(request, CHANGE, CANCEL)
    waiting = Occurrence.objects.on_closed_days().filter(starts_at__gt=timezone.now()).order_by()
    counted = dict(waiting.values_list("venue").annotate(Count("pk")))
    venues = VenuePage.objects.filter(pk__in=counted).order_by("title")
    found = [(at.title, at.pk, counted[at.pk]) for at in venues]
    if None in counted:
        found.insert(0, (ONLINE, None, counted[None]))
    found = [(where, closures_url(pk), count_words(number, "date")) for where, pk, number in found]
    return render(request, "events/admin/closed_places.html", {"found": found, "heading": "Dates on closed days"})


def place(request, pk=None):
    """Its dates on closed days with who is booked; POST does what was chosen for each."""
    require(request, CHANGE, CANCEL)
    venue, now = get_object_or_404(VenuePage, pk=pk) if pk else None, timezone.now()
    form = ClosureForm(request.POST or None, plan=closures.plan_of_closing(venue, now=now), venue=venue)
    if request.method == "POST" and form.is_valid():
        try:
            closures.settle(venue, decision=form.decision, by=request.actor, now=now)
        except PlanChangedError as changed:
            form = look_again(request, lambda answers, plan: ClosureForm(answers, plan=plan, venue=venue), changed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, done_words(form))
            return redirect("event_dates:closures")
    where = venue.title if venue else ONLINE
    context = {"form": form, "venue": venue, "where": where, "heading": f"{where}: dates on closed days"}
    return render(request, "events/admin/closures.html", context, status=status_of(form))


def done_words(form):
    """2 dates cancelled, 1 moved and 1 held. Those booked are told."""
    decision = form.decision
    held, moved = len(decision.hold), len(decision.move)
    numbers = [(len(form.plan.lines) - held - moved, "cancelled"), (moved, "moved"), (held, "held")]
    first, *rest = [(number, word) for number, word in numbers if number]
    words = [f"{count_words(first[0], 'date')} {first[1]}", *(f"{number} {word}" for number, word in rest)]
    told = " Those booked are told." if first[1] != "held" else ""
    return f"{list_words(words)}.{told}"
