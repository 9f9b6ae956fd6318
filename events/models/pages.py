import uuid

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from recurrence.fields import RecurrenceField
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from events.querysets import EventQuerySet

PLAIN_TEXT = ["bold", "italic", "ul", "ol", "link"]


class Level(models.TextChoices):
    BEGINNER = "beginner", "For beginners"
    IMPROVER = "improver", "For people who know a little"
    ANY = "any", "For anyone"


class CourseIndexPage(Page):
    """/courses/: what is taught."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["events.CoursePage"]
    max_count = 1


class CoursePage(Page):
    """What is taught: topic, level, what you will be able to do."""

    summary = models.CharField(max_length=250, blank=True, help_text="Public. One sentence.")
    body = RichTextField(blank=True, features=["h2", "h3", *PLAIN_TEXT], help_text="Public. What happens in it.")
    outcomes = models.TextField("you will be able to", blank=True, help_text="Public. One on each line.")
    topics = ParentalManyToManyField("topics.Topic", blank=True, related_name="courses")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ANY)
    qualification = models.CharField(max_length=120, blank=True, help_text="Public. Empty if there is none.")
    qualification_level = models.CharField(max_length=40, blank=True, help_text="Public. For example Entry level 3.")

    parent_page_types = ["events.CourseIndexPage"]
    subpage_types = []


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


class EventIndexPage(Page):
    """/events/: what's on."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1


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
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE, db_index=True)
    booking_mode = models.CharField(max_length=10, choices=BookingMode.choices, default=BookingMode.BOOK)
    booking_link = models.URLField(blank=True, help_text="Public. Where to book, if it is elsewhere.")
    capacity = models.PositiveSmallIntegerField(
        "places", null=True, blank=True, help_text="On each date. Empty: no limit."
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

    objects = PageManager.from_queryset(EventQuerySet)()

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []


class Schedule(models.Model):
    """When and where an event happens: first date, times, venue, recurrence.

    `key` stays the same through every edit, so that an occurrence made from it is known again. The recurrence holds no
    DTSTART: django-recurrence would turn it into UTC and move a 10:00 session when the clocks change.
    """

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="schedules")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    first_on = models.DateField("first date", null=True)
    start_time = models.TimeField("starts at", null=True)
    end_time = models.TimeField("ends at", null=True)
    venue = models.ForeignKey(
        "locations.VenuePage", null=True, blank=True, on_delete=models.PROTECT, related_name="schedules"
    )
    recurrence = RecurrenceField(verbose_name="repeats", blank=True, include_dtstart=False)
    sort_order = models.IntegerField(null=True, blank=True, editable=False)

    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "first_on"]

    def __str__(self):
        return f"From {self.first_on:%d/%m/%Y}" if self.first_on else "Schedule"
