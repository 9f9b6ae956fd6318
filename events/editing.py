"""What an editor of events is told: what keeps a draft from being published, and an event from being deleted."""

from events import event_checks
from events.models import Attendance, Booking, EventPage


def unready_words(event):
    """The sentences of everything that publishing would refuse, or ""."""
    checked = {name: getattr(event, name) for name in ("delivery", "joining_link", "booking_mode", "booking_link")}
    sentences = [sentence for _, sentence in event_checks.problems(**checked)]
    for schedule in event.schedules.all():
        sentences += [sentence for _, sentence in schedule.problems()]
        sentences.append(event_checks.place_problem(delivery=event.delivery, venue=schedule.venue_id))
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))


def deletion_refusal(pages):
    """Why none of these pages may be deleted, or ""."""
    for page in pages:
        events = EventPage.objects.descendant_of(page, inclusive=True)
        if has_people(events):
            return (
                "People are booked on this event, or came to it, so it cannot be deleted. "
                "Cancel its dates and unpublish it instead."
            )
    return ""


def has_people(events):
    theirs = {"occurrence__event__in": events}
    return Booking.objects.filter(**theirs).exists() or Attendance.objects.filter(**theirs).exists()
