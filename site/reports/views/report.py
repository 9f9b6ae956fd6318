"""The list of reports, and any one of them: on screen, and as a spreadsheet of the same rows."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.audit import record
from core.cards import Choice
from reports.every import REPORTS, by_slug
from reports.links import for_reader
from reports.models import ReportSubscription
from reports.periods import PeriodKind, period_of
from reports.spreadsheets import csv_response, xlsx_response


@require_GET
def index(request):
    mine = [report for report in REPORTS if request.user.has_perm(report.permission)]
    if not mine:
        raise PermissionDenied
    return render(request, "reports/index.html", {"reports": mine, "links": staff_links()})


@require_GET
def show(request, slug):
    report = by_slug().get(slug)
    if report is None:
        raise Http404
    if not request.user.has_perm(report.permission):
        raise PermissionDenied
    now = timezone.now()
    form = report.filters(request.GET, today=timezone.localdate(now))
    page = {"report": report, "form": form, "links": staff_links(slug), "picks": picks_of(form, report)}
    page |= how_to_pass_on(request.user, report)
    if not form.is_valid():
        return render(request, report.template_name, page, status=422)
    answer = report.answer(form.cleaned_data, now=now)
    wanted = request.GET.get("as")
    note_look(request, report, form, wanted, now)
    if wanted in ("csv", "xlsx"):
        return file_of(answer, request, filename_of(report, form.cleaned_data))
    page |= {"answer": for_reader(answer, request.user), "query": query_of(request)}
    return render(request, report.template_name, page)


def file_of(answer, request, filename):
    if request.GET["as"] == "xlsx":
        return xlsx_response(answer.tables, filename)
    table = answer.table(request.GET.get("table", ""))
    if table is None:
        raise Http404
    return csv_response(table, f"{filename}-{table.name}")


def filename_of(report, chosen):
    period = chosen.get("period")
    return f"{report.slug}-{period.key}" if period else report.slug


def note_look(request, report, form, wanted, now):
    """Exact figures may be cut as finely as one likes, so each look is written down, with what was chosen."""
    record(
        "report.downloaded" if wanted else "report.viewed",
        request.user,
        by=request.actor,
        now=now,
        report=report.slug,
        chosen={name: str(value) for name, value in form.cleaned_data.items() if value not in (None, "", [])},
    )


def how_to_pass_on(user, report):
    return {
        "may_share": can_be_shared(report) and user.has_perm("reports.share_reports"),
        "is_monthly": report.of_periods and ReportSubscription.objects.filter(user=user, report=report.slug).exists(),
    }


def can_be_shared(report):
    return bool(report.fixed) and report.may_be_shared


def query_of(request):
    """What was chosen, to be carried on by links of this page."""
    chosen = request.GET.copy()
    for name in ("as", "table"):
        chosen.pop(name, None)
    return chosen.urlencode()


def staff_links(slug=None):
    return [
        Choice("Reports", reverse("figures:index"), chosen=slug is None),
        Choice("Admin", reverse("wagtailadmin_home")),
    ]


def picks_of(form, report):
    if "kind" not in form.fields:
        return []
    return picks_for(form, reverse("figures:report", args=[report.slug]))


def picks_for(form, address):
    """The periods that are asked for most, each a link: the last one that is over before the one that goes on."""
    picks = []
    chosen = form.is_valid() and form.cleaned_data["period"]
    for words, period in usual_periods(form.today):
        query = urlencode({"kind": period.kind, "on": period.first_on.isoformat()})
        picks.append(Choice(words, f"{address}?{query}", chosen=chosen == period))
    return picks


def usual_periods(today):
    quarter, academic, calendar = (
        period_of(kind, today) for kind in (PeriodKind.QUARTER, PeriodKind.ACADEMIC, PeriodKind.CALENDAR)
    )
    return [
        ("Last quarter", quarter.before()),
        ("This quarter", quarter),
        ("Last academic year", academic.before()),
        ("This academic year", academic),
        ("Last calendar year", calendar.before()),
        ("This calendar year", calendar),
    ]
