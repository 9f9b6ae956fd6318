"""A place on a whole course is good for each date that the course is given later."""

import uuid
from collections import defaultdict

from events import notifications
from events.models import Booking, Occurrence


def follow_dates(event, *, now):
    """Put whoever is on a whole course on the dates that are new to it, and tell them. Returns how many people.

    Called in the transaction in which dates are added or put back on. Who gave up one date is not put on it again.
    """
    if not event.books_whole_course:
        return 0
    dates = list(Occurrence.objects.left_of_course(event.pk, now).to_act_on())
    on_course = Booking.objects.filter(whole_course=True, occurrence__in=dates)
    live = {booking.reference: booking for booking in on_course.live().select_related("person")}
    known = defaultdict(set)
    for reference, date in on_course.values_list("reference", "occurrence"):
        known[reference].add(date)
    there = set(Booking.objects.live().filter(occurrence__in=dates).values_list("person", "occurrence"))
    added = {
        reference: [
            copy_for(booking, date)
            for date in dates
            # Who has a booking for that date alone, made before it was a whole course, has a place on it.
            if date.pk not in known[reference] and (booking.person_id, date.pk) not in there
        ]
        for reference, booking in live.items()
    }
    added = {reference: bookings for reference, bookings in added.items() if bookings}
    Booking.objects.bulk_create([booking for bookings in added.values() for booking in bookings])
    for bookings in added.values():
        notifications.course_has_more(bookings[0], bookings, now=now)
    return len(added)


def copy_for(booking, date):
    """The same place on another date."""
    again = ["reference", "secret_hash", "person", "state", "places", "carer", "needs", "needs_condition", "answers"]
    again += ["arrived_by", "booked_by", "created_at", "promoted_at", "whole_course"]
    return Booking(occurrence=date, form_key=uuid.uuid4(), **{name: getattr(booking, name) for name in again})
