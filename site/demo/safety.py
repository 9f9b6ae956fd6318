"""Two concerns for the safeguarding lead, and a pair that is never matched."""

from datetime import timedelta
from uuid import uuid4

from champions.models import BlockedPair, ChampionState, Concern, HelpRequest
from core.codes import new_reference


def load_concerns(champions, lead, now):
    came = now - timedelta(hours=3)
    concern(
        came, about="session", who="The drop-in on Tuesday", words="A man waited outside and asked people for money."
    )
    champion = next(one for one in champions if one.state == ChampionState.ACTIVE and one.matches.exists())
    earlier = now - timedelta(days=40)
    settled = concern(
        earlier,
        about="champion",
        who="Somebody who helps my mother",
        words="My mother says that he has read her bank letters to her. Is that all right?",
        name="Dora",
        contact="01632 960 118, after six",
        champion=champion,
        state="closed",
        outcome="advice",
        first_seen_at=earlier + timedelta(hours=2),
        closed_at=earlier + timedelta(days=3),
    )
    for days, kind, words in (
        (1, "note", "Rang Dora. Her mother asked him to read them, and was glad of it."),
        (3, "decision", "Closed: Advice or training was given. Went through the code of conduct with him."),
    ):
        settled.notes.create(kind=kind, words=words, written_at=earlier + timedelta(days=days), written_by=lead)
    request = HelpRequest.objects.filter(state="closed", champion=champion).first()
    if request:
        reason = "She would rather learn from somebody else."
        BlockedPair.objects.create(champion=champion, person=request.person, reason=reason, made_at=now)


def concern(raised_at, **said):
    return Concern.objects.create(reference=new_reference(), form_key=uuid4(), raised_at=raised_at, **said)
