"""The public pages of this app, as a visitor meets them."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import ContentPage, HomePage
from tests.factories.events import make_event, make_topic
from tests.factories.locations import make_venue

pytestmark = pytest.mark.django_db


def test_the_front_page_asks_where_first(client):
    make_topic("Shop online", slug="shop", icon="basket", on_home_page=True)

    page = client.get("/")

    assert page.status_code == 200
    assert page.text.index("Where are you?") < page.text.index("How it works")
    assert '<a class="topic" href="/find/?topic=shop">' in page.text
    assert '<option value="shop">Shop online</option>' in page.text


def test_the_front_page_shows_what_editors_wrote(client):
    HomePage.objects.update(headline="Learn & laugh", lead="In <every> library.")

    text = client.get("/").text

    assert "<h1>Learn &amp; laugh</h1>" in text
    assert "In &lt;every&gt; library." in text


@pytest.mark.parametrize("slug", ["privacy", "accessibility"])
def test_a_content_page_has_one_heading_and_its_sections(client, slug):
    page = client.get(f"/{slug}/")

    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "<h2>" in page.text
    assert "You are here" in page.text


def test_a_content_page_shows_the_pages_below_it(client):
    privacy = ContentPage.objects.get(slug="privacy")
    privacy.add_child(instance=ContentPage(title="Photographs", slug="photographs", body="<p>Words.</p>"))
    privacy.add_child(instance=ContentPage(title="Drafted", slug="drafted", body="<p>Words.</p>", live=False))

    text = client.get("/privacy/").text
    below = client.get("/privacy/photographs/").text

    assert '<a href="/privacy/photographs/">Photographs</a>' in text
    assert "Drafted" not in text
    assert '<a href="/privacy/">Privacy</a>' in below


def test_pages_with_nothing_filled_in_can_be_previewed():
    for page in (HomePage(), ContentPage()):
        response = page.make_preview_request()
        response.render() if hasattr(response, "render") else None
        assert response.status_code == 200


def test_robots_are_kept_from_searches_and_from_peoples_own_pages(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /find/?", "Disallow: /my/", "Disallow: /admin/"} < set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_the_sitemap_lists_live_pages_and_no_event_that_is_not_for_everyone(client):
    make_event("Silver Surfer Thursday", slug="silver")
    make_event("Champions’ evening", slug="champions-evening", audience="champions")
    make_event("Draft", slug="draft", live=False)
    make_venue(slug="carlisle-library")

    response = client.get("/sitemap.xml")

    assert response.status_code == 200
    paths = set(re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", response.text))
    assert {"/", "/events/silver/", "/venues/carlisle-library/", "/privacy/", "/find/", "/performance/"} <= paths
    assert not {path for path in paths if "champions-evening" in path or "draft" in path}
    # All but the two for champions, and four that are not pages.
    assert len(paths) == Page.objects.live().filter(depth__gt=1).count() - 2 + 4


@pytest.mark.parametrize("path", ["/", "/find/", "/robots.txt", "/sitemap.xml", "/privacy/"])
def test_pages_set_no_cookie_and_ask_nothing_of_other_hosts(client, path):
    response = client.get(path)

    assert not response.cookies
    assert not re.findall(r'(?:src|srcset)="(?:https?:)?//', response.text)


@pytest.mark.parametrize("path", ["/find/", "/robots.txt"])
def test_only_reading_is_allowed(path):
    assert Client().post(path).status_code == 405
