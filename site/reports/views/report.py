"""The list of reports, and any one of them: on screen, and as a spreadsheet of the same rows."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core.audit import record
from core.cards import Choice
from reports.actions import long_answers
from reports.every import REPORTS, by_slug
from reports.links import for_reader
from reports.models import MakingState, ReportSubscription
from reports.periods import PeriodKind, period_of
from reports.progress import MOST_STEPS
from reports.spreadsheets import csv_response, xlsx_response

KEEP_LOOKING, LOOK_EVERY = "keep-looking", 10  # seconds


@require_GET
def index(request):
    mine = [report for report in REPORTS if request.user.has_perm(report.permission)]
    if not mine:
        raise PermissionDenied
    return render(request, "reports/index.html", {"reports": mine, "links": staff_links()})


@require_GET
def show(request, slug):
    report = allowed_report(request.user, slug)
    now = timezone.now()
    form = report.filters(request.GET, today=timezone.localdate(now))
    page = {"report": report, "form": form, "links": staff_links(slug), "picks": picks_of(form, report)}
    page |= how_to_pass_on(request.user, report)
    if not form.is_valid():
        return render(request, report.template_name, page, status=422)
    page |= {"query": query_of(request)}
    if not report.takes_long(form.cleaned_data):
        return tell(request, page, report.answer(form.cleaned_data, now=now), now)
    kept, answer = long_answers.find_or_ask(report, form, by=request.actor, now=now)
    page |= {"kept": kept}
    if answer is None or KEEP_LOOKING in request.GET:
        return wait(request, page, now)
    return tell(request, page, answer.and_tables(report.words_of_people(form.cleaned_data)), now)


@require_POST
def count_again(request, slug):
    """Of what was chosen in the address. Bad choices are led back to the page that says what is wrong with them."""
    report = allowed_report(request.user, slug)
    now = timezone.now()
    form = report.filters(request.GET, today=timezone.localdate(now))
    if form.is_valid() and report.takes_long(form.cleaned_data):
        long_answers.ask(report, form, by=request.actor, now=now)
    return redirect(f"{reverse('figures:report', args=[slug])}?{query_of(request)}")


def allowed_report(user, slug):
    report = by_slug().get(slug)
    if report is None:
        raise Http404
    if not user.has_perm(report.permission):
        raise PermissionDenied
    return report


def tell(request, page, answer, now):
    """The answer as a page, or as a spreadsheet where that is wanted."""
    report, form, wanted = page["report"], page["form"], request.GET.get("as")
    note_look(request, report, form, wanted, now)
    if wanted in ("csv", "xlsx"):
        return file_of(answer, request, filename_of(report, form.cleaned_data))
    return render(request, report.template_name, page | {"answer": for_reader(answer, request.user)})


def wait(request, page, now):
    """How far the counting is, at the very address where its answer will be."""
    kept, address = page["kept"], f"{request.path}?{page['query']}"
    if kept.state == MakingState.READY or "as" in request.GET:
        return redirect(address)
    keeps_looking = KEEP_LOOKING in request.GET and kept.is_under_way
    page |= {
        "keeps_looking": keeps_looking,
        "is_late": kept.is_late(now),
        "most_steps": MOST_STEPS,
        "look_every": LOOK_EVERY,
    }
    response = render(request, "reports/report_waiting.html", page, status=202)
    if keeps_looking:
        response["Refresh"] = f"{LOOK_EVERY}; url={address}&{KEEP_LOOKING}=yes"
    return response


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
    for name in ("as", "table", KEEP_LOOKING):
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
