"""What the pages of courses show."""

from core.cards import Crumb
from events.listing import session_card
from events.models import CoursePage, Occurrence
from topics.models import SkillArea

NEXT_SESSIONS = 10
OTHER = "Other courses"


def courses_by_area():
    """[(skill area, its courses)] in the order of the skills framework; a course is shown in each area it teaches."""
    courses = list(CoursePage.objects.live().order_by("title").prefetch_related("topics"))
    areas = [(label, [course for course in courses if teaches(course, area)]) for area, label in SkillArea.choices]
    areas.append((OTHER, [course for course in courses if not course.topics.all()]))
    return [(label, found) for label, found in areas if found]


def teaches(course, area):
    return any(topic.area == area for topic in course.topics.all())


def course_context(course, *, now):
    coming = Occurrence.objects.public().to_show(now).filter(event__course=course.pk)
    sessions = coming.rows(NEXT_SESSIONS)
    return {
        "now": now,
        "crumbs": [Crumb("Courses", "/courses/")],
        "sessions": [session_card(each, now) for each in sessions],
        "address": f"/courses/{course.slug}/",
        "structured": sessions,
        "topics": course.topics.all(),
    }
