"""How a message leaves the house. Each channel has a backend with one method, `deliver(message)`, or none.

`deliver` returns what the carrier calls the message, or None, and raises DeliveryFailed. A channel without a backend is
work for staff: telephone calls always are, and so are texts and letters unless GOV.UK Notify takes them.
"""

import smtplib
from email.headerregistry import Address

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError

from messaging import notify
from messaging.failures import DeliveryFailed
from messaging.models import Channel

REFUSED = "The address was refused by its mail server."


class EmailBackend:
    """Django's mail: SMTP in production, files under var/mail in development."""

    def deliver(self, message):
        mail = EmailMultiAlternatives(
            subject=message.subject,
            body=message.body,
            to=[self.mailbox(message)],
            # The same at every try: where a process died after sending, mail programs fold the second copy away.
            headers={"Message-ID": f"<{message.key}@{self.domain()}>", "Auto-Submitted": "auto-generated"},
        )
        if message.body_html:
            mail.attach_alternative(message.body_html, "text/html")
        if message.calendar:
            mail.attach_alternative(message.calendar, f"text/calendar; method={method_of(message.calendar)}")
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            for_good = all(code >= 500 for code, _ in error.recipients.values())
            raise DeliveryFailed(REFUSED, for_good=for_good) from error
        except (BadHeaderError, UnicodeError) as error:
            raise DeliveryFailed("The address cannot be written to.", for_good=True) from error

    @staticmethod
    def mailbox(message):
        """The name and the address. A line break in either can begin no header of its own."""
        name, address = (" ".join(text.split()) for text in (message.to_name, message.to))
        try:
            return str(Address(display_name=name, addr_spec=address))
        except (ValueError, IndexError) as error:
            raise DeliveryFailed("The address cannot be written to.", for_good=True) from error

    @staticmethod
    def domain():
        return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")


def method_of(calendar):
    """REQUEST or CANCEL: mail programs look for it in the part's own header."""
    return calendar.partition("\r\nMETHOD:")[2].partition("\r\n")[0]


def backend_for(channel):
    if notify.is_connected(channel):
        return notify.NotifyBackend(channel)
    return EmailBackend() if channel == Channel.EMAIL else None
