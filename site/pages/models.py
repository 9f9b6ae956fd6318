from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The front page, with the finder. One for the site; everything hangs beneath it."""

    headline = models.CharField(
        max_length=120,
        default="Help with phones, tablets and computers, near you",
        help_text="Public. The first thing people read.",
    )
    lead = models.CharField(max_length=250, blank=True, help_text="Public. One sentence beneath it.")

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]


class ContentPage(Page):
    """A page of words: about us, accessibility, privacy."""

    summary = models.CharField(max_length=250, blank=True, help_text="Public. One sentence, shown above the text.")
    body = RichTextField(features=["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "image"])

    parent_page_types = ["pages.HomePage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]
