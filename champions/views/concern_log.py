"""A concern, its log and what can be done about it: the safeguarding lead's page, which nobody else opens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from champions.actions import concerns
from champions.forms.answers import refusal_of
from champions.forms.concerns import FindForm, LogForm, OutcomeForm, PairForm
from champions.models import Champion, Concern, ConcernState, HelpRequest
from champions.models.champions import GONE_STATES
from core.cards import Choice, SummaryRow, Tag
from core.errors import Refused
from core.words import full_day_words, time_words
from people.contact import compare_name

CHANGE = "champions.change_concern"
FOUND_AT_MOST = 10
TAGS = {
    ConcernState.NEW: Tag("New", "few", "bell"),
    ConcernState.LOOKING: Tag("Being looked into", "few", "clock"),
    ConcernState.CLOSED: Tag("Closed", "ok", "tick"),
}
# What a button does, with no form of its own: the action, and what is said then.
BUTTONS = {
    "stop": (concerns.stop_champion, "Stopped. The people they helped wait for somebody else, and are told."),
    "lift": (concerns.lift_stop, "The stop is lifted. They are on a break until they or a coordinator end it."),
    "again": (concerns.let_apply_again, "They may apply again."),
    "open": (concerns.open_again, "Open again."),
}
FORMS = {"note": LogForm, "close": OutcomeForm, "find": FindForm, "pair": PairForm}


def show(request, pk):
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    concern, now = get_object_or_404(Concern, pk=pk), timezone.now()
    do = request.POST.get("do", "")
    if do in BUTTONS:
        return press(request, concern, do, now=now)
    if do == "about":
        return choose(request, concern, now=now)
    if do in FORMS:
        return submit(request, concern, do, now=now)
    return page(request, concern, now=now)


def press(request, concern, do, *, now):
    action, done = BUTTONS[do]
    try:
        action(concern, by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("concern:inspect", concern.pk)


def choose(request, concern, *, now):
    typed = request.POST.get("champion", "")
    known = typed.isascii() and typed.isdecimal() and len(typed) < 19
    champion = get_object_or_404(Champion, pk=typed if known else 0)
    try:
        concerns.say_about_whom(concern=concern, champion=champion, by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("concern:inspect", concern.pk)


def submit(request, concern, do, *, now):
    form = FORMS[do](request.POST, prefix=do)
    if form.is_valid():
        if do == "find":
            return page(request, concern, now=now, find=form, found=champions_called(form.cleaned_data["name"]))
        if refusal_of(form, lambda: act(concern, do, form.cleaned_data, by=request.actor, now=now)):
            messages.success(request, "Saved.")
            return redirect("concern:inspect", concern.pk)
    return page(request, concern, now=now, status=422, **{do: form})


def act(concern, do, said, *, by, now):
    if do == "note":
        return concerns.write_note(concern=concern, kind=said["kind"], words=said["words"], by=by, now=now)
    if do == "close":
        return concerns.close(concern=concern, outcome=said["outcome"], words=said["words"], by=by, now=now)
    return concerns.block_pair(concern=concern, request=said["request"], reason=said["reason"], by=by, now=now)


def champions_called(name):
    typed = compare_name(name)
    rows = Champion.objects.filter(person__name_compared__contains=typed) if typed else Champion.objects.none()
    return rows.select_related("person", "role", "area")[:FOUND_AT_MOST]


def page(request, concern, *, now, found=None, status=200, **forms):
    """Every look is written down."""
    concern = concerns.look(concern, by=request.actor, now=now)
    forms = {name: forms.get(name) or FORMS[name](prefix=name) for name in FORMS}
    wrong = next((form for form in forms.values() if form.errors), None)
    champion = concern.champion
    context = {
        "links": [
            Choice("Concerns", reverse("concern:index"), chosen=True),
            Choice("Never matched", reverse("blockedpair:index")),
            Choice("Admin", reverse("wagtailadmin_home")),
        ],
        "concern": concern,
        "tag": TAGS[ConcernState(concern.state)],
        "rows": rows_of(concern),
        "notes": concern.notes.select_related("written_by"),
        "champion": champion,
        "is_stopped": champion is not None and champion.is_stopped,
        "may_stop": champion is not None and champion.state not in (*GONE_STATES, "declined"),
        "helped": helped_by(champion),
        "forms": forms,
        "wrong": wrong,
        # Closed by another lead meanwhile: what was typed stays to be copied.
        "shows_forms": wrong or concern.state != ConcernState.CLOSED,
        "found": found,
    }
    return render(request, "champions/staff/concern.html", context, status=status)


def helped_by(champion):
    """The newest requests that are theirs or were put to them, for whoever looks for the number of one."""
    if champion is None:
        return []
    theirs = HelpRequest.objects.filter(Q(champion=champion) | Q(pk__in=champion.offers.values("request")))
    return theirs.select_related("person").order_by("-created_at")[:20]


def rows_of(concern):
    came = f"{full_day_words(concern.raised_at)}, {time_words(concern.raised_at)}"
    rows = [
        SummaryRow("Came", f"{came}. {concern.get_arrived_by_display()}"),
        SummaryRow("About", concern.get_about_display()),
        SummaryRow("Who or where", concern.who),
        SummaryRow("In their own words", concern.words),
        SummaryRow("Who told us", concern.name or "They did not say"),
        SummaryRow("How to reach them", concern.contact or "They did not say: please do not try to find out"),
        SummaryRow("Request for help", str(concern.request) if concern.request else ""),
        SummaryRow("Written down by", str(concern.taken_by) if concern.taken_by else ""),
        SummaryRow("How it ended", concern.get_outcome_display() if concern.outcome else ""),
    ]
    return [row for row in rows if row.value]
