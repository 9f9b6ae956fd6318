"""What lies near somebody for next_step.py to choose from: the sessions to come, their topics, champions."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from champions.public import by_phone_count, people_near
from events.models import BookingMode, CoursePage, EventPage, Mark, Occurrence, OccurrenceState
from events.next_step import Been, Learner, Session, TopicOf, next_steps, step_without_session
from locations.models import VenuePage
from topics.models import Topic

MILES, WEEKS = 10, 8
# Dates to look at, in order of time: more than a county has in so many weeks within ten miles of anywhere.
MOST = 500
HOW = {
    BookingMode.DROP_IN: "no need to book",
    BookingMode.RING: "booked by telephone",
    BookingMode.ELSEWHERE: "booked on another website",
}


@dataclass(frozen=True)
class Spot:
    """Where somebody can come to: the place they come to most, or else the middle of their ward."""

    name: str
    latitude: float
    longitude: float


def ways_on(person, *, bookings, attendances, goals, changes, topics, now):
    """The steps for somebody, from what the thread has read of them already."""
    spot = spot_of(person, bookings, attendances)
    rows, miles = sessions_near(spot, now=now)
    taken = {row.occurrence.event_id for row in bookings if row.is_live and row.occurrence.starts_at > now}
    events = events_in_short({row.event_id for row in rows} | {one.occurrence.event_id for one in attendances})
    of_events = topics_of_events(events.values())
    learner = Learner(
        been=been_to(attendances, events, of_events),
        wanted=frozenset(goal.topic_id for goal in goals if goal.topic_id and not goal.reached_on),
        unsure=frozenset(change.area for change in changes if change.is_low),
        place=spot.name if spot else "",
    )
    sessions = [as_session(row, events[row.event_id], of_events, miles) for row in rows if row.event_id not in taken]
    return next_steps(learner, sessions, topics) or [
        step_without_session(
            learner,
            miles=MILES,
            weeks=WEEKS,
            champions=champions_near(spot, now),
            by_phone=bool(by_phone_count(now=now)),
        )
    ]


def champions_near(spot, now):
    return sum(band.count for band in people_near(spot.latitude, spot.longitude, now=now)) if spot else 0


def spot_of(person, bookings, attendances):
    came = Counter(row.occurrence.venue for row in attendances if row.mark == Mark.PRESENT)
    booked = Counter(row.occurrence.venue for row in bookings)
    for venue, _ in [*came.most_common(), *booked.most_common()]:
        if venue and venue.latitude is not None:
            return Spot(venue.title, venue.latitude, venue.longitude)
    ward = person.ward
    return Spot(ward.name, ward.latitude, ward.longitude) if ward and ward.latitude is not None else None


def sessions_near(spot, *, now):
    """([the next date of each event that can still be booked], {venue: miles}), online ones included."""
    miles = VenuePage.objects.live().miles_within(spot.latitude, spot.longitude, MILES) if spot else {}
    coming = Occurrence.objects.public().filter(
        Q(venue__in=list(miles)) | Q(venue=None),
        state=OccurrenceState.ON,
        starts_at__gt=now,
        starts_at__lt=now + timedelta(weeks=WEEKS),
    )
    first = {}
    for row in coming.order_by("starts_at", "pk").rows(MOST):
        if not row.is_full and row.window.is_open(now, by_staff=True):
            first.setdefault(row.event_id, row)
    return list(first.values()), miles


def events_in_short(numbers):
    """{number: event}: its course's number and level, and nothing of their texts."""
    events = EventPage.objects.filter(pk__in=numbers).values_list("pk", "course_id", "course__level", named=True)
    return {event.pk: event for event in events}


def topics_of_events(events):
    """{number of an event: numbers of its topics, its course's included}, in two queries."""
    courses = {event.course_id for event in events if event.course_id}
    own, taught = {}, {}
    for pk, topic in links(EventPage, "eventpage", [event.pk for event in events]):
        own.setdefault(pk, set()).add(topic)
    for pk, topic in links(CoursePage, "coursepage", courses):
        taught.setdefault(pk, set()).add(topic)
    return {event.pk: frozenset(own.get(event.pk, set()) | taught.get(event.course_id, set())) for event in events}


def links(model, name, numbers):
    return model.topics.through.objects.filter(**{f"{name}__in": list(numbers)}).values_list(f"{name}_id", "topic_id")


def all_topics():
    return {topic.pk: TopicOf(topic.title, topic.area, topic.get_area_display()) for topic in Topic.objects.all()}


def been_to(attendances, events, of_events):
    came = Counter(one.occurrence.event for one in attendances if one.mark == Mark.PRESENT)
    return tuple(
        Been(event.pk, event.title, times, of_events[event.pk], events[event.pk].course__level or "")
        for event, times in came.most_common()
    )


def as_session(row, event, of_events, miles):
    return Session(
        pk=row.pk,
        event=event.pk,
        title=row.title,
        starts_at=row.starts_at,
        place=row.venue.title if row.venue else "",
        url=row.get_absolute_url(),
        topics=of_events[event.pk],
        level=event.course__level or "",
        room=row.room(),
        how=HOW.get(row.event.booking_mode, ""),
        miles=miles.get(row.venue_id),
    )
