"""Learners, their bookings, and who came to what in the year behind us."""

from datetime import timedelta
from zlib import crc32

from django.db.models import F

from core.codes import keyed_hash, new_code, new_reference
from demo.content.names import made_up_email, made_up_name, made_up_phone
from demo.tables import read_table
from events.actions.courses import copy_for
from events.models import Attendance, Booking, BookingState, EventPage, Headcount, Mark, Occurrence, OccurrenceState
from people.contact import compare_email, compare_phone
from people.models import AgeBand, ArrivedBy, ContactBy, Person

# How people arrive and wish to be told, roughly as a programme like this finds them.
CONTACT = [(ContactBy.PHONE, 42), (ContactBy.EMAIL, 20), (ContactBy.SMS, 14), (ContactBy.HELPER, 9)]
CONTACT += [(ContactBy.LETTER, 5), (ContactBy.NONE, 10)]
ARRIVED = [(ArrivedBy.WEB, 30), (ArrivedBy.PHONE, 34), (ArrivedBy.FACE, 28), (ArrivedBy.PARTNER, 8)]
AGES = [(AgeBand.ADULT, 26), (AgeBand.OLDER, 40), (AgeBand.OLDEST, 33), (AgeBand.UNDER_18, 1)]
MARKS = [(Mark.PRESENT, 78), (Mark.ABSENT, 14), (Mark.EXCUSED, 8)]
HELP = ["A seat near the door", "A large-print handout", "Somewhere to sit while I wait", "Please speak clearly"]
LANGUAGES = ["Polish", "Ukrainian", "British Sign Language"]
BATCH = 500
# Half of the learners were known before the year behind us; the others came to us in the course of it.
YEAR = 366


def pick(rng, weighted):
    choices, weights = zip(*weighted, strict=True)
    return rng.choices(choices, weights)[0]


def load_learners(count, rng, now):
    wards = [row["code"] for row in read_table("areas") if row["kind"] == "ward"]
    return Person.objects.bulk_create([made_up_person(rng, rng.choice(wards), now) for _ in range(count)], BATCH)


def made_up_person(rng, ward, now):
    """Somebody with just the details that their way of being told needs."""
    name, contact_by = made_up_name(rng), pick(rng, CONTACT)
    phone = made_up_phone(rng) if contact_by in (ContactBy.PHONE, ContactBy.SMS) else ""
    email = made_up_email(name) if contact_by == ContactBy.EMAIL else ""
    helped = contact_by == ContactBy.HELPER
    return Person(
        name=name,
        contact_by=contact_by,
        phone=phone,
        phone_compared=compare_phone(phone),
        email=email,
        email_compared=compare_email(email),
        address=f"{rng.randrange(1, 90)} Example Street" if contact_by == ContactBy.LETTER else "",
        helper_name=made_up_name(rng) if helped else "",
        helper_contact=made_up_phone(rng) if helped else "",
        ward_id=ward,
        age_band=pick(rng, AGES),
        language=rng.choice(LANGUAGES) if rng.random() < 0.06 else "",
        adjustments=rng.choice(HELP) if rng.random() < 0.15 else "",
        verified_at=now if rng.random() < 0.7 else None,
        created_at=now - timedelta(days=rng.choice([YEAR, rng.randrange(1, YEAR)])),
    )


def load_past(learners, rng, now):
    """Bookings and registers for what has been; a few sessions did not happen."""
    bookings, attendances, headcounts, cancelled = [], [], [], []
    for meeting in Occurrence.objects.filter(ends_at__lt=now).select_related("event").order_by("starts_at", "pk"):
        if rng.random() < 0.03:
            meeting.state, meeting.reason = OccurrenceState.CANCELLED, "The tutor was away and we could not find cover."
            cancelled.append(meeting)
        elif meeting.event.booking_mode == "book":
            for person in regulars(learners, meeting, rng, meeting.event.capacity or 10):
                booking = made_up_booking(
                    person, meeting, rng, meeting.starts_at - timedelta(days=rng.randrange(1, 21))
                )
                bookings.append(booking)
                attendances.append(made_up_mark(person, booking, meeting, rng))
        else:
            headcounts += [
                Headcount(occurrence=meeting, age_band=band, people=rng.randrange(1, 5))
                for band in (AgeBand.ADULT, AgeBand.OLDER, AgeBand.OLDEST)
                if rng.random() < 0.8
            ]
    Occurrence.objects.bulk_update(cancelled, ["state", "reason"], BATCH)
    # All but the latest registers are finished.
    long_over = Occurrence.objects.filter(ends_at__lt=now - timedelta(days=2), state=OccurrenceState.ON)
    long_over.update(register_closed_at=F("ends_at"))
    keep_bookings(bookings)
    Attendance.objects.bulk_create(attendances, BATCH)
    Headcount.objects.bulk_create(headcounts, BATCH)


def regulars(learners, meeting, rng, most):
    """People come to the same events again: each event draws on thirty of the learners, once they are known to us."""
    first = crc32(meeting.event.slug.encode())
    circle = [learners[(first + step * 13) % len(learners)] for step in range(30)]
    known = [person for person in circle if person.created_at < meeting.starts_at]
    return rng.sample(known, min(most, len(known), rng.randrange(2, 9)))


def keep_bookings(bookings):
    """Their numbers are drawn by chance, and among thousands two are alike in one load of twenty-five."""
    taken = set(Booking.objects.values_list("reference", flat=True))
    for booking in bookings:
        while booking.reference in taken:
            booking.reference = new_reference()
        taken.add(booking.reference)
    Booking.objects.bulk_create(bookings, BATCH)


def made_up_booking(person, meeting, rng, created_at, state=BookingState.CONFIRMED):
    return Booking(
        reference=new_reference(),
        secret_hash=keyed_hash(new_code(8)),
        occurrence=meeting,
        person=person,
        state=state,
        places=1,
        carer=rng.random() < 0.04,
        needs=person.adjustments,
        arrived_by=pick(rng, ARRIVED),
        created_at=created_at,
    )


def made_up_mark(person, booking, meeting, rng):
    return Attendance(
        occurrence=meeting,
        person=person,
        booking=booking,
        mark=pick(rng, MARKS),
        marked_at=meeting.ends_at,
        marked_by=meeting.lead,
    )


def load_coming(learners, rng, now, weeks=13):
    """Bookings for three months ahead: fuller soon, and some sessions full with people waiting."""
    bookings = []
    coming = Occurrence.objects.filter(
        starts_at__gt=now,
        starts_at__lt=now + timedelta(weeks=weeks),
        event__booking_mode="book",
        event__booking_scope="dates",
    )
    for meeting in coming.select_related("event").order_by("starts_at", "pk"):
        capacity = meeting.event.capacity or 10
        weeks_off = (meeting.starts_at - now).days / 7
        wanted = int(capacity * max(0, rng.gauss(0.75 - 0.07 * weeks_off, 0.3)))
        booked = regulars(learners, meeting, rng, 30)
        for number, person in enumerate(booked[: min(wanted, len(booked))]):
            state = BookingState.CONFIRMED if number < capacity else BookingState.WAITING
            created_at = now - timedelta(days=rng.randrange(1, 28), minutes=rng.randrange(600))
            bookings.append(made_up_booking(person, meeting, rng, created_at, state))
    bookings += waiting_list(learners, coming, rng, now, {booking.occurrence_id for booking in bookings})
    keep_bookings(bookings)


def load_course_places(learners, rng, now):
    """A few people on each whole course: one number for all of its dates."""
    firsts, dates_of = [], {}
    for event in EventPage.objects.filter(booking_scope="course"):
        dates_of[event.pk] = list(Occurrence.objects.left_of_course(event.pk, now))
        for person in rng.sample(learners, 5) if dates_of[event.pk] else []:
            made_at = now - timedelta(days=rng.randrange(1, 20))
            firsts.append(made_up_booking(person, dates_of[event.pk][0], rng, made_at))
            firsts[-1].whole_course = True
    keep_bookings(firsts)
    others = [copy_for(first, date) for first in firsts for date in dates_of[first.occurrence.event_id][1:]]
    Booking.objects.bulk_create(others, BATCH)


def call_one_off(now):
    """A drop-in that will not be held, so that there is one to see among those that will."""
    meeting = Occurrence.objects.filter(event__slug="computer-drop-in", starts_at__gt=now + timedelta(days=2)).first()
    if meeting:
        meeting.state, meeting.reason = OccurrenceState.CANCELLED, "The heating is being mended."
        meeting.save(update_fields=["state", "reason"])


def waiting_list(learners, coming, rng, now, taken):
    """One session that is full, with two people waiting, so that there is always one to see."""
    meeting = next((one for one in coming.filter(event__slug="video-calls-with-family") if one.pk not in taken), None)
    if meeting is None:
        return []
    people = rng.sample(learners, meeting.event.capacity + 2)
    states = [BookingState.CONFIRMED] * meeting.event.capacity + [BookingState.WAITING] * 2
    return [
        made_up_booking(person, meeting, rng, now - timedelta(hours=60 - number), state)
        for number, (person, state) in enumerate(zip(people, states, strict=True))
    ]
