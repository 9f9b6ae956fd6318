"""One date: moving it, and deciding about it where the schedule no longer has it so."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from events.actions import approving, occurrences
from events.forms.dates import MoveForm
from events.models import Occurrence
from events.objections import objections
from events.plan_words import people_words, when_words
from events.views.admin.doors import CANCEL, CHANGE, WRONG, require, status_of
from events.who_is_there import who_is_there
from locations.models import VenuePage


def move(request, pk):
    """Filled in, then shown with what will happen, then done."""
    require(request, CHANGE, CANCEL)
    row = get_object_or_404(Occurrence.objects.to_act_on(), pk=pk)
    form = MoveForm(request.POST or None, event=row.event, initial=MoveForm.initial_of(row))
    context = {"occurrence": row, "form": form, "heading": f"Move a date of “{row.event.title}”"}
    if request.method == "POST" and form.is_valid():
        shown = shown_move(row, form)
        if "confirm" in request.POST and move_it(request, row, form):
            messages.success(request, "It is moved. Those booked are told.")
            return redirect("occurrence:inspect", pk)
        if not form.errors:
            context["shown"] = shown
    context["people"] = people_words(people_of(row, timezone.now()))
    return render(request, "events/admin/move.html", context, status=status_of(form))


def people_of(row, now):
    return who_is_there([row.event_id], now=now, occurrences=[row.pk]).get(row.pk)


def shown_move(row, form):
    """What will happen: where to, who is told, what speaks against it, and the fingerprint of all that."""
    meeting, venue = form.meeting, form.cleaned_data["venue"]
    try:
        approving.check_move(row, meeting.starts_at, meeting.ends_at, venue, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None
    lead = row.lead
    return {
        "to": when_words(meeting),
        "place": venue.title if venue else "Online",
        "people": people_words(people_of(row, timezone.now())),
        "said": objections(
            row.event, meeting.starts_at, meeting.ends_at, venue, clocks=form.clocks, lead=lead, but=row.pk
        ),
        "fingerprint": approving.fingerprint_of_move(
            row, meeting.starts_at, meeting.ends_at, venue, now=timezone.now()
        ),
    }


def move_it(request, row, form):
    meeting, answers = form.meeting, form.cleaned_data
    try:
        return approving.move(
            row,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            venue=answers["venue"],
            reason=answers["reason"],
            fingerprint=answers["fingerprint"],
            by=request.actor,
            now=timezone.now(),
        )
    except approving.MoveChangedError as changed:
        # Shown again with who is booked now.
        messages.warning(request, changed.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return None


def decide(request, pk):
    """Do as the schedule says, which may cancel it, or keep the date as it is."""
    require(request, CANCEL)
    row, now = get_object_or_404(Occurrence.objects.to_act_on(), pk=pk), timezone.now()
    if not row.needs_decision:
        messages.info(request, "There is nothing to decide about this date.")
        return redirect("occurrence:inspect", pk)
    wrong = ""
    if request.method == "POST":
        try:
            done = decide_it(request, row, now)
        except Refused as refusal:
            wrong = refusal.sentence
        else:
            messages.success(request, done)
            return redirect("occurrence:inspect", pk)
    wanted = occurrences.decided_by_schedule(row, now=now)
    context = {
        "occurrence": row,
        "heading": "Decide about this date",
        "wrong": wrong,
        "wanted": wanted,
        "wanted_words": place_and_time_words(row, wanted) if wanted else "",
        "fingerprint": approving.fingerprint_of_decision(row, now=now),
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.get("choice", "follow"),
        "people": people_words(people_of(row, now)),
    }
    return render(request, "events/admin/decide.html", context, status=WRONG if wrong else 200)


def place_and_time_words(row, wanted):
    """Where and when the schedule has it; the place only where it is another."""
    if wanted.venue_id == row.venue_id:
        return when_words(wanted)
    venue = VenuePage.objects.filter(pk=wanted.venue_id).first()
    return f"{when_words(wanted)}, {venue.title if venue else 'Online'}"


def decide_it(request, row, now):
    if request.POST.get("choice") == "keep":
        occurrences.keep_as_it_is(row, by=request.actor, now=now)
        return "It stays as it is."
    approving.follow_schedule(
        row,
        reason=request.POST.get("reason", "")[:199],
        fingerprint=request.POST.get("fingerprint"),
        by=request.actor,
        now=now,
    )
    return "It is done as the schedule says. Those booked are told."
