"""E-mail to somebody by their account: staff and session leads, who need not be among the people we know."""

from uuid import NAMESPACE_URL, uuid5

from core.models import ProgrammeSettings
from messaging import actions
from messaging.models import Channel
from messaging.words import write


def tell_account(user, *, kind, cause, context, about, now):
    """A row in the caller's transaction. `person_key` is of the account, and no person has it."""
    to_name = user.get_full_name()
    context = {"to_name": to_name or user.email, "programme": ProgrammeSettings.current(), **context}
    written = write(kind, Channel.EMAIL, context)
    return actions.queue(
        cause=cause,
        kind=kind,
        channel=Channel.EMAIL,
        person_key=uuid5(NAMESPACE_URL, f"account:{user.pk}"),
        to=user.email,
        to_name=to_name,
        subject=written.subject,
        body=written.body,
        body_html=written.body_html,
        about=about,
        now=now,
    )
