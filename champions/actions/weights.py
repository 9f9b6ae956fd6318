"""What decides the order of champions, as a coordinator sets it."""

from dataclasses import asdict

from django.db import transaction

from champions.matching import Weights
from champions.models import MatchWeights
from champions.models.weights import HEAVIEST
from core.audit import record
from core.errors import Refused


@transaction.atomic
def change_weights(*, weights: Weights, by, now):
    values = asdict(weights)
    if any(not 0 <= value <= HEAVIEST for value in values.values()):
        raise Refused(f"Enter whole numbers from 0 to {HEAVIEST}.")
    if not any(values.values()):
        raise Refused("Give at least one of them some weight: with all at 0 nothing would decide the order.")
    before = asdict(MatchWeights.current())
    row, _ = MatchWeights.objects.update_or_create(pk=1, defaults=values)
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    record("match_weights_changed", row, by=by, now=now, **changed)
    return row
