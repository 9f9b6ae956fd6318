"""How a person comes to be known, and how what we know of them changes."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from messaging.actions import withdraw_all
from people import contact
from people.models import ContactBy, Person
from people.wards import ward_of

LINES = ["name", "phone", "email", "helper_name", "helper_contact", "postcode", "language"]
MAY_CHANGE = {*LINES, "contact_by", "address", "adjustments", "age_band", "do_not_contact", "notes"}


@transaction.atomic
def create_person(*, by, now, **details):
    """A new person, with a transaction of their own. `details` as add_person has them."""
    return add_person(by=by, now=now, **details)


def add_person(
    *,
    name,
    by,
    now,
    contact_by=ContactBy.NONE,
    phone="",
    email="",
    address="",
    helper_name="",
    helper_contact="",
    postcode="",
    language="",
    adjustments="",
    age_band="",
):
    """A new person, unverified, however like another they look: couples share a telephone.

    For an action that has a transaction already, and undoes all of it if this is refused.
    """
    person = Person(created_at=now)
    fill_in(
        person,
        name=name,
        contact_by=contact_by or ContactBy.NONE,
        phone=phone,
        email=email,
        address=address,
        helper_name=helper_name,
        helper_contact=helper_contact,
        postcode=postcode,
        language=language,
        adjustments=adjustments,
        age_band=age_band,
    )
    person.save()
    record("person_created", person, by=by, now=now)
    return person


@transaction.atomic
def update_person(person, *, by, now, **changes):
    """Change what we know of somebody; the audit line says which fields, never what was in them."""
    unknown = set(changes) - MAY_CHANGE
    if unknown:
        raise TypeError(f"A person has no {', '.join(sorted(unknown))} to change")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at or person.merged_into_id:
        raise Refused("This record is closed and cannot be changed.")
    before = {name: getattr(person, name) for name in changes}
    fill_in(person, **changes)
    changed = sorted(name for name in changes if getattr(person, name) != before[name])
    if changed:
        person.save()
        if person.do_not_contact:
            withdraw_all(person_key=person.key)
        record("person_updated", person, by=by, now=now, fields=changed)
    return person


@transaction.atomic
def verify_person(person, *, by, now):
    """Staff say who this is."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at or person.merged_into_id:
        raise Refused("This record is closed and cannot be verified.")
    if person.verified_at:
        return person
    person.verified_at = now
    person.verified_by = by.user
    person.save(update_fields=["verified_at", "verified_by"])
    record("person_verified", person, by=by, now=now)
    return person


def fill_in(person, **details):
    """Put details in, cleaned of what could break a page, a header or a letter, and refuse what cannot be used."""
    for name, value in details.items():
        if name in LINES:
            value = contact.one_line(value)
        elif name in ("address", "adjustments", "notes"):
            value = contact.several_lines(value)
        setattr(person, name, value)
    check(person)
    person.phone_compared = contact.compare_phone(person.phone)
    person.email_compared = contact.compare_email(person.email)
    if "postcode" in details:
        person.ward = ward_of(person.postcode)


def check(person):
    problem = contact.name_problem(person.name) or detail_problem(person)
    if problem:
        raise Refused(problem)


def detail_problem(person):
    """Why somebody could not be told in the way they chose, or "". A detail given besides must be usable too."""
    chosen = person.contact_by
    if chosen == ContactBy.SMS and (problem := contact.mobile_problem(person.phone)):
        return problem
    if (person.phone or chosen == ContactBy.PHONE) and (problem := contact.phone_problem(person.phone)):
        return problem
    if (person.email or chosen == ContactBy.EMAIL) and (problem := contact.email_problem(person.email)):
        return problem
    if chosen == ContactBy.LETTER and not person.address:
        return "Enter the address to write to"
    if (person.helper_contact or chosen == ContactBy.HELPER) and (
        problem := contact.either_problem(person.helper_contact)
    ):
        return problem
    return ""
