"""Giving out a day code for one register, and ending one."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from core.errors import Refused
from core.site_address import absolute
from core.words import group_reference
from events.actions import day_codes
from events.models import DayCode, Occurrence
from events.permissions.registers import SEES_ALL
from events.views.admin.doors import require


@require_POST
def issue(request, pk):
    """The code is on this page alone: to be read out or copied down now."""
    require(request, SEES_ALL)
    row = get_object_or_404(Occurrence.objects.to_act_on(), pk=pk)
    try:
        secret = day_codes.issue_day_code(row, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("occurrence:inspect", pk)
    page = {
        "occurrence": row,
        "heading": "A day code",
        "address": absolute(reverse("events:register", args=[row.register_code])),
        "secret": secret,
        "grouped": group_reference(secret),
    }
    return render(request, "events/admin/day_code.html", page)


@require_POST
def end(request, pk):
    require(request, SEES_ALL)
    code = get_object_or_404(DayCode.objects.select_related("occurrence"), pk=pk)
    day_codes.end_day_code(code, by=request.actor, now=timezone.now())
    messages.success(request, "The code is ended. It opens nothing any more.")
    return redirect("occurrence:inspect", code.occurrence_id)
