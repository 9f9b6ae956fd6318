"""All that is made apart, and who makes each kind. What people wait for at their screens goes first."""

from reports.actions.long_answers import count
from reports.actions.making import claim, make
from reports.actions.rows_files import make_file
from reports.models import LongAnswer, RowsFile

MAKERS = {LongAnswer: count, RowsFile: make_file}


def anything_due(now):
    return any(model.objects.due(now).exists() for model in MAKERS)


def anything_in_hand(now):
    return any(model.objects.in_hand(now).exists() for model in MAKERS)


def make_due(clock):
    """Make all that are due, one after the other. Returns how many were made."""
    made = 0
    while thing := claim_next(clock()):
        made += make(thing, MAKERS[type(thing)], clock)
    return made


def claim_next(now):
    return next(filter(None, (claim(model, now) for model in MAKERS)), None)
