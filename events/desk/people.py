"""Who the caller might be: found however it is written, with those who may be one person side by side."""

from django.db.models import Q

from core.codes import REFERENCE_LENGTH, as_typed
from events.models import Booking
from people import contact
from people.alike import likely_duplicates
from people.duplicates import compare
from people.models import Person

SEE_PEOPLE = "people.view_person"
MOST = 20
MOST_BOOKINGS = 5
MOST_ALIKE = 5


def people_like(text):
    """(people, whether there are more), by name. One query."""
    found = Q(pk__in=Person.objects.matching(text).values("pk"))
    reference = as_typed(text)
    if len(reference) == REFERENCE_LENGTH:
        found |= Q(pk__in=Booking.objects.filter(reference=reference).values("person"))
    people = list(Person.objects.known().filter(found)[: MOST + 1])
    return people[:MOST], len(people) > MOST


def grouped(people):
    """[[person, …], …]: who may well be one person, together."""
    groups = []
    for person in people:
        alike = [group for group in groups if any(compare(person, other).likely for other in group)]
        if not alike:
            groups.append([person])
            continue
        first, *others = alike
        first += [*(one for group in others for one in group), person]
        groups = [group for group in groups if not any(group is other for other in others)]
    return groups


def facts_of(person):
    """01632 960 123, CA1 1AA, helped by Ben Okafor."""
    helper = f"helped by {person.helper_name}" if person.helper_name else ""
    return ", ".join(filter(None, [person.phone, person.email, person.postcode, helper]))


def chosen_person(pk):
    """The person as they are known now: perhaps merged into another since they were chosen. None if erased."""
    person = Person.objects.select_related("merged_into").filter(pk=pk, erased_at=None).first()
    return person and (person.merged_into or person)


def newcomer(details):
    """Somebody not known yet, to be compared with those who are. Never saved."""
    person = Person(**details)
    person.phone_compared = contact.compare_phone(person.phone)
    person.email_compared = contact.compare_email(person.email)
    return person


def perhaps(person):
    return likely_duplicates(person, limit=MOST_ALIKE)


def bookings_to_come(person, now):
    return list(Booking.objects.live().filter(person=person, occurrence__ends_at__gt=now).for_page()[:MOST_BOOKINGS])
