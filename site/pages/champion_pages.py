"""What editors write for champions alone: guides, news and meetings, below one page that holds them together."""

from django.db import models
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from core.cards import Crumb
from pages.champions_area import AREA_URL, for_champions_alone


class ChampionsAreaPage(Page):
    """Holds the pages for champions in the tree. What champions see is /champions/area/, which lists them."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ForChampionsPage"]
    private_page_options = []

    @for_champions_alone
    def serve(self, request, *args, **kwargs):
        return redirect(AREA_URL)

    def get_sitemap_urls(self, request=None):
        return []


class ForChampionsPage(Page):
    """A guide, a piece of news or a meeting. Served to champions and staff, and to nobody else."""

    class Kind(models.TextChoices):
        GUIDE = "guide", "Guide"
        NEWS = "news", "News"
        MEETING = "meeting", "Meeting"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEWS)
    summary = models.CharField(
        max_length=250, blank=True, help_text="For champions. One sentence, shown in the list and above the text."
    )
    body = RichTextField(
        blank=True,
        features=["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "image"],
        help_text="For champions. Documents and pictures have addresses of their own that anybody can open: put "
        "nothing secret into them.",
    )
    meets_at = models.DateTimeField(
        "when it is", null=True, blank=True, help_text="Of a meeting. Once it is over it leaves the list."
    )
    where = models.CharField(max_length=200, blank=True, help_text="Of a meeting: the place, or how to join.")

    parent_page_types = ["pages.ChampionsAreaPage"]
    subpage_types = []
    private_page_options = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("meets_at"), FieldPanel("where")], "If it is a meeting"),
        FieldPanel("body"),
    ]

    @for_champions_alone
    def serve(self, request, *args, **kwargs):
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        crumbs = [Crumb("For champions", AREA_URL)]
        return super().get_context(request, *args, **kwargs) | {"crumbs": crumbs}

    def get_sitemap_urls(self, request=None):
        return []
