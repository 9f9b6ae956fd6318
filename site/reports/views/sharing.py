"""Passing a report on, for staff: links to what is published of it, and the message each month."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.errors import Refused
from core.govuk import GovukForm
from reports.actions import sharing
from reports.every import by_slug
from reports.models import FrozenTable, SharedReport
from reports.periods import Period
from reports.views.report import can_be_shared, staff_links

LINK = "link to a shared report"


class ShareForm(GovukForm):
    """Cleaned, `period` is a Period that is frozen."""

    period = forms.ChoiceField(
        label="Which time",
        help_text="Those whose figures are kept. A month is, once its registers have locked.",
        error_messages={
            "required": "Choose which time.",
            "invalid_choice": "The figures of this time are not kept yet. Choose one from the list.",
        },
    )
    days = forms.IntegerField(
        label="For how many days",
        help_text=f"After that the link says that it has ended. At most {sharing.MOST_DAYS}.",
        min_value=1,
        max_value=sharing.MOST_DAYS,
        widget=forms.TextInput({"inputmode": "numeric"}),
        initial=sharing.DAYS_AT_FIRST,
        error_messages={
            "required": "Enter for how many days.",
            "invalid": "Enter a number of days, like 30.",
            "min_value": "Enter at least 1 day.",
            "max_value": f"Enter at most {sharing.MOST_DAYS} days.",
        },
    )

    def __init__(self, data=None, *, periods):
        super().__init__(data)
        self.periods = {period.key: period for period in periods}
        self.fields["period"].choices = [(key, period.words) for key, period in self.periods.items()]

    def clean_period(self):
        return self.periods[self.cleaned_data["period"]]


def share(request, slug):
    report, now = report_of(request, slug), timezone.now()
    form = ShareForm(request.POST if request.method == "POST" else None, periods=kept_periods(report))
    if form.is_valid():
        try:
            _, link = sharing.share(report=report, **form.cleaned_data, by=request.actor, now=now)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            request.session[LINK] = link  # shown once, on the next page
            return redirect("figures:share", slug)
    page = {
        "report": report,
        "form": form,
        "link": request.session.pop(LINK, ""),
        "shares": shares_of(report, now),
        "links": staff_links(slug),
    }
    return render(request, "reports/share.html", page, status=422 if form.errors else 200)


def report_of(request, slug):
    report = by_slug().get(slug)
    if report is None or not can_be_shared(report):
        raise Http404
    if not request.user.has_perms([report.permission, "reports.share_reports"]):
        raise PermissionDenied
    return report


def kept_periods(report):
    """The newest first, and of those that end together the longest first."""
    kept = FrozenTable.objects.filter(name__in=sharing.names_of(report))
    rows = kept.order_by("-last_on", "first_on").values_list("kind", "first_on", "last_on").distinct()
    return [Period(*row) for row in rows]


def shares_of(report, now):
    shares = SharedReport.objects.filter(report=report.slug).select_related("shared_by")
    return [(shared, state_of(shared, now)) for shared in shares[:100]]


def state_of(shared, now):
    if shared.revoked_at:
        return "ended by staff"
    return "open" if shared.is_open(now) else "run out"


@require_POST
def end_share(request, slug, pk):
    report = report_of(request, slug)
    shared = get_object_or_404(SharedReport, report=report.slug, pk=pk)
    sharing.revoke(shared, by=request.actor, now=timezone.now())
    messages.success(request, "The link has ended. Whoever opens it is told so.")
    return redirect("figures:share", slug)


@require_POST
def monthly(request, slug):
    """Ask to be told each month, or no longer."""
    report = by_slug().get(slug)
    if report is None:
        raise Http404
    if not request.user.has_perm(report.permission):
        raise PermissionDenied
    who = {"user": request.user, "report": report, "by": request.actor, "now": timezone.now()}
    if "stop" in request.POST:
        sharing.stop_it(**who)
        messages.success(request, "You are no longer told each month.")
    else:
        sharing.ask_for_it_monthly(**who)
        messages.success(request, "On the third working day of each month you get an e-mail with the link.")
    return redirect("figures:report", slug)
