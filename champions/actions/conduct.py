"""The code of conduct: a new version asks everybody again, and a champion agrees on their own page."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from champions import telling
from champions.actions.checks import runs_out_on
from champions.actions.states import locked
from champions.models import Champion, ChampionRequirement, Conduct, Requirement
from core.audit import record
from core.errors import Refused
from core.words import as_day

# For this long an agreement to the version before still counts.
DAYS_TO_AGREE = 28
CHANGED = "A newer version has been published since you opened this page. Please read it, and agree to that one."


@transaction.atomic
def publish(*, text, by, now):
    """The next version. Whoever agreed to an earlier one has DAYS_TO_AGREE to agree to this, and is told so."""
    current, text = Conduct.objects.current(), text.strip()
    if current and current.text == text:
        raise Refused("These are the words in force already. Nobody needs to agree to them again.")
    conduct = Conduct.objects.create(
        number=current.number + 1 if current else 1, text=text, published_at=now, published_by=by.user
    )
    until = as_day(now) + timedelta(days=DAYS_TO_AGREE)
    agreed = ChampionRequirement.objects.filter(requirement__kind=Requirement.Kind.AGREEMENT)
    agreed.filter(Q(expires_on=None) | Q(expires_on__gt=until)).update(expires_on=until)
    told = Champion.objects.filter(met__in=agreed, state__in=["in-checks", "active", "paused"]).distinct()
    for champion in told.select_related("person", "role"):
        telling.champion_told(champion, "conduct", now=now, cause=str(conduct.number), until=until)
    record("conduct_published", conduct, by=by, now=now, asked=len(told))
    return conduct


@transaction.atomic
def agree(*, champion, number, by, now):
    """The champion has read this version and agrees. That records what their role asks; agreeing twice is the same."""
    champion, current = locked(champion), Conduct.objects.current()
    if current is None or current.number != number:
        raise Refused(CHANGED)
    today = as_day(now)
    for requirement in champion.role.requirements.filter(kind=Requirement.Kind.AGREEMENT):
        champion.met.update_or_create(
            requirement=requirement,
            defaults={
                "met_on": today,
                "expires_on": runs_out_on(requirement, today),
                "conduct": current,
                "seen_by": None,
            },
        )
    record("conduct_agreed", champion, by=by, now=now, version=number)
    return champion
