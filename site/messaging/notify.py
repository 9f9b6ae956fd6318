"""GOV.UK Notify as the carrier of e-mails, texts and letters.

The words are ours (messaging/words.py): each channel has one template at Notify, whose text is ((body)), and whose
heading, where there is one, is ((subject)). What Notify calls our reference is Message.key.
Source: https://docs.notifications.service.gov.uk/python.html
"""

import threading

from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from messaging.failures import DeliveryFailed
from messaging.models import Channel

TIMEOUT = 10  # seconds
# Of these another may be sent; what is in any other state has gone, or will.
FAILED = {"cancelled", "permanent-failure", "technical-failure", "temporary-failure", "validation-failed"}
SENDERS = {
    Channel.EMAIL: lambda client, message, **more: client.send_email_notification(message.to, **more),
    Channel.SMS: lambda client, message, **more: client.send_sms_notification(message.to, **more),
    Channel.LETTER: lambda client, message, **more: client.send_letter_notification(**more),
}
HEADED = (Channel.EMAIL, Channel.LETTER)
ADDRESS_LINES = 7
NO_ADDRESS = "A letter needs a postal address of two lines or more, the last of them a postcode."
ours = threading.local()  # the library's client is for one thread


class NotifyBackend:
    def __init__(self, channel):
        self.channel = channel

    def deliver(self, message):
        """Returns what Notify calls it."""
        client = client_here()
        try:
            return known_already(client, message) or self.send(client, message)
        except APIError as error:
            raise failure(error, message.channel) from error

    def send(self, client, message):
        answer = SENDERS[self.channel](
            client,
            message,
            template_id=settings.NOTIFY_TEMPLATES[self.channel],
            personalisation=self.personalisation(message),
            reference=str(message.key),
        )
        return answer["id"]

    def personalisation(self, message):
        shown = {"body": message.body}
        if self.channel in HEADED:
            shown["subject"] = message.subject
        if self.channel == Channel.LETTER:
            shown |= {f"address_line_{number}": line for number, line in enumerate(address_lines(message), start=1)}
        return shown


def is_connected(channel):
    return bool(settings.NOTIFY_API_KEY and settings.NOTIFY_TEMPLATES.get(channel))


def client_here():
    """This thread's client, which keeps its connection open."""
    wanted = (settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL)
    if getattr(ours, "of", None) != wanted:
        ours.of = wanted
        ours.client = NotificationsAPIClient(wanted[0], base_url=wanted[1], timeout=TIMEOUT)
    return ours.client


def known_already(client, message):
    """What Notify calls it, if an earlier try reached it although we never heard so; else None."""
    if message.attempts <= 1 and not message.last_error:
        return None
    found = client.get_all_notifications(reference=str(message.key))["notifications"]
    return next((each["id"] for each in found if each["status"] not in FAILED), None)


def address_lines(message):
    """The name and the postal address as at most seven lines, which is what Notify prints."""
    lines = [line.strip(" ,") for line in message.to.splitlines()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",")]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        raise DeliveryFailed(NO_ADDRESS, for_good=True)
    if message.to_name and lines[0].casefold() != message.to_name.casefold():
        lines.insert(0, message.to_name)
    over = len(lines) - ADDRESS_LINES
    if over > 0:
        # The first lines are put together; town and postcode keep theirs.
        lines[1 : 2 + over] = [", ".join(lines[1 : 2 + over])]
    return lines


def failure(error, channel):
    """In a sentence for staff. Notify's own words are left out: they may repeat what was sent."""
    if error.status_code != 400:
        return DeliveryFailed(NOT_NOW.get(error.status_code, "GOV.UK Notify could not be reached, or had an error."))
    said = str(error.message)
    for words, reason in REFUSALS:
        if any(word in said for word in words):
            return DeliveryFailed(reason or NOT_THIS[channel], for_good=True)
    return DeliveryFailed("GOV.UK Notify does not take our template: ask whoever looks after this site.")


NOT_NOW = {
    403: "GOV.UK Notify does not take our key, or the clock of this machine is wrong.",
    429: "GOV.UK Notify takes no more from us just now.",
}
# What stands in the answer, and why it is refused for good; "" for whom it was to go to.
REFUSALS = [
    (("team-only", "team API key", "trial mode"), "GOV.UK Notify is in trial mode, and sends to its own team alone."),
    (("character count",), "It is longer than GOV.UK Notify takes."),
    (("phone_number", "email_address", "address", "international"), ""),
]
NOT_THIS = {
    Channel.EMAIL: "GOV.UK Notify does not take this e-mail address.",
    Channel.SMS: "GOV.UK Notify does not take this telephone number.",
    Channel.LETTER: "GOV.UK Notify does not take this postal address.",
}
