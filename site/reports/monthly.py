"""The message on the third working day of a month that last month's figures are there, to those who asked for it."""

from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.site_address import absolute
from core.words import midnight
from core.working_days import is_working_day
from locations.holidays import holidays_between
from messaging.accounts import tell_account
from reports.every import by_slug
from reports.models import ReportSubscription
from reports.periods import PeriodKind, period_of

WORKING_DAY = 3


def tell_of_last_month(now):
    """Each of those who asked before that day, once a month. Run late, it tells them late."""
    today = timezone.localdate(now)
    month = period_of(PeriodKind.MONTH, today)
    day = told_on(month)
    if today < day:
        return
    asked = ReportSubscription.objects.filter(since__lt=midnight(day), user__is_active=True).exclude(user__email="")
    for subscription in asked.select_related("user"):
        report = by_slug().get(subscription.report)
        if report and subscription.user.has_perm(report.permission):
            tell(subscription, report, month.before(), now)


def told_on(month):
    """The third working day of a month."""
    holidays = holidays_between(month.first_on, month.last_on)
    days = [month.first_on.replace(day=day) for day in range(1, month.last_on.day + 1)]
    return [day for day in days if is_working_day(day, holidays)][WORKING_DAY - 1]


@transaction.atomic
def tell(subscription, report, month, now):
    tell_account(
        subscription.user,
        kind="report_monthly",
        cause=f"report:{report.slug}:{month.key}:{subscription.user_id}",
        context=words_for(report, month),
        about=subscription,
        now=now,
    )


def words_for(report, month):
    query = urlencode({"kind": month.kind, "on": month.first_on.isoformat()})
    address = reverse("figures:report", args=[report.slug])
    return {"report": report.title, "month": month.words, "link": absolute(f"{address}?{query}")}
