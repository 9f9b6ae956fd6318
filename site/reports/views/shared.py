"""A shared report, for whoever has its link: what is published, and nothing exact."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core import throttle
from core.codes import keyed_hash
from core.errors import Refused
from reports.every import by_slug
from reports.models import SharedReport
from reports.published import frozen_tables, published_tables
from reports.spreadsheets import csv_response

TRIES_AN_HOUR = 300
TOO_MANY = "There have been very many tries from here in the last hour. Please try again later."
NO_LINK = "This link is not one of ours, or a part of it is missing. Copy the whole of it, or ask whoever sent it."
HAS_ENDED = "This link has ended: they are good for some days only. Ask whoever sent it for a new one."


@require_GET
@never_cache
def shared_report(request):
    now = timezone.now()
    try:
        address = throttle.client_address(request)
        throttle.check("shared report", address, limit=TRIES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
    except Refused as refusal:
        return says(request, refusal.sentence, 429)
    key = request.GET.get("key", "")
    shared = SharedReport.objects.filter(key_hash=keyed_hash(key)).first()
    report = by_slug().get(shared.report) if shared else None
    if report is None:
        return says(request, NO_LINK, 404)
    if not shared.is_open(now):
        return says(request, HAS_ENDED, 410)
    return show(request, report, shared, key)


def says(request, sentence, status):
    return render(request, "reports/shared_says.html", {"sentence": sentence}, status=status)


def show(request, report, shared, key):
    tables = tables_of(report, shared.period)
    if request.GET.get("as") == "csv":
        table = next((table for table in tables if table.name == request.GET.get("table")), None)
        if table is None:
            raise Http404
        return csv_response(table, f"{report.slug}-{shared.period.key}-{table.name}")
    page = {"report": report, "period": shared.period, "until": shared.until, "tables": tables, "query": f"key={key}"}
    return render(request, "reports/shared.html", page)


def tables_of(report, period):
    frozen = frozen_tables([table.name for table in report.fixed], period)
    return [
        table for fixed in report.fixed if fixed.name in frozen for table in published_tables(fixed, frozen[fixed.name])
    ]
