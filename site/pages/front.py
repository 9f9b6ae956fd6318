"""What the front page shows besides the words that editors write."""

from dataclasses import dataclass
from datetime import timedelta

from core.cards import SessionCard
from core.words import as_day
from events.listing import session_card
from events.models import Occurrence, OccurrenceState
from locations.models import VenuePage
from topics.models import Topic

SESSIONS = 3
FRIDAY, SUNDAY = 4, 6


@dataclass(frozen=True)
class Front:
    heading: str
    sessions: list[SessionCard]
    places: int
    topics: list[Topic]

    @property
    def home_topics(self):
        return [topic for topic in self.topics if topic.on_home_page]


def front(now):
    occurrences = Occurrence.objects.public().upcoming(now).filter(state=OccurrenceState.ON)
    occurrences = occurrences.rows(SESSIONS)
    return Front(
        heading=heading([as_day(occurrence.starts_at) for occurrence in occurrences], as_day(now)),
        sessions=[session_card(occurrence, now) for occurrence in occurrences],
        places=VenuePage.objects.live().filter(free_wifi=True).count(),
        topics=list(Topic.objects.all()),
    )


def heading(days, today):
    """On today and this weekend: as much as is true of the days shown."""
    if not days:
        return "What’s on"
    first, last = min(days), max(days)
    weekend_ends = today + timedelta(days=SUNDAY - today.weekday())
    if last <= today:
        return "On today"
    if last == today + timedelta(days=1):
        return "On tomorrow" if first == last else "On today and tomorrow"
    if today.weekday() >= FRIDAY and last <= weekend_ends:
        return "On today and this weekend" if first <= today else "On this weekend"
    if last <= today + timedelta(days=6):
        return "On in the next 7 days"
    return "What’s on next"
