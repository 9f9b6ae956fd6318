"""Reports whose counting takes long: asked for, counted by a process of its own, and kept for a day.

Figures are for named staff and are the same for all of them, so that one answer serves whoever may see the report.
"""

from urllib.parse import parse_qsl

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from core.audit import record
from reports.actions.making import settle, wait_anew
from reports.every import by_slug
from reports.keeping import from_text, to_text
from reports.models import LongAnswer, MakingState
from reports.progress import told


def find_or_ask(report, form, *, by, now):
    """(LongAnswer, its Answer or None). `form`: the report's filter, valid."""
    kept = LongAnswer.objects.kept(now).filter(report=report.slug, chosen=form.in_address()).first()
    if kept is None:
        return ask(report, form, by=by, now=now), None
    if kept.state != MakingState.READY:
        return kept, None
    if answer := from_text(kept.text):
        return kept, answer
    return ask(report, form, by=by, now=now), None


@transaction.atomic
def ask(report, form, *, by, now):
    """Have it counted, once more if it is there already; it is counted once, however many ask while it goes on."""
    kept, is_new = LongAnswer.objects.select_for_update().get_or_create(
        report=report.slug, chosen=form.in_address(), defaults={"asked_at": now}
    )
    if not is_new:
        if kept.is_under_way:
            return kept
        wait_anew(kept, now, text="", made_at=None)
    record("report.asked", kept, by=by, now=now, report=kept.report, chosen=dict(parse_qsl(kept.chosen)))
    return kept


def count(kept, clock):
    now = clock()
    report = by_slug()[kept.report]
    form = report.filters(QueryDict(kept.chosen), today=timezone.localdate(now))
    if not form.is_valid():
        raise ValueError("What was chosen is there no more.")

    def tell(done, words):
        settle(kept, steps_done=done, step=words, beat_at=clock())

    with told(tell):
        answer = report.answer(form.cleaned_data, now=now)
    settle(kept, state=MakingState.READY, made_at=now, text=to_text(answer))


def forget_old_answers(now):
    LongAnswer.objects.old(now).delete()
