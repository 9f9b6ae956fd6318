"""The call list: all that one person is to be told at one number is one call."""

from dataclasses import dataclass
from datetime import timedelta

from core.words import time_words
from messaging.hours import LONDON, next_polite_moment
from messaging.models import CallOutcome, Channel, Message

# Whoever took a call and forgot it keeps nobody else from making it for longer.
TAKEN_FOR = timedelta(minutes=20)
TRIES_BEFORE_ANOTHER_WAY = 3
IN_TWO_HOURS, THIS_EVENING, TOMORROW = "two-hours", "evening", "tomorrow"


@dataclass(frozen=True)
class Call:
    """`messages` in the order in which they are needed. `at` is when somebody looks."""

    messages: list
    at: object

    @property
    def first(self):
        return self.messages[0]

    @property
    def pk(self):
        """Of its oldest message, by which an address names the call without naming the person."""
        return min(message.pk for message in self.messages)

    @property
    def is_text(self):
        """They chose a text message, and no carrier of them is connected."""
        return all(message.channel == Channel.SMS for message in self.messages)

    @property
    def taken(self):
        """The message by which somebody has it in hand, or None."""
        return next((message for message in self.messages if is_taken(message, self.at)), None)

    @property
    def taken_by(self):
        return self.taken and self.taken.taken_by

    @property
    def taken_at(self):
        return self.taken and self.taken.taken_at

    @property
    def ringing(self):
        """Ana Bell is ringing them, since 2:05pm."""
        return f"{self.taken_by.get_full_name() or 'Somebody else'} is ringing them, since {time_words(self.taken_at)}."

    @property
    def no_answer(self):
        """The times at which nobody answered."""
        tries = [each for message in self.messages for each in message.tries.all()]
        return sorted({each.at for each in tries if each.outcome == CallOutcome.NO_ANSWER})

    @property
    def needs_another_way(self):
        return len(self.no_answer) >= TRIES_BEFORE_ANOTHER_WAY

    @property
    def is_late(self):
        return self.first.needed_by is not None and self.first.needed_by <= self.at


def is_taken(message, now):
    return message.taken_by is not None and message.taken_at is not None and message.taken_at > now - TAKEN_FOR


def calls_to_make(now):
    """All of them, what is needed soonest first. Three queries."""
    rows = Message.objects.calls(now).select_related("taken_by").prefetch_related("tries")
    by_number = {}
    for message in rows:
        by_number.setdefault((message.person_key, message.to), []).append(message)
    return [Call(messages, now) for messages in by_number.values()]


def call_with(pk, now):
    """The call that a message belongs to, with what came to it since; None when nobody waits for it any more."""
    message = Message.objects.filter(pk=pk).first()
    if message is None:
        return None
    rows = Message.objects.calls(now).filter(person_key=message.person_key, to=message.to)
    messages = list(rows.select_related("taken_by").prefetch_related("tries"))
    return Call(messages, now) if messages else None


def times_to_ring_again(now):
    """{choice: moment}, none of them at night: whoever did not answer at noon may be home in the evening."""
    local = now.astimezone(LONDON)
    evening = local.replace(hour=18, minute=0, second=0, microsecond=0)
    morning = (local + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    soon = now + timedelta(hours=2)
    times = {IN_TWO_HOURS: soon} if next_polite_moment(soon) == soon else {}
    if now + timedelta(minutes=30) < evening:
        times[THIS_EVENING] = evening
    return times | {TOMORROW: morning}
