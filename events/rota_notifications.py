"""What champions and session leads are told about the rota. One function each, called by the action that did it."""

from django.urls import reverse

from champions.telling import champion_told, first_name
from core.site_address import absolute
from core.words import full_day_words, full_when_words, time_range
from events.models import RotaPlace
from events.notifications import before_words
from messaging.accounts import tell_account


def asked(place, *, now):
    tell_one(place, "rota_asked", now=now)


def is_on(place, *, now):
    tell_one(place, "rota_on", now=now)


def taken_off(place, *, now):
    tell_one(place, "rota_taken_off", now=now)


def reminded(place, *, now):
    """Of a session that has changed they are reminded anew."""
    tell_one(place, "rota_reminder", now=now, cause=f"{place.pk}:{place.occurrence.sequence}")


def place_offered(place, champion, *, now):
    """To a champion who could take the place of another."""
    cause = f"{place.pk}:{place.offered_at.isoformat()}"
    tell_one(RotaPlace(occurrence=place.occurrence, champion=champion), "rota_offered", now=now, cause=cause)


def passed_on(place, other, *, now):
    tell_one(place, "rota_passed_on", now=now, other=first_name(other.champion.person))


def session_cancelled(occurrence, *, now):
    return tell_all(occurrence, "rota_off", now=now)


def session_on_again(occurrence, *, now):
    return tell_all(occurrence, "rota_on_again", now=now)


def session_moved(occurrence, *, was, now):
    """From where they know it to be, `was` (start, venue)."""
    return tell_all(occurrence, "rota_moved", now=now, before=before_words(occurrence, *(was or (None, None))))


def tell_all(occurrence, what, *, now, **words):
    """Everybody on the rota of a session that has changed, or asked to be. Returns how many."""
    places = list(
        RotaPlace.objects.live().filter(occurrence=occurrence).select_related("champion__person", "champion__role")
    )
    for place in places:
        place.occurrence = occurrence
        tell_one(place, what, now=now, **words)
    return len(places)


def tell_one(place, what, *, now, cause="", **words):
    return champion_told(
        place.champion,
        what,
        now=now,
        cause=cause or f"{place.occurrence.pk}:{now.isoformat()}",
        about=place.occurrence,
        needed_by=place.occurrence.starts_at if place.occurrence.starts_at > now else None,
        **words_for(place),
        **words,
    )


def words_for(place):
    occurrence = place.occurrence
    venue = occurrence.venue
    return {
        "event": occurrence.event,
        "day": full_day_words(occurrence.starts_at),
        "times": time_range(occurrence.starts_at, occurrence.ends_at),
        "place": ", ".join(filter(None, [venue.title, venue.address, venue.town])) if venue else "online",
        "reason": occurrence.reason,
        "rota_link": absolute(reverse("events:rota_session", args=[occurrence.pk])) if occurrence.pk else "",
    }


def lead_told_late(place, *, now):
    """That a champion dropped out with less than two days to go: to the session lead, who plans the room."""
    occurrence = place.occurrence
    lead = occurrence.lead or occurrence.event.lead
    if lead is None or not lead.is_active or not lead.email:
        return None
    coming = RotaPlace.objects.confirmed().filter(occurrence=occurrence).count()
    context = {
        "session": occurrence.event.title,
        "when": full_when_words(occurrence.starts_at, occurrence.ends_at),
        "coming": coming,
        "register": absolute(reverse("events:register", args=[occurrence.register_code])),
    }
    cause = f"rota-late:{place.pk}:{now.isoformat()}"
    return tell_account(lead, kind="lead_rota", cause=cause, context=context, about=occurrence, now=now)
