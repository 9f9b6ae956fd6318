"""Who might be the same person: the candidates come from the database, the judgement from people/duplicates.py."""

from django.db.models import Q

from people.contact import compare_name
from people.duplicates import compare
from people.models import Person


def likely_duplicates(person, limit=10):
    """[(person, Likeness)], the likeliest first. One query."""
    alike = Q(name_compared=compare_name(person.name))
    if person.phone_compared:
        alike |= Q(phone_compared=person.phone_compared)
    if person.email_compared:
        alike |= Q(email_compared=person.email_compared)
    if person.postcode:
        alike |= Q(postcode__iexact=person.postcode, name__istartswith=person.name[:1])
    candidates = Person.objects.known().filter(alike).exclude(pk=person.pk)[:100]
    found = [(other, compare(person, other)) for other in candidates]
    return sorted((pair for pair in found if pair[1].score), key=lambda pair: (-pair[1].score, pair[0].pk))[:limit]
