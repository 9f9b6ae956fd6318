"""What became of a message, in words for staff."""

from core.words import full_day_words, time_words
from messaging.models import Channel, Message, MessageState

MOST = 20
TO_DO = {Channel.CALL: "to be rung", Channel.LETTER: "to be posted"}
DONE = {Channel.CALL: "told on", Channel.LETTER: "posted on"}


def told_about(row):
    """[(message, what became of it)] of what was said about a booking or a request, the newest first."""
    return with_outcomes(Message.objects.filter(about_type=row._meta.label_lower, about_id=str(row.pk)))


def told_to(person_key):
    return with_outcomes(Message.objects.filter(person_key=person_key))


def with_outcomes(messages):
    return [(message, outcome_words(message)) for message in messages[:MOST]]


def outcome_words(message):
    """Text message, sent on Friday 20 November 2026, 2pm; it arrived."""
    return f"{message.get_channel_display()}, {state_words(message)}"


def state_words(message):
    if message.state == MessageState.SENT:
        return f"sent on {moment_words(message.sent_at)}{'; it arrived' if message.delivered_at else ''}"
    if message.state == MessageState.DONE:
        return f"{DONE.get(message.channel, 'told on')} {moment_words(message.sent_at)}"
    if message.state == MessageState.GIVEN_UP:
        return f"given up: {message.last_error or 'it could not be sent.'}"
    if message.state == MessageState.TO_DO:
        return TO_DO.get(message.channel, "to be sent by staff")
    if message.state == MessageState.QUEUED:
        return f"to be sent on {moment_words(message.send_at)}"
    return message.get_state_display().lower()


def moment_words(at):
    return f"{full_day_words(at)}, {time_words(at)}"
