"""Two records are one person: both sides' details are kept."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from messaging.actions import withdraw_all
from people.actions.people import check
from people.models import ContactBy, Person
from people.registry import keepings

# Fields that stand or fall together: one side's telephone never comes with the other side's compared copy of it.
DETAILS = {
    "name": ["name"],
    "phone": ["phone", "phone_compared"],
    "email": ["email", "email_compared"],
    "address": ["address"],
    "postcode": ["postcode", "ward"],
    "helper": ["helper_name", "helper_contact"],
    "age_band": ["age_band"],
    "language": ["language"],
    "adjustments": ["adjustments"],
}


@transaction.atomic
def merge_people(kept, gone, *, by, now, take=()):
    """Make `gone` part of `kept`: blanks are filled, and where both say something the other is written into the notes.

    `take` names the details to take from `gone` instead (the keys of DETAILS, or contact_by).
    """
    kept, gone = lock_both(kept, gone)
    take = set(take)
    noted = []
    for title, fields in DETAILS.items():
        mine, theirs = getattr(kept, fields[0]), getattr(gone, fields[0])
        if not any(getattr(gone, name) for name in fields) or mine == theirs:
            continue
        if title in take or not any(getattr(kept, name) for name in fields):
            noted += note(title, kept, fields)
            for name in fields:
                setattr(kept, name, getattr(gone, name))
        else:
            noted += note(title, gone, fields)
    if "contact_by" in take or kept.contact_by == ContactBy.NONE:
        kept.contact_by = gone.contact_by
    # Whoever asked not to be shown or messaged here is heard, on whichever record they said so.
    kept.do_not_contact = kept.do_not_contact or gone.do_not_contact
    if not kept.verified_at:
        kept.verified_at, kept.verified_by = gone.verified_at, gone.verified_by
    kept.notes = "\n".join(part for part in (kept.notes, gone.notes, *noted) if part)
    check(kept)
    kept.save()
    move_what_others_keep(gone, kept, by=by, now=now)
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    if kept.do_not_contact:
        withdraw_all(person_key=kept.key)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    record("people_merged", kept, by=by, now=now, merged=gone.pk)
    return kept


def lock_both(kept, gone):
    """Both, locked in one order whoever asks, so that two merges cannot wait for each other."""
    if kept.pk == gone.pk:
        raise Refused("Choose another record: nobody can be merged with themselves.")
    # The keys stay, so whoever adds a row about one of them need not wait: they may hold what a merge asks for next.
    both = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk([kept.pk, gone.pk])
    kept, gone = both[kept.pk], both[gone.pk]
    if any(person.erased_at or person.merged_into_id for person in (kept, gone)):
        raise Refused("One of the two records is closed: it was merged or erased before.")
    return kept, gone


def note(title, person, fields):
    said = ", ".join(str(getattr(person, name)) for name in fields if getattr(person, name) and not hidden(name))
    return [f"Also given as {title.replace('_', ' ')}: {said}"] if said else []


def hidden(name):
    return name.endswith("_compared") or name == "ward"


def move_what_others_keep(gone, kept, *, by, now):
    for keeping in keepings():
        rows = keeping.rows(gone)
        if keeping.merge:
            keeping.merge(rows, kept, by, now)
        else:
            rows.update(**{keeping.person_field: getattr(kept, keeping.matched_by)})
