"""A coordinator fills in the week of a library; whoever is on duty today opens the register there."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from events.models import Duty
from tests.factories.accounts import make_staff
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.widths import WIDTHS

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_week_of_a_library_is_filled_in_and_opens_its_registers(new_page, axe, sign_in, width):
    from core.roles import make_roles

    make_roles()
    library, today = make_venue("Kendal Library"), timezone.localdate()
    assistant = make_staff("Session leads", first_name="Lena", last_name="Hartley")
    occurrence = make_occurrence(event=make_event("Get to know your tablet"), day=today, venue=library)
    make_booking(occurrence, make_person("Arthur Fernley-Moss"))
    page = sign_in(new_page(width=width), make_staff("Coordinators"))

    page.goto("/admin/events/duty/")
    page.get_by_label("Place").fill("Kendal Library")
    axe(page)
    follow(page.get_by_role("button", name="Open its duty list"))
    page.get_by_label("Add somebody").select_option("Lena Hartley")
    follow(page.get_by_role("button", name="Save"))
    page.get_by_label(f"Lena Hartley, {today:%A} {today.day} {today:%B}").check()
    follow(page.get_by_role("button", name="Save"))
    axe(page)
    picture(page, "duty")

    assert list(Duty.objects.values_list("venue", "on", "user")) == [(library.pk, today, assistant.pk)]
    desk = sign_in(new_page(width=width), assistant)
    desk.goto("/register/")
    follow(desk.get_by_role("link", name="Get to know your tablet"))
    assert "Arthur Fernley-Moss" in desk.inner_text("main")
