"""A code for somebody who has no number of anything, sent to a contact that they gave us, never to another.

The same is done, in as much time, for a name that nobody has: neither the answer nor the clock says whom we know.
"""

from datetime import timedelta

from django.db import transaction

from core.audit import record
from core.codes import keyed_hash, new_code, same_secret
from core.errors import Refused
from core.once import once
from core.words import group_reference, time_words
from messaging.actions import withdraw
from people.models import OneTimeCode, Person
from people.telling import tell

LENGTH = 6
LASTS = timedelta(minutes=15)
TRIES = 5
KEPT = timedelta(days=1)
WRONG = "This is not the code that we sent. Look at it again, or ask for a new one."
OVER = "This code does not work any more. Ask for a new one."


def ask_for_code(*, claim, form_key, by, now):
    """Send a new code; the one before it ends. A form posted twice sends one."""
    live = OneTimeCode.objects.filter(claim=claim.fingerprint, form_key=form_key, expires_at__gt=now)
    return once(lambda: new_code_for(claim, form_key=form_key, by=by, now=now), known=live)


def new_code_for(claim, *, form_key, by, now):
    code, people = new_code(LENGTH), claim.people()
    fresh = {"form_key": form_key, "code_hash": keyed_hash(code), "tries": 0, "expires_at": now + LASTS}
    row, _ = OneTimeCode.objects.update_or_create(claim=claim.fingerprint, defaults=fresh)
    withdraw(about=row)
    record("one_time_code_asked", row, by=by, now=now, found=len(people))
    with transaction.atomic():
        send(row, code, claim, people[0] if people else Person(name=claim.name), now=now)
        # Written and taken back where nobody is to be told.
        transaction.set_rollback(not people)
    return row


def send(row, code, claim, person, *, now):
    to = getattr(person, claim.kept_in) or claim.contact
    return tell(
        person,
        kind="one_time_code",
        cause=f"code:{row.pk}:{row.form_key}",
        context={"code": group_reference(code), "until": time_words(row.expires_at)},
        about=row,
        now=now,
        where=(claim.channel, to, person.name),
        needed_by=row.expires_at,
    )


def use_code(*, claim, form_key, typed, by, now):
    """The people whom the code opens: `form_key` is that of the browser which asked for it."""
    refusal = try_code(claim, form_key, typed, by=by, now=now)
    if refusal:
        raise Refused(refusal)
    return claim.people()


@transaction.atomic
def try_code(claim, form_key, typed, *, by, now):
    """Why it does not open anything, or "". The row is locked: of any number of tries at once each is counted."""
    asked = OneTimeCode.objects.select_for_update().filter(claim=claim.fingerprint, form_key=form_key)
    row = asked.filter(expires_at__gt=now, tries__lt=TRIES).first()
    if row is None:
        return OVER
    if not same_secret(typed, row.code_hash):
        row.tries += 1
        row.save(update_fields=["tries"])
        return OVER if row.tries == TRIES else WRONG
    record("one_time_code_used", row, by=by, now=now)
    return ""


def forget_codes(now):
    """Every night: what ended a day ago is of no use to anybody."""
    OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()
