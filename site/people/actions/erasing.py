"""Forget a person: what is left cannot be told from anybody else, and counts stay right."""

from django.db import transaction

from core.actors import Actor
from core.audit import record
from core.errors import Refused
from core.privacy import classification
from people.erasures import undone, write_down
from people.models import ContactBy, Erasure, Person
from people.registry import DELETE, keepings


@transaction.atomic
def erase_person(person, *, by, now, why):
    """Empty a person, all records merged into them, and what every app keeps about them. `why`: asked or retention."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        return person
    if person.merged_into_id:
        raise Refused("This record was merged into another. Erase that one.")
    if used := what_is_in_use(person, now):
        raise Refused(f"This person cannot be erased yet. First end what is still under way: {', '.join(used)}.")
    return empty_all(person, by=by, now=now, why=why)


@transaction.atomic
def empty_all(person, *, by, now, why):
    """Without asking whether anything is under way: what was erased stays erased when a backup is restored."""
    for one in [*Person.objects.select_for_update().filter(merged_into=person), person]:
        for keeping in keepings():
            empty_rows(keeping, keeping.rows(one), now)
        empty(one, now)
        Erasure.objects.get_or_create(person_key=one.key, defaults={"erased_at": now})
        transaction.on_commit(lambda key=one.key: write_down(key, now))
        record("person_erased", one, by=by, now=now, why=why)
    person.refresh_from_db()
    return person


def replay_erasures(now):
    """Erase again everybody who was erased once and is back. Returns how many."""
    people = list(undone())
    for person in people:
        empty_all(person, by=Actor.system(), now=now, why="restored")
    return len(people)


def what_is_in_use(person, now):
    return [
        keeping.title.lower()
        for keeping in keepings()
        if keeping.in_use is not None and (keeping.rows(person) & keeping.rows_in_use(now)).exists()
    ]


def empty_rows(keeping, rows, now):
    if keeping.erase == DELETE:
        rows.delete()
    elif callable(keeping.erase):
        keeping.erase(rows, now)
    elif keeping.erase:
        rows.update(**{name: blank(keeping.model, name) for name in keeping.erase})


def empty(person, now):
    """Blank every field that people/privacy.py calls personal or special, so that a new one cannot be forgotten.

    The age band stays: with no name, contact or ward beside it, it tells nobody apart, and reports count it.
    """
    for name, kind in classification()["people.Person"].items():
        if kind != "neither" and name != "age_band":
            setattr(person, name, blank(Person, name))
    person.contact_by = ContactBy.NONE
    person.erased_at = now
    person.save()


def blank(model, name):
    field = model._meta.get_field(name)
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""
