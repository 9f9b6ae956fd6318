from django.db import models


class PersonQuerySet(models.QuerySet):
    def known(self):
        """Neither erased nor merged into another."""
        return self.filter(erased_at=None, merged_into=None)

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
