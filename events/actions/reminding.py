"""What the clock tells people: reminders, the link to join, thanks afterwards, and a digest for session leads.

Each job tells what fell due since it last ran (at most reminders.LATE ago). It marks how far it came when it is done:
a worker that dies in between does it again, and what was told already is not told twice, since no cause is.
"""

import logging
from collections import defaultdict
from datetime import timedelta

from django.db import transaction

from core.done import last_done, mark_done
from core.words import as_day, midnight
from events import notifications, reminders
from events.models import Attendance, Booking, Mark, Occurrence, OccurrenceState
from messaging.models import Channel, Message
from people.telling import address_of

BY = {
    "reminder": (Channel.EMAIL, Channel.SMS),
    "today": (Channel.SMS,),
    "joining": (Channel.EMAIL, Channel.SMS),
}
logger = logging.getLogger("digital_link.reminders")
TOLD_OF_A_CHANGE = ["booking_session_moved", "booking_session_on_again", "booking_swapped"]
# A register typed in later than this thanks nobody.
THANKED_WITHIN = timedelta(days=14)
THANKED_AGAIN_AFTER = timedelta(days=30)


def remind(now):
    """Tell everybody booked what is due before their session."""
    since = run_from("reminders", now)
    coming = coming_sessions(now)
    for what in reminders.MOMENTS:
        due = [row for row in coming if reminders.due(what, row.starts_at, since=since, now=now)]
        if what == "joining":
            due = [row for row in due if row.event.joining_link]
        one_by_one(lambda booking, what=what: remind_one(what, booking, now=now), bookings_to_tell(what, due))
    mark_done("reminders", now)


def one_by_one(act, rows):
    """What goes wrong with one is written down, without its words, and keeps nobody else from being told."""
    for row in rows:
        try:
            act(row)
        except Exception as error:
            logger.error("%s %s could not be told: %s.", row._meta.label, row.pk, type(error).__name__)


def run_from(name, now):
    earliest = now - reminders.LATE
    return max(last_done(name).get(name, earliest), earliest)


def coming_sessions(now):
    rows = Occurrence.objects.published().filter(starts_at__gt=now, starts_at__lte=now + reminders.AHEAD)
    return list(rows.filter(state=OccurrenceState.ON).select_related("event").only("starts_at", "event__joining_link"))


def bookings_to_tell(what, occurrences):
    """Of those confirmed, whoever takes such a message and was not told of their place, or of a change, just now."""
    starts = {row.pk: row.starts_at for row in occurrences}
    if not starts:
        return []
    booked = Booking.objects.confirmed().filter(occurrence__in=starts).select_related("person__merged_into")
    reached = [booking for booking in booked if takes(booking.person, BY[what])]
    changed = changes_told(reached)
    return [
        booking
        for booking in reached
        if not reminders.told_lately(
            what,
            starts[booking.occurrence_id],
            [booking.created_at, booking.promoted_at, changed.get(str(booking.pk))],
        )
    ]


def takes(person, channels):
    where = address_of(person.merged_into or person)
    return where is not None and where[0] in channels


def changes_told(bookings):
    """{pk of a booking, as text: when they were last told that its session changed}."""
    told = Message.objects.filter(
        kind__in=TOLD_OF_A_CHANGE,
        about_type=Booking._meta.label_lower,
        about_id__in=[str(booking.pk) for booking in bookings],
    )
    return dict(told.order_by("created_at").values_list("about_id", "created_at"))


@transaction.atomic
def remind_one(what, booking, *, now):
    """As the booking is now: it may have been given up, or its session moved, since it was found."""
    booking = Booking.objects.for_page().select_for_update(of=("self",)).filter(pk=booking.pk).first()
    if booking is None or booking.state != "confirmed" or booking.occurrence.is_cancelled:
        return
    if reminders.MOMENTS[what](booking.occurrence.starts_at) <= now < booking.occurrence.starts_at:
        notifications.reminded(booking, what, now=now)


def thank(now):
    """Thank those who came, once for each event in a month: nobody wants thanks every Thursday."""
    since, moment = run_from("thanks", now), reminders.last_at(reminders.THANKS_AT, now)
    if moment > since:
        one_by_one(lambda attendance: thank_one(attendance, now=now), came_before(moment, now))
    mark_done("thanks", now)


def came_before(moment, now):
    """Those present whom it is time to thank at this moment, and who can be."""
    came = Attendance.objects.filter(
        mark=Mark.PRESENT, marked_at__gt=moment - timedelta(days=3), occurrence__ends_at__gt=now - THANKED_WITHIN
    )
    return [
        attendance
        for attendance in came.select_related("occurrence__event", "person__merged_into").order_by("pk")
        if reminders.thanks_at(attendance.occurrence.ends_at, attendance.marked_at) == moment
        and takes(attendance.person, BY["reminder"])
    ]


@transaction.atomic
def thank_one(attendance, *, now):
    person = attendance.person.merged_into or attendance.person
    before = Message.objects.filter(
        kind="session_thanks",
        person_key=person.key,
        cause__startswith=notifications.thanks_cause(attendance.occurrence.event),
        created_at__gt=now - THANKED_AGAIN_AFTER,
    )
    if not before.exists():
        notifications.thanked(attendance, next_meeting(attendance.occurrence.event, now), now=now)


def next_meeting(event, now):
    """The next date of the event that still has room, or None."""
    rows = event.occurrences.published().upcoming(now).filter(state=OccurrenceState.ON, starts_at__gt=now)
    return next((row for row in rows.with_room().select_related("event")[:5] if not row.is_full), None)


def tell_leads(now):
    """Tell each session lead of their sessions of tomorrow, in one e-mail."""
    since, moment = run_from("digest", now), reminders.last_at(reminders.DIGEST_AT, now)
    if moment > since:
        day = as_day(moment) + timedelta(days=1)
        for lead, sessions in sessions_by_lead(day).items():
            notifications.lead_told(lead, day, sessions, now=now)
    mark_done("digest", now)


def sessions_by_lead(day):
    """{account: their sessions of the day}. Whoever leads the event leads a meeting that names nobody."""
    rows = Occurrence.objects.published().filter(
        state=OccurrenceState.ON,
        starts_at__gte=midnight(day),
        starts_at__lt=midnight(day + timedelta(days=1)),
    )
    found = defaultdict(list)
    for row in rows.with_room().select_related("event__lead", "venue", "lead").order_by("starts_at", "pk"):
        lead = row.lead or row.event.lead
        if lead and lead.is_active and lead.email:
            found[lead].append(row)
    return found
