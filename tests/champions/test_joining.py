"""Applying in roles that ask more, leaving and coming back, and the pages of referees and of coordinators."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from champions.actions import applications, drafts
from champions.board import columns
from champions.models import ApplicationDraft, Champion, Reference
from champions.signed_links import draft_link, reference_link
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from people.actions.erasing import erase_person
from people.subject_access import everything_about
from tests.factories.accounts import make_staff, make_user
from tests.factories.champions import make_champion, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.joining import SAID, make_applicant, make_conduct, make_reference
from tests.factories.locations import make_area, make_postcode

pytestmark = pytest.mark.django_db
YOU = {"name": "Tansy Wrigglesworth", "email": "tansy@example.org", "birth_year": "1961"}
DORA = {"name": "Dora Quibell", "relation": "We worked together", "reach": "email", "email": "dora@example.org"}
NED = {"name": "Ned Arkwright", "relation": "Neighbours", "reach": "phone", "phone": "01632 960 111"}
ANSWERS = {
    "role": {"role": "digital-champion"},
    "you": YOU,
    "home": {"postcode": "CA3 8NX"},
    "skills": {"topics": "scams", "settings": "venue"},
    "times": {"times": "tuesday-morning"},
    "far": {"travel_miles": "5", "max_people": "2"},
    "first-referee": DORA,
    "second-referee": NED,
    "why": {"why": "I have time."},
}


@pytest.fixture(autouse=True)
def places():
    ward = make_area("Castle", parent=make_area("Carlisle", kind="district"))
    make_area("Castle", parent=make_area("Kendal", kind="district"))
    make_area("Belah", parent=ward.parent)
    make_postcode("CA3 8NX", ward=ward)
    make_topic("Stay safe from scams", slug="scams")
    make_role(requirements=[make_requirement("Referees", "references")])


def path_of(link):
    return link.partition("example.org")[2] or link[link.index("/champions") :]


def go_through(client, answers):
    """Answers each question as it is asked, until the page on which to check them. Returns the questions asked."""
    page, asked = client.get("/champions/apply/", follow=True), []
    while not (address := page.request["PATH_INFO"]).endswith("/check/"):
        slug = address.rstrip("/").rpartition("/")[2]
        assert slug not in asked, page.content.decode()
        asked.append(slug)
        page = client.post(address, answers[slug], follow=True)
    return asked, page


def send(client, page):
    key = page.context["form_key"]
    return client.post("/champions/apply/check/", {"form_key": key}, follow=True)


def test_the_people_named_are_kept_with_the_application_and_not_asked_yet(client):
    asked, page = go_through(client, ANSWERS)

    assert "Dora Quibell<br>We worked together<br>dora@example.org" in page.content.decode()
    send(client, page)
    assert asked == list(ANSWERS)
    rows = Reference.objects.values_list("name", "email", "phone", "state")
    assert list(rows) == [
        ("Dora Quibell", "dora@example.org", "", "named"),
        ("Ned Arkwright", "", "01632 960 111", "named"),
    ]
    assert not Message.objects.filter(kind="reference_asked").exists()


@pytest.mark.parametrize(
    ("step", "said", "sentence"),
    [
        ("first-referee", {**DORA, "name": "tansy WRIGGLESWORTH"}, "Somebody else has to say something about you"),
        ("first-referee", {**DORA, "email": "TANSY@example.org"}, "Somebody else has to say something about you"),
        ("second-referee", DORA, "Name two different people"),
        ("second-referee", {**NED, "phone": ""}, "Enter a phone number"),
    ],
)
def test_a_referee_who_will_not_do_is_asked_again(client, step, said, sentence):
    go_through(client, ANSWERS)

    page = client.post(f"/champions/apply/{step}/", said)

    assert page.status_code == 422
    assert sentence in page.content.decode()


MEMBER = {"role": {"role": "elected-member"}, "you": YOU, "home": {"postcode": "CA3 8NX"}, "why": {"why": ""}}


def test_an_elected_member_says_which_ward_and_is_asked_neither_skills_nor_times(client):
    asked, page = go_through(client, MEMBER | {"ward": {"represents": "belah WARD"}})
    send(client, page)

    assert asked == ["role", "you", "ward", "home", "why"]
    assert Champion.objects.get().represents.name == "Belah"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Atlantis", "We do not know a ward or division called “Atlantis”"),
        ("castle", "There are 2 of that name. Say which: “Castle, Carlisle” or “Castle, Kendal”"),
        ("Castle, Penrith", "We do not know a ward or division called “Castle, Penrith”"),
        ("", "Enter the name of your ward or division"),
    ],
)
def test_a_ward_that_does_not_exist_is_asked_again(client, typed, sentence):
    for step in ("role", "you"):
        client.get("/champions/apply/")
        client.post(f"/champions/apply/{step}/", MEMBER[step])

    page = client.post("/champions/apply/ward/", {"represents": typed})

    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert client.post("/champions/apply/ward/", {"represents": "Castle, Carlisle"}).status_code == 302


def test_somebody_of_the_council_names_team_and_manager(client):
    make_role("Staff", "staff-champion", asks_team=True)
    answers = ANSWERS | {"role": {"role": "staff-champion"}, "team": {"team": "Parks", "manager": "Ada Lovett"}}

    asked, page = go_through(client, answers)
    send(client, page)

    assert "first-referee" not in asked
    assert list(Champion.objects.values_list("team", "manager")) == [("Parks", "Ada Lovett")]


def test_under_18s_apply_as_rota_helpers_alone(client, now):
    client.get("/champions/apply/")
    client.post("/champions/apply/role/", ANSWERS["role"])
    refused = client.post("/champions/apply/you/", YOU | {"birth_year": f"{now.year - 16}"})
    client.post("/champions/apply/role/", {"role": "rota-helper"})
    taken = client.post("/champions/apply/you/", YOU | {"birth_year": f"{now.year - 16}"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "choose rota helper or another role" in refused.content.decode()


def draft(now, **kwargs):
    typed = {step: {name: [value] for name, value in ANSWERS[step].items()} for step in ("role", "you")}
    said = {"form_key": uuid4(), "answers": typed, "email": "Tansy@example.org", "name": "Tansy", "now": now} | kwargs
    return drafts.save(**said, by=Actor.public())


def test_an_application_is_left_and_carried_on_with_on_another_device(client, now):
    client.get("/champions/apply/")
    client.post("/champions/apply/role/", ANSWERS["role"])
    # What is not finished is kept as it is.
    page = client.post("/champions/apply/you/", {"name": "Tansy", "email": "tansy@example.org", "later": "yes"})
    assert page.url == "/champions/apply/save/"
    assert client.post("/champions/apply/save/", {"email": "nobody"}).status_code == 422
    saved = client.post("/champions/apply/save/", {"email": "tansy@example.org"}, follow=True)
    assert "tansy@example.org" in saved.content.decode()

    other = type(client)()
    link = re.search(r"/champions/apply/resume/\?d=\S+", Message.objects.get(kind="application_saved").body).group()
    assert b"Tansy" not in other.get(link).content
    page = other.post(link, follow=True)

    assert page.request["PATH_INFO"] == "/champions/apply/you/"
    assert 'value="Tansy"' in page.content.decode()
    _, page = go_through(other, ANSWERS)
    assert ApplicationDraft.objects.get().answers["why"] == {"why": ["I have time."]}
    send(other, page)
    assert (Champion.objects.count(), ApplicationDraft.objects.count()) == (1, 0)
    used = client.get(link)
    assert "This link has been used up" in used.content.decode()
    assert not Message.objects.filter(kind="application_saved").exists()


def test_it_is_sent_once_from_two_devices(client, now):
    go_through(client, ANSWERS)
    client.post("/champions/apply/save/", {"email": "tansy@example.org"})
    other = type(client)()
    page = other.post(path_of(draft_link(ApplicationDraft.objects.get())), follow=True)

    send(other, page)
    client.post("/champions/apply/save/", {"email": "tansy@example.org"})
    send(client, client.get("/champions/apply/check/"))

    assert (Champion.objects.count(), ApplicationDraft.objects.count()) == (1, 0)


def test_address_and_code_open_it_where_nobody_reads_their_mail(client):
    saved = draft(now=timezone.now())
    body = Message.objects.get().body
    code = body.partition("this code: ")[2][:9]
    for email, typed in (("tansy@example.org", "AAAA AAAA"), ("una@example.org", code)):
        page = client.post("/champions/apply/resume/", {"email": email, "code": typed})
        assert (page.status_code, "no application with that" in page.content.decode()) == (422, True)

    page = client.post("/champions/apply/resume/", {"email": "TANSY@example.org", "code": code.lower()}, follow=True)

    assert page.context["heading"] == "Where do you live?"
    assert client.session["personal"]["things"]["apply"]["form_key"] == str(saved.form_key)


def test_a_draft_is_cleared_after_30_days_with_the_message_that_led_to_it(client, now):
    saved = draft(now=now)
    drafts.forget_old(now + timedelta(days=29))
    assert ApplicationDraft.objects.exists()

    drafts.forget_old(now + timedelta(days=30))

    assert not ApplicationDraft.objects.exists()
    assert not Message.objects.exists()
    for link in (path_of(draft_link(saved)), "/champions/apply/resume/?d=made-up"):
        assert "used up" in client.get(link).content.decode()


def test_what_was_sent_cannot_be_saved_again(now):
    key = make_champion(form_key=uuid4()).form_key

    with pytest.raises(Refused, match="sent already"):
        draft(now=now, form_key=key)


def test_a_referee_answers_once_and_looking_changes_nothing(client, now):
    reference = make_reference(state="asked", asked_at=now)
    link = path_of(reference_link(reference))

    assert "<b>Tansy Wrigglesworth</b> would like to be" in client.get(link).content.decode()
    wrong = client.post(link, {**SAID, "trusts": ""})
    thanks = client.post(link, {**SAID, "read": "on"})
    again = client.post(link, {**SAID, "read": "on", "trusts": "no"})

    assert wrong.status_code == 422
    assert "She is patience itself." in wrong.content.decode()
    assert "We have what you said" in thanks.content.decode()
    assert "You have answered already" in again.content.decode()
    reference.refresh_from_db()
    assert (reference.trusts, reference.words) == ("yes", "She is patience itself.")


def test_a_link_cut_off_or_no_longer_needed_says_so_kindly(client, now):
    over = make_reference(state="withdrawn")

    assert "This link does not work" in client.get("/champions/reference/?r=abc").content.decode()
    assert "no longer need this" in client.get(path_of(reference_link(over))).content.decode()


@pytest.fixture
def coordinator(client):
    user = make_staff("Coordinators")
    client.force_login(user)
    return user


def test_a_coordinator_rings_types_in_and_accepts(client, coordinator, now):
    reference = make_reference(name="Ned Arkwright", phone="01632 960 111", state="asked", asked_at=now)
    page = f"/admin/champions/references/{reference.pk}/"

    assert "Please ring them" in client.get(page).content.decode()
    assert not AuditLine.objects.filter(action="reference_read").exists()
    assert client.post(f"{page}answer/", {**SAID, "signed": ""}).status_code == 422
    client.post(f"{page}answer/", {**SAID, "signed": "Ned Arkwright", "read": "on"})
    assert "She is patience itself." in client.get(page).content.decode()
    client.post(f"{page}decide/", {"answer": "accept"})

    reference.refresh_from_db()
    assert (reference.state, reference.taken_by, reference.decided_by) == ("accepted", coordinator, coordinator)
    assert AuditLine.objects.filter(action="reference_read").count() == 1


def test_a_check_that_will_not_do_is_asked_again_and_nothing_typed_is_lost(client, coordinator):
    check = make_requirement("Basic check", level="basic")
    champion = make_applicant(requirements=[check])
    typed = {"requirement": check.pk, "met_on": "2026-01-05", "certificate_number": "0012 3456", "decision": "clear"}

    page = client.post(f"/admin/champion/met/{champion.pk}/", typed)

    assert page.status_code == 422
    assert "Enter the 12 digits" in page.content.decode()
    assert 'value="0012 3456"' in page.content.decode()
    client.post(f"/admin/champion/met/{champion.pk}/", typed | {"certificate_number": "0012 3456 7890"})
    assert champion.met.get(requirement=check).decided_by == coordinator


def test_another_referee_is_named_and_asked_and_one_is_dropped(client, coordinator, now):
    champion = make_applicant()
    dropped = make_reference(champion, "Una")
    client.post(f"/admin/champions/references/{dropped.pk}/drop/")
    assert client.post(f"/admin/champions/{champion.pk}/referee/", {"name": "Dora"}).status_code == 422

    client.post(f"/admin/champions/{champion.pk}/referee/", DORA)
    named = Reference.objects.get(name="Dora Quibell")
    client.post(f"/admin/champions/references/{named.pk}/ask/")

    assert list(Reference.objects.values_list("name", "state")) == [("Una", "withdrawn"), ("Dora Quibell", "asked")]
    assert f"/admin/champions/references/{named.pk}/" in client.get(f"/admin/champion/inspect/{champion.pk}/").text


def test_the_board_shows_each_stage_oldest_first_with_its_age_and_what_is_missing(client, coordinator, now):
    referees, identity = make_requirement("Somebody’s word"), make_requirement("Passport", "identity")
    role = make_role("Board", "board", requirements=[referees, identity])
    make_champion("Newest", state="applied", role=role, now=now - timedelta(days=2))
    make_champion("Oldest", state="applied", role=role, now=now - timedelta(days=40))
    missing_one = make_champion("Missing", state="in-checks", role=role)
    missing_one.met.create(requirement=identity, met_on=now.date())
    make_reference(missing_one, state="answered", answered_at=now, **SAID)
    ready = make_champion("Ready", state="in-checks", role=role)
    for requirement in (referees, identity):
        ready.met.create(requirement=requirement, met_on=now.date())
    make_champion("Active", now=now - timedelta(days=3))
    make_champion("Long since", now=now - timedelta(days=31))
    found = columns(now)

    assert [[card.champion.person.name for card in column.cards] for column in found] == [
        ["Oldest", "Newest"],
        ["Missing"],
        ["Ready"],
        ["Active"],
    ]
    assert found[0].cards[0].age == "40 days since applying"
    [card] = found[1].cards
    assert (card.missing, card.notes) == (["Somebody’s word"], ["1 reference to read"])
    assert found[1].wants == [("Somebody’s word", 1)]
    assert columns(now, wanting="Passport")[1].cards == []
    assert "Somebody’s word: 1" in client.get("/admin/champions/board/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_as_many_queries_for_three_as_for_one(count, now, django_assert_num_queries):
    for number in range(count):
        make_reference(make_applicant(f"Champion {number}"))
        make_champion(f"Active {number}", now=now)

    with django_assert_num_queries(5):
        columns(now)


def test_a_champion_agrees_on_their_own_page(client, now):
    code = make_requirement("Our code", "agreement")
    champion = make_applicant(requirements=[code], user=make_user())
    make_conduct(text="Be kind.")
    client.force_login(champion.user)

    assert "/champions/me/code-of-conduct/" in client.get("/champions/me/").content.decode()
    assert "Be kind." in client.get("/champions/me/code-of-conduct/").content.decode()
    assert client.post("/champions/me/code-of-conduct/", {"number": "2"}).status_code == 422
    changed = client.post("/champions/me/code-of-conduct/", {"number": "1", "agreed": "on"})
    assert (changed.status_code, "newer version" in changed.content.decode()) == (422, True)
    client.post("/champions/me/code-of-conduct/", {"number": "2", "agreed": "on"})

    assert champion.met.get().conduct.number == 2
    assert "Be kind." in client.get("/champions/code-of-conduct/").content.decode()


def test_a_coordinator_publishes_a_new_version(client, coordinator):
    make_conduct(text="Be kind.")
    assert "Be kind." in client.get("/admin/conduct/new/").content.decode()
    assert b"in force already" in client.post("/admin/conduct/new/", {"text": "Be kind."}).content
    client.post("/admin/conduct/new/", {"text": "Be kind, always."})

    assert "Version 3" in client.get("/admin/conduct/").content.decode()


def test_an_applicant_takes_it_back(client):
    champion = make_applicant(user=make_user())
    client.force_login(champion.user)

    assert "Take my application back" in client.get("/champions/me/").content.decode()
    left = client.post("/champions/me/leave/", {"reason": ""})

    champion.refresh_from_db()
    assert champion.state == "left"
    assert "Your application is taken back" in left.content.decode()


def test_an_applicant_is_given_whom_they_named_and_never_what_was_said(now):
    reference = make_reference(state="answered", answered_at=now, **SAID)

    given = str(everything_about(reference.champion.person))

    assert "Dora Quibell" in given
    assert "patience" not in given


def test_erasing_an_applicant_erases_their_referees_and_what_was_written_to_them(now):
    champion = make_applicant(state="applied", team="Parks", manager="Ada Lovett")
    make_reference(champion)
    by = Actor.system()
    applications.start_checks(champion=champion, by=by, now=now)
    applications.decline(champion=champion, reason="Moved", by=by, now=now)

    erase_person(champion.person, by=by, now=now, why="request")

    champion.refresh_from_db()
    assert not Reference.objects.exists()
    assert "Dora" not in str(list(Message.objects.values_list("to_name", "to", "body")))
    assert (champion.team, champion.manager) == ("", "")
