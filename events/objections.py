"""What speaks against holding a session at a time and place: sentences to read first. Nothing is refused."""

from core.words import as_day, full_when_words
from events.known_days import known_days
from events.models import Occurrence, OccurrenceState
from events.schedule_checks import clock_words


def objections(event, starts_at, ends_at, venue, *, clocks=(), lead=None, but=None):
    """Sentences for staff. `clocks`: (day, time) pairs as they were typed; `but`: the number of the date itself."""
    said = [words for day, clock in clocks if (words := clock_words(day, clock))]
    venue_id = venue.pk if venue else None
    on = as_day(starts_at)
    if clash := known_days({venue_id}, from_on=on, last_on=on).clash(venue_id, starts_at, ends_at):
        said.append(str(clash))
    at_once = Occurrence.objects.filter(state=OccurrenceState.ON, starts_at__lt=ends_at, ends_at__gt=starts_at)
    at_once = at_once.exclude(pk=but).select_related("event")
    if other := at_once.filter(event=event.pk).first():
        said.append(f"The event has another date then: {words_of(other)}.")
    if lead and (other := at_once.filter(lead=lead).exclude(event=event.pk).first()):
        said.append(f"Its session lead has another session then: {other.event.title}, {words_of(other)}.")
    return said


def words_of(row):
    return full_when_words(row.starts_at, row.ends_at)
