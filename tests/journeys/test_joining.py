"""From curious to cleared: applied for on two devices, references, the code of conduct, checks recorded, active."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from champions.models import ApplicationDraft, Champion, ChampionState, Reference
from champions.signed_links import draft_link, reference_link
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.joining import make_applicant, make_conduct, make_reference
from tests.factories.locations import CARLISLE, make_area, make_home, make_postcode
from tests.journeys.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    """Kept where PICTURES says, to look at; nowhere otherwise."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.fixture
def programme():
    """A role that asks for two references, agreement to the code and a basic check."""
    make_home()
    ward = make_area("Harraby", parent=make_area("Carlisle", kind="district"))
    make_postcode("CA1 1AA", position=CARLISLE, ward=ward)
    make_topic("Video calls", slug="video-calls", area="communicating")
    asked = [
        make_requirement("Referees", "references"),
        make_requirement("Our code", "agreement"),
        make_requirement("Basic check", level="basic", valid_months=36),
    ]
    make_conduct(text="I go at the pace of the person I help.\n\nI never ask for a PIN.")
    return make_role(requirements=asked, description="You sit with somebody.", takes="One hour a month.")


@pytest.fixture
def look(axe, no_sideways_scroll):
    def at(page, name):
        axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    return at


def press(page, name):
    follow(page.get_by_role("button", name=name, exact=True))


def path_of(link):
    return link[link.index("/champions") :]


def name_referee(page, name, address):
    page.get_by_label("Their name").fill(name)
    page.get_by_label("How do you know each other?").fill("We worked together")
    page.get_by_label("By e-mail").check(force=True)
    page.get_by_label("Their e-mail address").fill(address)
    press(page, "Continue")


def begin_and_leave(page, look):
    page.goto("/champions/")
    look(page, "about")
    page.goto("/champions/apply/")
    page.get_by_label("Digital champion", exact=False).first.check(force=True)
    press(page, "Continue")
    page.get_by_label("Your name").fill("Tansy Wrigglesworth")
    page.get_by_label("Your e-mail address").fill("tansy@example.org")
    page.get_by_label("The year in which you were born").fill("1961")
    press(page, "Continue")
    look(page, "question")
    press(page, "Save and come back later")
    look(page, "save")
    press(page, "Save it")
    look(page, "saved")


def carry_on_and_send(page):
    """On another device, without script."""
    page.goto(path_of(draft_link(ApplicationDraft.objects.get())))
    picture(page, "resume")
    press(page, "Carry on where I was")
    page.get_by_label("What is your postcode?").fill("ca11aa")
    press(page, "Continue")
    page.get_by_label("Video calls").check(force=True)
    page.get_by_label("At a library or another public place").check(force=True)
    press(page, "Continue")
    page.get_by_label("Tuesday morning").check(force=True)
    press(page, "Continue")
    press(page, "Continue")
    picture(page, "referee")
    name_referee(page, "Dora Quibell", "dora@example.org")
    name_referee(page, "Ned Arkwright", "ned@example.org")
    press(page, "Continue")
    picture(page, "check")
    press(page, "Send my application")
    assert "Thank you, Tansy" in page.get_by_role("heading", level=1).inner_text()


def give_reference(page, reference, look):
    page.goto(path_of(reference_link(reference)))
    press(page, "Send what I said")
    look(page, "reference-wrong")
    page.get_by_label("More than 5 years").check(force=True)
    page.get_by_label("Yes", exact=True).check(force=True)
    page.get_by_label("What else would you like to say").fill("Patience itself.")
    page.get_by_label("Your name").fill(reference.name)
    page.get_by_label("I have read this through").check(force=True)
    press(page, "Send what I said")
    look(page, "reference-thanks")


def test_from_curious_to_cleared(programme, new_page, sign_in, look):
    begin_and_leave(new_page(width=320), look)
    carry_on_and_send(new_page(javascript=False))
    champion = Champion.objects.get()

    coordinator = sign_in(new_page(), make_staff("Coordinators"))
    coordinator.goto("/admin/champions/board/")
    look(coordinator, "board-applied")
    follow(coordinator.get_by_role("link", name="Tansy Wrigglesworth"))
    press(coordinator, "Start their checks")
    assert Message.objects.filter(kind="reference_asked").count() == 2
    for reference in Reference.objects.all():
        give_reference(new_page(width=320), reference, look)
        coordinator.goto(f"/admin/champions/references/{reference.pk}/")
        assert "Patience itself." in coordinator.inner_text("main")
        look(coordinator, "reference-read")
        press(coordinator, "Accept this reference")

    tansy = sign_in(new_page(width=320), champion.user)
    tansy.goto("/champions/me/")
    look(tansy, "me")
    follow(tansy.get_by_role("link", name="Read it and agree"))
    press(tansy, "I agree")
    look(tansy, "agree-wrong")
    tansy.get_by_label("I have read the code of conduct and agree to it").check(force=True)
    press(tansy, "I agree")
    expect(tansy.get_by_text("We have written down that you agree")).to_be_visible()

    coordinator.goto(f"/admin/champion/inspect/{champion.pk}/")
    coordinator.get_by_label("Requirement").select_option(label="Basic check")
    coordinator.get_by_label("DBS: certificate number").fill("001234567890")
    coordinator.get_by_label("DBS: level on the certificate").select_option(label="Enhanced")
    coordinator.get_by_label("DBS: decision").select_option(label="Clear to help")
    press(coordinator, "Record")
    picture(coordinator, "champion")
    press(coordinator, "Everything is in date: make them active")
    champion.refresh_from_db()
    assert champion.state == ChampionState.ACTIVE


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_coordinators_are_sound(programme, new_page, sign_in, look, width):
    now = timezone.now()
    for name, state, days in (("Sorrel Fernbeck", "applied", 4), ("Una Larchditch", "in-checks", 30)):
        make_champion(name, state=state, role=programme, now=now - timedelta(days=days))
    make_champion("Rowan Mossrigg", role=make_role("Plain", "plain"), now=now - timedelta(days=3))
    asked = make_reference(make_applicant("Ada Heronscar", role=programme), phone="01632 960 111", state="asked")
    lapsed = make_champion("Edith Fernholme", role=programme)
    lapsed.met.create(
        requirement=programme.requirements.get(kind="dbs"), met_on=date(2020, 1, 1), expires_on=date(2023, 1, 1)
    )
    make_request(champion=lapsed, state="matched", matched_at=now)
    page = sign_in(new_page(width=width), make_staff("Coordinators"))
    for name in ("board/", "renewals/", f"references/{asked.pk}/", f"{asked.champion_id}/referee/"):
        page.goto(f"/admin/champions/{name}")
        look(page, f"staff-{name.split('/')[0]}")
    page.goto("/admin/events/training/")
    look(page, "training")
    page.goto(f"/admin/champions/references/{asked.pk}/answer/")
    press(page, "Write it down")
    look(page, "typed-wrong")
