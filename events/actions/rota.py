"""Champions on the rota of a session: signing up, being asked, swapping, dropping out; and how many are wanted.

The champion is locked before the session, in every action: leaving holds a champion and then each of their sessions.
"""

from django.db import transaction

from champions.models import Champion
from core.audit import record
from core.errors import Refused
from core.words import count_words
from events import rota_notifications as telling
from events.actions.waiting import lock
from events.calendars.keeping import touch
from events.models import EventPage, RotaNeed, RotaPlace, RotaState
from events.permissions.rota import check_can_come, check_is_theirs, check_is_to_come
from events.rota_lists import suited
from events.rota_needs import SHORT_NOTICE

IS_TAKEN = "Somebody else has taken this place, or it is kept after all. Thank you for offering."
MOST_CHAMPIONS, MOST_WARNING_DAYS = 20, 30


@transaction.atomic
def sign_up(*, occurrence, champion, anyway=False, by, now):
    """Of their own accord. `anyway`: they come although they said that they are not free then."""
    champion, occurrence = locked(champion, occurrence)
    place = place_of(occurrence, champion)
    if place.is_confirmed:
        return place
    # Whoever was asked has told us that they can come by saying yes.
    check_can_come(occurrence, champion, now=now, anyway=anyway or place.state == RotaState.ASKED)
    put(place, RotaState.CONFIRMED, by=by, now=now)
    telling.is_on(place, now=now)
    return place


@transaction.atomic
def ask(*, occurrence, champion, by, now):
    """Staff ask somebody who is free then, whether they can come."""
    champion, occurrence = locked(champion, occurrence)
    place = place_of(occurrence, champion)
    if place.is_confirmed or place.state == RotaState.ASKED:
        return place
    check_can_come(occurrence, champion, now=now, by_staff=True)
    place.asked_by = by.user
    put(place, RotaState.ASKED, by=by, now=now)
    telling.asked(place, now=now)
    return place


@transaction.atomic
def say_no(*, place, by, now):
    """To what they were asked. It is always all right."""
    place = locked_place(place)
    check_is_theirs(place, RotaState.ASKED)
    put(place, RotaState.DECLINED, by=by, now=now)


@transaction.atomic
def drop_out(*, place, by, now):
    """They cannot come after all. With less than two days to go the session lead is told at once."""
    place = locked_place(place)
    check_is_theirs(place)
    check_is_to_come(place.occurrence, now=now)
    give_up(place, by=by, now=now)


def give_up(place, *, by, now):
    was_coming = place.is_confirmed
    put(place, RotaState.DROPPED, by=by, now=now)
    if was_coming and place.occurrence.starts_at - now < SHORT_NOTICE:
        telling.lead_told_late(place, now=now)


@transaction.atomic
def take_off(*, place, by, now):
    """Staff take somebody off the rota, or take back that they asked."""
    place = locked_place(place)
    if place.state not in (RotaState.ASKED, RotaState.CONFIRMED):
        raise Refused("They are not on this rota any more.")
    check_is_to_come(place.occurrence, now=now)
    put(place, RotaState.DROPPED, by=by, now=now)
    telling.taken_off(place, now=now)


@transaction.atomic
def offer_place(*, place, by, now):
    """They would rather that another came. Those suited are told; until one of them takes it, it stays theirs."""
    place = locked_place(place)
    check_is_theirs(place)
    check_is_to_come(place.occurrence, now=now)
    if place.offered_at is None:
        place.offered_at = now
        place.save(update_fields=["offered_at"])
        others = suited(place.occurrence, instead_of=place)
        for champion in others:
            telling.place_offered(place, champion, now=now)
        record("rota_place_offered", place, by=by, now=now, told=len(others))
    return place


@transaction.atomic
def keep_place(*, place, by, now):
    """They come themselves, as nobody has taken it."""
    place = locked_place(place)
    check_is_theirs(place)
    place.offered_at = None
    place.save(update_fields=["offered_at"])
    record("rota_place_kept", place, by=by, now=now)


@transaction.atomic
def take_over(*, place, champion, anyway=False, by, now):
    """Another champion takes a place that was offered."""
    # Both are locked, always in one order, so that two who swap with each other do not wait for ever.
    champions = Champion.objects.select_for_update().filter(pk__in=[place.champion_id, champion.pk])
    champion = {each.pk: each for each in champions.order_by("pk")}[champion.pk]
    occurrence = lock(place.occurrence)
    place = RotaPlace.objects.select_related("champion__person").get(pk=place.pk)
    place.occurrence = occurrence
    if not place.is_confirmed or place.offered_at is None:
        raise Refused(IS_TAKEN)
    mine = place_of(occurrence, champion)
    if mine.is_confirmed:
        raise Refused("You are on the rota of this session already.")
    check_can_come(occurrence, champion, now=now, anyway=anyway, instead_of=place)
    put(place, RotaState.DROPPED, by=by, now=now, swapped=True)
    put(mine, RotaState.CONFIRMED, by=by, now=now, swapped=True)
    telling.passed_on(place, mine, now=now)
    telling.is_on(mine, now=now)
    return mine


def give_up_places(champion, *, by, now):
    """They leave: whatever they are on is free for others. The champion is locked."""
    places = RotaPlace.objects.live().upcoming(now).filter(champion=champion, occurrence__starts_at__gt=now)
    for place in places.select_related("occurrence__event"):
        place.occurrence = lock(place.occurrence)
        give_up(place, by=by, now=now)


@transaction.atomic
def set_need(*, event, occurrence=None, wanted, minimum, warn_days_before, by, now):
    """How many champions an event wants, or one date of it. Whoever is on the rota stays, should fewer be wanted."""
    check_need(wanted, minimum, warn_days_before)
    EventPage.objects.select_for_update().get(pk=event.pk)
    numbers = {"wanted": wanted, "minimum": minimum, "warn_days_before": warn_days_before}
    need, _ = RotaNeed.objects.update_or_create(event_id=event.pk, occurrence=occurrence, defaults=numbers)
    record("rota_need_set", occurrence or event, by=by, now=now, **numbers)
    return need


@transaction.atomic
def follow_event(*, occurrence, by, now):
    """This date wants as many as the event's others."""
    RotaNeed.objects.filter(occurrence=occurrence).delete()
    record("rota_need_as_event", occurrence, by=by, now=now)


def check_need(wanted, minimum, warn_days_before):
    if not 0 <= wanted <= MOST_CHAMPIONS:
        raise Refused(f"Enter up to {count_words(MOST_CHAMPIONS, 'champion')}. 0 asks for none.")
    if not 0 <= minimum <= wanted:
        raise Refused("The fewest cannot be more than are wanted.")
    if not 1 <= warn_days_before <= MOST_WARNING_DAYS:
        raise Refused(f"Enter between 1 and {MOST_WARNING_DAYS} days.")


def locked(champion, occurrence):
    champion = Champion.objects.select_for_update().get(pk=champion.pk)
    return champion, lock(occurrence)


def locked_place(place):
    """With its session as it is now."""
    _, occurrence = locked(place.champion, place.occurrence)
    place = RotaPlace.objects.select_related("champion__person", "champion__role").get(pk=place.pk)
    place.occurrence = occurrence
    return place


def place_of(occurrence, champion):
    """The row that this champion has at this session, or a new one that is not saved."""
    place = RotaPlace.objects.filter(occurrence=occurrence, champion=champion).first()
    place = place or RotaPlace(occurrence=occurrence, champion=champion, state="")
    place.occurrence, place.champion = occurrence, champion
    return place


def put(place, state, *, by, now, **detail):
    """Every change of a place. It raises the stamp of the calendars, in which champions see where they will be."""
    place.state, place.changed_at, place.offered_at = state, now, None
    place.save()
    touch(now)
    record(f"rota_{state.value}", place, by=by, now=now, **detail)
