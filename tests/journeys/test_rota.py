"""The rota in a real browser, from signing up to the certificate; and help logged on a telephone."""

import os
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from champions.models import HelpSession
from core.words import LONDON
from events.actions.rota_reminding import remind_champions
from events.models import Occurrence, RotaPlace
from messaging.models import Message
from tests.factories.accounts import make_staff
from tests.factories.champions import make_help, make_helper, make_request
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import make_home
from tests.factories.pages import make_for_champions
from tests.factories.people import make_person
from tests.factories.programme import make_programme
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")
ALL_WEEK = [(weekday, time(8), time(20)) for weekday in range(7)]


@pytest.fixture
def look(axe, no_sideways_scroll):
    """A page by axe and by its width; and a picture of it, if wanted."""

    def at(page, name):
        axe(page)
        no_sideways_scroll(page)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)

    return at


@pytest.fixture
def topic():
    make_home()
    make_programme()
    return make_topic("Video calls", slug="video-calls", area="communicating")


def champion(name, topic, days=90, **kwargs):
    since = timezone.now() - timedelta(days=days)
    return make_helper(name, topics=[topic], times=ALL_WEEK, now=since, **kwargs)


def press(page, name):
    follow(page.get_by_role("button", name=name))


def test_from_the_rota_to_the_certificate(topic, new_page, sign_in, look):
    day = timezone.localdate() + timedelta(days=9)
    session = make_occurrence(make_event("Tablet drop-in", topics=[topic]), day=day)
    rowan, tansy = champion("Rowan Pettifer", topic), champion("Tansy Wrigglesworth", topic)

    staff = sign_in(new_page(), make_staff("Coordinators"))
    staff.goto(f"/admin/occurrence/inspect/{session.pk}/")
    follow(staff.get_by_role("link", name="Champions at this session"))
    staff.get_by_label("Champions wanted").fill("1")
    staff.get_by_label("Fewest to run").fill("1")
    press(staff, "Save")
    assert "Tansy Wrigglesworth" in staff.inner_text("main")
    look(staff, "rota-staff")

    page = sign_in(new_page(width=320), rowan.user)
    page.goto("/champions/me/rota/")
    look(page, "rota-near")
    follow(page.get_by_role("link", name="Tablet drop-in"))
    look(page, "rota-session")
    press(page, "Sign up")
    assert "You are on the rota. Thank you." in page.inner_text("main")
    press(page, "Offer my place")
    look(page, "rota-offered")
    assert Message.objects.filter(kind="champion_rota_offered", to="tansy@example.org").exists()

    other = sign_in(new_page(javascript=False), tansy.user)
    other.goto("/champions/me/rota/")
    follow(other.get_by_role("link", name="Tablet drop-in"))
    press(other, "Take this place")
    assert RotaPlace.objects.get(state="confirmed").champion == tansy

    remind_champions(datetime.combine(day - timedelta(days=2), time(10, 1), tzinfo=LONDON))
    assert Message.objects.filter(kind="champion_rota_reminder", to="tansy@example.org").exists()

    # The day has come.
    shift = timedelta(days=9)
    starts_at, ends_at = session.starts_at - shift, session.ends_at - shift
    Occurrence.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=ends_at)
    staff.goto(f"/register/{session.register_code}/")
    staff.get_by_role("radiogroup", name="Tansy Wrigglesworth").get_by_text("Present").click()
    look(staff, "rota-register")
    press(staff, "Save")
    assert RotaPlace.objects.get(state="confirmed").minutes == 120

    other.goto("/champions/me/hours/")
    assert "You have given 2 hours of help" in other.inner_text("main")
    follow(other.get_by_role("link", name="A certificate to print"))
    assert "Tansy Wrigglesworth" in other.inner_text("main")
    staff.goto("/admin/events/rota/")
    look(staff, "rota-staff-list")


def test_help_is_logged_and_put_right_on_a_telephone(topic, new_page, sign_in, look):
    rowan = champion("Rowan Pettifer", topic)
    since = timezone.now() - timedelta(days=20)
    make_request(
        person=make_person("Jean Askew", contact_by="phone", phone="01632 960 178"),
        topics=[topic],
        state="matched",
        champion=rowan,
        matched_at=since,
    )
    make_help(rowan, minutes=90, held_on=timezone.localdate() - timedelta(days=400), now=since)
    page = sign_in(new_page(width=360), rowan.user)
    page.goto("/champions/me/")
    look(page, "me")
    page.get_by_label("Who did you help?").select_option(index=0)
    page.get_by_label("Video calls").check(force=True)
    page.get_by_label("Getting there").check(force=True)
    soon = timezone.localdate() + timedelta(days=4)
    for part, value in (("day", soon.day), ("month", soon.month), ("year", soon.year)):
        page.locator(f"#id_next_on_{part}").fill(str(value))
    page.get_by_label("How many miles").fill("4000")
    press(page, "Save")
    assert "Enter 200 miles or fewer" in page.inner_text(".govuk-error-summary")
    look(page, "me-wrong")
    page.get_by_label("How many miles").fill("4")
    press(page, "Save")
    assert f"You meet Jean on {soon:%A}." in page.inner_text("main")

    page.goto("/champions/me/hours/")
    look(page, "hours")
    follow(page.get_by_role("link", name="Change what you wrote down").first)
    look(page, "correct")
    page.get_by_label("How long, in minutes?").fill("45")
    press(page, "Save")
    assert HelpSession.objects.filter(minutes=45, travel_miles=4).exists()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_champions_other_pages_are_sound(topic, new_page, sign_in, look, width):
    rowan = champion("Rowan Pettifer", topic, shown_to_others=True)
    make_help(rowan, now=timezone.now() - timedelta(days=20))
    guide = make_for_champions("How to begin", summary="The first meeting")
    page = sign_in(new_page(width=width), rowan.user)
    for address in ("/champions/area/", guide.get_url(), "/champions/me/certificate/", "/champions/me/edit/"):
        page.goto(address)
        look(page, address.strip("/").replace("/", "-"))
    page.goto("/champions/me/times/")
    page.get_by_label("Tuesday").fill("4pm to 2pm")
    press(page, "Save")
    look(page, "times-wrong")
    page.goto("/champions/me/away/")
    press(page, "Add these days")
    look(page, "away-wrong")
