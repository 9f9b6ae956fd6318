"""The pieces and the forms in a browser: on a small telephone, with larger text, in the dark, without script."""

import pytest
from playwright.sync_api import expect

from tests.factories.programme import make_programme
from tests.journeys.conftest import follow

pytestmark = pytest.mark.urls("tests.journeys.pieces")

WIDTHS = [320, 1280]
PAGES = ["/pieces/", "/pieces/question/", "/pieces/many/", "/no-such-page/"]


@pytest.fixture(autouse=True)
def programme(live_server):
    return make_programme()


def choose(page, live_server, ease):
    page.context.add_cookies([{"name": "ease", "value": ease, "url": live_server.url}])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PAGES)
def test_every_piece_is_for_everybody(new_page, axe, no_sideways_scroll, address, width):
    page = new_page(width=width)
    page.goto(address)

    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ["/pieces/question/", "/pieces/many/"])
def test_forms_with_errors_are_for_everybody(new_page, axe, no_sideways_scroll, address, width):
    page = new_page(width=width)
    page.goto(address)
    follow(page.locator("main button[type=submit]"))

    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert page.title().startswith("Error: ")
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("address", PAGES)
def test_larger_text_on_a_small_telephone(small_page, axe, no_sideways_scroll, live_server, address):
    choose(small_page, live_server, "larger.device")
    small_page.goto(address)

    assert small_page.evaluate("getComputedStyle(document.documentElement).fontSize") == "22.4px"
    axe(small_page)
    no_sideways_scroll(small_page)


@pytest.mark.parametrize("address", PAGES)
def test_night_colours_of_the_device(new_page, axe, address):
    page = new_page(color_scheme="dark")
    page.goto(address)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 28, 33)"
    axe(page)


def test_night_colours_are_chosen_and_refused(new_page):
    page = new_page(color_scheme="dark")
    page.goto("/pieces/")
    follow(page.get_by_text("Day colours"))
    expect(page.locator("body")).to_have_css("background-color", "rgb(244, 247, 245)")
    follow(page.get_by_text("Night colours"))

    expect(page.locator("body")).to_have_css("background-color", "rgb(13, 28, 33)")
    expect(page).to_have_url("/pieces/")


def test_the_summary_is_read_first_and_leads_to_the_answer(page):
    page.goto("/pieces/many/")
    follow(page.locator("main button[type=submit]"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a >> nth=1")

    expect(page.locator("#id_born_on_day")).to_be_focused()


def test_a_question_under_an_answer_shows_without_script(plain_page):
    plain_page.goto("/pieces/question/")
    before = plain_page.is_visible("#id_phone")
    plain_page.check("text=Ring me")
    with_it = (plain_page.is_visible("#id_phone"), plain_page.is_visible("#id_email"))
    plain_page.fill("#id_phone", "01632 960 123")
    follow(plain_page.locator("main button[type=submit]"))

    assert (before, with_it) == (False, (True, False))
    expect(plain_page.locator("body")).to_have_text("contact=call, email=, phone=01632 960 123")


def test_a_form_is_filled_in_with_the_keyboard_alone(page):
    page.goto("/pieces/question/")
    page.focus("main a")
    for key in ("Tab", "Space", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("asha@example.org")
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_have_text("contact=mail, email=asha@example.org, phone=")


def test_buttons_that_need_script_are_not_shown_without_it(page, plain_page):
    for window in (page, plain_page):
        window.goto("/pieces/")

    assert (page.is_visible("[data-print]"), plain_page.is_visible("[data-print]")) == (True, False)


def test_paper_has_the_words_and_the_number_and_no_buttons(page):
    page.goto("/pieces/")
    page.emulate_media(media="print")
    shown = {name: page.is_visible(name) for name in (".btn", ".main-nav", ".ease", ".foot", ".filters", ".pages")}

    assert set(shown.values()) == {False}
    assert page.is_visible(".ringus .num")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_right_to_left_fits_too(small_page, no_sideways_scroll):
    small_page.goto("/pieces/")
    small_page.evaluate("document.documentElement.dir = 'rtl'")

    no_sideways_scroll(small_page)


def test_the_first_view_asks_for_little(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/pieces/", wait_until="networkidle")

    assert len(asked) <= 5
