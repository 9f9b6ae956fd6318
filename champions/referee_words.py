"""What a referee is asked, and how they are reached: they are no Person of ours, and are told nothing else."""

from champions.signed_links import reference_link
from champions.telling import first_name
from core.models import ProgrammeSettings
from messaging.actions import queue
from messaging.models import Channel
from messaging.words import write
from people.models import Person


def tell(reference, kind, *, cause, now):
    """By e-mail; else by letter; else somebody rings."""
    channel, to = way_to(reference)
    words = {**words_for(reference), "programme": ProgrammeSettings.current()}
    written = write(kind, channel, words)
    return queue(
        cause=f"reference:{reference.key}:{kind}:{cause}",
        kind=kind,
        channel=channel,
        person_key=reference.key,
        to=to,
        to_name=reference.name,
        subject=written.subject,
        body=written.body,
        body_html=written.body_html,
        about=reference,
        now=now,
    )


def way_to(reference):
    if reference.email:
        return Channel.EMAIL, reference.email
    if reference.address:
        return Channel.LETTER, reference.address
    return Channel.CALL, reference.phone


def words_for(reference):
    champion = reference.champion
    return {
        "person": Person(name=reference.name),
        "to_name": reference.name,
        "applicant": champion.person.name,
        "applicant_first_name": first_name(champion.person),
        "role": champion.role.title,
        "link": reference_link(reference),
    }
