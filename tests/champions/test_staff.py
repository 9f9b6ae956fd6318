"""What a coordinator sees and does in the admin, and that nobody else may."""

from datetime import time, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.utils import timezone

from champions.candidates import candidates, need_of
from champions.matching import rank
from champions.models import Champion, HelpRequest, Offer, Role
from core.models import AuditLine
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_offer, make_request, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.locations import CARLISLE, make_area, make_postcode, make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = make_staff("Coordinators")
    client.force_login(user)
    return client


def request_page(request):
    return f"/admin/helprequest/inspect/{request.pk}/"


def many_champions(count):
    library = make_venue(position=CARLISLE, hours={1: ("09:00", "17:00")})
    topic, check = make_topic(), make_requirement()
    role = make_role(requirements=[check])
    for number in range(count):
        champion = make_champion(f"Rowan{number} Pettifer", role=role, topics=[topic], birth_year=1961)
        champion.venues.add(library)
        champion.met.create(requirement=check, met_on="2026-01-01")
        champion.sessions.create(
            held_on="2026-01-02", minutes=60, outcome="done", form_key=uuid4(), logged_at=timezone.now()
        ).topics.add(topic)
    return topic


@pytest.mark.parametrize("count", [1, 3, 30])
def test_candidates_are_loaded_in_eight_queries_however_many(count, now, django_assert_num_queries):
    topic = many_champions(count)
    request = make_request(topics=[topic], times=[(1, time(9), time(12))])

    with django_assert_num_queries(8):
        found = candidates(request, now=now)

    assert len(found) == count
    assert found[0].taught == {"Stay safe from scams": 1}
    assert [spot.name for spot in found[0].spots] == ["Carlisle Library"]


@pytest.mark.parametrize("setting", ["venue", "phone", "home"])
def test_who_is_left_unread_is_neither_a_match_nor_a_near_miss(setting, now):
    """Read with everything that we know of everybody, the list is the same."""
    library = make_venue(position=CARLISLE, hours={1: ("09:00", "17:00")})
    ways = product([["venue"], ["phone", "home"]], [[], ["Polish"]], ["active", "paused"], [1961, 2015], [1, 2])
    for number, (settings, languages, state, birth_year, most) in enumerate(ways):
        champion = make_champion(
            *(f"Rowan{number}", state),
            settings=settings,
            languages=languages,
            birth_year=birth_year,
            max_people=most,
        )
        champion.venues.add(library)
        make_request(state="found", champion=champion, found_at=now)
    request = make_request(setting=setting, language="Polish", times=[(1, time(9), time(12))])

    quick = candidates(request, now=now)
    whole = candidates(request, now=now, champions=Champion.objects.all())

    assert len(quick) < len(whole)
    assert read(request, quick, now) == read(request, whole, now)


def read(request, found, now):
    """All that a coordinator reads of the list."""
    ranking = rank(need_of(request), found, today=now.date())
    matches = [(match.candidate.name, match.score, match.spot, match.reasons_for) for match in ranking.matches]
    return matches, ranking.total, [(miss.candidate.name, miss.why_not, miss.change) for miss in ranking.near_misses]


def test_only_champions_whom_a_journey_could_bring_together_are_loaded(now):
    near = make_champion("Near")
    make_champion("Far", home=(54.1, -3.2))
    make_champion("Gone", state="left")

    in_person = candidates(make_request(), now=now)
    by_phone = candidates(make_request(setting="phone"), now=now)

    assert [candidate.pk for candidate in in_person] == [near.pk]
    assert sorted(candidate.name for candidate in by_phone) == ["Far", "Near"]


def test_what_a_candidate_is_busy_with_and_what_they_said_before_is_known(now):
    champion = make_champion(max_people=4)
    person = make_person()
    earlier = make_request(person=person, state="closed", champion=champion)
    champion.sessions.create(
        request=earlier, held_on="2026-05-02", minutes=60, outcome="done", form_key=uuid4(), logged_at=now
    )
    make_request(state="matched", champion=champion, matched_at=now)
    make_offer(make_request(state="offered"), champion, now=now)
    request = make_request(person=person)
    make_offer(request, champion, now=now, state="lapsed", answered_at=now)

    [candidate] = candidates(request, now=now)

    assert (candidate.helping, candidate.asked, candidate.sessions) == (1, 1, 1)
    assert (candidate.helped_before, candidate.let_lapse, candidate.said_no_on) == (True, True, None)


def test_the_match_page_ranks_with_reasons_and_shows_no_name(coordinator):
    topic = many_champions(2)
    request = make_request(topics=[topic], times=[(1, time(9), time(12))])

    page = coordinator.get(request_page(request)).content.decode()

    assert "2 champions could help" in page
    assert "Free Tuesday morning, as they are" in page
    assert "Arthur Fernley" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_match_page_takes_as_many_queries_for_three_as_for_one(count, coordinator, django_assert_max_num_queries):
    topic = many_champions(count)
    request = make_request(topics=[topic])
    coordinator.get(request_page(request))  # content types and the site are looked up once

    with django_assert_max_num_queries(29):
        coordinator.get(request_page(request))


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("Alston", "Alston (Castle)"),
        ("Castle", "Castle"),
        ("CA1 1AA", "Castle"),
        ("12 High Street, Carlisle CA1 1AA", "Castle"),
    ],
)
def test_a_coordinator_is_shown_the_town_that_was_said_and_no_postcode(coordinator, where, shown):
    request = make_request(where=where, area=make_area("Castle"), setting="phone", now=timezone.now())

    page = coordinator.get(request_page(request))

    assert page.context["need"][0].value == shown
    assert page.context["tag"].words == "Waiting since today"


def test_the_name_is_shown_when_asked_for_and_the_look_is_written_down(coordinator):
    request = make_request(person=make_person("Arthur Fernley", contact_by="phone", phone="01632 960 178"))

    page = coordinator.post(f"/admin/helprequest/contact/{request.pk}/").content.decode()

    assert "01632 960 178" in page
    assert AuditLine.objects.filter(action="help_contact_seen", about_id=str(request.pk)).count() == 1


def test_an_offer_is_made_taken_back_and_the_request_closed(coordinator):
    request, champion = make_request(), make_champion()

    coordinator.post(f"/admin/helprequest/offer/{request.pk}/{champion.pk}/")
    assert Offer.objects.get().state == "open"
    coordinator.post(f"/admin/helprequest/withdraw/{request.pk}/")
    assert Offer.objects.get().state == "withdrawn"
    assert coordinator.post(f"/admin/helprequest/close/{request.pk}/", {"outcome": ""}).status_code == 422
    coordinator.post(f"/admin/helprequest/close/{request.pk}/", {"outcome": "A neighbour helped"})

    request.refresh_from_db()
    assert (request.state, request.outcome) == ("closed", "A neighbour helped")


def test_what_an_action_refuses_is_said_on_the_page(coordinator):
    request, champion = make_request(), make_champion(settings=["phone"])

    answer = coordinator.post(f"/admin/helprequest/offer/{request.pk}/{champion.pk}/", follow=True)

    assert "Has not said they help at a public place" in answer.content.decode()
    assert not Offer.objects.exists()


def test_an_overdue_offer_lapses_when_the_page_is_read(coordinator):
    request = make_request(state="offered")
    make_offer(request, make_champion(), now=timezone.now() - timedelta(days=4))

    coordinator.get(request_page(request))

    request.refresh_from_db()
    assert request.state == "waiting"


def taken(**changes):
    return {
        "arrived_by": "phone",
        "name": "Olive Thackbarrow",
        "words": "My bank has closed",
        "where": "CA1 1AA",
        "setting": "venue",
        "travel_miles": "5",
        "days": ["1"],
        "parts": ["morning"],
        "contact_by": "phone",
        "phone": "01632 960 178",
        "read": "on",
        "form_key": str(uuid4()),
        **changes,
    }


def test_a_request_is_taken_by_telephone_on_one_screen(coordinator):
    make_postcode("CA1 1AA", ward=make_area("Castle"))

    answer = coordinator.post("/admin/helprequest/new/", taken())

    request = HelpRequest.objects.get()
    assert answer.url == request_page(request)
    assert (request.person.name, request.arrived_by, request.travel_miles) == ("Olive Thackbarrow", "phone", 5)
    assert request.taken_by.groups.filter(name="Coordinators").exists()
    assert str(request.wanted_times.get()) == "Tuesday 09:00 to 12:00"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"read": ""}, "Read the sentences to them, and tick the box when you have"),
        ({"phone": "12"}, "Enter a phone number, like 01632 960 123"),
        ({"where": "ZZ99 9ZZ"}, "We cannot find ZZ99 9ZZ"),
        ({"words": "", "topics": []}, "Say in a few words what it is about, or choose a topic"),
    ],
)
def test_what_is_missing_is_asked_again_and_nothing_is_kept(coordinator, changes, sentence):
    make_postcode("CA1 1AA")

    answer = coordinator.post("/admin/helprequest/new/", taken(**changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not HelpRequest.objects.exists()


def test_a_champion_is_vetted_on_one_page(coordinator):
    training = make_requirement("Training", "training")
    champion = make_champion(state="applied", role=make_role(requirements=[training]))
    page = f"/admin/champion/inspect/{champion.pk}/"

    coordinator.post(f"/admin/champion/start-checks/{champion.pk}/")
    coordinator.post(
        f"/admin/champion/correct/{champion.pk}/", {"role": champion.role_id, "birth_year": "1961", "postcode": ""}
    )
    coordinator.post(f"/admin/champion/met/{champion.pk}/", {"requirement": training.pk, "met_on": "2026-01-05"})
    assert "Everything is in date: make them active" in coordinator.get(page).content.decode()
    coordinator.post(f"/admin/champion/activate/{champion.pk}/")
    coordinator.post(f"/admin/champion/pause/{champion.pk}/", {"reason": "A new grandchild"})
    coordinator.post(f"/admin/champion/return/{champion.pk}/")

    champion.refresh_from_db()
    assert (champion.state, champion.birth_year) == ("active", 1961)
    lines = AuditLine.objects.filter(about_type="champions.champion").order_by("pk").values_list("action", flat=True)
    assert list(lines) == [
        "champion_in_checks",
        "champion_corrected",
        "champion_requirement_recorded",
        "champion_active",
        "champion_paused",
        "champion_active",
    ]


@pytest.mark.parametrize(
    ("act", "data", "sentence"),
    [
        ("decline", {"reason": ""}, "Reason: "),
        ("correct", {"role": "", "birth_year": "1850"}, "Enter the year in which you were born"),
        ("correct", {"role": "", "birth_year": "1961", "postcode": "nonsense"}, "Enter a full postcode"),
        ("activate", {}, "Fill in the year in which they were born first"),
    ],
)
def test_what_is_wrong_about_a_champion_is_said_and_changes_nothing(coordinator, act, data, sentence):
    champion = make_champion(state="applied")

    answer = coordinator.post(f"/admin/champion/{act}/{champion.pk}/", data, follow=True)

    assert sentence in answer.content.decode()
    champion.refresh_from_db()
    assert (champion.state, champion.birth_year) == ("applied", None)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["champion", "helprequest", "role", "requirement"])
def test_lists_take_the_same_queries_for_one_and_for_three(address, count, coordinator, django_assert_max_num_queries):
    for number in range(count):
        make_champion(f"Rowan{number}")
        make_request(topics=[make_topic(f"Topic {number}")])
    coordinator.get(f"/admin/{address}/")

    with django_assert_max_num_queries(24):
        answer = coordinator.get(f"/admin/{address}/")

    assert answer.status_code == 200


def test_a_request_is_found_by_its_reference_however_it_is_read_out(coordinator):
    request, other = make_request(), make_request()
    spoken = f"h-{request.reference[:3]} {request.reference[3:].lower()}"

    page = coordinator.get("/admin/helprequest/", {"q": spoken}).content.decode()

    assert str(request) in page
    assert str(other) not in page


def test_a_coordinator_changes_a_role_and_what_it_asks(coordinator):
    role, check = make_role(), make_requirement()

    coordinator.post(
        f"/admin/role/edit/{role.pk}/",
        {"title": "Digital friend", "slug": role.slug, "description": "Helps.", "requirements": [check.pk], "order": 1},
    )
    answer = coordinator.post("/admin/requirement/new/", {"title": "Another check", "kind": "dbs", "level": ""})

    role.refresh_from_db()
    assert (role.title, list(role.requirements.all())) == ("Digital friend", [check])
    assert "Choose the level of the DBS check." in answer.content.decode()
    assert Role.objects.get(pk=role.pk).open_to_apply is False


@pytest.mark.parametrize("group", ["Editors", "Session leads", "Elected members", "Moderators"])
def test_other_staff_see_neither_champions_nor_requests(client, group):
    champion, request = make_champion(), make_request()
    client.force_login(make_staff(group))

    for address in (
        "/admin/champion/",
        f"/admin/champion/inspect/{champion.pk}/",
        "/admin/helprequest/",
        request_page(request),
        "/admin/helprequest/new/",
    ):
        assert client.get(address).status_code in (302, 403)
    assert client.post(f"/admin/helprequest/contact/{request.pk}/").status_code in (302, 403)
    assert client.post(f"/admin/champion/start-checks/{champion.pk}/").status_code in (302, 403)
    champion.refresh_from_db()
    assert champion.state == "active"


def test_a_champion_does_not_get_into_the_admin(client):
    champion = make_champion(user=make_user())
    client.force_login(champion.user)

    assert client.get(request_page(make_request())).status_code == 403
