"""The audit trail: one line for every action, and never a name in it."""

from core.models import AuditLine


def record(action, about, *, by, now, **detail):
    """Write one line inside the caller's transaction.

    `about` is the object acted on, known afterwards by its kind and number alone. `detail` holds states, counts and
    numbers: never a name, a contact or anything typed by a person, because lines outlive an erasure.
    """
    return AuditLine.objects.create(
        at=now,
        action=action,
        actor_kind=by.kind,
        user=by.user,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        detail=detail,
    )
