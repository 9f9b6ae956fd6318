"""A message comes to be as a row, in the transaction of what it tells about."""

from messaging.backends import backend_for
from messaging.hours import AT_ANY_HOUR, next_polite_moment
from messaging.models import Channel, Message, MessageState


def queue(
    *,
    cause,
    kind,
    channel,
    person_key,
    to,
    subject,
    body,
    about,
    now,
    to_name="",
    body_html="",
    send_at=None,
    said=False,
    calendar="",
    needed_by=None,
):
    """Write a message to be sent, or for staff to ring or post. A cause told before is not told again.
    What has been `said` already is no call to make: its row says that it was done. After `needed_by` it would be too
    late: who is to be told soonest stands first on the call list.

    Two queries, whatever happens. It has no audit line of its own: it belongs to the action that calls it, and the
    row itself says what became of it.
    """
    send_at = max(send_at or now, now)
    if channel == Channel.SMS and kind not in AT_ANY_HOUR:
        send_at = next_polite_moment(send_at)
    message = Message(
        cause=cause,
        kind=kind,
        channel=channel,
        state=MessageState.QUEUED if backend_for(channel) else MessageState.TO_DO,
        person_key=person_key,
        to=to,
        to_name=to_name,
        subject=" ".join(subject.split())[:200],
        body=body,
        body_html=body_html,
        calendar=calendar,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        created_at=now,
        send_at=send_at,
        needed_by=needed_by,
    )
    if said and channel == Channel.CALL and message.state == MessageState.TO_DO:
        message.state, message.sent_at = MessageState.DONE, now
    # The database decides which of two comes first, without breaking the caller's transaction.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(cause=cause)


def withdraw_all(*, person_key):
    """Take back all that has not been told yet to somebody who is to hear nothing more. Returns how many were."""
    unsent = Message.objects.unsent().filter(person_key=person_key)
    return unsent.update(state=MessageState.WITHDRAWN)


def withdraw(*, about, kinds=None):
    """Take back what has not been told yet about something that is off. Returns how many were."""
    unsent = Message.objects.unsent().filter(about_type=about._meta.label_lower, about_id=str(about.pk))
    if kinds is not None:
        unsent = unsent.filter(kind__in=kinds)
    return unsent.update(state=MessageState.WITHDRAWN)
