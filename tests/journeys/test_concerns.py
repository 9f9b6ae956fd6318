"""A concern, from whoever raises it to the safeguarding lead who stops a champion and closes it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from champions.models import Champion, Concern
from core.roles import COORDINATORS, SAFEGUARDING
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_request
from tests.factories.locations import make_home
from tests.factories.people import make_person
from tests.journeys.conftest import follow
from tests.journeys.test_booking import is_told, picture

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, name):
    follow(page.get_by_role("button", name=name))


@pytest.mark.parametrize(("width", "script"), [(320, True), (1280, False)])
def test_a_resident_says_what_is_wrong_and_the_lead_alone_reads_it(
    new_page, sign_in, axe, no_sideways_scroll, width, script
):
    cache.clear()
    make_home()
    champion = make_champion("Rowan Pettifer-Beck", user=make_user())
    asked = make_request(make_person("Arthur Fernley"), state="matched", champion=champion, matched_at=timezone.now())

    def look(page, name):
        if script:
            axe(page)
        no_sideways_scroll(page)
        picture(page, name)

    resident = new_page(width=width, javascript=script)
    resident.goto(f"/help/request/?r={asked.key}")
    follow(resident.get_by_role("link", name="Something is not right? Tell us"))
    assert "ring 999" in resident.inner_text("main .note.stop")
    look(resident, "concern")
    press(resident, "Send it to the safeguarding lead")
    is_told(resident, "Tell us what has happened, or what worries you")
    look(resident, "concern-errors")
    resident.get_by_label("A digital champion").check(force=True)
    resident.get_by_label("What has happened, or what worries you?").fill("He asked me for my PIN.")
    press(resident, "Send it to the safeguarding lead")
    assert resident.get_by_role("heading", level=1).inner_text().strip() == "Thank you for telling us"
    assert "PIN" not in resident.inner_text("main")
    look(resident, "concern-thanks")

    coordinator = sign_in(new_page(), make_staff(COORDINATORS))
    coordinator.goto("/admin/")
    assert "oncern" not in coordinator.inner_text("body")

    lead = sign_in(new_page(width=width, javascript=script), make_staff(SAFEGUARDING, first_name="Ines"))
    lead.goto("/admin/")
    follow(lead.get_by_role("link", name="1 concern that is new"))
    follow(lead.get_by_role("link", name=str(Concern.objects.get())))
    assert "He asked me for my PIN." in lead.inner_text("main")
    press(lead, "Stop Rowan Pettifer-Beck now")
    press(lead, "Never match the two")
    is_told(lead, "Enter the number of a request")
    look(lead, "concern-lead-errors")
    lead.get_by_label("The number of a request").fill(str(asked))
    lead.get_by_label("Why are they never to be matched?").fill("He asked for a PIN.")
    press(lead, "Never match the two")
    lead.get_by_label("What would you like to keep?").fill("Rang Arthur. His niece is with him.")
    press(lead, "Keep this")
    lead.get_by_label("The champion’s name").fill("rowan")
    press(lead, "Find them")
    look(lead, "concern-lead")
    lead.get_by_label("Passed on, to social care or the police").check(force=True)
    lead.get_by_label("Why is it closed?").fill("The police have it.")
    press(lead, "Close this concern")
    look(lead, "concern-lead-closed")

    assert Champion.objects.get().is_stopped
    assert Concern.objects.get().state == "closed"
    stopped = sign_in(new_page(width=width, javascript=script), champion.user)
    stopped.goto("/champions/me/")
    assert "Please ring us before you do anything else" in stopped.inner_text("main")
    assert "Arthur" not in stopped.content()
    look(stopped, "concern-stopped-champion")


def test_a_coordinator_blocks_a_pair_and_removes_a_champion(new_page, sign_in, axe, no_sideways_scroll):
    make_home()
    champion = make_champion("Rowan Pettifer-Beck", user=make_user())
    asked = make_request(make_person("Arthur Fernley"), state="matched", champion=champion, matched_at=timezone.now())
    page = sign_in(new_page(width=320), make_staff(COORDINATORS))

    page.goto(f"/admin/helprequest/inspect/{asked.pk}/")
    press(page, "Never match them again")
    is_told(page, "Say why")
    axe(page)
    no_sideways_scroll(page)
    picture(page, "never-errors")
    page.get_by_label("Why are these two never to be matched again?").fill("They do not get on.")
    press(page, "Never match them again")
    assert "Rowan and this person are never matched again." in page.inner_text("main")
    page.goto("/admin/blockedpair/")
    follow(page.get_by_role("link", name="Arthur Fernley"))
    assert "They do not get on." in page.inner_text("main")
    picture(page, "never-pair")
    page.goto(f"/admin/champion/inspect/{champion.pk}/")
    page.get_by_label("Reason for removing them").fill("Asked for a PIN.")
    press(page, "Remove: close their account")

    assert (Champion.objects.get().state, Champion.objects.get().user.is_active) == ("removed", False)
    picture(page, "champion-removed")
