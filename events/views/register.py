"""The register, on a tablet or a telephone. Without script it is a form; with it each mark goes out as it is tapped."""

import uuid
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core import personal
from core.cards import Choice
from core.codes import as_typed
from core.errors import Refused
from core.words import LONDON, as_day
from events.actions import registers, rota_register
from events.forms import register as sent_by_page
from events.models import OccurrenceState
from events.permissions.registers import SEES_ALL, can_mark, is_locked, locked_on, registers_of, reopened_until
from events.register_lines import BLANK_ROWS, TICKS, register_of, rota_lines
from events.views import check_in
from events.views.register_door import register_page

DAYS_BACK = 14
WRONG = 422


@login_required
@personal.personal_page
def today(request):
    """Today's sessions, and those of the last two weeks whose register nobody has finished."""
    now = timezone.now()
    if request.method == "POST":
        return by_code(request, now)
    first = datetime.combine(as_day(now), time(), tzinfo=LONDON)
    meetings = registers_of(request.user, now=now).filter(
        starts_at__gte=first - timedelta(days=DAYS_BACK), starts_at__lt=first + timedelta(days=1)
    )
    meetings = meetings.filter(Q(starts_at__gte=first) | Q(register_closed_at=None), state=OccurrenceState.ON)
    meetings = list(meetings.with_room().select_related("event", "venue").order_by("starts_at", "pk"))
    page = {
        "today": [meeting for meeting in meetings if meeting.starts_at >= first],
        "earlier": [meeting for meeting in meetings if meeting.starts_at < first],
        "links": staff_links(request, registers_chosen=True),
        "now": now,
    }
    return render(request, "events/register/today.html", page)


def by_code(request, now):
    """The register with the code on a sheet of paper: to look at, or to type the whole sheet in."""
    code = as_typed(request.POST.get("code", ""))
    occurrence = registers_of(request.user, now=now).filter(register_code=code).first() if code else None
    if occurrence is None:
        messages.error(request, "There is no register of yours with this code. Check it on the paper register.")
        return redirect("events:registers")
    page = "events:register_sheet" if request.POST.get("do") == "sheet" else "events:register"
    return redirect(page, code=occurrence.register_code)


@register_page
def register(request, occurrence):
    return page_or_saved(request, occurrence, "events/register/register.html")


@register_page
def sheet(request, occurrence):
    """A whole paper register on one screen, in the order of the paper."""
    return page_or_saved(request, occurrence, "events/register/type_in.html")


def page_or_saved(request, occurrence, template):
    now = timezone.now()
    if request.method != "POST":
        return render(request, template, page_of(request, occurrence, now=now))
    try:
        return redirect(save(request, occurrence, now=now))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    # Again with all that was sent: what would not do stands in the way of nothing else.
    page = page_of(request, occurrence, now=now)
    page |= sent_by_page.put_back(request.POST, page["register"], page["rota"])
    return render(request, template, page, status=WRONG)


def page_of(request, occurrence, *, now):
    locked = is_locked(occurrence, now=now)
    until = reopened_until(occurrence, request.actor.user, now=now) if locked else None
    may_mark = can_mark(occurrence, by=request.actor, now=now)
    return {
        "occurrence": occurrence,
        "register": register_of(occurrence),
        "rota": rota_lines(occurrence),
        "ticks": TICKS,
        "rows": [("", False)] * BLANK_ROWS,
        "may_mark": may_mark,
        "may_note": not locked or until is not None,
        "may_check_in": may_mark and occurrence.ends_at > now,
        "is_on": occurrence.state == OccurrenceState.ON,
        "locked_on": locked_on(occurrence) if locked else None,
        "reopened_until": until,
        "may_reopen": locked and until is None and request.user.has_perm(SEES_ALL),
        "reopenings": list(occurrence.reopenings.all()) if locked else [],
        "form_key": uuid.uuid4(),
        "links": staff_links(request),
        "now": now,
    }


def save(request, occurrence, *, now):
    """Keep everything on the page, whichever button was pressed. Returns where to go on."""
    here = reverse("events:register", args=[occurrence.register_code])
    do = request.POST.get("do")
    if do == "reopen":
        registers.reopen(occurrence=occurrence, reason=request.POST.get("reason", ""), by=request.actor, now=now)
        return here
    sent = sent_by_page.read(request.POST, register_of(occurrence))
    keep(sent, occurrence, by=request.actor, now=now)
    if do in ("finish", "finish-absent"):
        registers.finish(occurrence=occurrence, by=request.actor, now=now, rest_absent=do == "finish-absent")
        messages.success(request, "The register is finished. Thank you.")
    elif do == "save":
        messages.success(request, "Saved.")
    if sent.name:
        return f"{here}#walk-ins"
    return f"{here}#counts" if request.POST.get("more") or request.POST.get("fewer") else here


def keep(sent, occurrence, *, by, now):
    if sent.marks:
        registers.mark(occurrence=occurrence, marks=sent.marks, by=by, now=now)
    if sent.counts:
        registers.headcount(occurrence=occurrence, counts=sent.counts, by=by, now=now)
    if sent.rota:
        rota_register.mark_rota(occurrence=occurrence, marks=sent.rota, by=by, now=now)
    if sent.note is not None:
        registers.write_note(occurrence=occurrence, note=sent.note, by=by, now=now)
    if sent.name:
        registers.walk_in(
            occurrence=occurrence,
            name=sent.name,
            been_before=sent.been_before,
            mark_key=sent.walk_in_key,
            by=by,
            now=now,
        )
    if sent.sheet:
        registers.walk_ins(occurrence=occurrence, people=sent.sheet, by=by, now=now)


@require_POST
@register_page
def take_mark(request, occurrence):
    """One mark as it is tapped, or one that waited on the tablet; from {} alone, whether the tablet is heard.

    Answers with the count so far. What is refused will not do later either: the tablet forgets it.
    """
    now = timezone.now()
    try:
        marks = sent_by_page.one_mark(request.body, occurrence, now=now)
        if marks:
            registers.mark(occurrence=occurrence, marks=marks, by=request.actor, now=now)
    except Refused as refusal:
        return JsonResponse({"refused": refusal.sentence}, status=WRONG)
    page = {"register": register_of(occurrence)}
    return JsonResponse({"tally": render_to_string("events/register/_tally.html", page)})


@require_POST
@register_page
def open_check_in(request, occurrence):
    now = timezone.now()
    if not can_mark(occurrence, by=request.actor, now=now) or occurrence.ends_at <= now:
        messages.error(request, "People can check in on the day, until the session ends.")
        return redirect("events:register", code=occurrence.register_code)
    return check_in.start(request, occurrence)


def staff_links(request, *, registers_chosen=False):
    """A day code opens one register, and none of these."""
    if not request.user.is_authenticated:
        return []
    links = [Choice("Registers", reverse("events:registers"), registers_chosen)]
    if request.user.has_perm("wagtailadmin.access_admin"):
        links.append(Choice("Admin", reverse("wagtailadmin_home")))
    return links
