"""Staff put words of their own in the place of the original ones, and go back."""

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import Refused
from messaging.models import Wording

MEANWHILE = (
    "Somebody else has changed these words while you were writing. Yours are still here, and not saved: look at theirs "
    "in another window, then save again to put yours in their place."
)


@transaction.atomic
def change_words(*, kind, way, words, seen, by, now):
    """Send these words from now on. `seen` is when the words that somebody began with were changed, or None.

    Returns the row; None where the words are the original ones again.
    """
    row = locked(kind, way)
    if (row.changed_at if row else None) != seen:
        raise Refused(MEANWHILE)
    if words == kind.original(way):
        go_back(kind=kind, way=way, by=by, now=now)
        return None
    row = row or Wording(kind=kind.kind, way=way)
    row.subject, row.body, row.changed_at, row.changed_by = words.subject, words.body, now, by.user
    save(row)
    record("wording_changed", row, by=by, now=now, kind=row.kind, way=str(way))
    return row


@transaction.atomic
def go_back(*, kind, way, by, now):
    """Send the original words again."""
    row = locked(kind, way)
    if row is not None:
        record("wording_taken_back", row, by=by, now=now, kind=row.kind, way=str(way))
        row.delete()


def locked(kind, way):
    return Wording.objects.select_for_update().filter(kind=kind.kind, way=way).first()


def save(row):
    """Two who begin with the original words may both find no row to lock."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(MEANWHILE) from error
