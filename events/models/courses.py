from django import forms
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

PLAIN_TEXT = ["bold", "italic", "ul", "ol", "link"]


class Level(models.TextChoices):
    BEGINNER = "beginner", "For beginners"
    IMPROVER = "improver", "For people who know a little"
    ANY = "any", "For anyone"


class CourseIndexPage(Page):
    """/courses/: what is taught."""

    intro = models.TextField(blank=True, help_text="Public. One or two sentences above the list.")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["events.CoursePage"]
    max_count = 1
    private_page_options = []

    def get_context(self, request, *args, **kwargs):
        from events.courses import courses_by_area

        return super().get_context(request, *args, **kwargs) | {"areas": courses_by_area()}


class CoursePage(Page):
    """What is taught: topic, level, what you will be able to do."""

    summary = models.CharField(max_length=250, blank=True, help_text="Public. One sentence.")
    body = RichTextField(blank=True, features=["h2", "h3", *PLAIN_TEXT], help_text="Public. What happens in it.")
    outcomes = models.TextField("you will be able to", blank=True, help_text="Public. One on each line.")
    topics = ParentalManyToManyField("topics.Topic", blank=True, related_name="courses")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ANY)
    qualification = models.CharField(max_length=120, blank=True, help_text="Public. Empty if there is none.")
    qualification_level = models.CharField(max_length=40, blank=True, help_text="Public. For example Entry level 3.")

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("body"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("level"),
        MultiFieldPanel([FieldPanel("qualification"), FieldPanel("qualification_level")], "Qualification"),
    ]
    parent_page_types = ["events.CourseIndexPage"]
    subpage_types = []
    private_page_options = []  # see EventPage

    @property
    def outcome_lines(self):
        return [line.strip(" -•*") for line in self.outcomes.splitlines() if line.strip(" -•*")]

    def get_context(self, request, *args, **kwargs):
        from events.courses import course_context

        return super().get_context(request, *args, **kwargs) | course_context(self, now=timezone.now())
