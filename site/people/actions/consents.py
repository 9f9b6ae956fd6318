"""Consent, asked only where it is the ground; a booking rests on the council's public task."""

from django.db import transaction

from core.audit import record
from people.models import Consent


@transaction.atomic
def give_consent(person, *, purpose, wording, arrived_by, by, now):
    """Keep what somebody agreed to, in the very words they were shown or read."""
    consent = person.consents.create(
        purpose=purpose, wording=wording, arrived_by=arrived_by, given_at=now, taken_by=by.user
    )
    record("consent_given", consent, by=by, now=now, purpose=str(purpose))
    return consent


@transaction.atomic
def withdraw_consent(consent, *, by, now):
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
        record("consent_withdrawn", consent, by=by, now=now, purpose=consent.purpose)
    return consent
