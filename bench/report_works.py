"""What `make bench` measures on the five-year programme: every report, frozen figures, and all rows as one file.

By the clock on the wall: it is how long a person waits.
"""

import json
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import works
from bench.measure import queries_of, side_by_side, time_of, work_done
from reports.actions.due import make_due
from reports.every import REPORTS, fixed_tables
from reports.figures import frozen_figures
from reports.filters import MOST_YEARS
from reports.models import FrozenTable, LongAnswer
from reports.periods import PeriodKind, period_of

MOST_MS = {"postgresql": 2_000, "sqlite": 4_000}
MOST_MS_OF = {"coverage": 3_000}  # of the small areas of a county
MOST_QUERIES = 25
FROZEN_RATIO, FROZEN_QUERIES = 5, 12
XLSX_MB = 300
ROUNDS, LONG_ENOUGH_IN_SECONDS = 3, 5
XLSX = Path(__file__).parent / "xlsx.py"


def figures():
    try:
        with works.no_trace():
            yield from reports()
            yield from frozen()
            yield rows_as_xlsx()
    finally:
        Session.objects.all().delete()
        LongAnswer.objects.all().delete()


def reports():
    """Each report as it opens, and over all five years."""
    client, years = manager(), urlencode({"kind": PeriodKind.DATES, **five_years(timezone.now())})
    for report in REPORTS:
        address = reverse("figures:report", args=[report.slug])
        yield figure(report.title, report.slug, client, address)
        if takes_any_days(report):
            yield from over_years(report, client, f"{address}?{years}")


def over_years(report, client, address):
    """What is counted in the background is measured while it is counted, and then as the page that shows it."""
    name, now = f"{report.title}, five years", timezone.now()
    form = report.filters(QueryDict(urlsplit(address).query), today=timezone.localdate(now))
    if form.is_valid() and report.takes_long(form.cleaned_data):
        client.get(address)
        yield measured(f"{name}, counted", report.slug, lambda: report.answer(form.cleaned_data, now=now))
        make_due(timezone.now)
    yield figure(name, report.slug, client, address)


def takes_any_days(report):
    kind = report.filters.base_fields.get("kind")
    return bool(kind) and PeriodKind.DATES in dict(kind.choices)


def manager():
    client = Client()
    client.force_login(get_user_model().objects.get(username="manager"))
    return client


def five_years(now):
    """As long as a period may be, up to the end of this month."""
    this = period_of(PeriodKind.MONTH, timezone.localdate(now))
    following = this.last_on + timedelta(days=1)
    first_on = following.replace(year=following.year - MOST_YEARS)
    return {"first_on": first_on.isoformat(), "last_on": this.last_on.isoformat()}


def figure(name, slug, client, address):
    def ask():
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return measured(name, slug, ask)


def measured(name, slug, ask):
    queries = queries_of(ask)
    milliseconds = middle_of(ask)
    most = min(MOST_MS[connection.vendor], MOST_MS_OF.get(slug, MOST_MS[connection.vendor]))
    over = milliseconds > most or queries > MOST_QUERIES
    return {
        "work": name,
        "ms": milliseconds,
        "most_ms": most,
        "queries": queries,
        "most_queries": MOST_QUERIES,
        "over": over,
    }


def middle_of(do):
    times = []
    while len(times) < ROUNDS and sum(times) < LONG_ENOUGH_IN_SECONDS * 1000:
        times.append(time_of(do, time.perf_counter))
    return statistics.median(times)


def frozen():
    """All fixed tables of a year that is over and the one before it, as a page of frozen figures reads them."""
    tables, now = list(fixed_tables().values()), timezone.now()
    if not tables:
        return
    year = period_of(PeriodKind.CALENDAR, timezone.localdate(now)).before()
    periods = [year, year.before()]
    with transaction.atomic():
        for period in periods:
            freeze(tables, period, now)

        def ask():
            frozen_figures(tables, periods)

        queries, (milliseconds, floor) = queries_of(ask), side_by_side(ask, works.floor(), work_done)
        transaction.set_rollback(True)
    yield {
        "work": f"all {len(tables)} tables of two years, frozen",
        "ms": milliseconds,
        "most_ms": FROZEN_RATIO * floor,
        "queries": queries,
        "most_queries": FROZEN_QUERIES,
        "over": milliseconds > FROZEN_RATIO * floor or queries > FROZEN_QUERIES,
    }


def freeze(tables, period, now):
    kept = {"period": period.key, "kind": period.kind, "first_on": period.first_on, "last_on": period.last_on}
    for table in tables:
        found = table.count(period, now)
        cells = [[*cell, number] for cell, number in found.cells.items()]
        FrozenTable.objects.get_or_create(
            name=table.name,
            period=period.key,
            defaults={**kept, "cells": cells, "labels": found.labels, "frozen_at": now},
        )


def rows_as_xlsx():
    """In a process of its own, whose memory is its own."""
    found = json.loads(
        subprocess.run([sys.executable, str(XLSX)], stdout=subprocess.PIPE, check=True, text=True).stdout
    )
    over = "  OVER" if found["mb"] > XLSX_MB else ""
    return {
        "work": f"{found['rows']:,} rows as XLSX",
        "note": (
            f"{found['seconds']:.0f} s, {found['worked']:.0f} of them its own work, "
            f"at most {found['mb']:.0f} MB of memory ({XLSX_MB} allowed){over}"
        ),
    }
