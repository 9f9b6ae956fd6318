"""From volunteering to help given, in a real browser; and every page by axe, wide and narrow, right and wrong."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from champions.actions.offers import accept
from champions.links import how_was_it_link
from champions.models import Champion, ChampionState, HelpRequest, Offer
from core.actors import Actor
from locations.models import VenuePage
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_found, make_offer, make_request, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.locations import CARLISLE, make_area, make_home, make_place, make_postcode, make_venue
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    """A ward of Carlisle with a library, two topics and a role that asks for one training."""
    make_home()
    ward = make_area("Harraby", parent=make_area("Carlisle", kind="district"))
    make_postcode("CA1 1AA", position=CARLISLE, ward=ward)
    make_postcode("CA1 2BB", position=(54.8900, -2.9200), ward=ward)
    make_place("Dalton", "in Furness", position=(54.155, -3.185))
    make_place("Dalton", "near Kendal", position=(54.180, -2.690))
    make_venue("Harraby Library", position=CARLISLE, hours={1: ("09:00", "17:00")})
    make_topic("Video calls", slug="video-calls", area="communicating")
    make_topic("Stay safe from scams", slug="scams")
    training = make_requirement("Half a day of training", "training")
    make_role(requirements=[training], description="You sit with somebody and go at their pace.")
    return ward


def picture(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/champions-{name}.png", full_page=True)


def press(page, name):
    follow(page.get_by_role("button", name=name))


def answer_apply(page):
    page.get_by_label("Digital champion", exact=False).first.check(force=True)
    press(page, "Continue")
    page.get_by_label("Your name").fill("Tansy Wrigglesworth")
    page.get_by_label("Your e-mail address").fill("tansy@example.org")
    page.get_by_label("The year in which you were born").fill("1961")
    press(page, "Continue")
    page.get_by_label("What is your postcode?").fill("ca12bb")
    press(page, "Continue")
    page.get_by_label("Video calls").check(force=True)
    page.get_by_label("At a library or another public place").check(force=True)
    press(page, "Continue")
    page.get_by_label("Tuesday morning").check(force=True)
    press(page, "Continue")
    press(page, "Continue")
    press(page, "Continue")


def answer_help(page):
    page.get_by_label("Me", exact=True).check(force=True)
    page.get_by_label("What is the name of the person who would like help?").fill("Arthur Fernley")
    press(page, "Continue")
    page.get_by_label("In your own words").fill("I would like to see my grandson on my tablet")
    page.get_by_label("Video calls").check(force=True)
    press(page, "Continue")
    page.get_by_label("Your postcode, or a town or village").fill("CA1 1AA")
    press(page, "Continue")
    page.get_by_label("At a place near me").check(force=True)
    press(page, "Continue")
    page.get_by_label("Tuesday").check(force=True)
    page.get_by_label("Morning").check(force=True)
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("Ring me").check(force=True)
    page.get_by_label("Your phone number").fill("01632 960 178")
    press(page, "Continue")


def test_from_applying_to_help_given_without_script(world, new_page, sign_in):
    public = new_page(javascript=False)
    public.goto("/champions/")
    follow(public.get_by_role("link", name="Become a champion").first)
    answer_apply(public)
    assert public.get_by_role("heading", level=1).inner_text() == "Check your application"
    press(public, "Send my application")
    assert "Thank you, Tansy" in public.get_by_role("heading", level=1).inner_text()

    coordinator = sign_in(new_page(), make_staff("Coordinators"))
    coordinator.goto("/admin/champion/")
    follow(coordinator.get_by_role("link", name="Tansy Wrigglesworth"))
    press(coordinator, "Start their checks")
    press(coordinator, "Record")
    press(coordinator, "Everything is in date: make them active")
    assert Champion.objects.get().state == ChampionState.ACTIVE

    public.goto("/help/")
    answer_help(public)
    press(public, "Ask for help")
    request = HelpRequest.objects.get()
    assert " ".join(f"H-{request.reference}") in " ".join(public.inner_text(".ref")) or request.reference in (
        public.inner_text(".ref").replace(" ", "")
    )

    coordinator.goto("/admin/helprequest/")
    follow(coordinator.get_by_role("link", name=str(request)))
    assert "Free Tuesday morning, as they are" in coordinator.inner_text("main")
    assert "Arthur" not in coordinator.content()
    press(coordinator, "Show name and number")
    assert "01632 960 178" in coordinator.inner_text("main")
    press(coordinator, "Offer to Tansy")

    tansy = sign_in(new_page(javascript=False), Champion.objects.get().user)
    tansy.goto("/champions/me/")
    assert "Arthur" not in tansy.content()
    press(tansy, "Yes, I can help")
    assert "Waiting for their yes" in tansy.inner_text("main")
    assert "Arthur" not in tansy.content()

    public.goto(f"/help/request/?r={request.key}")
    assert "Tansy can help you" in public.inner_text("main")
    assert "Wrigglesworth" not in public.content()
    press(public, "Yes, put us in touch")
    assert "Tansy knows how to reach you" in public.inner_text("main")

    tansy.goto("/champions/me/")
    follow(tansy.get_by_role("link", name="How to reach Arthur Fernley"))
    assert "01632 960 178" in tansy.inner_text("main")
    press(tansy, "I have been in touch")
    assert "You were last in touch today" in tansy.inner_text("main")
    tansy.get_by_label("Who did you help?").select_option(label=f"Arthur Fernley, {request}")
    tansy.get_by_label("They can do it now").check(force=True)
    tansy.get_by_label("We have finished").check(force=True)
    press(tansy, "Save")
    assert "Thank you. We have written down the help you gave." in tansy.inner_text("main")
    request.refresh_from_db()
    assert (request.state, request.sessions.get().minutes) == ("closed", 60)

    public.goto(how_was_it_link(request))
    press(public, "Send my answer")
    assert "Choose whether it helped" in public.inner_text(".govuk-error-summary")
    public.get_by_label("Yes", exact=True).check(force=True)
    press(public, "Send my answer")
    assert "That helps us" in public.inner_text("main")


# Take every answer away, as somebody does who has changed their mind about all of it.
EMPTY = """() => {
    document.querySelectorAll("main input[type=checkbox]").forEach(box => { box.checked = false })
    document.querySelectorAll("main input:is([type=text], [type=email], [type=tel]), main textarea").forEach(
        field => { field.value = "" }
    )
}"""
PUBLIC_STEPS = {
    "/champions/apply/": ["role", "you", "home", "skills", "times", "far", "why"],
    "/help/": ["who", "what", "where", "how", "when", "more", "contact"],
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("address", "fill_in"), [("/champions/apply/", answer_apply), ("/help/", answer_help)])
def test_each_question_is_sound_with_and_without_errors(
    world, new_page, axe, no_sideways_scroll, address, fill_in, width
):
    page = new_page(width=width)
    page.goto(address)
    fill_in(page)
    axe(page)
    no_sideways_scroll(page)
    for step in PUBLIC_STEPS[address]:
        page.goto(f"{address}{step}/")
        axe(page)
        no_sideways_scroll(page)
        page.evaluate(EMPTY)
        follow(page.locator("main form button[type=submit]").first)
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_about_champions_are_sound(world, new_page, axe, no_sideways_scroll, width):
    for number in range(3):
        make_champion(f"Champion {number}", area=world, role=make_role(slug="plain", title="Plain"))
    asked = make_request(person=make_person("Arthur Fernley"))
    page = new_page(width=width)
    for address in (
        "/champions/",
        "/champions/?q=CA1+1AA",
        "/champions/?q=Dalton",
        "/champions/?q=nowhere",
        f"/help/request/?r={asked.key}",
    ):
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_champions_own_pages_are_sound(world, new_page, sign_in, axe, no_sideways_scroll, width):
    now = timezone.now()
    champion = make_champion(area=world, user=make_user(), now=now - timedelta(days=40), birth_year=1961)
    matched = make_request(
        person=make_person("Arthur Fernley", contact_by="phone", phone="01632 960 178"),
        area=world,
        state="matched",
        champion=champion,
        matched_at=now - timedelta(days=3),
    )
    offered = make_request(area=world, state="offered")
    make_offer(offered, champion, now=now)
    page = sign_in(new_page(width=width), champion.user)
    for address in ("", "hours/", "edit/", "pause/", "leave/", f"people/{matched.reference}/"):
        page.goto(f"/champions/me/{address}")
        axe(page)
        no_sideways_scroll(page)
    page.goto("/champions/me/")
    page.get_by_label("How long, in minutes?").fill("1800")
    press(page, "Save")
    assert "Enter 600 minutes or fewer" in page.inner_text(".govuk-error-summary")
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_match_page_and_a_request_by_telephone_are_sound(world, new_page, sign_in, axe, no_sideways_scroll, width):
    plain = make_role(slug="plain", title="Plain")
    make_champion("Rowan Pettifer-Beck", area=world, role=plain, travel_miles=3)
    make_champion("Leopold Sparketh", area=world, role=plain, times=[])
    asked = make_request(times=[(1, "09:00", "12:00")], area=world)
    page = sign_in(new_page(width=width), make_staff("Coordinators"))
    page.goto(f"/admin/helprequest/inspect/{asked.pk}/")
    assert "1 champion could help" in page.inner_text("main")
    assert "Has not said when they are free" in page.inner_text("main")
    axe(page)
    no_sideways_scroll(page)
    page.goto("/admin/helprequest/new/")
    axe(page)
    press(page, "Take this request")
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_queue_is_matched_and_what_nobody_fits_is_seen_to(world, new_page, sign_in, axe, no_sideways_scroll, width):
    now, plain = timezone.now(), make_role(slug="plain", title="Plain")
    near = make_champion("Rowan Pettifer", area=world, role=plain, languages=["Polish"], max_people=1, user=make_user())
    make_champion("Tansy Wrigg", area=world, role=plain, home=(54.96, -2.934), max_people=1, travel_miles=8)
    people = [make_person(f"{name} Smith", contact_by="phone", phone="01632 960 178") for name in ("Ada", "Bert", "Cy")]
    ada = make_request(people[0], travel_miles=5, area=world, now=now - timedelta(days=3))
    bert = make_request(people[1], travel_miles=5, area=world, language="Polish", now=now)
    cy = make_request(people[2], area=world, language="Urdu", position=(54.5, -3.2), now=now, promised_on=now.date())
    page = sign_in(new_page(width=width), make_staff("Coordinators"))

    def is_sound(name):
        axe(page)
        no_sideways_scroll(page)
        picture(page, f"{name}-{width}")

    page.goto("/admin/helprequest/plan/")
    is_sound("plan")
    assert "2 of 3" in page.inner_text("main")
    page.get_by_label(f"Offer {ada} to").uncheck(force=True)
    press(page, "Offer what is ticked")
    assert "1 request is offered" in page.inner_text("main")
    assert [(offer.request, offer.champion) for offer in Offer.objects.all()] == [(bert, near)]

    page.goto(f"/admin/helprequest/inspect/{cy.pk}/")
    assert "Nobody fits just now" in page.inner_text("main")
    is_sound("nobody-fits")
    page.get_by_label("Year").fill("1999")
    press(page, "Promise them that day")
    assert "tomorrow or later" in page.inner_text(".govuk-error-summary")
    is_sound("nobody-fits-wrong")

    accept(offer=Offer.objects.get(), by=Actor.of(near.user), now=now)
    page.goto(f"/admin/helprequest/inspect/{bert.pk}/")
    is_sound("found")
    press(page, "They say yes: put them in touch")
    assert "Rowan Pettifer is helping" in page.inner_text("main")
    page.goto("/admin/helprequest/weights/")
    is_sound("weights")
    page.goto("/admin/helprequest/")
    picture(page, f"list-{width}")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_the_person_who_asked_sees_is_sound(world, new_page, axe, no_sideways_scroll, width):
    champion = make_champion(area=world, user=make_user(), birth_year=1961)
    champion.venues.add(VenuePage.objects.get())
    found = make_found(make_request(make_person("Arthur Fernley"), area=world), champion, timezone.now())
    page = new_page(width=width)
    for name, address in {
        "their-yes": f"/help/request/?r={found.key}",
        "how-was-it": how_was_it_link(make_request(state="closed")),
        "how-was-it-no-link": "/help/how-was-it/?f=x",
        "how-was-it-thanks": "/help/how-was-it/thanks/",
    }.items():
        page.goto(address)
        axe(page)
        no_sideways_scroll(page)
        picture(page, f"{name}-{width}")
