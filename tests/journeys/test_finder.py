"""A resident looks for help near them, in a real browser."""

import gzip
import re
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Site

from core.models import ProgrammeSettings
from pages.finder.answer import SESSIONS_ON_A_PAGE
from tests.factories.champions import make_champion, make_role
from tests.factories.events import make_booking, make_event, make_occurrence, make_topic
from tests.factories.locations import (
    CARLISLE,
    make_area,
    make_place,
    make_postcode,
    make_postcode_group,
    make_venue,
)
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

KENDAL = (54.3280, -2.7460)
ALSTON = (54.8110, -2.4380)
HOURS = dict.fromkeys(range(6), ("09:00", "17:30"))


@pytest.fixture
def cumbria(transactional_db):
    """Carlisle with a full list, Kendal with a little, Alston with nothing near it."""
    today = timezone.localdate()
    programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    programme.phone, programme.phone_cost = "0808 157 0142", "free"
    programme.phone_hours = "Monday to Friday, 9am to 5pm"
    programme.save()
    make_postcode()
    make_postcode_group("LA9", KENDAL)
    make_place("Alston", position=ALSTON)
    make_place("Dalton", "near Kendal", (54.1860, -2.7040))
    make_place("Dalton", "in Furness", (54.1560, -3.1790))
    scams = make_topic("Stay safe from scams", slug="scams", icon="shield", on_home_page=True)
    phones = make_topic("Use my phone or tablet", slug="phones", icon="phone", on_home_page=True)
    library = make_venue(free_wifi=True, public_computers=14, step_free=True, hearing_loop=True, hours=HOURS)
    others = [
        make_venue(f"{name} Library Link", (54.89 + number / 100, -2.93), free_wifi=True, hours=HOURS)
        for number, name in enumerate(["Morton", "Harraby", "Denton Holme"])
    ]
    station = make_venue(
        "Carlisle East Community Fire Station",
        (54.8880, -2.9000),
        free_wifi=True,
        sessions_only=True,
        kind="fire-station",
    )
    make_venue("Kendal Library", KENDAL, free_wifi=True, town="Kendal", slug="kendal-library", hours=HOURS)
    drop_in = make_event("Computer drop-in", booking_mode="drop-in", topics=[phones])
    spot = make_event("Spot a scam", topics=[scams], capacity=1, waiting_list_places=5)
    for days in range(1, 7):
        make_occurrence(drop_in, today + timedelta(days=days), time(14), venue=library)
    full = make_occurrence(spot, today + timedelta(days=2), venue=others[0])
    make_booking(full)
    make_booking(full, state="waiting")
    for days in (3, 5, 9):
        make_occurrence(spot, today + timedelta(days=days), venue=station)
    online = make_event("The NHS App, step by step", delivery="online", topics=[phones])
    make_occurrence(online, today + timedelta(days=4), time(19), venue=library)
    role = make_role()
    area = make_area("Castle")
    for name in ("Rowan Pettifer", "Wilfred Tansy", "Maud Larkspur"):
        make_champion(name, role=role, area=area, topics=[phones], languages=["Polish"])
    make_person("Nobody to show")
    return CARLISLE


@pytest.fixture(params=WIDTHS)
def any_page(request, new_page):
    return new_page(width=request.param)


def test_a_resident_finds_a_session_from_the_front_page(page, cumbria):
    page.goto("/")
    page.get_by_label("Where are you?").fill("ca1-1aa")
    page.get_by_role("combobox", name="What would you like to do?").select_option("Stay safe from scams")
    follow(page.get_by_role("button", name="Find help"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Help near CA1 1AA")
    arms = page.locator(".answer > li")
    expect(arms).to_have_count(3)
    assert [arm.get_attribute("class") for arm in arms.all()] == ["sess", "plac", "peop"]
    titles = page.locator(".session h3")
    assert set(titles.all_inner_texts()) == {"Spot a scam"}
    expect(page.get_by_role("link", name="Join the waiting list")).to_have_count(1)


def test_filters_are_links_and_say_which_is_chosen(page, cumbria):
    page.goto("/find/?q=CA1+1AA")
    follow(page.get_by_role("link", name="Next 4 weeks", exact=True))

    expect(page.get_by_role("link", name="Next 4 weeks", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.locator("#sessions")).to_have_text("10 sessions in the next 4 weeks")
    page.get_by_text("More choices").click()
    follow(page.get_by_role("link", name="Community fire station", exact=True))
    expect(page.locator("#sessions")).to_have_text("3 sessions in the next 4 weeks")
    expect(page.locator("details[open] summary", has_text="More choices")).to_have_count(1)

    follow(page.get_by_role("link", name="From home", exact=True))
    expect(page.locator(".session h3")).to_have_text(["The NHS App, step by step"])


def test_part_of_a_postcode_widens_and_says_so(page, cumbria):
    page.goto("/find/?q=LA9")

    expect(page.get_by_role("heading", level=1)).to_contain_text("LA9")
    expect(page.locator(".note.warn")).to_contain_text("There is nothing within 5 miles of you in the next 4 weeks.")
    expect(page.get_by_role("link", name="Kendal Library").first).to_be_visible()


def test_a_far_place_is_told_how_far_things_are(page, cumbria):
    page.goto("/find/?q=Alston")

    expect(page.locator(".note.warn")).to_contain_text("So we looked within 25 miles.")
    expect(page.locator(".session .miles").first).to_contain_text("About 2")


def test_two_places_of_one_name_are_a_choice(page, axe, cumbria):
    page.goto("/find/?q=Dalton")

    expect(page.get_by_role("heading", level=1)).to_have_text("Which place do you mean?")
    axe(page)
    follow(page.get_by_role("link", name="Dalton, near Kendal"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Help near Dalton, near Kendal")


def test_it_all_works_without_script(plain_page, cumbria):
    plain_page.goto("/")
    plain_page.get_by_label("Where are you?").fill("CA1 1AA")
    follow(plain_page.get_by_role("button", name="Find help"))
    follow(plain_page.get_by_role("link", name="Next 4 weeks", exact=True))

    expect(plain_page.locator(".session")).to_have_count(SESSIONS_ON_A_PAGE)
    expect(plain_page.get_by_role("button", name="Print this page")).to_be_hidden()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/find/",
        "/find/?q=CA1+1AA&within=abc",
        "/find/?q=CA1+1AA&topic=scams&access=step-free",
        "/find/?q=LA9",
        "/find/?q=CA1+1AA&online=yes",
        "/find/?q=%27+OR+1%3D1--",
        "/privacy/",
        "/accessibility/",
    ],
)
def test_no_accessibility_fault_and_no_sideways_scroll(any_page, axe, no_sideways_scroll, cumbria, address):
    any_page.goto(address)

    axe(any_page)
    no_sideways_scroll(any_page)


@pytest.mark.parametrize("chosen", ["?text=larger", "?colours=night"])
def test_larger_text_and_night_colours(small_page, axe, no_sideways_scroll, cumbria, chosen):
    small_page.goto(f"/ease/{chosen}&next=/find/?q=CA1+1AA")

    expect(small_page.get_by_role("heading", level=1)).to_contain_text("CA1 1AA")
    axe(small_page)
    no_sideways_scroll(small_page)


@pytest.mark.parametrize("place", ["CA1+1AA", "Alston"])
def test_the_answer_fits_on_two_sheets(page, cumbria, place):
    page.goto(f"/find/?q={place}&when=month")

    pdf = page.pdf(format="A4", prefer_css_page_size=True)

    assert page.locator(".session").count() == SESSIONS_ON_A_PAGE
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


@pytest.mark.parametrize("address", ["/", "/find/?q=CA1+1AA"])
def test_the_first_view_is_light(new_page, cumbria, address):
    page, answers = new_page(width=390), []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address, wait_until="networkidle")

    assert len(answers) <= 5
    assert sum(len(gzip.compress(answer.body())) for answer in answers) <= 30_000
