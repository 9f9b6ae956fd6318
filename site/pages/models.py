from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from core.cards import Crumb
from events.models import CourseIndexPage, EventIndexPage
from locations.models import VenueIndexPage
from pages.champion_pages import ChampionsAreaPage, ForChampionsPage
from pages.front import front

__all__ = ["ChampionsAreaPage", "ContentPage", "ForChampionsPage", "HomePage"]

# By the address that each has from the start (pages/tree.py); one that was renamed is found the slower way.
LISTS = {"events": EventIndexPage, "courses": CourseIndexPage, "venues": VenueIndexPage}
BELOW_HOME = 3  # the depth of a page straight below the home page: the tree's root is 1


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
    private_page_options = []  # most addresses beneath it are no pages, and would stay open

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("lead")], "At the top, above the finder"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("headline"), index.SearchField("lead")]

    def route(self, request, path_components):
        """The three lists are found in one query; Wagtail's own way asks for the page first and then for its kind."""
        model = LISTS.get(path_components[0]) if path_components else None
        page = model and model.objects.child_of(self).filter(slug=path_components[0]).first()
        return page.route(request, path_components[1:]) if page else super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        return super().get_context(request, *args, **kwargs) | {"now": now, "front": front(now)}


class ContentPage(Page):
    """A page of words: about us, accessibility, privacy."""

    summary = models.CharField(max_length=250, blank=True, help_text="Public. One sentence, shown above the text.")
    body = RichTextField(
        features=["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link", "image"],
        help_text="Public. Short paragraphs under plain headings are easiest to read.",
    )

    parent_page_types = ["pages.HomePage", "pages.ContentPage"]
    subpage_types = ["pages.ContentPage"]

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # Most stand straight below the home page and have nothing beneath: those ask nothing of the database here.
        parents = self.get_ancestors().type(ContentPage).live() if self.depth and self.depth > BELOW_HOME else []
        context["crumbs"] = [Crumb(page.title, page.get_url(request)) for page in [*parents, self]]
        context["below"] = [] if self.is_leaf() else self.get_children().live()
        return context
