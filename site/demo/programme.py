"""Topics, courses, events and their schedules, and the meetings of the year behind us."""

from datetime import date, timedelta

import recurrence
from django.utils.text import slugify
from recurrence import Recurrence, Rule

from demo.content.courses import COURSES
from demo.content.events import EVENTS
from demo.content.topics import TOPICS
from events import schedule as rules
from events.known_days import known_days
from events.models import (
    AnswerKind,
    BookingScope,
    CourseIndexPage,
    CoursePage,
    EventIndexPage,
    EventPage,
    EventQuestion,
    Occurrence,
    Schedule,
)
from locations.models import VenuePage
from topics.models import Topic

JOINING_LINK = "https://video.example.org/digital-link"
BOOK_ELSEWHERE = "https://college.example.org/essential-digital-skills"


def load_topics():
    """Topics by slug."""
    for number, (title, slug, area, icon, search_terms, on_home_page) in enumerate(TOPICS, start=1):
        Topic.objects.create(
            title=title,
            slug=slug,
            area=area,
            icon=icon,
            search_terms=search_terms,
            on_home_page=on_home_page,
            order=number * 10,
        )
    return {topic.slug: topic for topic in Topic.objects.all()}


def load_courses(topics):
    """Course pages by slug."""
    index = CourseIndexPage.objects.get()
    for course in COURSES:
        page = CoursePage(
            title=course.title,
            slug=course.slug,
            summary=course.summary,
            body=course.body,
            outcomes="\n".join(outcome.capitalize() for outcome in course.outcomes),
            level=course.level,
            qualification=course.qualification,
            qualification_level=course.qualification_level,
        )
        index.add_child(instance=page)
        page.topics.set([topics[slug] for slug in course.topics])
        page.save_revision().publish()
    return {page.slug: page for page in CoursePage.objects.all()}


def load_events(topics, courses, lead, today):
    """Publish every event, which makes its meetings to come; then make those of the year behind us."""
    venues = {venue.title: venue for venue in VenuePage.objects.all()}
    index = EventIndexPage.objects.get()
    for event in EVENTS:
        page = EventPage(
            title=event.title,
            slug=event.slug or slugify(event.title),
            summary=event.summary,
            body=event.body,
            kind=event.kind,
            course=courses.get(event.course),
            delivery=event.delivery,
            joining_link=JOINING_LINK if event.delivery != "in-person" else "",
            audience=event.audience,
            booking_mode=event.mode,
            booking_link=BOOK_ELSEWHERE if event.mode == "elsewhere" else "",
            capacity=event.capacity,
            booking_scope=BookingScope.COURSE if event.whole_course else BookingScope.DATES,
            late_joining=event.late_joining,
            minimum_places=event.fewest,
            bring=event.bring,
            lead=lead,
        )
        index.add_child(instance=page)
        page.topics.set([topics[slug] for slug in event.topics])
        page.questions.set([make_question(asked) for asked in event.asks])
        page.schedules.set([make_schedule(rule, venues, first_date(rule, today)) for rule in event.rules])
        page.save_revision().publish()
        make_past_meetings(page, today)


def make_question(asked):
    kind = AnswerKind.CHOICE if asked.choices else AnswerKind.WORDS
    return EventQuestion(text=asked.text, reason=asked.reason, kind=kind, choices=asked.choices)


def make_schedule(rule, venues, first_on):
    return Schedule(
        first_on=first_on,
        start_time=rule.starts,
        end_time=rule.ends,
        venue=venues.get(rule.venue),
        recurrence=Recurrence(rrules=[repeats_of(rule)], include_dtstart=False),
    )


def repeats_of(rule):
    weekday = (recurrence.MO, recurrence.TU, recurrence.WE, recurrence.TH, recurrence.FR, recurrence.SA)[rule.day]
    count = rule.meetings or None
    if rule.nth:
        return Rule(recurrence.MONTHLY, byday=[weekday(rule.nth)], count=count)
    return Rule(recurrence.WEEKLY, interval=rule.every, byday=[weekday], count=count)


def first_date(rule, today):
    """The first date on the rule in or after the week that it begins in."""
    monday = today - timedelta(days=today.weekday())
    start = monday + timedelta(weeks=rule.start, days=rule.day)
    if not rule.nth:
        return start
    return next(day for day in nth_weekdays(rule.nth, rule.day, start) if day >= start)


def nth_weekdays(nth, weekday, start):
    """The nth (-1: last) weekday of each month, from the month of `start` on."""
    year, month = start.year, start.month
    while True:
        following = date(year + month // 12, month % 12 + 1, 1)
        if nth > 0:
            first = date(year, month, 1)
            yield first + timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)
        else:
            last = following - timedelta(days=1)
            yield last - timedelta(days=(last.weekday() - weekday) % 7)
        year, month = following.year, following.month


def make_past_meetings(event, today):
    """Publishing leaves the past alone, so the demonstration's history is written here."""
    schedules = list(event.schedules.all())
    if not schedules:
        return
    venues = {each.venue_id for each in schedules}
    days = known_days(venues, from_on=min(each.first_on for each in schedules), last_on=today)
    Occurrence.objects.create_many(
        [
            Occurrence(
                event=event,
                schedule_key=schedule.key,
                original_on=meeting.on,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                venue=schedule.venue,
                lead=event.lead,
            )
            for schedule in schedules
            for meeting in rules.expand(
                schedule.recurrence,
                first_on=schedule.first_on,
                start_time=schedule.start_time,
                end_time=schedule.end_time,
                last_on=today - timedelta(days=1),
            )
            if not is_shut(days.clash(schedule.venue_id, meeting.starts_at, meeting.ends_at))
        ]
    )


def is_shut(clash):
    return clash is not None and clash.skip
