from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from events.forms.event_page import EventCopyForm, EventPageForm
from events.models.courses import PLAIN_TEXT, CoursePage
from events.panels import BOOKING_PANELS, WHAT_PANELS, SchedulesPanel
from events.querysets import MOST_DAYS_TO_DECIDE, EventQuerySet
from events.search import search_terms


class EventKind(models.TextChoices):
    COURSE = "course", "Course"
    WORKSHOP = "workshop", "Workshop"
    DROP_IN = "drop-in", "Drop-in"
    ONE_TO_ONE = "one-to-one", "One-to-one"
    DIGITAL = "digital", "Digital event"
    CHAMPION_TRAINING = "champion-training", "Champion training"


class Delivery(models.TextChoices):
    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "Online"
    BOTH = "both", "In person and online"


class Audience(models.TextChoices):
    """All but the first are unlisted: reached by their address, shown in no list, feed or search."""

    EVERYONE = "everyone", "Everyone"
    STAFF = "staff", "Staff"
    MEMBERS = "members", "Elected members"
    CHAMPIONS = "champions", "Champions"


class BookingMode(models.TextChoices):
    BOOK = "book", "Book a place"
    DROP_IN = "drop-in", "Just drop in"
    RING = "ring", "Ring us"
    ELSEWHERE = "elsewhere", "Book elsewhere (a link)"


class BookingScope(models.TextChoices):
    DATES = "dates", "Each date on its own"
    COURSE = "course", "The whole course: all of its dates at once"


class EventIndexPage(Page):
    """/events/: what's on."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1
    private_page_options = []

    def route(self, request, path_components):
        """An event with its course in one query, where Wagtail would take three to find its way."""
        if len(path_components) == 1:
            children = EventPage.objects.child_of(self).select_related("course")
            event = children.filter(slug=path_components[0]).first()
            if event:
                return event.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        from events.whats_on import whats_on

        return super().get_context(request, *args, **kwargs) | whats_on(request.GET, now=timezone.now())


class EventPage(Page):
    """A course or activity put on. When and where is in its schedules; each dated meeting is an Occurrence."""

    course = models.ForeignKey(CoursePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices, default=EventKind.WORKSHOP)
    summary = models.CharField(
        max_length=250, blank=True, help_text="Public. One sentence: what it is and who it is for."
    )
    body = RichTextField(blank=True, features=["h2", "h3", *PLAIN_TEXT], help_text="Public. What you will do.")
    topics = ParentalManyToManyField("topics.Topic", blank=True, related_name="events")
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.IN_PERSON)
    joining_link = models.URLField(blank=True, help_text="Shown only to people who are booked.")
    cost = models.CharField(max_length=80, blank=True, help_text="Public. Leave empty if it is free.")
    bring = models.CharField("what to bring", max_length=250, blank=True, help_text="Public.")
    audience = models.CharField(
        max_length=10,
        choices=Audience.choices,
        default=Audience.EVERYONE,
        help_text="All but everyone are unlisted: reached by their address, shown in no list, feed or search.",
    )
    booking_mode = models.CharField(max_length=10, choices=BookingMode.choices, default=BookingMode.BOOK)
    booking_link = models.URLField(blank=True, help_text="Public. Where to book, if it is elsewhere.")
    booking_scope = models.CharField(
        "what people book",
        max_length=10,
        choices=BookingScope.choices,
        default=BookingScope.DATES,
        help_text="For a whole course make an event of its own each time that it is put on.",
    )
    late_joining = models.PositiveSmallIntegerField(
        "late joining",
        default=0,
        help_text="How many meetings of a whole course may have passed before it is too late to join. 0: none.",
    )
    opens_days_before = models.PositiveSmallIntegerField(
        "booking opens, days before",
        null=True,
        blank=True,
        help_text="Before the date, or the first of a course. Empty: as soon as it is published.",
    )
    closes_hours_before = models.PositiveSmallIntegerField(
        "booking closes, hours before",
        default=0,
        help_text="On the website. Staff can book for whoever rings until it starts.",
    )
    capacity = models.PositiveSmallIntegerField(
        "places", null=True, blank=True, help_text="On each date. Empty: no limit."
    )
    minimum_places = models.PositiveSmallIntegerField(
        "fewest people",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Public. How many must book for it to be held. Empty: it is held whoever books.",
    )
    decide_days_before = models.PositiveSmallIntegerField(
        "decided, days before",
        default=3,
        validators=[MaxValueValidator(MOST_DAYS_TO_DECIDE)],
        help_text="When staff decide, if too few have booked. Before the date, or the first of a course.",
    )
    waiting_list_places = models.PositiveSmallIntegerField(
        default=10, help_text="How many may wait when it is full. 0: no waiting list."
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="session lead",
    )

    search_terms = models.TextField(blank=True, editable=False, help_text="What the search of /events/ compares.")

    objects = PageManager.from_queryset(EventQuerySet)()

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    # Lists, dates and calendars would show it all the same: what nobody should see is not published, or unlisted.
    private_page_options = []
    base_form_class = EventPageForm
    copy_form_class = EventCopyForm
    edit_handler = TabbedInterface(
        [
            ObjectList(WHAT_PANELS, heading="What it is"),
            ObjectList([SchedulesPanel("schedules", label="Schedule", heading="When and where")], heading="When"),
            ObjectList(BOOKING_PANELS, heading="Booking"),
            ObjectList(Page.promote_panels, heading="Promote"),
            ObjectList([PublishingPanel()], heading="Settings"),
        ]
    )

    def clean(self):
        """Nothing is published whose dates cannot be worked out, whichever way it is published.

        A draft may be half filled in: the form checks what an editor publishes, with more to say (event_checks.py).
        """
        super().clean()
        if self.live and not self.checked_by_form:
            wrong = [sentence for schedule in self.schedules.all() for _, sentence in schedule.problems()]
            if wrong:
                raise ValidationError(wrong)

    checked_by_form = False

    def save(self, *args, **kwargs):
        if kwargs.get("update_fields") is None:
            self.search_terms = self.words_to_search()
        super().save(*args, **kwargs)

    def words_to_search(self):
        topics = [word for topic in self.topics.all() for word in (topic.title, topic.search_terms)]
        course = self.course.title if self.course else ""
        return search_terms(self.title, self.summary, self.get_kind_display(), course, *topics)

    @property
    def is_listed(self):
        return self.audience == Audience.EVERYONE

    @property
    def books_whole_course(self):
        return self.booking_scope == BookingScope.COURSE

    @property
    def is_online(self):
        return self.delivery in (Delivery.ONLINE, Delivery.BOTH)

    def get_context(self, request, *args, **kwargs):
        from events.event_page import event_context

        is_preview = getattr(request, "is_preview", False)
        return super().get_context(request, *args, **kwargs) | event_context(
            self, now=timezone.now(), is_preview=is_preview
        )

    def get_sitemap_urls(self, request=None):
        return super().get_sitemap_urls(request) if self.is_listed else []
