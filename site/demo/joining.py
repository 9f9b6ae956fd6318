"""Some at each stage of becoming a champion: named referees, checks half done, everything there, something running out."""

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
from demo.content.names import FIRST_NAMES, LAST_NAMES
from events.models import EventKind, EventPage, TrainingFor

RELATIONS = ["We worked together.", "We have been neighbours for years.", "I know them from the choir."]
SAID = [
    ("over-5", "yes", "", "Patient with everybody, and never makes anybody feel slow."),
    ("2-to-5", "yes", "", "Kind, and always on time."),
    ("over-5", "unsure", "Is sometimes late when the bus is.", "Means well, and explains clearly."),
]
READY = 2
RUNNING_OUT = 4


def load_joining(champions, rng, now, seen_by):
    agree_to_the_code(now)
    complete_dbs(seen_by)
    in_checks = [champion for champion in champions if champion.state == ChampionState.IN_CHECKS]
    for number, champion in enumerate(in_checks):
        name_referees(champion, rng, now, everything=number < READY, seen_by=seen_by)
        if number < READY:
            meet_everything(champion, now, seen_by)
    for champion in champions:
        if champion.state == ChampionState.APPLIED:
            name_referees(champion, rng, now, everything=False, seen_by=seen_by)
    newly_active(champions, now)
    run_out_soon(champions, now)
    count_training()


def agree_to_the_code(now):
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
    for number in range(2):
        state = ReferenceState.NAMED if is_applied else rng.choice(["asked", "answered"])
        state = ReferenceState.ACCEPTED if everything else state
        Reference.objects.create(champion=champion, state=state, **referee(rng, number, state, now, seen_by))


def referee(rng, number, state, now, seen_by):
    name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
    by_mail = {"email": f"{name.lower().replace(' ', '.')}@example.org"}
    fields = {"name": name, "relation": rng.choice(RELATIONS), **by_mail}
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
