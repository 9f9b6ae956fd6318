"""A champion's state: which may follow which, and who says so."""

from champions.models import Champion, ChampionState
from core.audit import record
from core.errors import Refused

S = ChampionState
MAY_BECOME = {
    S.APPLIED: {S.IN_CHECKS, S.ACTIVE, S.DECLINED, S.LEFT, S.REMOVED},
    S.IN_CHECKS: {S.ACTIVE, S.DECLINED, S.LEFT, S.REMOVED},
    S.ACTIVE: {S.PAUSED, S.LEFT, S.REMOVED},
    S.PAUSED: {S.ACTIVE, S.LEFT, S.REMOVED},
    S.LEFT: set(),
    # Only by the safeguarding lead, who then no longer stands in the way of another application.
    S.REMOVED: {S.LEFT},
    S.DECLINED: {S.IN_CHECKS},
}


def locked(champion):
    """The row as it is now, held until the transaction ends, so that two changes do not pass each other."""
    return Champion.objects.select_for_update().get(pk=champion.pk)


def move(champion, state, *, reason="", by, now, **fields):
    """Put a locked champion into a state, with the reason, and write who did it."""
    before = champion.state
    if state not in MAY_BECOME[before]:
        raise Refused(
            f"A champion who is “{champion.get_state_display().lower()}” cannot become “{state.label.lower()}”."
        )
    if state == S.ACTIVE and champion.is_stopped:
        raise Refused("Please speak to the safeguarding lead first." if by.is_staff else "Please ring us first.")
    champion.state, champion.state_reason = state, reason.strip()[:200]
    for name, value in fields.items():
        setattr(champion, name, value)
    champion.save(update_fields=["state", "state_reason", *fields])
    record(f"champion_{state.value.replace('-', '_')}", champion, by=by, now=now, was=before)
    return champion
