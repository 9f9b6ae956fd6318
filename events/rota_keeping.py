"""What the rota keeps of champions: for their data, for their hours, and when they leave."""

from champions import given
from champions.leaving import when_leaving
from core.words import as_day
from events.booking_keeping import session_words
from events.models import RotaPlace
from people.registry import keeps

ROTA = {
    "events.RotaNeed": {"neither": "id event occurrence wanted minimum warn_days_before"},
    "events.RotaPlace": {
        "personal": "champion asked_by attended",
        "neither": "id occurrence state changed_at offered_at minutes",
    },
}


def register():
    from events.actions.rota import give_up_places

    keeps(
        "events.RotaPlace",
        "champion__person",
        title="Sessions helped at as a champion",
        export=export_place,
        # Hours survive as counts, on the emptied champion.
        erase=[],
        merge=lambda rows, into, by, now: None,  # they go with the champion
        last_activity="occurrence__ends_at",
    )
    given.also("rota", help_at_sessions)
    when_leaving("rota", give_up_places)


def export_place(place):
    return {
        "session": session_words(place.occurrence),
        "state": place.get_state_display(),
        "since": place.changed_at,
        "was there": place.attended,
        "minutes": place.minutes,
    }


def help_at_sessions(champion):
    """As the register says."""
    places = RotaPlace.objects.filter(champion=champion, attended=True, minutes__isnull=False)
    places = places.select_related("occurrence__event").prefetch_related("occurrence__event__topics")
    return [
        given.Given(
            on=as_day(place.occurrence.starts_at),
            minutes=place.minutes,
            where=place.occurrence.event.title,
            topics=tuple(topic.title for topic in place.occurrence.event.topics.all()),
            outcome="On the rota",
        )
        for place in places
    ]
