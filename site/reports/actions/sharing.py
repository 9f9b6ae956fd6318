"""Pass a report on: a link to what is published of it, and a message each month to those who asked."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from core.audit import record
from core.codes import keyed_hash, new_code
from core.errors import Refused
from core.site_address import absolute
from reports.models import FrozenTable, ReportSubscription, SharedReport

KEY_LENGTH = 24  # about 114 bits
DAYS_AT_FIRST, MOST_DAYS = 30, 365


@transaction.atomic
def share(*, report, period, days, by, now):
    """(SharedReport, its link). The link is known now and never again."""
    if not report.fixed:
        raise Refused("Nothing of this report may be shared: it has no tables in which small numbers are hidden.")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(f"A link is good for 1 to {MOST_DAYS} days.")
    if not FrozenTable.objects.filter(period=period.key, name__in=names_of(report)).exists():
        raise Refused("The figures of this time are not kept yet. Choose one from the list.")
    key = new_code(KEY_LENGTH)
    shared = SharedReport.objects.create(
        report=report.slug,
        kind=period.kind,
        first_on=period.first_on,
        last_on=period.last_on,
        key_hash=keyed_hash(key),
        shared_by=by.user,
        shared_at=now,
        until=now + timedelta(days=days),
    )
    record("report_shared", shared, by=by, now=now, report=report.slug, period=period.key, days=days)
    return shared, link_of(key)


def link_of(key):
    # In the query, which access logs leave out.
    return absolute(f"{reverse('reports:shared')}?key={key}")


def names_of(report):
    return [table.name for table in report.fixed]


@transaction.atomic
def revoke(shared, *, by, now):
    """End a link. One that has been ended stays ended when it was."""
    shared = SharedReport.objects.select_for_update().get(pk=shared.pk)
    if shared.revoked_at is None:
        shared.revoked_at = now
        shared.save()
        record("report_share_ended", shared, by=by, now=now, report=shared.report)
    return shared


@transaction.atomic
def ask_for_it_monthly(*, user, report, by, now):
    subscription, is_new = ReportSubscription.objects.get_or_create(
        user=user, report=report.slug, defaults={"since": now}
    )
    if is_new:
        record("report_asked_for_monthly", user, by=by, now=now, report=report.slug)
    return subscription


@transaction.atomic
def stop_it(*, user, report, by, now):
    gone, _ = ReportSubscription.objects.filter(user=user, report=report.slug).delete()
    if gone:
        record("report_no_longer_asked_for", user, by=by, now=now, report=report.slug)
