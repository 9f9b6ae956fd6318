"""A learner's thread, for staff: all that happened with somebody as a learner, in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from core.cards import Tag
from core.words import as_day, time_range
from events.booking_words import date_tag
from events.confidence import Answer, changes
from events.models import BookingState, Confidence, Goal, Mark, Moment, Referral, ReferralState
from events.permissions.bookings import bookings_seen_by
from events.permissions.learners import attendances_seen_by, sees_all
from events.ways_on import all_topics, topics_of_events, ways_on

MOST = 100
OF_SESSIONS = ("occurrence__event", "occurrence__venue")
MARKS = {
    Mark.PRESENT: Tag("Came", "ok", "tick"),
    Mark.ABSENT: Tag("Did not come", "off"),
    Mark.EXCUSED: Tag("Excused", "off"),
}
STATES = {
    ReferralState.MADE: Tag("Passed on", "few"),
    ReferralState.TAKEN_UP: Tag("Taken up", "ok", "tick"),
    ReferralState.NOT_WORKED: Tag("Did not work out", "off"),
}


@dataclass
class Entry:
    """One thing on the thread. `icon` draws its kind; `kind` says it to whoever does not see it."""

    on: date
    kind: str
    icon: str
    title: str
    tag: Tag | None = None
    lines: list = field(default_factory=list)
    booking: object = None


@dataclass
class Thread:
    person: object
    bookings: list
    attendances: list
    goals: list
    confidence: list
    referrals: list
    learned: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    more: int = 0

    @property
    def open_goals(self):
        return [goal for goal in self.goals if goal.reached_on is None]

    @property
    def came(self):
        return sum(row.mark == Mark.PRESENT for row in self.attendances)


def thread_of(person, *, user, now):
    """As much of it as this account may see (permissions/learners.py)."""
    thread = Thread(
        person=person,
        bookings=sessions_of(bookings_seen_by(user).filter(person=person)),
        attendances=sessions_of(attendances_seen_by(user).filter(person=person)),
        goals=list(Goal.objects.filter(person=person).select_related("topic")),
        confidence=list(Confidence.objects.filter(person=person)),
        referrals=referrals_seen_by(user, person),
    )
    topics = all_topics()
    thread.changes = changes([as_answer(row) for row in thread.confidence])
    thread.learned = topics_learned(thread.attendances, topics)
    thread.steps = ways_on(
        person,
        bookings=thread.bookings,
        attendances=thread.attendances,
        goals=thread.goals,
        changes=thread.changes,
        topics=topics,
        now=now,
    )
    # Turned round after sorting: of one day, too, what came later stands first.
    entries = sorted(all_entries(thread, now), key=lambda entry: entry.on)[::-1]
    thread.entries, thread.more = entries[:MOST], max(len(entries) - MOST, 0)
    return thread


def sessions_of(rows):
    return list(rows.select_related(*OF_SESSIONS).defer("occurrence__calendar_text").order_by("occurrence__starts_at"))


def referrals_seen_by(user, person):
    if not sees_all(user):
        return []
    return list(Referral.objects.filter(person=person).select_related("consent"))


def as_answer(row):
    return Answer(row.area, row.moment, row.level, row.get_level_display(), row.answered_on)


def topics_learned(attendances, topics):
    """[(topic, how many sessions of it they came to)], what they did most first."""
    came = [row.occurrence.event for row in attendances if row.mark == Mark.PRESENT]
    of_events = topics_of_events({event.pk: event for event in came}.values())
    counted = Counter(topics[topic].title for event in came for topic in of_events[event.pk])
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def all_entries(thread, now):
    yield from session_entries(thread, now)
    for goal in thread.goals:
        yield Entry(goal.said_on, "Goal", "heart", "Said what they would like", lines=[quoted(goal)])
        if goal.reached_on:
            yield Entry(goal.reached_on, "Goal", "tick", "Reached a goal", lines=[quoted(goal)])
    yield from confidence_entries([row for row in thread.confidence if row.occurrence_id is None])
    for referral in thread.referrals:
        title = f"Passed on to {referral.organisation}"
        agreed = f"They agreed ({referral.consent.get_arrived_by_display().lower()})."
        yield Entry(referral.made_on, "Referral", "share", title, lines=[referral.why, agreed])
        if referral.state != ReferralState.MADE:
            yield Entry(referral.state_on, "Referral", "share", title, STATES[referral.state])


def quoted(goal):
    return f"“{goal.words}”" if goal.words else "(erased)"


def session_entries(thread, now):
    """One for each session, whether they were booked, just came, or both; with what they said about it."""
    marks = {row.occurrence_id: row for row in thread.attendances}
    # Somebody who cancelled and booked again has two bookings: the latest says how it is.
    booked = {row.occurrence_id: row for row in sorted(thread.bookings, key=lambda row: (row.created_at, row.pk))}
    said = {}
    for row in thread.confidence:
        said.setdefault(row.occurrence_id, []).append(row)
    for pk in {**booked, **marks}:
        occurrence = (booked.get(pk) or marks.get(pk)).occurrence
        place = occurrence.venue.title if occurrence.venue else "Online"
        yield Entry(
            as_day(occurrence.starts_at),
            "Session",
            "calendar",
            occurrence.event.title,
            session_tag(occurrence, booked.get(pk), marks.get(pk), now),
            [f"{time_range(occurrence.starts_at, occurrence.ends_at)}, {place}", *said_words(said.get(pk, []))],
            booked.get(pk),
        )


def session_tag(occurrence, booking, mark, now):
    if mark:
        return MARKS[mark.mark]
    if booking.state == BookingState.CONFIRMED and occurrence.ends_at <= now and not occurrence.is_cancelled:
        return Tag("Not marked yet", "few")
    return date_tag(booking)


def confidence_entries(rows):
    by_day = {}
    for row in rows:
        by_day.setdefault((row.answered_on, row.moment), []).append(row)
    for (on, _), said in by_day.items():
        title = f"Said how sure they feel, {said[0].get_asked_by_display().lower()}"
        yield Entry(on, "Confidence", "person", title, lines=said_words(said))


def said_words(rows):
    """[Before: Communicating, a little confident. Transacting, confident.]"""
    lines = []
    for moment in Moment:
        said = [f"{row.get_area_display()}, {row.get_level_display().lower()}" for row in rows if row.moment == moment]
        lines += [f"{moment.label}: {'. '.join(said)}."] if said else []
    return lines
