"""What an editor of events is told: what keeps a draft from being published, and an event from being deleted."""

from core.words import count_words
from events import event_checks
from events.models import Attendance, Booking, EventPage, Occurrence, OccurrenceState, RotaPlace


def unready_words(event):
    """The sentences of everything that publishing would refuse, or ""."""
    checked = {name: getattr(event, name) for name in ("delivery", "joining_link", "booking_mode", "booking_link")}
    sentences = [sentence for _, sentence in event_checks.problems(**checked)]
    for schedule in event.schedules.all():
        sentences += [sentence for _, sentence in schedule.problems()]
        sentences.append(event_checks.place_problem(delivery=event.delivery, venue=schedule.venue_id))
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))


def schedule_warnings(schedules):
    """What an editor may not have meant, in sentences, each once."""
    said = [words for schedule in schedules for words in schedule.warnings()]
    return list(dict.fromkeys(said))


def undecided_words(event, now):
    """What the plan left as it was because people are booked, after publishing or unpublishing; or ""."""
    number = Occurrence.objects.filter(event=event.pk).needing_decision().upcoming(now).count()
    if not number:
        return ""
    dates, need = ("a date", "it needs") if number == 1 else (f"{number:,} dates", "they need")
    return f"People are booked on {dates} that this changed, so {need} a decision."


def crowded_words(occurrences):
    """Of dates with fewer places than are booked, or ""."""
    over = sum(row.places is not None and row.taken > row.places for row in occurrences.with_room().filter(taken__gt=0))
    if not over:
        return ""
    return f"More people are booked than there are places on {count_words(over, 'date')}. They keep their bookings."


def lost_dates_words(page, now):
    """What goes with a page that is deleted, or ""."""
    events = EventPage.objects.descendant_of(page, inclusive=True)
    number = Occurrence.objects.filter(event__in=events, state=OccurrenceState.ON).upcoming(now).count()
    if not number:
        return ""
    return f"{count_words(number, 'date')} to come would be deleted with it. Nobody is booked on them."


def deletion_refusal(pages):
    """Why none of these pages may be deleted, or ""."""
    for page in pages:
        events = EventPage.objects.descendant_of(page, inclusive=True)
        if has_people(events):
            return (
                "People are booked on this event, came to it or are on its rota, so it cannot be deleted. "
                "Cancel its dates and unpublish it instead."
            )
    return ""


def has_people(events):
    theirs = {"occurrence__event__in": events}
    return any(model.objects.filter(**theirs).exists() for model in (Booking, Attendance, RotaPlace))
