"""A choice of years, which takes long to count, and what was asked about it."""

from datetime import date

from reports.actions.long_answers import find_or_ask
from reports.every import by_slug
from reports.models import LongAnswer
from tests.factories.people import NOW

YEARS = {"kind": "dates", "first_on": "2022-12-01", "last_on": "2026-11-18"}
CHOSEN = "kind=dates&first_on=2022-12-01&last_on=2026-11-18"


def form_of(slug, choices=YEARS, today=date(2026, 11, 20)):
    form = by_slug()[slug].filters(choices, today=today)
    assert form.is_valid(), form.errors
    return form


def ask_for(slug, choices=YEARS, *, by, now=NOW):
    kept, _ = find_or_ask(by_slug()[slug], form_of(slug, choices), by=by, now=now)
    return kept


def make_long_answer(report="programme", chosen=CHOSEN, *, state="waiting", now=NOW, **kwargs):
    return LongAnswer.objects.create(report=report, chosen=chosen, state=state, asked_at=now, **kwargs)
