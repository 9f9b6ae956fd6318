"""Writing to everyone on a date: filled in, then shown as it will arrive, then sent."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from core.words import count_words
from events.actions.writing import write_to_everyone
from events.forms.writing import CONFIRMED, STATES, WAITING, WriteForm
from events.models import Occurrence
from events.notifications import note_as_written
from events.permissions.writing import check_can_write
from events.views.admin.doors import CHANGE, require, status_of
from events.who_to_write_to import channel_words, channels_of, left_out, written_before, written_to
from messaging.models import Channel
from messaging.text_length import length_of


def write(request, pk):
    require(request, CHANGE)
    row, now = get_object_or_404(Occurrence.objects.to_act_on(), pk=pk), timezone.now()
    try:
        check_can_write(row, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("occurrence:inspect", pk)
    everyone = written_to(row, STATES["both"], now=now)
    if not everyone:
        messages.info(request, "Nobody is booked on this date, so there is nobody to write to.")
        return redirect("occurrence:inspect", pk)
    form = WriteForm(request.POST or None, **numbers_of(everyone))
    context = {"occurrence": row, "form": form, "heading": "Write to everyone on this date"}
    if request.method == "POST" and form.is_valid():
        if "confirm" in request.POST and form.is_seen:
            send(request, row, form, now)
            return redirect("occurrence:inspect", pk)
        context["shown"] = shown(row, form, everyone, now)
        context["is_changed"] = "confirm" in request.POST
    context |= {"reached": reached(everyone), "before": written_before(row)}
    return render(request, "events/admin/write.html", context, status=status_of(form))


def numbers_of(everyone):
    states = [booking.state for booking, _ in everyone]
    return {"booked": states.count(CONFIRMED), "waiting": states.count(WAITING)}


def reached(everyone):
    """[(who, how they would be reached, [(number, why nothing is sent)])]."""
    rows = []
    for state, who in ((CONFIRMED, "Those with a place"), (WAITING, "Those on the waiting list")):
        found = [each for each in everyone if each[0].state == state]
        if found:
            rows.append((who, channel_words(found) or "nobody", left_out(found)))
    return rows


def shown(row, form, everyone, now):
    """What arrives, by each channel that somebody is told by; nobody's name is in it."""
    chosen = [each for each in everyone if each[0].state in form.states]
    answers = form.cleaned_data
    note = {"note_subject": answers["subject"], "note": answers["text"], "is_to_come": now < row.starts_at}
    arriving = [(Channel(channel).label, note_as_written(row, channel, **note)) for channel in channels_of(chosen)]
    texts = [length_of(written.body).parts for label, written in arriving if label == Channel.SMS.label]
    return {
        "words": channel_words(chosen),
        "left_out": left_out(chosen),
        "number": sum(channels_of(chosen).values()),
        "arriving": arriving,
        "text_parts": texts[0] if texts else 0,
        "fingerprint": form.fingerprint,
    }


def send(request, row, form, now):
    answers = form.cleaned_data
    words = {name: answers[name] for name in ("subject", "text", "form_key")}
    try:
        number = write_to_everyone(occurrence=row, to=form.states, **words, by=request.actor, now=now)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        people = count_words(number, "person", "people")
        messages.success(request, f"It is on its way to {people}. What became of it is on each booking.")
