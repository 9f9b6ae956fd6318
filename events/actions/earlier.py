"""Earlier places: who asks to hear of them, and who is told when one comes free."""

from itertools import islice

from django.db import transaction

from core.audit import record
from core.errors import Refused
from events import notifications
from events.models import Booking, EarlierWish
from events.permissions.swapping import check_can_ask_for_earlier
from messaging.actions import withdraw
from people.telling import address_of

# The first who answers has it, and most are not looking.
TOLD_FOR_A_PLACE = 3
WHAT_IT_SAYS = ("booking__person", "booking__occurrence__event", "booking__occurrence__venue")


@transaction.atomic
def ask_for_earlier(*, booking, same_venue, by, now):
    """Be told when a place comes free on an earlier date. Asking again changes where, and never how often."""
    check_can_ask_for_earlier(booking, now=now)
    fresh = {"same_venue": same_venue, "stopped_at": None}
    wish, _ = EarlierWish.objects.update_or_create(
        booking=booking, defaults=fresh, create_defaults={**fresh, "asked_at": now}
    )
    if not wish.notices_left:
        raise Refused("We have told you three times, which is as often as we do. You can still look here yourself.")
    record("earlier_asked_for", booking, by=by, now=now, same_venue=same_venue)
    return wish


@transaction.atomic
def stop_earlier(*, booking, by, now):
    """Twice is the same as once."""
    if end_wish(booking, now=now):
        record("earlier_stopped", booking, by=by, now=now)


def end_wish(booking, *, now):
    withdraw(about=booking, kinds=["booking_earlier"])
    return EarlierWish.objects.filter(booking=booking, stopped_at=None).update(stopped_at=now)


def tell_of_places(occurrence, room, *, freed, but, now):
    """`freed` places came free, and `room` is what nobody who waits has taken. Whoever gave them up (`but`, a
    person's number) is not told. Called with the occurrence locked.
    """
    left = room.left_for_newcomers
    if not freed or left == 0:
        return
    free = freed if left is None else min(freed, left)
    there = set(Booking.objects.live().filter(occurrence=occurrence).values_list("person_id", flat=True))
    wishes = EarlierWish.objects.waiting_for(occurrence).exclude(booking__person=but).select_related(*WHAT_IT_SAYS)
    # Somebody who is being told of another date at this moment is passed over: nobody waits for anybody here.
    asked = wishes.select_for_update(skip_locked=True, of=("self",))
    suited = (wish for wish in asked if suits(wish, occurrence, left, there, now=now))
    for wish in islice(suited, TOLD_FOR_A_PLACE * free):
        tell_one(wish, occurrence, now=now)


def suits(wish, occurrence, left, there, *, now):
    """Whether it would be any use to tell them: they may hear more, would fit, and could still come."""
    booking = wish.booking
    if not wish.notices_left or occurrence.pk in wish.told_of or booking.person_id in there:
        return False
    if left is not None and booking.places > left:
        return False
    where = address_of(booking.person)
    return where is not None and notifications.arrives(where[0], starts_at=occurrence.starts_at, now=now)


def tell_one(wish, occurrence, *, now):
    wish.told_of = [*wish.told_of, occurrence.pk]
    wish.save(update_fields=["told_of"])
    notifications.earlier_place(wish.booking, occurrence, now=now)
