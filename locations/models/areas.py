from django.db import models

from locations.names import normalise_name
from locations.querysets import PlaceQuerySet


class AreaKind(models.TextChoices):
    WARD = "ward", "Ward"
    DISTRICT = "district", "District or unitary"
    COUNTY = "county", "County"


class Area(models.Model):
    """A ward, district or county, by its GSS code. For reports, and for hiding where champions live."""

    code = models.CharField("GSS code", max_length=9, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=AreaKind.choices, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    latitude = models.FloatField(null=True, blank=True, help_text="The middle of the area, not of anybody's home.")
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class PlaceKind(models.TextChoices):
    """From the largest to the smallest: of two places with one name the larger is offered first."""

    CITY = "city", "City"
    TOWN = "town", "Town"
    VILLAGE = "village", "Village"
    SUBURB = "suburban area", "Suburb"
    HAMLET = "hamlet", "Hamlet"
    OTHER = "other settlement", "Other settlement"


class Place(models.Model):
    """A town, village or other named place: the gazetteer behind \"Alston\" and \"Dalton\"."""

    name = models.CharField(max_length=120)
    search_name = models.CharField(
        max_length=120, db_index=True, editable=False, help_text="The name without case, accents or punctuation."
    )
    qualifier = models.CharField(
        max_length=120, blank=True, help_text="Tells it from others of that name, for example near Kendal."
    )
    kind = models.CharField(max_length=30, choices=PlaceKind.choices, default=PlaceKind.OTHER)
    district = models.ForeignKey(Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()
    source_id = models.CharField(
        max_length=40, unique=True, help_text="Its number in the gazetteer it came from; for one of your own, any word."
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "qualifier"]
        indexes = [models.Index(fields=["latitude", "longitude"])]

    def __str__(self):
        return f"{self.name}, {self.qualifier}" if self.qualifier else self.name

    def save(self, **kwargs):
        self.search_name = normalise_name(self.name)
        super().save(**kwargs)
