"""How what takes long is made: taken by one process, which says how far it is, and whole or not at all.

A maker that died is followed by another after minutes; one that was only taken for dead leaves it to that other.
"""

import logging

from django.db import transaction

from reports.models import MakingState

logger = logging.getLogger("digital_link.reports")
MOST_TRIES = 3


class TakenOver(Exception):
    """Another process makes it now: ours was taken for dead."""


@transaction.atomic
def claim(model, now):
    """Take the one that has waited longest, for this process alone."""
    # What brought down each process that made it would bring down the next one too.
    model.objects.due(now).filter(tries__gte=MOST_TRIES).update(state=MakingState.FAILED)
    thing = model.objects.due(now).select_for_update(skip_locked=True).first()
    if thing is None:
        return None
    begun = {"state": MakingState.RUNNING, "beat_at": now, "tries": thing.tries + 1, **model.NOT_BEGUN}
    set_fields(thing, begun)
    thing.save(update_fields=begun)
    return thing


def make(thing, maker, clock):
    """Whether it could be made. `maker(thing, clock)` does it, and ends by settling it as ready."""
    try:
        maker(thing, clock)
    except TakenOver:
        return False
    except Exception as error:
        # The kind of error alone: its text can hold what was being made.
        logger.warning("%s %s could not be made: %s.", thing._meta.object_name, thing.pk, type(error).__name__)
        state = MakingState.FAILED if thing.tries >= MOST_TRIES else MakingState.WAITING
        mine(thing).update(state=state)
        return False
    return True


def mine(thing):
    return type(thing).objects.filter(pk=thing.pk, state=MakingState.RUNNING, tries=thing.tries)


def settle(thing, **fields):
    """Write how far it is, unless another process has taken it meanwhile."""
    if not mine(thing).update(**fields):
        raise TakenOver


def wait_anew(thing, now, **fields):
    """Let it be made once more, from the beginning. Of one that is locked."""
    set_fields(thing, {"state": MakingState.WAITING, "tries": 0, "asked_at": now, **thing.NOT_BEGUN, **fields})
    thing.save()


def set_fields(thing, fields):
    for name, value in fields.items():
        setattr(thing, name, value)
