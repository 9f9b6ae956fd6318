"""What a visitor has answered so far, kept in their session alone: never in an address, never in the database."""

import uuid
from dataclasses import dataclass, field

from core import personal
from core.words import count_words
from events.forms.booking import ME, QUESTIONS
from people.models import ArrivedBy, ContactBy

WEB = (ME, "other")


@dataclass
class Answers:
    occurrence_id: int
    form_key: str
    said: dict = field(default_factory=dict)

    @classmethod
    def of(cls, request, occurrence):
        """What is kept, or None when nothing was answered yet or it was cleared."""
        kept = personal.recall(request, kept_as(occurrence))
        return kept and cls(occurrence.pk, kept["form_key"], kept["said"])

    @classmethod
    def begun(cls, request, occurrence):
        return cls.of(request, occurrence) or cls(occurrence.pk, str(uuid.uuid4()))

    def keep(self, request, *, now):
        value = {"form_key": self.form_key, "said": self.said}
        personal.remember(request, f"booking-{self.occurrence_id}", value, now=now)

    @property
    def next_question(self):
        """The first that is not answered; None when all are."""
        return next((name for name in QUESTIONS if name not in self.said), None)

    @property
    def about_you(self):
        return self.said["who"]["booking_for"] == ME

    @property
    def places(self):
        return self.said["places"]["places"]

    @property
    def arrived_by(self):
        whom = self.said["who"]["booking_for"]
        return ArrivedBy.WEB if whom in WEB else ArrivedBy(whom)

    def details(self):
        """As people.actions.create_person takes them."""
        contact = self.said["contact"]
        return {
            "name": self.said["who"]["name"],
            "postcode": self.said["postcode"]["postcode"],
            "contact_by": contact["contact_by"],
            "phone": contact["phone"] or contact["mobile"],
            "email": contact["email"],
            "address": contact["address"],
            "helper_name": contact["helper_name"],
            "helper_contact": contact["helper_contact"],
        }

    def party(self):
        """As events.actions.bookings.book takes it."""
        return {
            "places": self.places,
            "carer": self.said["places"]["carer"],
            "needs": self.said["needs"]["needs"],
            "arrived_by": self.arrived_by,
        }


def kept_as(occurrence):
    return f"booking-{occurrence.pk}"


def places_words(places, carer):
    return count_words(places, "place") + (", and a carer who does not need one" if carer else "")


def telling_words(*, contact_by, phone="", email="", address="", helper_name="", helper_contact="", **_):
    """Ring 01632 960 123."""
    return {
        ContactBy.PHONE: f"Ring {phone}",
        ContactBy.SMS: f"Send a text to {phone}",
        ContactBy.EMAIL: f"E-mail {email}",
        ContactBy.LETTER: f"Write to {address}",
        ContactBy.HELPER: f"Tell {helper_name}, {helper_contact}",
    }.get(contact_by, "No need to tell anybody")
