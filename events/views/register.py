"""The register, on a tablet or a telephone, without script."""

import uuid
from datetime import datetime, time, timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core import personal
from core.cards import Choice
from core.codes import as_typed
from core.errors import Refused
from core.words import LONDON, as_day
from events.actions import registers
from events.forms import register as sent_by_page
from events.models import Occurrence, OccurrenceState
from events.permissions.registers import SEES_ALL, can_mark, may_see_register
from events.register_lines import register_of

DAYS_BACK = 14


def register_page(view):
    """Signed in, and allowed to see this very register; never kept by the browser."""

    @login_required
    @personal.personal_page
    @wraps(view)
    def wrapped(request, code):
        meetings = Occurrence.objects.select_related("event", "venue", "lead")
        occurrence = get_object_or_404(meetings, register_code=as_typed(code))
        if not may_see_register(request.user, occurrence):
            raise PermissionDenied
        return view(request, occurrence)

    return wrapped


@login_required
@personal.personal_page
def today(request):
    """Today's sessions, and those of the last two weeks whose register nobody has finished."""
    now = timezone.now()
    if request.method == "POST":
        return by_code(request)
    first = datetime.combine(as_day(now), time(), tzinfo=LONDON)
    meetings = led_by(request.user).filter(
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


def led_by(user):
    """The meetings whose register this account may see."""
    if user.has_perm(SEES_ALL):
        return Occurrence.objects.filter(event__live=True)
    return Occurrence.objects.filter(Q(lead=user) | Q(lead=None, event__lead=user))


def by_code(request):
    code = as_typed(request.POST.get("code", ""))
    occurrence = led_by(request.user).filter(register_code=code).first() if code else None
    if occurrence is None:
        messages.error(request, "There is no register of yours with this code. Check it on the paper register.")
        return redirect("events:registers")
    return redirect("events:register", code=occurrence.register_code)


@register_page
def register(request, occurrence):
    now = timezone.now()
    if request.method == "POST":
        return redirect(save(request, occurrence, now=now))
    page = {
        "occurrence": occurrence,
        "register": register_of(occurrence),
        "may_mark": can_mark(occurrence, now=now),
        "is_on": occurrence.state == OccurrenceState.ON,
        "form_key": uuid.uuid4(),
        "links": staff_links(request),
        "now": now,
    }
    return render(request, "events/register/register.html", page)


def save(request, occurrence, *, now):
    """Keep everything on the page, whichever button was pressed. Returns where to go back to."""
    here = reverse("events:register", args=[occurrence.register_code])
    do = request.POST.get("do")
    try:
        sent = sent_by_page.read(request.POST, register_of(occurrence))
        keep(sent, occurrence, by=request.actor, now=now)
        if do in ("finish", "finish-absent"):
            registers.finish(occurrence=occurrence, by=request.actor, now=now, rest_absent=do == "finish-absent")
            messages.success(request, "The register is finished. Thank you.")
        elif do == "save":
            messages.success(request, "Saved.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return here
    if sent.name:
        return f"{here}#walk-ins"
    return f"{here}#counts" if request.POST.get("more") or request.POST.get("fewer") else here


def keep(sent, occurrence, *, by, now):
    if sent.marks:
        registers.mark(occurrence=occurrence, marks=sent.marks, by=by, now=now)
    if sent.counts:
        registers.headcount(occurrence=occurrence, counts=sent.counts, by=by, now=now)
    if sent.note is not None:
        registers.write_note(occurrence=occurrence, note=sent.note, by=by, now=now)
    if sent.name:
        registers.walk_in(occurrence=occurrence, name=sent.name, mark_key=sent.walk_in_key, by=by, now=now)


def staff_links(request, *, registers_chosen=False):
    links = [Choice("Registers", reverse("events:registers"), registers_chosen)]
    if request.user.has_perm("wagtailadmin.access_admin"):
        links.append(Choice("Admin", reverse("wagtailadmin_home")))
    return links
