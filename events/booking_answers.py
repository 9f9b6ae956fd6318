"""What a visitor has answered so far, kept in their session alone: never in an address, never in the database."""

import uuid
from dataclasses import dataclass, field

from core import personal
from core.words import count_words
from events.forms.booking import ME, names_of_questions
from events.forms.event_questions import answers_of
from people.models import ArrivedBy, ContactBy

WEB = (ME, "other")


@dataclass
class Answers:
    occurrence_id: int
    form_key: str
    said: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    @classmethod
    def of(cls, request, occurrence):
        """What is kept, or None when nothing was answered yet or it was cleared."""
        answers = cls.begun(request, occurrence)
        return answers if answers.said else None

    @classmethod
    def begun(cls, request, occurrence):
        kept = personal.recall(request, kept_as(occurrence)) or {"form_key": str(uuid.uuid4()), "said": {}}
        return cls(occurrence.pk, kept["form_key"], kept["said"], list(occurrence.event.questions.all()))

    def keep(self, request, *, now):
        value = {"form_key": self.form_key, "said": self.said}
        personal.remember(request, f"booking-{self.occurrence_id}", value, now=now)

    @property
    def names(self):
        """The questions of this booking, in order."""
        return names_of_questions(self.asked)

    @property
    def next_question(self):
        """The first that is not answered; None when all are."""
        return next((name for name in self.names if not self.is_answered(name)), None)

    def is_answered(self, name):
        """What the session asks may have been changed by an editor meanwhile: then it is asked again."""
        if name == "session" and name in self.said:
            return self.said[name].keys() == {question.name for question in self.asked}
        return name in self.said

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
            "language": self.said["needs"].get("language", ""),
            "contact_by": contact["contact_by"],
            "phone": contact["phone"] or contact["mobile"],
            "email": contact["email"],
            "address": contact["address"],
            "helper_name": contact["helper_name"],
            "helper_contact": contact["helper_contact"],
        }

    @property
    def answers(self):
        """To what the session asked, in words."""
        return answers_of(self.asked, self.said.get("session", {}))

    def party(self):
        """As events.actions.bookings.book takes it."""
        return {
            "places": self.places,
            "carer": self.said["places"]["carer"],
            "needs": self.said["needs"]["needs"],
            "answers": self.answers,
            "arrived_by": self.arrived_by,
        }


def kept_as(occurrence):
    return f"booking-{occurrence.pk}"


def places_words(places, carer):
    return count_words(places, "place") + (", and a carer who does not need one" if carer else "")


def needs_words(*, needs, language=""):
    return "\n".join(filter(None, [needs, f"Speaks {language}" if language else ""])) or "Nothing special"


def telling_words(*, contact_by, phone="", email="", address="", helper_name="", helper_contact="", **_):
    """Ring 01632 960 123."""
    return {
        ContactBy.PHONE: f"Ring {phone}",
        ContactBy.SMS: f"Send a text to {phone}",
        ContactBy.EMAIL: f"E-mail {email}",
        ContactBy.LETTER: f"Write to {address}",
        ContactBy.HELPER: f"Tell {helper_name}, {helper_contact}",
    }.get(contact_by, "No need to tell anybody")
