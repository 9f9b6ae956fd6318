"""References: asked for when checks begin, answered once, reminded of twice, read and decided by a coordinator."""

from datetime import timedelta

from django.db import transaction

from champions import referee_words
from champions.actions.checks import runs_out_on
from champions.actions.checks import write as write_met
from champions.actions.states import locked as champion_locked
from champions.models import Reference, ReferenceState, Requirement
from core.actors import Actor
from core.audit import record
from core.errors import Refused
from core.words import as_day
from messaging.actions import withdraw
from messaging.models import Message
from people import contact

NEEDED = 2
REMIND_AFTER = (timedelta(days=7), timedelta(days=14))
S = ReferenceState
NOT_WAITING = "This reference is not asked for any more."
ANSWERED = "You have answered already, and we have what you said. Nothing has been changed."


@transaction.atomic
def name_referee(*, champion, name, relation, email="", phone="", address="", by, now):
    """Somebody who could say something about the applicant. Nobody is asked before checks begin."""
    check_referee(champion, name, email, phone, address)
    reference = champion.references.create(name=name, relation=relation, email=email, phone=phone, address=address)
    record("referee_named", reference, by=by, now=now)
    return reference


def check_referee(champion, name, email, phone, address):
    person, address_compared = champion.person, contact.compare_email(email)
    if not (email or phone or address):
        raise Refused("Give an e-mail address, a phone number or a postal address of each person.")
    if contact.compare_name(name) == person.name_compared or (
        address_compared and address_compared == person.email_compared
    ):
        raise Refused("Somebody else has to say something about you: give another person, with their own address.")
    others = champion.references.exclude(state=S.WITHDRAWN)
    if address_compared and any(contact.compare_email(other.email) == address_compared for other in others):
        raise Refused("Two people with the same e-mail address are one to us. Give another address, or a phone number.")


@transaction.atomic
def ask_all(*, champion, by, now):
    for reference in champion.references.select_for_update().filter(state=S.NAMED):
        ask(reference=reference, by=by, now=now)


@transaction.atomic
def ask(*, reference, by, now):
    """Ask for it, or once more: the reminders begin again."""
    reference = locked(reference)
    if not reference.is_waiting:
        raise Refused(NOT_WAITING)
    withdraw(about=reference)
    reference.state, reference.asked_at, reference.reminders = S.ASKED, now, 0
    reference.save(update_fields=["state", "asked_at", "reminders"])
    record("reference_asked", reference, by=by, now=now)
    referee_words.tell(reference, "reference_asked", cause=now.isoformat(), now=now)
    return reference


def locked(reference):
    found = Reference.objects.select_for_update(of=("self",)).select_related("champion__person", "champion__role")
    return found.get(pk=reference.pk)


def remind(now):
    """Every night: whoever was written to and has not answered, after 7 days and after 14. Then somebody rings."""
    silent = Reference.objects.filter(state=S.ASKED, champion__state="in-checks").exclude(email="", address="")
    # The second first, so that after nights missed nobody gets both at once.
    for sent, after in reversed(list(enumerate(REMIND_AFTER))):
        for reference in silent.filter(reminders=sent, asked_at__lte=now - after):
            remind_one(reference, sent + 1, now=now)


@transaction.atomic
def remind_one(reference, number, *, now):
    reference = locked(reference)
    if reference.state != S.ASKED or reference.reminders >= number:
        return
    reference.reminders = number
    reference.save(update_fields=["reminders"])
    record("reference_reminded", reference, by=Actor.system(), now=now, number=number)
    referee_words.tell(reference, "reference_reminder", cause=f"{reference.asked_at.isoformat()}:{number}", now=now)


@transaction.atomic
def answer(*, reference, known_for, trusts, concern, words, signed, by, now):
    """What the referee says, once: by their link, or to a coordinator who types it in."""
    reference = locked(reference)
    if reference.state in (S.ANSWERED, S.ACCEPTED, S.REFUSED):
        raise Refused(ANSWERED)
    if not reference.is_waiting:
        raise Refused(NOT_WAITING)
    reference.known_for, reference.trusts, reference.concern = known_for, trusts, concern
    reference.words, reference.signed = words, signed
    reference.state, reference.answered_at, reference.taken_by = S.ANSWERED, now, by.user if by.is_staff else None
    reference.save()
    withdraw(about=reference)
    record("reference_answered", reference, by=by, now=now)
    return reference


@transaction.atomic
def read(*, reference, by, now):
    """Every reading of what was said is written down."""
    if by.user is None or not by.user.has_perm("champions.read_reference"):
        raise Refused("Only coordinators may read a reference.")
    record("reference_read", reference, by=by, now=now)
    return reference


@transaction.atomic
def decide(*, reference, accepted, by, now):
    """A coordinator who has read it accepts it or does not. With two accepted the requirement is met."""
    # The champion first, as everywhere: of two accepted at once the later counts both.
    champion_locked(reference.champion)
    reference = locked(reference)
    if reference.answered_at is None or reference.state == S.WITHDRAWN:
        raise Refused("There is no answer to accept yet.")
    was_accepted = reference.state == S.ACCEPTED
    reference.state = S.ACCEPTED if accepted else S.REFUSED
    reference.decided_at, reference.decided_by = now, by.user
    reference.save(update_fields=["state", "decided_at", "decided_by"])
    record("reference_decided", reference, by=by, now=now, accepted=accepted)
    follow(reference.champion, was_accepted, by=by, now=now)
    return reference


def follow(champion, was_accepted, *, by, now):
    """The requirement follows the references: what was recorded without any, from paper, stays."""
    today = as_day(now)
    enough = champion.references.filter(state=S.ACCEPTED).count() >= NEEDED
    for requirement in champion.role.requirements.filter(kind=Requirement.Kind.REFERENCES):
        if enough:
            write_met(champion, requirement, today, runs_out_on(requirement, today), by=by)
            record("champion_requirement_recorded", champion, by=by, now=now, requirement=requirement.pk)
        elif was_accepted:
            champion.met.filter(requirement=requirement).delete()
            record("champion_requirement_withdrawn", champion, by=by, now=now, requirement=requirement.pk)


@transaction.atomic
def drop(*, reference, by, now):
    """Nobody needs it any more, or another person is named instead."""
    reference = locked(reference)
    if not reference.is_waiting:
        raise Refused(NOT_WAITING)
    withdraw(about=reference)
    reference.state = S.WITHDRAWN
    reference.save(update_fields=["state"])
    record("reference_dropped", reference, by=by, now=now)
    return reference


@transaction.atomic
def stop_asking(*, champion, by, now):
    """The application is over: nobody is reminded of it any more, and a link says thank you."""
    for reference in champion.references.filter(state__in=[S.NAMED, S.ASKED]):
        drop(reference=reference, by=by, now=now)


def forget(champion):
    """With what was written to them. Erasing a champion erases what others said of them."""
    keys = list(champion.references.values_list("key", flat=True))
    Message.objects.filter(person_key__in=keys).delete()
    champion.references.all().delete()
