"""What bookings and registers keep about a person: what is personal, how it is shown, emptied and moved."""

from django.core.serializers import deserialize, serialize
from django.db.models import Q

from core.audit import record
from core.words import full_day_words, group_reference, time_range
from events.actions.training import follow
from events.actions.waiting import lock, promote
from events.models import Attendance, Booking, BookingState, Mark
from events.models.bookings import LIVE
from people.registry import DELETE, Shown, keeps


def register():
    keeps(
        "events.Booking",
        "person",
        title="Bookings",
        export=export_booking,
        erase=["needs", "needs_condition", "answers"],
        merge=merge_bookings,
        unmerge=unmerge_bookings,
        last_activity="occurrence__ends_at",
        in_use=lambda now: Q(state__in=LIVE, occurrence__ends_at__gt=now),
        shown=Shown("booking:inspect", "events.view_booking", booking_words, related=("occurrence__event",)),
    )
    keeps(
        "events.EarlierWish",
        "booking__person",
        title="Earlier places that you asked to hear of",
        export=export_wish,
        erase=DELETE,
        # It goes where its booking goes.
        merge=lambda rows, into, by, now: None,
    )
    keeps(
        "events.Attendance",
        "person",
        title="Attendance",
        export=export_attendance,
        # Who came is what the reports count; with the person emptied it is nobody's.
        erase=[],
        merge=merge_attendances,
        unmerge=unmerge_attendances,
        last_activity="occurrence__ends_at",
    )


def session_words(occurrence):
    times = time_range(occurrence.starts_at, occurrence.ends_at)
    return f"{occurrence.event.title}, {full_day_words(occurrence.starts_at)}, {times}"


def booking_words(booking):
    state = "the session is not on" if booking.occurrence.is_cancelled else booking.get_state_display().lower()
    return f"{session_words(booking.occurrence)}: {state}"


def export_booking(booking):
    return {
        "booking number": booking.reference,
        "session": session_words(booking.occurrence),
        "state": booking.get_state_display(),
        "places": booking.places,
        "a carer comes too": booking.carer,
        "what would help": booking.needs,
        "answers": [f"{each['question']} {each['answer']}" for each in booking.answers],
        "kept because of": booking.needs_condition,
        "how it reached us": booking.get_arrived_by_display(),
        "booked": booking.created_at,
        "given a place from the waiting list": booking.promoted_at,
        "cancelled": booking.cancelled_at,
        "because of another date in its place": booking.changed_to_id is not None,
    }


def export_wish(wish):
    return {
        "in place of": session_words(wish.booking.occurrence),
        "at the same place alone": wish.same_venue,
        "asked": wish.asked_at,
        "told us to stop": wish.stopped_at,
        "how often we told you": len(wish.told_of),
    }


def export_attendance(attendance):
    return {
        "session": session_words(attendance.occurrence),
        "marked as": attendance.get_mark_display(),
        "arrived late": attendance.late,
        "people": attendance.people,
        "without a booking": attendance.walk_in,
        "said that they had been before": attendance.been_before,
        "marked": attendance.marked_at,
        "said how it was": attendance.feedback_on,
    }


def merge_bookings(rows, into, by, now):
    """Where both have a live booking for one session the better stays: a place before a wait, then the earlier.

    The other is cancelled without a word to anybody: the person still comes. Returns which, and what it was.
    """
    mine = {booking.occurrence_id: booking for booking in Booking.objects.live().filter(person=into)}
    cancelled = {}
    for booking in rows:
        other = mine.get(booking.occurrence_id) if booking.is_live else None
        if other:
            worse = max(booking, other, key=lambda one: (one.state != BookingState.CONFIRMED, one.created_at))
            freed = worse.places if worse.state == BookingState.CONFIRMED else 0
            cancelled[str(worse.pk)] = str(worse.state)
            worse.state, worse.cancelled_at = BookingState.CANCELLED, now
            worse.save(update_fields=["state", "cancelled_at"])
            record("booking_merged_away", worse, by=by, now=now)
            promote(occurrence=worse.occurrence, now=now, freed=freed)
        booking.person = into
        booking.save(update_fields=["person"])
    return cancelled


def unmerge_bookings(cancelled, kept, gone, by, now):
    """Two people were to come after all. Who has no place any more is named to staff, who rings."""
    bookings = Booking.objects.for_page().filter(pk__in=cancelled or (), state=BookingState.CANCELLED)
    return [
        f"Booking {group_reference(booking.reference)} was cancelled when the records were merged, and could not be "
        f"put back: {session_words(booking.occurrence)}. Ring to offer another date."
        for booking in bookings
        if not put_back(booking, was=cancelled[str(booking.pk)], by=by, now=now)
    ]


def put_back(booking, *, was, by, now):
    occurrence = lock(booking.occurrence)
    if occurrence.starts_at <= now:
        return True  # over: there is no place to give, and nobody to ring
    is_again_booked = occurrence.bookings.live().filter(person=booking.person_id).exists()
    has_room = was == BookingState.WAITING or Booking.objects.room_at(occurrence).fits(booking.places)
    if is_again_booked or not has_room or occurrence.is_cancelled:
        return is_again_booked
    booking.state, booking.cancelled_at = was, None
    booking.save(update_fields=["state", "cancelled_at"])
    record("booking_put_back", booking, by=by, now=now, state=was)
    return True


def merge_attendances(rows, into, by, now):
    """Marked twice at one session, a person came once: present counts before anything else.

    Returns both marks as they were.
    """
    mine = {attendance.occurrence_id: attendance for attendance in Attendance.objects.filter(person=into)}
    were = []
    for attendance in rows:
        other = mine.get(attendance.occurrence_id)
        if other is None:
            attendance.person = into
            attendance.save(update_fields=["person"])
            continue
        was = {"mark": other.mark, "late": other.late, "people": other.people}
        taken_away = serialize("json", [attendance])
        if attendance.mark == Mark.PRESENT and other.mark != Mark.PRESENT:
            other.mark, other.late, other.people = attendance.mark, attendance.late, attendance.people
            other.save(update_fields=["mark", "late", "people"])
        were.append({"taken_away": taken_away, "stayed": other.pk, "was": was, "became": other.mark})
        record("attendance_merged_away", other, by=by, now=now)
        attendance.delete()
    follow(people=[into.pk], by=by, now=now)
    return were


def unmerge_attendances(were, kept, gone, by, now):
    """Marks that were taken away come back, and marks made since go with the booking that they are about."""
    for both in were or ():
        Attendance.objects.filter(pk=both["stayed"], mark=both["became"]).update(**both["was"])
        for attendance in deserialize("json", both["taken_away"]):
            attendance.save()
    Attendance.objects.filter(person=kept, booking__person=gone).update(person=gone)
    follow(people=[kept.pk, gone.pk], by=by, now=now)
    return []


BOOKINGS = {
    "events.Booking": {
        # The number and the code's hash lead to a person; the codes themselves are kept nowhere.
        "personal": "reference secret_hash person booked_by carer answers",
        "special": "needs",
        "neither": "id key occurrence whole_course form_key state places needs_condition arrived_by created_at "
        "promoted_at cancelled_at changed_to sequence_before tell_at_door",
    },
    "events.EarlierWish": {"personal": "booking", "neither": "id same_venue asked_at stopped_at told_of"},
    "events.Attendance": {
        "personal": "person mark late been_before marked_by feedback_on",
        "neither": "id occurrence booking people walk_in marked_at marked_by_kind mark_key",
    },
    "events.Headcount": {"neither": "id occurrence age_band people"},
}
