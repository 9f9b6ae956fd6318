"""What a coordinator does with those who wait and those who are found, through the door."""

from datetime import time, timedelta
from itertools import product

import pytest
from django.utils import timezone

from champions.actions.agreeing import agree
from champions.links import how_was_it_link
from champions.models import Champion, HelpFeedback, HelpRequest, MatchWeights, Offer
from champions.queue import queue
from core.actors import Actor
from messaging.models import Message
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_found, make_offer, make_pair, make_request, make_requirement
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import CARLISLE, make_area, make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

NORTH = (54.9600, -2.9340)
FAR = (55.0400, -2.9340)
PLAN = "/admin/helprequest/plan/"


@pytest.fixture
def coordinator(client):
    client.force_login(make_staff("Coordinators"))
    return client


def admin(what, request, *more):
    return f"/admin/helprequest/{what}/{'/'.join(str(part) for part in (request.pk, *more))}/"


def person(name="Arthur Fernley"):
    return make_person(name, contact_by="email", email=f"{name.split()[0].lower()}@example.org")


def found():
    champion = make_champion("Rowan Pettifer", user=make_user(), birth_year=1961)
    return make_found(make_request(person()), champion, timezone.now())


# Match everyone waiting


def two_who_wait_and_two_who_help():
    """Ada could be helped by either, Bert by Rowan alone: one by one Ada takes Rowan, who is nearer."""
    ada = make_request(person("Ada Smith"), now=timezone.now() - timedelta(days=3), travel_miles=5)
    bert = make_request(person("Bert Jones"), now=timezone.now(), travel_miles=5, language="Polish")
    rowan = make_champion("Rowan Pettifer", languages=["Polish"], max_people=1, travel_miles=5)
    tansy = make_champion("Tansy Wrigg", home=NORTH, max_people=1, travel_miles=8)
    return ada, bert, rowan, tansy


def test_the_plan_stands_beside_one_by_one_and_nothing_happens_before_it_is_approved(coordinator):
    ada, bert, rowan, tansy = two_who_wait_and_two_who_help()

    page = coordinator.get(PLAN)

    assert [row.value for row in page.context["rows"]] == [f"{ada.pk}:{tansy.pk}", f"{bert.pk}:{rowan.pk}"]
    text = page.content.decode()
    assert "2 of 2" in text
    assert "1 of 2" in text
    assert "Speaks Polish" in text
    assert "Ada Smith" not in text
    assert not Offer.objects.exists()


def test_what_is_ticked_is_offered_and_the_rest_waits(coordinator):
    _, bert, rowan, _ = two_who_wait_and_two_who_help()

    page = coordinator.post(PLAN, {"pair": [f"{bert.pk}:{rowan.pk}"]}, follow=True)

    assert "1 request is offered" in page.content.decode()
    assert [(offer.request, offer.champion) for offer in Offer.objects.all()] == [(bert, rowan)]
    assert Offer.objects.get().reasons["for"]


def test_an_old_page_approves_nothing_that_changed_and_the_others_go_on(coordinator):
    ada, bert, rowan, tansy = two_who_wait_and_two_who_help()
    old = [f"{ada.pk}:{tansy.pk}", f"{bert.pk}:{rowan.pk}", "999999:1", "nonsense", "1:" + "9" * 40]
    type(tansy).objects.filter(pk=tansy.pk).update(state="paused")
    type(rowan).objects.filter(pk=rowan.pk).update(max_people=2)
    gone = make_request(state="cancelled")

    page = coordinator.post(PLAN, {"pair": [*old, f"{gone.pk}:{rowan.pk}"]}, follow=True).content.decode()

    assert f"{ada}: the plan for it has changed since you looked" in page
    assert "does not wait any more" in page
    assert [offer.request for offer in Offer.objects.all()] == [bert]


def test_with_nothing_ticked_nothing_is_offered_and_it_is_said(coordinator):
    two_who_wait_and_two_who_help()

    page = coordinator.post(PLAN)

    assert page.status_code == 422
    assert "Tick at least one row" in page.content.decode()
    assert not Offer.objects.exists()


def test_nobody_waiting_is_said(coordinator):
    assert "Nobody is waiting" in coordinator.get(PLAN).content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_the_queue_is_read_in_as_many_queries_however_many_wait(count, now, django_assert_num_queries):
    library, topic = make_venue(position=CARLISLE, hours={1: ("09:00", "17:00")}), make_topic()
    for number in range(count):
        champion = make_champion(f"Rowan{number}", topics=[topic])
        champion.venues.add(library)
        make_request(person(f"Ada{number}"), topics=[topic], times=[(1, time(9), time(12))], area=make_area())
    for request, champion in product(HelpRequest.objects.all(), Champion.objects.all()):
        make_offer(request, champion, state="lapsed", answered_at=now)

    with django_assert_num_queries(15):
        plan = queue(now=now)

    assert plan.best.served == count
    for match in plan.best.pairs.values():
        assert "Did not answer when we asked about this before" in match.reasons_against


def test_the_plan_never_puts_a_blocked_pair_together(now):
    library, topic = make_venue(position=CARLISLE, hours={1: ("09:00", "17:00")}), make_topic()
    champions = [make_champion(name, topics=[topic]) for name in ("Rowan", "Peregrine")]
    for champion in champions:
        champion.venues.add(library)
    request = make_request(person("Ada"), topics=[topic], times=[(1, time(9), time(12))], area=make_area())
    first = queue(now=now).best.pairs[request.pk].candidate.pk
    make_pair(Champion.objects.get(pk=first), request.person)

    after = queue(now=now)

    [other] = {champion.pk for champion in champions} - {first}
    assert after.best.pairs[request.pk].candidate.pk == other
    assert after.by_turns.pairs[request.pk].candidate.pk == other


def test_only_who_may_change_requests_sees_the_plan_and_the_weights(client):
    client.force_login(make_staff("Session leads"))

    for address in (PLAN, "/admin/helprequest/weights/"):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address).status_code in (302, 403)


# Nobody fits


def test_when_nobody_fits_each_way_out_says_who_would_fit_then(coordinator):
    make_champion("Rowan Pettifer", home=CARLISLE).venues.add(
        make_venue("Longtown Library", position=NORTH, hours={1: ("09:00", "17:00")})
    )
    library = make_venue("Carlisle Library", position=CARLISLE)
    event = make_event(slug="tablets", title="Tablets for beginners")
    make_occurrence(event=event, day=timezone.localdate() + timedelta(days=7), venue=library)
    request = make_request(person(), travel_miles=2)

    page = coordinator.get(admin("inspect", request))

    ways_out = page.context["ways_out"]
    assert [(wider.miles, wider.total) for wider in ways_out.wider] == [(5, 1)]
    assert ways_out.by_phone == 1
    [session] = ways_out.sessions
    assert (session.title, session.where) == ("Tablets for beginners", "Carlisle Library")
    coordinator.post(admin("session", request), {"session": session.key})
    assert "Tablets for beginners" in Message.objects.get(kind="help_news").body
    coordinator.post(admin("widen", request), {"miles": "5"})
    assert coordinator.get(admin("inspect", request)).context["ranking"].total == 1


def test_a_near_miss_who_agrees_to_come_farther_can_be_asked(coordinator):
    champion = make_champion("Rowan Pettifer", home=NORTH, travel_miles=3)
    request = make_request(person(), setting="home", travel_miles=2)
    type(champion).objects.update(settings=["home"])
    champion.role.may_visit_homes = True
    champion.role.save()
    champion.met.create(requirement=make_requirement(level="enhanced"), met_on="2026-01-01")

    [miss] = coordinator.get(admin("inspect", request)).context["ranking"].near_misses
    coordinator.post(admin("farther", request, champion.pk), {"miles": str(miss.whole_miles)})

    assert coordinator.get(admin("inspect", request)).context["ranking"].total == 1


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("wait", {}, "Enter the day by which they hear from us"),
        (
            "wait",
            {"promised_on_day": "1", "promised_on_month": "1", "promised_on_year": "2020"},
            "Enter the day by which they hear from us: tomorrow or later",
        ),
        ("in-turn", {}, "Choose whom to ask"),
        ("in-turn", {"champions": ["999"]}, "Choose from the answers on this page"),
        ("close", {"outcome": ""}, "Say in a few words how it ended"),
    ],
)
def test_what_is_wrong_on_the_page_of_a_request_is_said_there(coordinator, what, data, sentence):
    request = make_request(person())
    for name in ("Rowan", "Tansy"):
        make_champion(name)

    page = coordinator.post(admin(what, request), data)

    assert page.status_code == 422
    assert sentence in page.content.decode()


@pytest.mark.parametrize(("what", "data"), [("widen", {"miles": "x"}), ("widen", {"miles": "9" * 30}), ("session", {})])
def test_what_no_page_of_ours_would_send_changes_nothing(coordinator, what, data):
    request = make_request(person())

    assert coordinator.post(admin(what, request), data).status_code == 302
    assert not Message.objects.exists()


def test_several_are_asked_in_the_order_of_the_list(coordinator):
    near, far = make_champion("Rowan"), make_champion("Tansy", home=(54.90, -2.93))
    request = make_request(person(), travel_miles=10)

    coordinator.post(admin("in-turn", request), {"champions": [str(far.pk), str(near.pk)]})

    assert [offer.champion for offer in request.offers.all()] == [near]
    assert [turn.champion for turn in request.turns.all()] == [far]


# Once somebody is found


def test_the_answer_by_telephone_is_written_down_by_staff(coordinator):
    request = found()
    assert "You may tell Rowan, a digital champion" in coordinator.get(admin("inspect", request)).content.decode()

    coordinator.post(admin("agreed", request))

    request.refresh_from_db()
    consent = request.person.consents.get()
    assert (request.state, consent.arrived_by) == ("matched", "phone")
    assert consent.taken_by.groups.filter(name="Coordinators").exists()


def test_so_is_that_they_would_rather_have_somebody_else(coordinator):
    request = found()

    coordinator.post(admin("rather-not", request))

    request.refresh_from_db()
    assert (request.state, request.offers.get().state) == ("waiting", "not-wanted")


def test_another_of_the_champions_places_is_proposed(coordinator):
    request = found()
    places = [make_venue(f"Library {number}", position=CARLISLE) for number in range(2)]
    elsewhere = make_venue("Elsewhere", position=FAR)
    request.champion.venues.set(places)

    refused = coordinator.post(admin("place", request), {"venue": elsewhere.pk})
    coordinator.post(admin("place", request), {"venue": places[1].pk})

    request.refresh_from_db()
    assert "Choose one of the places in the list" in refused.content.decode()
    assert request.venue == places[1]


def test_what_they_said_of_the_help_is_written_down_once(coordinator):
    request = make_request(person(), state="closed", outcome="Done")

    missing = coordinator.post(admin("answered", request), {"words": "Slowly"})
    coordinator.post(admin("answered", request), {"did_it_help": "partly", "words": "Slowly"})

    assert missing.status_code == 422
    assert HelpFeedback.objects.get().did_it_help == "partly"
    assert "Write it down" not in coordinator.get(admin("inspect", request)).content.decode()


def test_late_matches_are_flagged_on_the_first_page_the_list_and_the_request(coordinator):
    request = found()
    agree(request=request, by=Actor.public(), now=timezone.now() - timedelta(days=6))

    assert "match without first contact in 5 days" in coordinator.get("/admin/").content.decode()
    listed = coordinator.get("/admin/helprequest/?to_see_to=first-contact").content.decode()
    assert str(request) in listed
    assert "ring the champion" in coordinator.get(admin("inspect", request)).content.decode()
    assert str(request) not in coordinator.get("/admin/helprequest/?to_see_to=quiet").content.decode()


# Weights


def test_weights_are_seen_as_shares_and_changed(coordinator):
    address = "/admin/helprequest/weights/"
    assert "40 of 100" in coordinator.get(address).content.decode()

    wrong = coordinator.post(address, dict.fromkeys(["distance", "topics", "time", "room", "known"], "0"))
    coordinator.post(address, {"distance": "1", "topics": "1", "time": "0", "room": "0", "known": "2"})

    assert wrong.status_code == 422
    assert "with all at 0 nothing would decide" in wrong.content.decode()
    assert MatchWeights.current().shares()["known"] == 50
    assert "50 of 100" in coordinator.get(address).content.decode()


# The person who asked


def test_a_link_asks_and_never_answers(client):
    request = found()

    page = client.get(f"/help/request/?r={request.key}", follow=True).content.decode()
    client.get(f"/help/request/{request.reference}/answer/")

    assert "Rowan can help you" in page
    assert "Pettifer" not in page
    assert HelpRequest.objects.get().state == "found"


@pytest.mark.parametrize(
    ("answer", "state", "shown"), [("yes", "matched", "Rowan is in touch, by"), ("no", "waiting", "hear")]
)
def test_they_say_yes_or_no_on_their_page_and_see_what_comes_next(client, answer, state, shown):
    request = found()
    client.get(f"/help/request/?r={request.key}")

    page = client.post(f"/help/request/{request.reference}/answer/", {"answer": answer}, follow=True)

    request.refresh_from_db()
    assert request.state == state
    assert shown in page.content.decode()


def test_who_has_not_opened_it_answers_nothing(client):
    request = found()

    page = client.post(f"/help/request/{request.reference}/answer/", {"answer": "yes"}, follow=True)

    assert "Please open it again" in page.content.decode()
    assert HelpRequest.objects.get().state == "found"


def test_whether_it_helped_is_asked_by_a_link_that_works_once(client):
    request = make_request(person(), state="closed")
    link = how_was_it_link(request)

    missing = client.post(link, {"words": "Thank you"})
    thanked = client.post(link, {"did_it_help": "yes", "words": "Thank you"}, follow=True).content.decode()

    assert missing.status_code == 422
    assert "Thank you" in missing.content.decode()
    assert "That helps us" in thanked
    assert "We have your answer already" in client.get(link).content.decode()
    assert HelpFeedback.objects.count() == 1


@pytest.mark.parametrize("token", ["", "made-up", "%00"])
def test_a_made_up_link_asks_nothing(client, token):
    assert "Did it help?" in client.get(f"/help/how-was-it/?f={token}").content.decode()
    assert client.post(f"/help/how-was-it/?f={token}", {"did_it_help": "yes"}).status_code == 200
    assert not HelpFeedback.objects.exists()
