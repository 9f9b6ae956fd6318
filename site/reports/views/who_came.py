from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.audit import record
from reports.attendance import CSV_HEADER, DEFINITIONS, MEASURES
from reports.chart import attendance_chart
from reports.counts import who_came
from reports.csv import csv_text
from reports.forms import PeriodForm

MONTHS_AT_FIRST = 3


class WhoCame(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    """Sessions, attendances and learners between two days, on screen and as a spreadsheet.

    It may be cut as finely as one likes, so it is for named staff alone and each look at it is kept in the audit trail.
    """

    permission_required = "reports.view_reports"
    raise_exception = True
    page_title = "Who came"
    header_icon = "group"
    template_name = "reports/who_came.html"
    breadcrumbs_items = [*WagtailAdminTemplateMixin.breadcrumbs_items, {"url": "", "label": "Who came"}]

    def get(self, request):
        now = timezone.now()
        form = PeriodForm(request.GET if request.GET.keys() & {"first_on", "last_on"} else period_at_first(now))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        period = form.cleaned_data
        report = who_came(**period, now=now)
        as_file = "spreadsheet" in request.GET
        record(
            "report.downloaded" if as_file else "report.viewed",
            request.user,
            by=request.actor,
            now=now,
            report="who-came",
            **{name: day.isoformat() for name, day in period.items()},
        )
        if as_file:
            return spreadsheet(report, **period)
        return self.render_to_response(
            self.get_context_data(form=form, report=report, chart=attendance_chart(report.months), **period)
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            measures=MEASURES.values(),
            definitions=[(MEASURES[name], words) for name, words in DEFINITIONS.items()],
            action=reverse_lazy("who_came"),
            **kwargs,
        )


def period_at_first(now):
    """This month so far and the two before it."""
    today = timezone.localdate(now)
    months = today.year * 12 + today.month - MONTHS_AT_FIRST
    return {"first_on": today.replace(year=months // 12, month=months % 12 + 1, day=1), "last_on": today}


def spreadsheet(report, first_on, last_on):
    response = HttpResponse(csv_text(CSV_HEADER, report.csv_rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="who-came-{first_on}-to-{last_on}.csv"'
    return response
