"""What runs out, and who is told when: 60, 30 and 7 days before, once each."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q

from champions import telling
from champions.models import Champion, ChampionRequirement, Conduct, HelpRequest, RequestState, Requirement
from champions.requirements import SOON_IN_DAYS, standings
from core.words import as_day

NOTICE_DAYS = (7, 30, 60)


@dataclass(frozen=True)
class Renewal:
    """A champion with what runs out or has run out, and the people they help meanwhile."""

    champion: Champion
    wanting: list
    matches: list
    first_on: date

    @property
    def has_lapsed(self):
        return any(not each.in_date for each in self.wanting)


def give_notice(now):
    """Every night. A night missed is made up for: the notice is of the last of the three moments that has passed."""
    today = as_day(now)
    for met in running_out(today):
        days = (met.expires_on - today).days
        notice = next(limit for limit in NOTICE_DAYS if days <= limit)
        if notice != NOTICE_DAYS[0] and is_of_an_older_code(met):
            continue
        telling.champion_told(
            met.champion,
            "renewal",
            now=now,
            cause=f"{met.requirement_id}:{met.expires_on}:{notice}",
            title=met.requirement.title,
            until=met.expires_on,
            agree=met.requirement.kind == Requirement.Kind.AGREEMENT,
        )


def running_out(today):
    """What counts now, is asked by the champion's role and ends within 60 days."""
    rows = ChampionRequirement.objects.in_date(today).filter(
        champion__state__in=["active", "paused"],
        champion__role__requirements=F("requirement"),
        expires_on__lte=today + timedelta(days=SOON_IN_DAYS),
    )
    return rows.select_related("champion__person", "champion__role", "requirement").order_by("expires_on", "pk")


def is_of_an_older_code(met):
    """Its end was put forward by a new version, of which they have just been told."""
    if met.requirement.kind != Requirement.Kind.AGREEMENT:
        return False
    current = Conduct.objects.current()
    return current is not None and current.published_at is not None and met.conduct_id != current.pk


def to_renew(today):
    """Champions with something that has run out or is about to, the soonest first, in a handful of queries."""
    soon = running_out(today).values("champion")
    champions = Champion.objects.filter(Q(pk__in=soon) | Q(pk__in=Champion.objects.lapsed(today).values("pk")))
    champions = champions.select_related("person", "role").prefetch_related(
        "met", "role__requirements", Prefetch("matches", live_matches(), to_attr="live_matches")
    )
    return sorted((renewal_of(each, today) for each in champions), key=lambda renewal: renewal.first_on)


def renewal_of(champion, today):
    wanting = [each for each in standings(champion, today) if each.kind != "met"]
    ends = [each.met.expires_on for each in wanting if each.met and each.met.expires_on]
    return Renewal(champion, wanting, champion.live_matches, min(ends, default=today))


def live_matches():
    return HelpRequest.objects.filter(state=RequestState.MATCHED).order_by("matched_at")


def matches_of_lapsed(now):
    """How many people are being helped by a champion whose checks are not in date."""
    lapsed = Champion.objects.lapsed(as_day(now))
    return live_matches().filter(champion__in=lapsed.values("pk")).count()
