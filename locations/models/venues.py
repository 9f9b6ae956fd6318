import re

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.cards import Crumb
from locations import panels
from locations.facilities import access_facts, online_facts, opening_tag
from locations.forms import VenuePageForm
from locations.names import normalise_name
from locations.opening import WEEKDAYS, coming_closures, opening_words, week_table
from locations.positions import fill_position
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
    SECTOR = "sector", "Roughly, from the first part of the postcode"
    HAND = "hand", "Set by hand"
    FILE = "file", "From an imported file"


class VenueIndexPage(Page):
    """/venues/: every place, by name, kind and district."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["locations.VenuePage"]
    max_count = 1
    private_page_options = []

    content_panels = [*Page.content_panels, *panels.INDEX]

    def route(self, request, path_components):
        # A place is found in one query; Wagtail's own way asks for the page first and then for its kind.
        if len(path_components) == 1:
            venue = self.venues().filter(slug=path_components[0]).first()
            if venue:
                return RouteResult(venue)
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        from locations.listing import listing  # it needs the models

        context = super().get_context(request, *args, **kwargs)
        return context | listing(self.venues(), request, now=timezone.now())

    def venues(self):
        return VenuePage.objects.child_of(self).live()


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
        null=True,
        blank=True,
        help_text="Filled in from the postcode. Correct it by hand if the pin is wrong; empty both to start again.",
    )
    longitude = models.FloatField(null=True, blank=True)
    position_source = models.CharField(max_length=10, choices=PositionSource.choices, default=PositionSource.POSTCODE)
    ward = models.ForeignKey(
        "locations.Area",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"kind": "ward"},
        help_text="Filled in from the postcode. Choose it only if the postcode is not known.",
    )
    district = models.ForeignKey(
        "locations.Area",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"kind": "district"},
        help_text="Filled in from the postcode. Choose it only if the postcode is not known.",
    )

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
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Public. The outside of the building helps people find the door.",
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
    # The finder and every session held there would show it all the same.
    private_page_options = []
    base_form_class = VenuePageForm
    edit_handler = panels.venue_tabs()
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_terms"),
        index.AutocompleteField("search_terms"),
        index.FilterField("kind"),
    ]
    # A copy of a page is a new place: the file's row stays with the first.
    exclude_fields_in_copy = ["import_key", "imported_values"]

    class Meta:
        verbose_name = "place"
        indexes = [models.Index(fields=["latitude", "longitude"])]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~models.Q(import_key=""), name="one_venue_per_imported_row"
            )
        ]

    def save(self, *args, **kwargs):
        # Every way of saving and publishing ends here: editor, workflow, schedule, import.
        if kwargs.get("update_fields") is None:
            fill_position(self)
            self.search_terms = normalise_name(
                " ".join([self.title, self.get_kind_display(), self.address, self.town, self.postcode])
            )
        super().save(*args, **kwargs)

    def hours(self):
        """Its stretches of opening; one that an editor has half typed is left out of a preview."""
        return [row for row in self.opening_hours.all() if row.is_whole]

    def shut(self):
        return [row for row in self.closures.all() if row.is_whole]

    def opening(self, now):
        return opening_words(self.hours(), self.shut(), now, sessions_only=self.sessions_only)

    def email_parts(self):
        """Where a long address may go on to a new line."""
        return re.split(r"(?<=[@.])", self.email)

    def list_url(self, request):
        """The list's address is its own without the last part: no need to fetch the page above."""
        url = self.get_url(request) or "/venues/"
        return url.removesuffix(f"{self.slug}/")

    def address_words(self):
        """11 Globe Lane, Carlisle; the postcode stands apart, so that it can be kept on one line."""
        return ", ".join(part for part in (self.address, self.town) if part)

    def get_context(self, request, *args, **kwargs):
        now = timezone.localtime()
        hours, closures = self.hours(), self.shut()
        opening = opening_words(hours, closures, now, sessions_only=self.sessions_only)
        return super().get_context(request, *args, **kwargs) | {
            "venue": self,
            "now": now,
            "crumbs": [Crumb("Places", self.list_url(request))],
            "opening": opening,
            "tag": opening_tag(opening),
            "week": week_table(hours, now.date()) if hours else [],
            "coming_closures": coming_closures(closures, now.date()),
            "online": online_facts(self),
            "access": access_facts(self),
        }


class OpeningHours(models.Model):
    """One stretch of opening on one weekday; a lunch hour makes two."""

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField()
    closes = models.TimeField()

    panels = panels.OPENING_HOURS

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")),
                name="opens_before_it_closes",
                violation_error_message="It has to open before it closes.",
            )
        ]

    @property
    def is_whole(self):
        return None not in (self.weekday, self.opens, self.closes)


class Closure(models.Model):
    """Days on which a venue is shut though its opening hours say otherwise; both dates are in it.

    One of every year is written with its first year's dates, which may run past New Year.
    """

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="closures")
    first_on = models.DateField("first day closed")
    last_on = models.DateField("last day closed")
    every_year = models.BooleanField(default=False, help_text="On the same days of each year from then on.")
    reason = models.CharField(max_length=120, blank=True, help_text="Public. For example Christmas, or stocktaking.")

    panels = panels.CLOSURE

    class Meta:
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")),
                name="closure_ends_after_it_begins",
                violation_error_message="The last day cannot be before the first.",
            )
        ]

    @property
    def is_whole(self):
        return None not in (self.first_on, self.last_on)
