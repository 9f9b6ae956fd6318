"""The page around every page: what stands in it, how it is switched, how it goes wrong."""

import gzip
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.cards import Action, AnswerCard, Choice, Crumb, PeopleRow, PickGroup, PlaceRow, SessionCard, SummaryRow, Tag
from core.ease import Ease
from core.icons import PATHS
from tests.factories.programme import make_programme

PIECE = "{% load dl %}"


def page_of(markup):
    return BeautifulSoup(markup, "html.parser")


def piece(template, **context):
    return page_of(engines["django"].from_string(PIECE + template).render(context))


def words_of(element):
    return " ".join(element.get_text(" ", strip=True).split())


@pytest.fixture
def programme(db):
    return make_programme()


@pytest.fixture
def session(london):
    return SessionCard(
        title="Computer drop-in",
        url="/events/drop-in/2026-11-20/",
        starts_at=london(2026, 11, 20, 14),
        ends_at=london(2026, 11, 20, 16),
        place="Westdale Library",
        miles=0.5,
        tag=Tag("Just turn up", "ok", "tick"),
        action=Action("See details", "/events/drop-in/2026-11-20/", quiet=True),
    )


# Larger text and night colours


@pytest.mark.parametrize(
    ("cookie", "css"),
    [
        ("", ""),
        ("larger.device", "large"),
        ("usual.night", "dark"),
        ("larger.day", "large light"),
        ('"><script>', ""),
        ("larger.larger.night.day", "large light"),
    ],
)
def test_ease_reads_any_cookie(cookie, css):
    assert Ease.from_cookie(cookie).css_classes == css


def test_ease_keeps_one_choice_when_the_other_changes(client):
    client.get("/ease/", {"text": "larger"})
    client.get("/ease/", {"colours": "night"})

    assert client.cookies["ease"].value == "larger.night"


def test_ease_goes_back_to_where_the_person_was(client):
    response = client.get("/ease/", {"text": "larger", "next": "/find/?q=CA1+1AA"})

    assert (response.status_code, response["Location"]) == (302, "/find/?q=CA1+1AA")


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:go()", ""]
)
def test_ease_goes_nowhere_else(client, address):
    assert client.get("/ease/", {"next": address})["Location"] == "/"


def test_ease_may_not_be_kept_by_a_cache_and_is_not_for_scripts(client):
    response = client.get("/ease/", {"text": "larger"})

    assert "no-cache" in response["Cache-Control"]
    assert (response.cookies["ease"]["httponly"], response.cookies["ease"]["samesite"]) == (True, "Lax")


def test_the_page_is_as_chosen_and_offers_the_other(client, programme):
    before = page_of(client.get("/account/login/").content)
    client.cookies["ease"] = "larger.night"
    after = page_of(client.get("/account/login/").content)

    assert before.html.get("class") is None
    assert after.html["class"] == ["large", "dark"]
    assert [words_of(page.select_one(".ease li")) for page in (before, after)] == ["Larger text", "Usual text size"]


def test_the_switch_comes_back_to_the_same_page_and_question(client, programme):
    page = page_of(client.get("/account/login/", {"next": "/admin/?a=1&b=2"}).content)

    assert page.select_one(".ease a")["href"] == (
        "/ease/?text=larger&next=%2Faccount%2Flogin%2F%3Fnext%3D%252Fadmin%252F%253Fa%253D1%2526b%253D2"
    )


# The page around every page


def test_the_page_says_whose_it_is_and_whom_to_ring(client, programme):
    page = page_of(client.get("/account/login/").content)

    assert page.title.get_text() == "Sign in – Digital Link Westdale"
    assert (page.select_one(".ring")["href"], words_of(page.select_one(".ring"))) == (
        "tel:01632960100",
        "Ring us free 01632 960 100",
    )
    assert words_of(page.select_one(".foot-small")) == "Digital Link is run by Westdale Council. Contains OS data"


def test_without_a_number_nobody_is_told_to_ring(client, programme):
    programme.phone = ""
    programme.save()

    page = page_of(client.get("/account/login/").content)

    assert page.select('a[href^="tel:"]') == []
    assert "Ring us" not in page.get_text()


def test_the_first_link_skips_to_the_main_part(client, programme):
    page = page_of(client.get("/account/login/").content)

    assert page.find("a")["href"] == f"#{page.main['id']}"
    assert len(page.find_all("h1")) == 1


@pytest.mark.parametrize(
    ("path", "current"),
    [("/events/", ("What’s on", "page")), ("/events/x/2026-11-20/", ("What’s on", "true")), ("/privacy/", None)],
)
def test_the_menu_says_where_one_is(path, current):
    page = page_of(render_to_string("base.html", {"request": RequestFactory().get(path)}))
    here = page.select_one(".main-nav [aria-current]")

    assert (here and (here.get_text(), here["aria-current"])) == current


def test_the_first_view_is_small(client, programme):
    """HTML, stylesheet and script together, compressed: 30 kB for the first view, and half of it left for the page."""
    response = client.get("/account/login/")
    page = page_of(response.content)
    static = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    static += [tag["src"] for tag in page.select("script[src*='core/']")]
    sources = [finders.find(address.removeprefix(settings.STATIC_URL)) for address in static]
    kilobytes = len(gzip.compress(response.content)) / 1000
    for source in sources:
        with open(source, "rb") as file:
            kilobytes += len(gzip.compress(file.read())) / 1000

    assert len(sources) == 2
    assert kilobytes < 16


# Pages that say something is wrong


def test_a_page_that_is_not_there_offers_others(client, programme):
    response = client.get("/no-such-page/")
    page = page_of(response.content)

    assert (response.status_code, page.h1.get_text()) == (404, "We cannot find that page")
    assert page.select_one('main a[href="/find/"]') is not None
    assert page.select_one(".ringus .num").get_text() == "01632 960 100"


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_pages_of_errors_need_no_database(name):
    """No `db` here: a page that reads the database would fail, and that is when these are shown."""
    page = page_of(render_to_string(f"{name}.html"))

    assert len(page.find_all("h1")) == 1
    assert page.title.get_text() == f"{page.h1.get_text()} – Digital Link"


# Pieces


def test_every_drawing_is_hidden_from_those_who_listen():
    drawn = [piece("{% icon name %}", name=name).svg for name in PATHS]

    assert {(svg["aria-hidden"], svg["focusable"]) for svg in drawn} == {("true", "false")}
    assert all(svg.find_all() for svg in drawn)


def test_a_drawing_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        piece('{% icon "elephant" %}')


def test_a_session_card(session, now):
    card = piece("{% session_card session now %}", session=session, now=now).li

    assert words_of(card.select_one(".leaf")) == "Fri 20 Nov"
    assert "today" in card.select_one(".leaf")["class"]
    assert (card.time["datetime"], words_of(card.time)) == (
        "2026-11-20T14:00:00+00:00",
        "Today, Friday 20 November, 2pm to 4pm",
    )
    assert [words_of(tag) for tag in card.select(".session-foot > *")] == [
        "About ½ mile",
        "Just turn up",
        "See details : Computer drop-in, Today, Friday 20 November, 2pm to 4pm",
    ]
    assert card.select_one(".btn")["class"] == ["btn", "quiet"]


def test_a_session_card_of_another_day_that_is_not_on(session, now, london):
    gone = replace(
        session,
        starts_at=london(2027, 7, 1, 10),
        ends_at=london(2027, 7, 1, 12),
        miles=None,
        tag=Tag("Not on. The tutor is away", "stop", "cancelled"),
        action=None,
        gone=True,
    )

    card = piece("{% session_card session now %}", session=gone, now=now).li

    assert card.select_one(".leaf")["class"] == ["leaf", "gone"]
    assert words_of(card.time) == "Thursday 1 July 2027, 10am to 12 noon"
    assert [words_of(tag) for tag in card.select(".session-foot > *")] == ["Not on. The tutor is away"]


def test_what_a_card_shows_is_escaped(session, now):
    card = piece("{% session_card session now %}", session=replace(session, title="<b>Tea & talk</b>"), now=now)

    assert card.h3.get_text() == "<b>Tea & talk</b>"


def test_an_answer_is_drawn_by_its_kind():
    cards = [AnswerCard(kind, "Heading", "Say", ("More",), Action("Go", "#x")) for kind in ("sess", "plac", "peop")]

    page = piece('{% include "components/answer.html" %}', cards=cards)

    assert [item["class"] for item in page.select(".answer > li")] == [["sess"], ["plac"], ["peop"]]
    assert [card.drawing for card in cards] == ["calendar", "wifi", "people"]


def test_places_and_people():
    places = [PlaceRow("Westdale Library", "/venues/w/", 2, "A", Tag("Open now", "ok", "clock"), "", "3 computers")]
    people = [PeopleRow("4 people", "in Westdale", "Phones", "Within 2 miles")]

    page = piece(
        '{% include "components/places.html" %}{% include "components/people.html" %}', places=places, people=people
    )

    assert [words_of(item) for item in page.select("li")] == [
        "A. Westdale Library About 2 miles Open now 3 computers",
        "4 people in Westdale Phones Within 2 miles",
    ]


def test_filters_say_which_is_chosen():
    group = PickGroup(
        "when", "When", [Choice("Today", "?when=today"), Choice("Next 7 days", "?when=week", chosen=True)]
    )

    page = piece('{% include "components/filters.html" %}', groups=[group], more=[])

    assert [words_of(link) for link in page.select("[aria-current]")] == ["Next 7 days"]
    assert page.find(id=page.ul["aria-labelledby"]).get_text() == "When"
    assert page.details is None


def test_a_summary_list_says_what_would_change():
    rows = [SummaryRow("Name", "Asha", "/book/name/", "your name"), SummaryRow("When", "Today\n2pm")]

    page = piece('{% include "components/summary_list.html" %}', rows=rows)

    assert [words_of(link) for link in page.select("a")] == ["Change your name"]
    assert len(page.select("br")) == 1


def test_crumbs_begin_at_home():
    page = piece('{% include "components/crumbs.html" %}', crumbs=[Crumb("Places", "/venues/")])

    assert [(link.get_text(), link["href"]) for link in page.select("a")] == [("Home", "/"), ("Places", "/venues/")]


def test_pages_keep_the_question():
    pages = Paginator(range(30), 10)
    template = '{% include "components/pages.html" with query="q=CA1&" %}'

    assert [link["href"] for link in piece(template, page_obj=pages.page(2)).select("a")] == [
        "?q=CA1&page=1",
        "?q=CA1&page=3",
    ]
    assert piece(template, page_obj=Paginator(range(3), 10).page(1)).nav is None


def test_a_reference_is_grouped_for_the_eye_and_spelt_for_the_ear():
    page = piece("<p>{{ code|reference }}</p><p>{{ code|spell_reference }}</p>", code="K7M4PX")
    shown, spelt = page.select("p")

    assert (shown.select_one("[aria-hidden]").get_text(), shown.select_one(".vh").get_text()) == (
        "K7M 4PX",
        "K 7 M 4 P X",
    )
    assert [letter.get_text() for letter in spelt.select("b")] == ["K", "7", "M", "4", "P", "X"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("near CA1 1AA, Carlisle", ["CA1 1AA"]),
        ("LA9 4, Kendal", ["LA9 4"]),
        ("LA9, Kendal", []),
        ("SW1A 1AA <b>", ["SW1A 1AA"]),
        ("Grange-over-Sands", []),
    ],
)
def test_a_postcode_in_a_heading_is_not_parted(text, kept):
    heading = piece("{{ text|keep_postcodes }}", text=text)

    assert [each.text for each in heading.select("span.nb")] == kept
    assert heading.text == text
