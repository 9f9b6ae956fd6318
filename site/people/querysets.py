from django.db import models
from django.db.models import Q

from locations.postcode_forms import parse_postcode
from people import contact

LONGEST_SEARCH = 200
MOST_WORDS = 8
# Fewer digits than this are in everybody's number.
FEWEST_DIGITS = 4


class PersonQuerySet(models.QuerySet):
    def known(self):
        """Neither erased nor merged into another."""
        return self.filter(erased_at=None, merged_into=None)

    def matching(self, text):
        """By parts of a name, of a telephone number or of a postcode, or a whole e-mail address, however written."""
        text = contact.one_line(text[:LONGEST_SEARCH])
        words = contact.compare_name(text).split()[:MOST_WORDS]
        found = Q(*(Q(name_compared__contains=word) for word in words)) if words else Q(pk__in=[])
        phone = contact.compare_phone(text)
        if len(phone) >= FEWEST_DIGITS:
            found |= Q(phone_compared__contains=phone)
        if email := contact.compare_email(text):
            found |= Q(email_compared=email)
        if parts := parse_postcode(text):
            found |= Q(postcode__istartswith=parts.label) | Q(postcode__istartswith=parts.key)
        return self.filter(found)

    def active_since(self, moment):
        """Somebody about whom any app holds something from `moment` on, or who was made known since."""
        from people.registry import keepings

        active = models.Q(created_at__gte=moment)
        for keeping in keepings():
            if keeping.last_activity:
                rows = keeping.model._default_manager.filter(**{f"{keeping.last_activity}__gte": moment})
                active |= keeping.people_with(rows)
        return self.filter(active)

    def in_use(self, now):
        """Somebody who cannot be erased yet: an active champion, a booking still to come."""
        from people.registry import keepings

        used = models.Q(pk__in=[])
        for keeping in keepings():
            if keeping.in_use is not None:
                used |= keeping.people_with(keeping.rows_in_use(now))
        return self.filter(used)
