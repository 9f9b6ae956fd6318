"""The page on which anybody raises a concern, the lead's page of one, and the pages of pairs that are never matched."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from champions.models import BlockedPair, Champion, Concern, HelpRequest
from champions.views import concerns as views
from core.models import AuditLine
from core.roles import COORDINATORS, SAFEGUARDING
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_concern, make_offer, make_pair, make_request
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SAID = {"about": "champion", "words": "Zebedee asked for her PIN."}


def posted(**said):
    return {**SAID, "form_key": uuid4(), **said}


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def lead(client):
    user = make_staff(SAFEGUARDING)
    client.force_login(user)
    return user


def test_the_first_thing_the_page_says_is_to_ring_999(client):
    main = text_of(client.get("/concern/")).split("<main", 1)[1]

    assert main.index('ring <a class="nb" href="tel:999">') < main.index("<h1")


def test_a_concern_is_raised_with_words_alone_and_answered_with_a_number_alone(client):
    answer = client.post("/concern/", posted(), follow=True)

    concern = Concern.objects.get()
    assert answer.redirect_chain == [("/concern/done/", 302)]
    assert f"C-{concern.reference}" in re.sub(r"<[^>]+>|&nbsp;|\s", "", text_of(answer))
    assert "Zebedee" not in text_of(answer)
    assert (concern.words, concern.name, concern.arrived_by) == (SAID["words"], "", "web")


def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(client):
    answer = client.post(
        "/concern/", {"words": " ", "who": "Rowan at the library", "contact": "after six", "about": ""}
    )

    html = text_of(answer)
    assert answer.status_code == 422
    assert "Tell us what has happened, or what worries you" in html
    assert "Choose what it is about." in html
    assert 'value="Rowan at the library"' in html
    assert 'value="after six"' in html
    assert not Concern.objects.exists()


def test_a_story_that_is_too_long_is_kept_on_the_page(client):
    answer = client.post("/concern/", posted(words="word " * 1200))

    assert answer.status_code == 422
    assert "5,000" in text_of(answer) or "5000" in text_of(answer)
    assert text_of(answer).count("word word word") > 100


def test_a_program_and_very_many_tries_are_turned_away_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr(views, "TIMES_AN_HOUR", 1)

    from_here = {"REMOTE_ADDR": "192.0.2.77"}

    odd = client.post("/concern/", posted(website="http://spam.example"), **from_here)
    client.post("/concern/", posted(), **from_here)
    many = client.post("/concern/", posted(), **from_here)

    assert (odd.status_code, many.status_code, Concern.objects.count()) == (422, 422, 1)
    assert "nothing was sent" in text_of(odd)
    assert "In danger, ring 999" in text_of(many)
    assert "Zebedee" in text_of(many)


def test_a_page_may_say_where_somebody_comes_from(client):
    html = text_of(client.get("/concern/?about=session&at=Silver+Surfers%2C+26+November\x00<b>"))

    assert re.search(r'<input[^>]*value="session"[^>]*checked|<input[^>]*checked[^>]*value="session"', html)
    assert "Silver Surfers, 26 November" in html
    assert "<b>" not in html.split('name="who"')[1].split(">")[0]
    assert client.get("/concern/?about=nonsense&help=\x00").status_code == 200


def test_a_resident_who_comes_from_their_request_need_not_say_which(client, now):
    request = make_request(state="matched", champion=make_champion(), matched_at=now)
    address = f"/concern/?help={request.reference}"
    client.post(address, posted())
    client.get(f"/help/request/?r={request.key}")
    client.post(address, posted())

    guessed, opened = Concern.objects.order_by("pk")
    assert (guessed.request, guessed.champion) == (None, None)
    assert (opened.request, opened.champion) == (request, request.champion)


def test_a_champion_says_it_of_somebody_they_help_and_is_not_named_by_being_signed_in(client, now):
    champion = make_champion(user=make_user())
    mine = make_request(state="matched", champion=champion, matched_at=now)
    another = make_request(state="matched", champion=make_champion("Tansy Wade"), matched_at=now)
    client.force_login(champion.user)
    for request in (mine, another):
        client.post(f"/concern/?help={request.reference}", posted(about="helped"))

    first, second = Concern.objects.order_by("pk")
    assert (first.request, second.request, first.taken_by) == (mine, None, None)
    assert not AuditLine.objects.filter(action="concern_raised", user=champion.user).exists()


def test_staff_write_one_down_for_whoever_rang_and_cannot_read_it_again(client):
    coordinator = make_staff(COORDINATORS)
    client.force_login(coordinator)

    without = client.post("/concern/", posted())
    client.post("/concern/", posted(arrived_by="phone", name="Dora"))
    client.post("/concern/", posted(arrived_by="web"))

    rang, own = Concern.objects.order_by("pk")
    assert (without.status_code, rang.taken_by, rang.arrived_by) == (422, coordinator, "phone")
    assert own.taken_by is None
    for address in ("/admin/concern/", f"/admin/concern/inspect/{rang.pk}/"):
        assert "Zebedee" not in text_of(client.get(address, follow=True))
        assert client.get(address).headers["Location"] == "/admin/"


def test_the_list_says_nothing_of_what_is_in_a_concern(client, lead, now, django_assert_max_num_queries):
    for _ in range(3):
        make_concern("Zebedee asked for her PIN.", who="Rowan", name="Dora Quill")

    with django_assert_max_num_queries(25):
        html = text_of(client.get("/admin/concern/"))

    assert Concern.objects.first().reference in html
    assert not any(word in html for word in ("Zebedee", "Rowan", "Dora"))
    assert Concern.objects.unseen().count() == 3


def do(client, concern, do, **said):
    return client.post(f"/admin/concern/inspect/{concern.pk}/", {"do": do, **said}, follow=True)


def test_the_lead_reads_it_notes_decides_and_closes(client, lead):
    concern = make_concern(name="Dora Quill")

    assert "Dora Quill" in text_of(client.get(f"/admin/concern/inspect/{concern.pk}/"))
    do(client, concern, "note", **{"note-kind": "decision", "note-words": "Ring Dora first."})
    closed = do(client, concern, "close", **{"close-outcome": "nothing", "close-words": "Dora was mistaken."})
    again = do(client, concern, "open")

    assert "Ring Dora first." in text_of(closed)
    assert "Dora was mistaken." in text_of(again)
    assert Concern.objects.get().state == "looking"
    assert AuditLine.objects.filter(action="concern_seen", user=lead).count() == 4


@pytest.mark.parametrize(
    ("button", "said", "sentence"),
    [
        ("note", {"note-words": ""}, "Write what you would like to keep"),
        ("close", {"close-words": "Half a thought", "close-outcome": "odd"}, "Half a thought"),
        ("find", {"find-name": ""}, "Enter a name, or a part of it"),
        ("pair", {"pair-number": "H-NOSUCH", "pair-reason": "Afraid"}, "There is no request with this number"),
    ],
)
def test_what_the_lead_types_wrongly_is_said_and_kept(button, said, sentence, client, lead):
    answer = do(client, make_concern(champion=make_champion()), button, **said)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_note_on_a_concern_that_was_closed_meanwhile_is_not_lost(client, lead, now):
    concern = make_concern(state="closed", outcome="nothing", closed_at=now)

    answer = do(client, concern, "note", **{"note-kind": "note", "note-words": "Dora rang again."})

    assert answer.status_code == 422
    assert "This concern is closed. Open it again first." in text_of(answer)
    assert "Dora rang again.</textarea>" in text_of(answer)


def test_the_lead_finds_the_champion_stops_them_and_blocks_a_pair(client, lead, now):
    champion = make_champion("Róisín O’Malley")
    make_champion("Tansy Wade")
    request = make_request(make_person("Arthur Fernley"), state="matched", champion=champion, matched_at=now)
    concern = make_concern()

    found = text_of(do(client, concern, "find", **{"find-name": "roisin omalley"}))
    assert "O’Malley" in found
    assert "Tansy" not in found
    about = text_of(do(client, concern, "about", champion=champion.pk))
    assert f'<b class="nb">{request}</b>, Arthur Fernley' in about
    do(client, concern, "pair", **{"pair-number": str(request), "pair-reason": "She is afraid of him"})
    stopped = text_of(do(client, concern, "stop"))

    assert "Nobody else can bring them back" in stopped
    assert Champion.objects.get(pk=champion.pk).state == "paused"
    assert (HelpRequest.objects.get().champion, BlockedPair.objects.get().person) == (None, request.person)
    assert "The stop is lifted" in text_of(do(client, concern, "lift"))
    assert client.post(f"/admin/concern/inspect/{concern.pk}/", {"do": "about", "champion": "x"}).status_code == 404


def test_a_stopped_champion_sees_no_way_back_and_no_contact(client, now):
    from champions.actions.concerns import stop_champion
    from core.actors import Actor

    champion = make_champion(user=make_user())
    stop_champion(make_concern(champion=champion), by=Actor.system(), now=timezone.now())
    # As it would be if staff had matched them by hand meanwhile.
    request = make_request(make_person("Arthur Fernley"), state="matched", champion=champion, matched_at=now)
    client.force_login(champion.user)

    page = text_of(client.get("/champions/me/"))

    assert "Please ring us before you do anything else" in page
    assert "I am back" not in page
    assert client.get(f"/champions/me/people/{request.reference}/").headers["Location"] == "/champions/me/"


def test_a_coordinator_writes_down_not_this_person_again(client, now):
    client.force_login(make_staff(COORDINATORS))
    champion = make_champion("Rowan Pettifer")
    request = make_request(state="matched", champion=champion, matched_at=now)
    make_offer(make_request(), make_champion("Tansy Wade"))
    address = f"/admin/helprequest/never/{request.pk}/"

    without = client.post(address, {"champion": champion.pk, "reason": ""})
    stranger = client.post(address, {"champion": Champion.objects.get(person__name="Tansy Wade").pk, "reason": "No"})
    client.post(address, {"champion": champion.pk, "reason": "They do not get on."})

    assert (without.status_code, stranger.status_code) == (422, 422)
    assert "Say why" in text_of(without)
    assert "Choose one of these champions" in text_of(stranger)
    request.refresh_from_db()
    assert (request.state, BlockedPair.objects.get().reason) == ("waiting", "They do not get on.")
    shown = [text_of(client.get(f"/admin/helprequest/inspect/{request.pk}/")) for _ in range(2)]
    assert ["Rowan" in each for each in shown] == [True, False]  # said once, and no match or near miss from then on


def test_the_reason_of_a_concern_is_not_for_coordinators_who_cannot_lift_it_either(client, lead):
    theirs, leads = make_pair(), make_pair(make_champion("Tansy Wade"), reason="Afraid of him", for_lead_only=True)
    assert "Afraid of him" in text_of(client.get(f"/admin/blockedpair/inspect/{leads.pk}/"))
    client.force_login(make_staff(COORDINATORS))

    page = text_of(client.get(f"/admin/blockedpair/inspect/{leads.pk}/"))

    assert "Afraid" not in page + text_of(client.get("/admin/blockedpair/"))
    assert "Ask the safeguarding lead" in page
    client.post(f"/admin/blockedpair/lift/{leads.pk}/")
    client.post(f"/admin/blockedpair/lift/{theirs.pk}/")
    assert list(BlockedPair.objects.all()) == [leads]
