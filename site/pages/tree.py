"""The pages that every site has: home, the three lists, what is for champions alone, privacy and accessibility.

Made after every migration and never twice, so that a new database, one restored from a backup and a test's flushed one
all have them. What an editor has changed, moved or renamed stays as it is.
"""

from urllib.parse import urlsplit

from django.apps import apps as global_apps
from django.conf import settings
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from events.models import CourseIndexPage, EventIndexPage
from locations.models import VenueIndexPage
from pages.models import ChampionsAreaPage, ContentPage, HomePage
from pages.starting_words import CONTENT_PAGES, HOME_LEAD

WAGTAILS_OWN_PAGE = "Welcome to your new Wagtail site!"
LISTS = [
    (VenueIndexPage, "venues", "Places"),
    (EventIndexPage, "events", "What’s on"),
    (CourseIndexPage, "courses", "Courses"),
    (ChampionsAreaPage, "for-champions", "For champions"),
]
NEEDED = [
    "pages.HomePage",
    "pages.ChampionsAreaPage",
    "locations.VenueIndexPage",
    "events.EventIndexPage",
    "wagtailcore.Site",
]


def after_migrate(sender, apps=global_apps, using="default", **kwargs):
    """Make the tree, unless this migration stops before its tables are there."""
    if using == "default" and all(is_there(apps, label) for label in NEEDED):
        ensure_tree()


def is_there(apps, label):
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True


@transaction.atomic
def ensure_tree():
    """Make the pages that are missing and return the home page."""
    home = HomePage.objects.first() or make_home()
    for model, slug, title in LISTS:
        if not model.objects.exists():
            home.add_child(instance=model(title=title, slug=slug))
    for slug, words in CONTENT_PAGES.items():
        if not home.get_children().filter(slug=slug).exists():
            home.add_child(instance=ContentPage(slug=slug, **words))
    return home


def make_home():
    """The home page as the default site's root, in the place of the page that Wagtail puts there."""
    # A flushed database has lost what Wagtail's migrations made: the locale, the root and the site.
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=HomePage(title="Home", slug="front", lead=HOME_LEAD))
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    address = urlsplit(settings.SITE_URL)
    where = {"hostname": address.hostname, "port": address.port or {"https": 443}.get(address.scheme, 80)}
    if site is None:
        Site.objects.create(**where, root_page=home, is_default_site=True)
        return home
    before = site.root_page
    if before.is_root() or is_wagtails_own(before):
        site.root_page = home
        site.hostname, site.port = where["hostname"], where["port"]
        site.save()
    if is_wagtails_own(before):
        before.delete()
    return home


def is_wagtails_own(page):
    """Wagtail's welcome page, which nobody has edited or put anything under."""
    untouched = page.title == WAGTAILS_OWN_PAGE and page.latest_revision_id is None
    return untouched and page.specific_class is Page and page.is_leaf()
