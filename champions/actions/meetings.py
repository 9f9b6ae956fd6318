"""Where the two could meet, and that they are in touch."""

from django.db import transaction

from champions import telling
from champions.actions.requests import locked
from champions.models import WITH_SOMEBODY, RequestState
from core.audit import record
from core.errors import Refused


@transaction.atomic
def change_place(*, request, venue, by, now):
    """Propose another public place, and tell both."""
    request = locked(request)
    if request.state not in WITH_SOMEBODY or request.setting != "venue":
        raise Refused("A place is proposed once somebody is found who meets them in person.")
    if request.venue_id == venue.pk:
        raise Refused(f"{venue.title} is what was proposed already.")
    request.venue = venue
    request.save(update_fields=["venue"])
    record("help_place_changed", request, by=by, now=now, venue=venue.pk)
    cause = f"{request.key}:{now.isoformat()}"
    telling.resident_told(request, "place", now=now, cause=now.isoformat())
    telling.champion_told(request.champion, "place", now=now, cause=cause, request=request)
    return request


@transaction.atomic
def been_in_touch(*, request, by, now):
    """The champion says that they rang, wrote or met: what counts is that they did, not what was said."""
    request = locked(request)
    champion = request.champion
    if request.state != RequestState.MATCHED or champion is None or champion.user_id is None:
        raise Refused("You are not helping this person any more.")
    if by.user != champion.user:
        raise Refused("Somebody else is helping this person.")
    request.in_touch_at = now
    request.save(update_fields=["in_touch_at"])
    record("help_in_touch", request, by=by, now=now)
    return request
