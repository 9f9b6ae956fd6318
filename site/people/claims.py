"""Somebody who has no number of anything says who they are: a name, and where they are reached."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from messaging.models import Channel
from people import contact
from people.duplicates import words
from people.models import Person


@dataclass(frozen=True)
class Claim:
    """`contact`: an e-mail address or a mobile number, as typed."""

    name: str
    contact: str

    @property
    def channel(self):
        return Channel.EMAIL if contact.compare_email(self.contact) else Channel.SMS

    @property
    def compared(self):
        return contact.compare_email(self.contact) or contact.compare_phone(self.contact)

    @property
    def fingerprint(self):
        """The same however it is typed. Without SECRET_KEY it says nothing of who it is."""
        said = "\n".join([*name_parts(self.name), self.compared])
        return salted_hmac("people.claims", said, algorithm="sha256").hexdigest()

    def people(self):
        """Everybody of just this name and contact: each booking on the site has made a person of its own.

        Nobody where one of them asked not to be shown or messaged here: somebody else may read their mail.
        """
        known = Person.objects.known().filter(**{f"{self.kept_in}_compared": self.compared}).order_by("-pk")
        same = [person for person in known if name_parts(person.name) == name_parts(self.name)]
        return [] if any(person.do_not_contact for person in same) else same

    @property
    def kept_in(self):
        return "email" if self.channel == Channel.EMAIL else "phone"


def name_parts(name):
    """Whatever the case, the accents, the spaces and the order: BRAITHWICK, Zoë is Zoe Braithwick."""
    return sorted(words(name.replace(",", " ")))
