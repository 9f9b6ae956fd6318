"""Some at each stage of becoming a champion: referees named, checks half done, everything there, one run out."""

from datetime import timedelta

from champions.first_conduct import TEXT
from champions.models import (
    ChampionRequirement,
    ChampionState,
    Conduct,
    Decision,
    Reference,
    ReferenceState,
    Requirement,
)
from demo.content.names import made_up_email, made_up_name
from events.models import EventKind, EventPage, TrainingFor

RELATIONS = ["We worked together.", "We have been neighbours for years.", "I know them from the choir."]
SAID = [
    ("over-5", "yes", "", "Patient with everybody, and never makes anybody feel slow."),
    ("2-to-5", "yes", "", "Kind, and always on time."),
    ("over-5", "unsure", "Is sometimes late when the bus is.", "Means well, and explains clearly."),
]
READY = 2
# Days until a check runs out; one has.
RUN_OUT_IN = (-3, 5, 25, 50)
TEAMS = ["Customer services", "Libraries", "Adult social care"]


def load_joining(champions, rng, now, seen_by):
    agree_to_the_code()
    complete_dbs(seen_by)
    in_checks = [champion for champion in champions if champion.state == ChampionState.IN_CHECKS]
    for number, champion in enumerate(in_checks):
        is_ready = number < READY
        name_referees(champion, rng, now, everything=is_ready, seen_by=seen_by)
        if is_ready:
            meet_everything(champion, now, seen_by)
    for champion in champions:
        say_what_the_role_asks(champion, rng)
        if champion.state == ChampionState.APPLIED:
            name_referees(champion, rng, now, everything=False, seen_by=seen_by)
    active = [champion for champion in champions if champion.state == ChampionState.ACTIVE and not champion.user]
    make_newly_active(active, now)
    run_out_soon(active, now)
    count_training()


def agree_to_the_code():
    conduct = Conduct.objects.current() or Conduct.objects.create(number=1, text=TEXT)
    ChampionRequirement.objects.filter(requirement__kind=Requirement.Kind.AGREEMENT).update(
        conduct=conduct, seen_by=None
    )


def complete_dbs(seen_by):
    for level in Requirement.Level.values:
        rows = ChampionRequirement.objects.filter(requirement__kind=Requirement.Kind.DBS, requirement__level=level)
        rows.update(level=level, decision=Decision.CLEAR, decided_by=seen_by)


def name_referees(champion, rng, now, *, everything, seen_by):
    """Two for each: accepted where everything is there; else asked, answered or to be rung."""
    if not champion.role.requirements.filter(kind=Requirement.Kind.REFERENCES).exists():
        return
    is_applied = champion.state == ChampionState.APPLIED
    for _ in range(2):
        state = ReferenceState.NAMED if is_applied else rng.choice(["asked", "answered"])
        state = ReferenceState.ACCEPTED if everything else state
        Reference.objects.create(champion=champion, state=state, **referee(rng, state, now, seen_by))


def referee(rng, state, now, seen_by):
    name = made_up_name(rng)
    fields = {"name": name, "relation": rng.choice(RELATIONS), "email": made_up_email(name)}
    if state == ReferenceState.NAMED:
        return fields
    fields |= {"asked_at": now - timedelta(days=rng.choice([3, 9, 23])), "reminders": 0}
    if state in (ReferenceState.ANSWERED, ReferenceState.ACCEPTED):
        known_for, trusts, concern, words = rng.choice(SAID[:2] if state == ReferenceState.ACCEPTED else SAID)
        fields |= {"known_for": known_for, "trusts": trusts, "concern": concern, "words": words, "signed": name}
        fields["answered_at"] = now - timedelta(days=2)
    if state == ReferenceState.ACCEPTED:
        fields |= {"decided_at": now - timedelta(days=1), "decided_by": seen_by}
    return fields


def meet_everything(champion, now, seen_by):
    for requirement in champion.role.requirements.exclude(kind=Requirement.Kind.CONSENT):
        is_dbs = requirement.kind == Requirement.Kind.DBS
        dbs = {"certificate_number": "001234567890", "level": requirement.level} if is_dbs else {}
        dbs |= {"decision": Decision.CLEAR, "decided_by": seen_by} if is_dbs else {}
        defaults = {"met_on": (now - timedelta(days=6)).date(), "seen_by": seen_by, **dbs}
        ChampionRequirement.objects.get_or_create(champion=champion, requirement=requirement, defaults=defaults)


def say_what_the_role_asks(champion, rng):
    if champion.role.asks_ward:
        champion.represents = champion.area
    if champion.role.asks_team:
        champion.team, champion.manager = rng.choice(TEAMS), made_up_name(rng)
    champion.save(update_fields=["represents", "team", "manager"])


def make_newly_active(active, now):
    """Of those who have helped nobody yet."""
    fresh = [champion for champion in active if not champion.sessions.exists() and not champion.matches.exists()]
    for days, champion in zip((4, 11, 19), fresh, strict=False):
        champion.applied_at, champion.active_since = now - timedelta(days=days + 40), now - timedelta(days=days)
        champion.save(update_fields=["applied_at", "active_since"])


def run_out_soon(active, now):
    """Those who help somebody come first, so that the one whose check has run out has a live match."""
    helping = sorted(active, key=lambda champion: not champion.matches.filter(state="matched").exists())
    for days, champion in zip(RUN_OUT_IN, helping, strict=False):
        met = champion.met.filter(requirement__kind=Requirement.Kind.DBS).first()
        if met:
            met.expires_on = (now + timedelta(days=days)).date()
            met.save(update_fields=["expires_on"])


def count_training():
    event = EventPage.objects.filter(kind=EventKind.CHAMPION_TRAINING).order_by("pk").first()
    requirement = Requirement.objects.filter(title="Digital champion training").first()
    if event and requirement:
        TrainingFor.objects.create(requirement=requirement, event=event)
