"""Real referees and champions to see the words of these messages with, and invented ones. Their links open nothing."""

from datetime import timedelta

from champions.message_examples import LATEST, ChampionExamples, invented_champion
from champions.models import ApplicationDraft, Reference
from champions.referee_words import words_for
from champions.signed_links import draft_link, reference_link
from core.words import full_day_words
from people.message_fields import found
from people.models import Person


class ReferenceExamples:
    permission = "champions.read_reference"

    def rows(self):
        rows = Reference.objects.filter(champion__person__do_not_contact=False, champion__person__erased_at=None)
        return rows.select_related("champion__person", "champion__role").order_by("-pk")

    def latest(self):
        return [(str(row.pk), f"{row.name}, for {row.champion}") for row in self.rows()[:LATEST]]

    def context(self, value, now):
        reference = found(self.rows(), value) or Reference(name="Dora Example", champion=invented_champion())
        return {**words_for(reference), "link": reference_link(Reference())}


class DraftExamples:
    """Nobody's: what somebody has not sent is not ours to look at."""

    permission = "champions.view_champion"

    def latest(self):
        return []

    def context(self, value, now):
        return {
            "person": Person(name="Asha Example"),
            "to_name": "Asha Example",
            "link": draft_link(ApplicationDraft()),
            "code": "K7M4 PX9A",
            "until": full_day_words(now + timedelta(days=30)),
        }


class RenewalExamples(ChampionExamples):
    def __init__(self):
        super().__init__(["active", "paused"])

    def context(self, value, now):
        until = now.date() + timedelta(days=30)
        return {**super().context(value, now), "title": "Basic DBS check", "until": until, "agree": False}


class ConductExamples(ChampionExamples):
    def __init__(self):
        super().__init__(["in-checks", "active", "paused"])

    def context(self, value, now):
        return {**super().context(value, now), "until": now.date() + timedelta(days=28)}
