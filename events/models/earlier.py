from django.db import models

from events.models.bookings import LIVE, Booking

# "People may ask to hear of them, three notices at most."
MOST_NOTICES = 3


class EarlierWishQuerySet(models.QuerySet):
    def waiting_for(self, occurrence):
        """In order of asking: whose booking is for a later date of the same event, and who was not told of this."""
        later = {"occurrence__event": occurrence.event_id, "occurrence__starts_at__gt": occurrence.starts_at}
        bookings = Booking.objects.filter(state__in=LIVE, **later)
        found = self.filter(booking__in=bookings, stopped_at=None).order_by("asked_at", "pk")
        return found.filter(models.Q(same_venue=False) | models.Q(booking__occurrence__venue=occurrence.venue_id))


class EarlierWish(models.Model):
    """Somebody booked or waiting asked to be told when a place comes free on an earlier date of the same event.

    It stays when they have heard enough, so that asking again does not begin anew.
    """

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="earlier_wish")
    same_venue = models.BooleanField("at the same place alone", default=False)
    asked_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    told_of = models.JSONField(default=list, blank=True, help_text="The numbers of the dates they were told of.")

    objects = EarlierWishQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.booking}: earlier"

    @property
    def is_on(self):
        return self.stopped_at is None and self.notices_left > 0

    @property
    def notices_left(self):
        return MOST_NOTICES - len(self.told_of)
