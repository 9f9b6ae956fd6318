"""What staff may change in the words of messages about the rota, the ((fields)) they may use, and examples."""

from champions.message_examples import invented_champion
from champions.message_fields import CHAMPION_FIELDS
from champions.telling import words_for_champion
from core.words import full_day_words
from events.message_examples import invented_booking, session_label
from events.message_fields import BEFORE, REASON, SESSION, given
from events.models import RotaPlace
from events.models.rota import LIVE_PLACES
from events.rota_notifications import words_for
from messaging.models import Channel
from messaging.wordings import Field, Kind, register
from people.message_fields import addressed_to, found

LATEST = 10
EXAMPLE_LINK = "/champions/me/rota/"
ROTA_FIELDS = (
    *CHAMPION_FIELDS,
    SESSION,
    Field("day", "Thursday 26 November 2026.", given("day"), needed=True),
    Field("times", "10am to 12 noon.", given("times"), needed=True),
    Field("place", "The place with its address, or “online”.", given("place")),
    Field("rota page", "Where the champion answers, swaps or drops out.", given("rota_link"), needed=True),
)


class RotaExamples:
    permission = "champions.view_champion"

    def rows(self):
        rows = RotaPlace.objects.filter(
            state__in=LIVE_PLACES, champion__person__do_not_contact=False, champion__person__erased_at=None
        )
        related = ("champion__person", "champion__role", "occurrence__event", "occurrence__venue")
        return rows.select_related(*related).order_by("-changed_at", "-pk")

    def latest(self):
        return [(str(row.pk), session_label(row.occurrence)) for row in self.rows()[:LATEST]]

    def context(self, value, now):
        place = found(self.rows(), value) or invented_place(now)
        return {
            **addressed_to(place.champion.person),
            **words_for_champion(place.champion),
            **words_for(place),
            "before": f"{full_day_words(now)}, 2pm",
            "other": "Alex",
        }


def invented_place(now):
    occurrence = invented_booking("confirmed", False, now).occurrence
    return RotaPlace(occurrence=occurrence, champion=invented_champion())


def rota_kind(kind, name, when, *fields):
    # A champion is told by e-mail; somebody put in by hand may have only a telephone.
    channels = (Channel.EMAIL, Channel.CALL, Channel.SMS, Channel.LETTER)
    return Kind(f"champion_rota_{kind}", name, when, "Champions", (*ROTA_FIELDS, *fields), RotaExamples(), channels)


def register_kinds():
    register(
        rota_kind("asked", "Can you come to a session?", "When staff ask a champion to a session."),
        rota_kind("on", "On the rota", "When a champion signs up, says yes or takes another’s place."),
        rota_kind("reminder", "Reminder of the rota", "Two days before a session that a champion is on."),
        rota_kind("off", "Rota: session not on", "When a session that a champion is on is called off.", REASON),
        rota_kind("on_again", "Rota: session on again", "When it takes place after all."),
        rota_kind("moved", "Rota: session changed", "When it gets another time or place.", BEFORE, REASON),
        rota_kind("offered", "A place on the rota is free", "To those suited, when a champion offers their place."),
        rota_kind(
            "passed_on",
            "Your place is taken",
            "When another champion takes the place that one offered.",
            Field("other", "The first name of whoever comes instead.", given("other")),
        ),
        rota_kind("taken_off", "Taken off the rota", "When staff take a champion off a session."),
    )
