"""Match everyone waiting: the plan for the whole queue, beside one by one, and nothing done until it is approved."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from champions.actions.offers import lapse_offers
from champions.actions.planning import approve
from champions.matching import Match
from champions.models import HelpRequest
from champions.queue import queue
from champions.telling import need_words
from champions.views.match import CHANGE, allowed, days_words, staff_links
from core.words import count_words


@dataclass(frozen=True)
class Row:
    """One pair of the plan. `value` is what the tick box sends."""

    request: HelpRequest
    match: Match
    need: str
    waits: str
    otherwise: str  # whom one by one would ask instead

    @property
    def value(self):
        return f"{self.request.pk}:{self.match.candidate.pk}"


@require_http_methods(["GET", "POST"])
@allowed(CHANGE)
def plan(request):
    now = timezone.now()
    lapse_offers(now)
    fresh = queue(now=now)
    if request.method == "POST":
        chosen = chosen_in(request.POST)
        if chosen:
            say(request, *approve(chosen=chosen, fresh=fresh, by=request.actor, now=now))
            return redirect("helprequest:plan")
    page = {
        "links": staff_links(),
        "queue": fresh,
        "rows": rows_of(fresh, now),
        "none_chosen": request.method == "POST",
        "now": now,
    }
    return render(request, "champions/staff/plan.html", page, status=422 if page["none_chosen"] else 200)


def rows_of(fresh, now):
    rows = []
    for pk, match in fresh.best.pairs.items():
        request, other = fresh.requests[pk], fresh.by_turns.pairs.get(pk)
        rows.append(
            Row(request, match, need_words(request), days_words(request.created_at, now), otherwise(match, other))
        )
    return rows


def otherwise(match, other):
    if other is None:
        return "Nobody would be left"
    return "The same" if other.candidate.pk == match.candidate.pk else other.candidate.name


def chosen_in(posted):
    """{request: champion} of the ticked rows; what is no such pair is left out."""
    chosen = {}
    for value in posted.getlist("pair"):
        request, _, champion = value.partition(":")
        if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (request, champion)):
            chosen[int(request)] = int(champion)
    return chosen


def say(request, made, refused):
    if made:
        words = count_words(made, "request is", "requests are")
        messages.success(request, f"{words} offered. Each champion has 3 days to answer.")
    for sentence in refused:
        messages.error(request, sentence)
