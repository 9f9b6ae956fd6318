"""Staff end somebody's time as a champion, and who comes back after that."""

from django.db import transaction
from django.db.models import Q

from champions import telling
from champions.actions.profile import go
from champions.models import Champion, ChampionState, Stop
from core.errors import Refused
from people.contact import compare_name


@transaction.atomic
def remove(*, champion, reason, by, now):
    """Unlike leaving, it has a reason for staff, and whoever was removed comes back through the safeguarding lead."""
    if not reason.strip():
        raise Refused("Enter the reason. Only staff see it.")
    champion = go(champion, ChampionState.REMOVED, reason=reason, by=by, now=now)
    telling.champion_told(champion, "removed", now=now)
    return champion


def check_was_not_removed(champion):
    """Whoever applies again under the name and year, the e-mail address or the telephone of somebody removed, or of
    somebody who went while they were stopped.
    """
    person = champion.person
    same = Q(person__name_compared=compare_name(person.name), birth_year=champion.birth_year)
    for name in ("email_compared", "phone_compared"):
        if value := getattr(person, name):
            same |= Q(**{f"person__{name}": value})
    barred = Q(state=ChampionState.REMOVED) | Q(pk__in=Stop.objects.filter(lifted_at=None).values("champion"))
    if Champion.objects.filter(same & barred).exclude(pk=champion.pk).exists():
        raise Refused("Ask the safeguarding lead first: somebody with these details was a champion before.")
