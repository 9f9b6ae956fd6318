from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from core.codes import keyed_hash, new_reference
from events.models import (
    Attendance,
    Booking,
    Confidence,
    CourseIndexPage,
    CoursePage,
    DayCode,
    Duty,
    EventIndexPage,
    EventPage,
    Feedback,
    Goal,
    Occurrence,
    Referral,
    RotaNeed,
    RotaPlace,
    Schedule,
)
from tests.factories.locations import add_page, make_index, make_venue
from tests.factories.people import NOW, make_consent, make_person
from topics.models import Topic

LONDON = ZoneInfo("Europe/London")
NUMBERS = count(1)


def make_topic(title="Stay safe from scams", slug=None, area="safety", **kwargs):
    return Topic.objects.create(title=title, slug=slug or f"topic-{next(NUMBERS)}", area=area, **kwargs)


def make_course(title="First steps", live=True, topics=(), **kwargs):
    kwargs.setdefault("slug", f"course-{next(NUMBERS)}")
    course = CoursePage(title=title, live=live, **kwargs)
    add_page(make_index(CourseIndexPage, "courses", "Courses"), course)
    if topics:
        course.topics.set(topics)
        course.save()
    return course


def make_event(title="Silver Surfer Thursday", live=True, topics=(), **kwargs):
    """An event page with no schedule yet."""
    kwargs.setdefault("slug", f"event-{next(NUMBERS)}")
    kwargs.setdefault("capacity", 10)
    event = EventPage(title=title, live=live, **kwargs)
    add_page(make_index(EventIndexPage, "events", "What's on"), event)
    if topics:
        event.topics.set(topics)
        event.save()
    return event


def make_schedule(event, first_on=date(2026, 11, 26), starts=time(10), ends=time(12), venue=None, recurrence=None):
    schedule = Schedule(event=event, first_on=first_on, start_time=starts, end_time=ends, venue=venue)
    if recurrence is not None:
        schedule.recurrence = recurrence
    schedule.save()
    return schedule


def make_occurrence(
    event=None, day=date(2026, 11, 26), starts=time(10), minutes=120, venue=None, capacity=None, **kwargs
):
    """One dated meeting, straight in the database, on Thursday 26 November 2026 unless told otherwise."""
    event = event or make_event()
    starts_at = datetime.combine(day, starts, tzinfo=LONDON)
    kwargs.setdefault("schedule_key", uuid4())
    kwargs.setdefault("register_code", f"R{next(NUMBERS):06}")
    kwargs.setdefault("original_on", day)
    return Occurrence.objects.create(
        event=event,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        venue=venue or make_venue(),
        capacity=capacity,
        **kwargs,
    )


def make_booking(occurrence=None, person=None, state="confirmed", places=1, secret="ACEFGHJK", now=NOW, **kwargs):
    return Booking.objects.create(
        occurrence=occurrence or make_occurrence(),
        person=person or make_person(),
        state=state,
        places=places,
        reference=kwargs.pop("reference", None) or new_reference(),
        secret_hash=keyed_hash(secret),
        created_at=now,
        **kwargs,
    )


def make_day_code(occurrence, secret="W0RKT0DAY", now=NOW, **kwargs):
    return DayCode.objects.create(occurrence=occurrence, code_hash=keyed_hash(secret), issued_at=now, **kwargs)


def make_duty(user, venue, on=None):
    return Duty.objects.create(user=user, venue=venue, on=on or NOW.date())


def make_attendance(occurrence, person=None, mark="present", now=NOW, **kwargs):
    return Attendance.objects.create(
        occurrence=occurrence, person=person or make_person(), mark=mark, marked_at=now, **kwargs
    )


def make_feedback(occurrence, how_was_it="5", did_you_learn="yes", words="", said_on=None):
    return Feedback.objects.create(
        occurrence=occurrence,
        how_was_it=how_was_it,
        did_you_learn=did_you_learn,
        words=words,
        said_on=said_on or NOW.date(),
    )


def make_goal(person, words="Talk to my grandson in Canada", said_on=None, **kwargs):
    return Goal.objects.create(person=person, words=words, said_on=said_on or NOW.date(), **kwargs)


def make_confidence(person, level=2, area="communicating", moment="before", **kwargs):
    kwargs.setdefault("asked_by", "paper")
    kwargs.setdefault("answered_on", NOW.date())
    return Confidence.objects.create(person=person, level=level, area=area, moment=moment, **kwargs)


def make_referral(person, organisation="Citizens Advice Westdale", why="A cheaper broadband deal", **kwargs):
    kwargs.setdefault("made_on", NOW.date())
    kwargs.setdefault("state_on", kwargs["made_on"])
    consent = make_consent(person, purpose="pass-on", wording=f"You may pass my name on to {organisation}.")
    return Referral.objects.create(person=person, organisation=organisation, why=why, consent=consent, **kwargs)


def make_rota_need(occurrence, wanted=2, minimum=0, **kwargs):
    """That the event of this date wants champions."""
    return RotaNeed.objects.create(event=occurrence.event, wanted=wanted, minimum=minimum, **kwargs)


def make_rota_place(occurrence, champion, state="confirmed", now=NOW, **kwargs):
    return RotaPlace.objects.create(occurrence=occurrence, champion=champion, state=state, changed_at=now, **kwargs)
