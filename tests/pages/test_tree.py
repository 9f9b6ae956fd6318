"""The pages that every site has."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from pages.models import ContentPage, HomePage
from pages.tree import ensure_tree

pytestmark = pytest.mark.django_db
ADDRESSES = ["accessibility", "courses", "events", "for-champions", "privacy", "venues"]


def children_of_home():
    return sorted(HomePage.objects.get().get_children().values_list("slug", flat=True))


def test_a_new_database_has_the_home_page_at_the_front():
    site = Site.objects.get(is_default_site=True)

    assert site.root_page.specific == HomePage.objects.get()
    assert children_of_home() == ADDRESSES


def test_wagtails_welcome_page_is_gone():
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_ensure_tree_changes_nothing_a_second_time():
    before = list(Page.objects.values_list("pk", "path", "title", "numchild"))

    ensure_tree()

    assert list(Page.objects.values_list("pk", "path", "title", "numchild")) == before


def test_ensure_tree_keeps_what_an_editor_wrote():
    privacy = ContentPage.objects.get(slug="privacy")
    privacy.body = "<p>Our own words.</p>"
    privacy.save_revision().publish()

    ensure_tree()

    assert ContentPage.objects.get(slug="privacy").body == "<p>Our own words.</p>"


def test_ensure_tree_keeps_a_welcome_page_that_was_edited():
    site = Site.objects.get(is_default_site=True)
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    welcome.save_revision()
    site.root_page = welcome
    site.save()
    HomePage.objects.get().delete()

    ensure_tree()

    site.refresh_from_db()
    assert site.root_page_id == welcome.pk
    assert children_of_home() == ADDRESSES


@pytest.mark.django_db(transaction=True)
def test_the_tree_is_there_again_after_a_flush():
    call_command("flush", interactive=False, verbosity=0)

    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get()
    assert children_of_home() == ADDRESSES


def test_the_tree_waits_until_its_tables_are_there():
    from django.apps.registry import Apps

    from pages.tree import after_migrate

    HomePage.objects.get().delete()
    after_migrate(sender=None, apps=Apps())

    assert not HomePage.objects.exists()


def test_the_first_words_on_privacy_say_what_becomes_of_equality_answers_and_of_figures(client):
    text = " ".join(client.get("/privacy/").text.split())

    assert '<a href="/equality/">answer a few questions about yourself</a>' in text
    assert "Nobody can find out what you said" in text
    assert "keep these numbers for good: they stay when your name goes" in text
