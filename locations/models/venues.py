from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageManager

from locations.querysets import VenueQuerySet


class VenueKind(models.TextChoices):
    LIBRARY = "library", "Library"
    LIBRARY_LINK = "library-link", "Library link"
    FIRE_STATION = "fire-station", "Community fire station"
    LEARNING_CENTRE = "learning-centre", "Learning centre"
    COMMUNITY_CENTRE = "community-centre", "Community centre"
    LOCAL_LINK = "local-link", "Local link"
    OTHER = "other", "Other place"


class PositionSource(models.TextChoices):
    POSTCODE = "postcode", "From the postcode"
    HAND = "hand", "Set by hand"
    FILE = "file", "From an imported file"


class VenueIndexPage(Page):
    """/venues/: every place, by name, kind and district."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["locations.VenuePage"]
    max_count = 1


class VenuePage(Page):
    """A place open to the public where sessions are held, or where there is wifi or a computer to use."""

    kind = models.CharField(max_length=20, choices=VenueKind.choices, default=VenueKind.LIBRARY, db_index=True)
    summary = models.CharField(
        max_length=250, blank=True, help_text="Public. One sentence: what is here for somebody new to it."
    )
    address = models.CharField(
        max_length=200, blank=True, help_text="Public. House and street, for example 11 Globe Lane."
    )
    town = models.CharField(max_length=80, blank=True, help_text="Public.")
    postcode = models.CharField(max_length=8, blank=True, help_text="Public. The position is worked out from it.")
    latitude = models.FloatField(
        null=True, blank=True, help_text="Filled in from the postcode. Correct it by hand if the pin is wrong."
    )
    longitude = models.FloatField(null=True, blank=True)
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, default=PositionSource.POSTCODE)
    ward = models.ForeignKey("locations.Area", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    district = models.ForeignKey("locations.Area", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    free_wifi = models.BooleanField(default=False)
    public_computers = models.PositiveSmallIntegerField(default=0, help_text="How many. 0 if there are none.")
    device_loan = models.BooleanField("devices to borrow", default=False)
    step_free = models.BooleanField("step-free", default=False)
    hearing_loop = models.BooleanField(default=False)
    accessible_toilet = models.BooleanField(default=False)
    parking = models.BooleanField(default=False)
    bus = models.BooleanField("bus stop nearby", default=False)
    quiet_room = models.BooleanField(default=False)
    creche = models.BooleanField("crèche", default=False)
    access_notes = models.TextField(blank=True, help_text="Public. Anything else about getting there and getting in.")
    sessions_only = models.BooleanField(
        "open for sessions only",
        default=False,
        help_text="Tick if people cannot walk in outside a session, as at a fire station.",
    )

    phone = models.CharField(max_length=30, blank=True, help_text="Public. The place's own number, never a person's.")
    email = models.EmailField(blank=True, help_text="Public. The place's own address, never a person's.")
    website = models.URLField(blank=True, help_text="Public.")
    photograph = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    search_terms = models.TextField(blank=True, editable=False, help_text="What the search of places compares.")
    import_key = models.CharField(max_length=100, blank=True, editable=False)
    imported_values = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What the file said last: a field that now differs was changed by hand, and is kept.",
    )

    objects = PageManager.from_queryset(VenueQuerySet)()

    parent_page_types = ["locations.VenueIndexPage"]
    subpage_types = []
    # A copy of a page is a new place: the file's row stays with the first.
    exclude_fields_in_copy = ["import_key", "imported_values"]

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"])]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~models.Q(import_key=""), name="one_venue_per_imported_row"
            )
        ]


class OpeningHours(models.Model):
    """One stretch of opening on one weekday; a lunch hour makes two."""

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(
        choices=list(enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
    )
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=models.Q(opens__lt=models.F("closes")), name="opens_before_it_closes")
        ]


class Closure(models.Model):
    """Days on which a venue is shut though its opening hours say otherwise; both dates are in it."""

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField("first day closed")
    last_on = models.DateField("last day closed")
    reason = models.CharField(max_length=120, blank=True, help_text="Public. For example Christmas, or stocktaking.")

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="closure_ends_after_it_begins"
            )
        ]
