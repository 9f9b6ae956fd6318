from django.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from events.models import Audience, EventPage
from pages.models import ChampionsAreaPage, ForChampionsPage


class Pages(PageSitemap):
    """Every live page. Events that are not for everyone are reached by their address alone; some are for champions."""

    def items(self):
        unlisted = EventPage.objects.exclude(audience=Audience.EVERYONE).values("pk")
        return super().items().exclude(pk__in=unlisted).not_type(ChampionsAreaPage, ForChampionsPage)


class Doors(Sitemap):
    """Pages that no editor wrote."""

    def items(self):
        return ["/find/", "/champions/", "/champions/apply/", "/performance/"]

    def location(self, item):
        return item


SITEMAPS = {"pages": Pages, "doors": Doors}
