"""A champion leaves or is removed: nothing is open to them any more, and nobody they helped is left alone."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Sum
from django.test import Client

from champions.actions import applications, concerns, profile, removal
from champions.models import Champion, HelpRequest, HelpSession
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.retention import apply_rules
from events.models import EventPage, Occurrence
from messaging.models import Message
from people import retention
from people.actions import create_person
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_concern, make_offer, make_request
from tests.factories.events import make_event, make_occurrence
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
WAYS = {
    "left": lambda champion, by, now: profile.leave(champion=champion, reason="Moving house", by=by, now=now),
    "removed": lambda champion, by, now: removal.remove(champion=champion, reason="Kept a PIN", by=by, now=now),
}


@pytest.fixture
def by():
    return Actor.of(make_staff("Coordinators"))


@pytest.fixture
def champion(now):
    """Active, signed in on two devices, with a calendar, a person helped, an offer and a session to lead."""
    details = {"name": "Rowan Pettifer", "email": "rowan@example.org", "phone": "01632 960 145"}
    person = create_person(**details, contact_by="email", by=Actor.system(), now=now)
    champion = make_champion(person=person, user=make_user(), calendar_key="H4RDT0GVESS", birth_year=1961)
    make_request(state="matched", champion=champion, matched_at=now)
    make_offer(make_request(state="offered"), champion)
    make_occurrence(make_event(lead=champion.user), day=(now + timedelta(days=7)).date(), lead=champion.user)
    return champion


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize("way", WAYS)
def test_whoever_goes_has_nothing_open_to_them(way, champion, by, now):
    devices = [signed_in(champion.user), signed_in(champion.user)]
    other = signed_in(make_user())
    assert [device.get("/champions/me/").status_code for device in devices] == [200, 200]

    WAYS[way](champion, by, now)

    assert [device.get("/champions/me/").headers["Location"] for device in devices] == [
        "/account/login/?next=/champions/me/"
    ] * 2
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [other.session["_auth_user_id"]]
    assert Client().get("/champions/me/calendar.ics?key=H4RDT0GVESS").status_code == 404
    assert not get_user_model().objects.get(pk=champion.user.pk).is_active


@pytest.mark.parametrize("way", WAYS)
def test_whoever_goes_leaves_nobody_and_no_session_to_them(way, champion, by, now):
    WAYS[way](champion, by, now)

    champion.refresh_from_db()
    assert champion.state == way
    assert set(HelpRequest.objects.values_list("state", "champion")) == {("waiting", None)}
    assert [offer.state for offer in champion.offers.all()] == ["withdrawn"]
    assert (Occurrence.objects.get().lead, EventPage.objects.get().lead) == (None, None)
    assert AuditLine.objects.get(action="sessions_without_lead").detail == {"count": 1}


def test_staff_who_are_champions_keep_their_account_and_sessions_and_lose_their_champions_page(by, now):
    user = make_staff("Session leads")
    champion = make_champion(user=user)
    make_occurrence(make_event(), day=(now + timedelta(days=7)).date(), lead=user)
    device = signed_in(user)

    profile.leave(champion=champion, by=by, now=now)

    assert device.get("/champions/me/").status_code == 403
    assert Occurrence.objects.get().lead == user


@pytest.mark.parametrize("way", WAYS)
def test_hours_stay_as_counts_when_the_rest_is_erased_in_time(way, champion, by, now, monkeypatch):
    monkeypatch.setattr(retention, "NEEDED", {})  # as if the figures of that time had been kept
    request = make_request(state="closed", champion=champion)
    champion.sessions.create(
        request=request, held_on=now.date(), minutes=60, outcome="done", form_key=request.key, logged_at=now
    )
    WAYS[way](champion, by, now)

    apply_rules(now + relativedelta(months=13))

    champion.refresh_from_db()
    assert (champion.state, champion.state_reason, champion.home_postcode) == (way, "", "")
    assert champion.person.name == ""
    assert HelpSession.objects.aggregate(Sum("minutes"))["minutes__sum"] == 60
    assert not get_user_model().objects.filter(username="rowan@example.org").exists()


def test_who_is_removed_is_told_kindly_and_not_the_reason(champion, by, now):
    removal.remove(champion=champion, reason="Kept a PIN", by=by, now=now)

    message = Message.objects.get(kind="champion_removed")
    assert "Please do not contact the people you helped" in message.body
    assert "PIN" not in message.body.replace("your PIN", "")
    assert Champion.objects.get().state_reason == "Kept a PIN"


def test_removing_needs_a_reason(champion, by, now):
    with pytest.raises(Refused, match="Enter the reason"):
        removal.remove(champion=champion, reason=" ", by=by, now=now)

    assert Champion.objects.get().state == "active"


# The same e-mail address, the same telephone, or the same name and year.
SAME = {
    "e-mail": ({"name": "R P", "email": "Rowan@Example.org"}, 1999),
    "telephone": ({"name": "R P", "phone": "(01632) 960145"}, 1999),
    "name and year": ({"name": "rowan PETTIFER"}, 1961),
}


@pytest.mark.parametrize("same", SAME)
def test_who_was_removed_is_not_taken_on_again_before_the_lead_says_so(same, champion, by, now):
    details, birth_year = SAME[same]
    removal.remove(champion=champion, reason="Kept a PIN", by=by, now=now)
    person = create_person(**details, by=by, now=now)
    again = make_champion(state="applied", person=person, birth_year=birth_year)
    for step in (applications.start_checks, applications.activate):
        with pytest.raises(Refused, match="Ask the safeguarding lead first"):
            step(champion=again, by=by, now=now)

    concerns.let_apply_again(make_concern(champion=champion), by=by, now=now)

    assert applications.start_checks(champion=again, by=by, now=now).state == "in-checks"


def test_who_was_removed_is_not_made_one_who_left_by_a_coordinator(champion, by, now):
    removal.remove(champion=champion, reason="Kept a PIN", by=by, now=now)

    with pytest.raises(Refused, match="not a champion any more"):
        profile.leave(champion=champion, by=by, now=now)


def test_who_went_while_they_were_stopped_comes_back_through_the_lead_too(champion, by, now):
    concern = make_concern(champion=champion)
    concerns.stop_champion(concern, by=by, now=now)
    profile.leave(champion=champion, by=by, now=now)
    again = make_champion(state="applied", person=make_person("Rowan Pettifer"), birth_year=1961)
    with pytest.raises(Refused, match="Ask the safeguarding lead first"):
        applications.start_checks(champion=again, by=by, now=now)

    concerns.lift_stop(concern, by=by, now=now)

    assert applications.start_checks(champion=again, by=by, now=now).state == "in-checks"


def test_who_left_may_come_back_and_so_may_somebody_of_the_same_name_and_another_year(champion, by, now):
    make_champion("Rowan Pettifer", state="removed", birth_year=1990)
    profile.leave(champion=champion, by=by, now=now)
    again = make_champion(state="applied", person=make_person("Rowan Pettifer"), birth_year=1961)

    assert applications.start_checks(champion=again, by=by, now=now).state == "in-checks"
