"""The call list: who must be told something by telephone, why, what to say, and how it went."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refused
from core.words import list_words
from messaging.actions import calling
from messaging.calls import call_with, calls_to_make
from messaging.forms import LEFT, TOLD, WRONG, OutcomeForm
from messaging.outcomes import moment_words

may_call = permission_required("messaging.change_message", raise_exception=True)
# More would be no list but a heap; those needed soonest come first.
AT_ONCE = 50
SAY_WHAT = "Tick what you told them. If you told them nothing, choose another answer."
TAKEN_BACK = "While you were ringing, this was taken back: {}. If you told them, please ring again and say so."


@may_call
@require_safe
def call_list(request):
    found = calls_to_make(timezone.now())
    more = max(len(found) - AT_ONCE, 0)
    return render(request, "messaging/calls.html", {"calls": found[:AT_ONCE], "more": more})


@may_call
@require_POST
def take(request, pk):
    try:
        call = calling.take_call(pk, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("calls")
    return redirect("call", call.pk)


@may_call
@require_http_methods(["GET", "HEAD", "POST"])
def call(request, pk):
    now = timezone.now()
    found = call_with(pk, now)
    said = numbers(request.POST.getlist("said"))
    if found is None and not said:
        messages.info(request, calling.NO_LONGER)
        return redirect("calls")
    if request.method != "POST":
        return show(request, found, OutcomeForm(call=found, now=now), said=None)
    if found is None:
        return note(request, pk, TOLD, said, now)
    form = OutcomeForm(request.POST, call=found, now=now)
    if form.is_valid():
        outcome = form.cleaned_data["outcome"]
        if outcome != TOLD or said:
            return note(request, pk, outcome, said, now)
        form.add_error("outcome", SAY_WHAT)
    return show(request, found, form, said=said)


def show(request, found, form, *, said):
    """Everything is ticked until somebody has taken a tick away."""
    lines = [(message, said is None or message.pk in said) for message in found.messages]
    is_mine = found.taken_by == request.user
    page = {"call": found, "lines": lines, "form": form, "is_mine": is_mine}
    return render(request, "messaging/call.html", page, status=422 if form.errors else 200)


def note(request, pk, outcome, said, now):
    try:
        level, sentence = act(pk, outcome, said, by=request.actor, now=now)
    except Refused as refusal:
        level, sentence = messages.ERROR, refusal.sentence
    messages.add_message(request, level, sentence)
    return redirect("calls")


def act(pk, outcome, said, *, by, now):
    """(level, sentence) for whoever rang."""
    if outcome == TOLD:
        taken_back = calling.told_by_telephone(pk, said, by=by, now=now)
        if taken_back:
            return messages.WARNING, TAKEN_BACK.format(list_words([each.subject for each in taken_back]))
        return messages.SUCCESS, "Marked as told."
    if outcome == WRONG:
        calling.wrong_number(pk, by=by, now=now)
        return messages.SUCCESS, "Noted. Tell them in another way: it is on the list of what could not be sent."
    if outcome == LEFT:
        calling.leave_call(pk, by=by, now=now)
        return messages.SUCCESS, "Somebody else may ring them now."
    at = calling.nobody_answered(pk, outcome, by=by, now=now)
    if at is None:
        return messages.INFO, calling.NO_LONGER
    return messages.SUCCESS, f"Noted. They are on the list again on {moment_words(at)}."


def numbers(texts):
    """What a form names, without what no form of ours would."""
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19}
