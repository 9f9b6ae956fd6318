"""Tell a person something, in the way they asked for."""

from core.models import ProgrammeSettings
from messaging import actions
from messaging.models import Channel
from messaging.words import write
from people import contact
from people.models import ArrivedBy, ContactBy

# Whoever books or asks on the website, at a desk or by telephone has just been told: nobody needs to ring them to say
# it again.
TOLD_AT_ONCE = (ArrivedBy.WEB, ArrivedBy.PHONE, ArrivedBy.FACE)


def tell(
    person, *, kind, cause, context, about, now, send_at=None, where=None, said=False, calendar=None, needed_by=None
):
    """Write the message as a row in the caller's transaction; None when the person is not to be told.

    `cause` is what made us tell them, for example booking:<key>:confirmed. The same cause is never told twice.
    The words are templates/messages/<kind>.txt; see messaging/words.py for what a template may and need not do.
    `where` (channel, to, name) takes the place of their own way when that would come too late.
    `calendar(address)`: writes the calendar entry that an e-mail to that address carries.
    `said`: they know already, so nobody needs to ring them; what is sent by itself or posted goes out all the same.
    `needed_by`: when it would be too late to tell them, as the start of their session.
    """
    person = person.merged_into or person
    if not may_be_told(person):
        return None
    where = where or address_of(person)
    if where is None:
        return None
    channel, to, to_name = where
    written = write(
        kind, channel, {"person": person, "to_name": to_name, "programme": ProgrammeSettings.current(), **context}
    )
    return actions.queue(
        cause=cause,
        kind=kind,
        channel=channel,
        person_key=person.key,
        to=to,
        to_name=to_name,
        subject=written.subject,
        body=written.body,
        body_html=written.body_html,
        about=about,
        now=now,
        send_at=send_at,
        said=said,
        needed_by=needed_by,
        calendar=calendar(to) if calendar and channel == Channel.EMAIL else "",
    )


def may_be_told(person):
    return not (person.do_not_contact or person.erased_at)


def address_of(person):
    """(channel, to, name) for somebody who can and may be told, else None."""
    if not may_be_told(person):
        return None
    if person.contact_by == ContactBy.HELPER:
        return helper_address(person)
    channel, to = {
        ContactBy.PHONE: (Channel.CALL, person.phone),
        ContactBy.SMS: (Channel.SMS, person.phone),
        ContactBy.EMAIL: (Channel.EMAIL, person.email),
        ContactBy.LETTER: (Channel.LETTER, person.address),
    }.get(person.contact_by, (None, ""))
    return (channel, to, person.name) if to else None


def helper_address(person):
    if not person.helper_contact:
        return None
    channel = Channel.CALL if contact.email_problem(person.helper_contact) else Channel.EMAIL
    return channel, person.helper_contact, person.helper_name or person.name
