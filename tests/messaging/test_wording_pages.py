"""The pages on which staff change the words of messages."""

import pytest
from django.test import Client

from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS
from events.booking_links import link_for
from messaging.models import Message, Way, Wording
from messaging.wordings import KINDS
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_request
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.messaging import make_wording
from tests.factories.people import make_person
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db

LIST = "/admin/wordings/"
CONFIRMED = "/admin/wordings/booking_confirmed/written/"
TEXT = "/admin/wordings/booking_confirmed/sms/"
LEAST = "((session)) ((day)) ((times)) ((dates)) ((reference)) ((link)) ((code)) ((joining link))"


@pytest.fixture
def client(client):
    make_programme()
    client.force_login(make_staff(MANAGERS, first_name="Ana", last_name="Bell"))
    return client


def typed(body=LEAST, subject="Yes", button="save", **more):
    return {"subject": subject, "body": body, "seen": "", "example": "", button: "", **more}


def told(response):
    return response.content.decode()


# The list


def test_the_list_has_every_kind_with_who_changed_it_and_what_needs_looking_at(client):
    make_wording(body=LEAST, changed_by=make_staff(MANAGERS, first_name="Ben", last_name="Moss"))
    make_wording(way="sms", body="((gone))")

    page = told(client.get(LIST))

    for kind in KINDS.values():
        assert f"<h3>{kind.name}</h3>" in page
    assert "changed by Ben Moss, Friday 20 November 2026" in " ".join(page.split())
    assert page.count("Needs looking at: the original words are sent") == 1
    assert page.count("changed by") == 1
    assert "booking_confirmed/sms/" in page


def test_the_list_asks_as_much_of_the_database_whatever_was_changed(client, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(30) as captured:
            client.get(LIST)
        return len(captured)

    before = queries()
    for kind in KINDS:
        make_wording(kind, changed_by=make_staff(MANAGERS))

    assert queries() == before


@pytest.mark.parametrize("group", [COORDINATORS, EDITORS, LEADS])
@pytest.mark.parametrize("address", [LIST, CONFIRMED, f"{CONFIRMED}original/"])
def test_others_neither_see_nor_change_the_words(group, address):
    others = Client()
    others.force_login(make_staff(group))
    make_wording(body=LEAST)

    assert others.get(address).status_code != 200
    others.post(address, typed())
    assert Wording.objects.get().body == LEAST


@pytest.mark.parametrize(
    "address",
    [
        "no_such/written/",
        "booking_confirmed/letter/",
        "booking_today/written/",
        "champion_offer/sms/",
        "lead_digest/written/",
    ],
)
def test_there_is_no_page_for_what_cannot_be_changed(client, address):
    assert client.get(LIST + address).status_code == 404


# Changing


def test_the_page_begins_with_the_original_words_and_says_what_each_field_means(client):
    page = told(client.get(CONFIRMED))

    original = KINDS["booking_confirmed"].original(Way.WRITTEN)
    assert "((booking" not in original.body
    assert original.body.splitlines()[-1] in page
    assert "<code>((reference))</code>" in page
    assert "The booking number. <strong>Must stay in the message.</strong>" in page
    assert "messages are sent in the original words." in page


def test_words_are_saved_and_the_page_shows_them_from_then_on(client):
    answer = client.post(CONFIRMED, typed(f"Bravo\r\n\r\n\r\n{LEAST}  \r\n", " Well \n done "), follow=True)

    assert "Saved. Messages are sent in these words from now on." in told(answer)
    row = Wording.objects.get()
    assert (row.subject, row.body) == ("Well done", f"Bravo\n\n\n{LEAST}")
    page = told(client.get(CONFIRMED))
    assert f"Bravo\n\n\n{LEAST}" in page
    assert "Changed by Ana Bell" in page
    again = client.post(CONFIRMED, typed(f"Second {LEAST}", seen=row.changed_at.isoformat()))
    assert again.status_code == 302
    assert Wording.objects.get().body == f"Second {LEAST}"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (typed(f"((nmae)) {LEAST}"), "((nmae)) is not a field of this message. Did you mean ((name))?"),
        (typed(subject="((nmae))"), "((nmae)) is not a field of this message. Did you mean ((name))?"),
        (typed(LEAST.replace("((reference))", "")), "The message must contain ((reference))"),
        (typed(f"((name {LEAST}"), "One of the two is missing in “((name ((session))"),
        (typed(""), "Write the message, or go back to the original words"),
        (typed(subject=" \n"), "Enter the subject"),
        (typed(f"{LEAST} {'x' * 5000}"), "Use 5000 characters or fewer"),
        (typed(f"((nmae)) {LEAST}", button="preview"), "((nmae)) is not a field of this message."),
    ],
)
def test_words_that_will_not_do_are_said_so_and_kept(client, data, sentence):
    answer = client.post(CONFIRMED, data)

    assert answer.status_code == 422
    assert sentence in told(answer)
    assert data["body"] in told(answer)
    assert "How it reads" not in told(answer)
    assert Wording.objects.count() == 0


def test_words_that_somebody_else_changed_meanwhile_are_kept_and_may_be_saved_again(client):
    theirs = make_wording(body=LEAST, subject="Theirs")

    answer = client.post(CONFIRMED, typed(f"Mine {LEAST}"))

    assert answer.status_code == 422
    assert "Somebody else has changed these words while you were writing." in told(answer)
    assert f"Mine {LEAST}" in told(answer)
    seen = answer.context["form"]["seen"].value()
    client.post(CONFIRMED, typed(f"Mine {LEAST}", seen=seen))
    theirs.refresh_from_db()
    assert theirs.body == f"Mine {LEAST}"


def test_words_that_cannot_be_sent_say_why(client):
    make_wording(body=f"((zzzz)) {LEAST}")

    page = told(client.get(CONFIRMED))

    assert "These words cannot be sent as they are" in page
    assert "<li>((zzzz)) is not a field of this message</li>" in page


# Going back


def test_going_back_asks_first(client):
    make_wording(subject="Bravo", body=LEAST)

    page = told(client.get(f"{CONFIRMED}original/"))
    assert "Go back to the original words?" in page
    assert "Bravo" in page
    assert Wording.objects.count() == 1

    answer = client.post(f"{CONFIRMED}original/", follow=True)
    assert "Messages are sent in the original words." in told(answer)
    assert Wording.objects.count() == 0


def test_where_nothing_was_changed_there_is_nothing_to_go_back_from(client):
    assert client.get(f"{CONFIRMED}original/").url == CONFIRMED


# How it reads


def booked_by_letter():
    person = make_person("Wilhelmina Braithwick", contact_by="letter", address="1 High Street\nKendal")
    event = make_event("Silver Surfer Thursday", joining_link="https://meet.example.org/secret-room")
    return make_booking(make_occurrence(event), person, reference="K7M4PX")


def previewed(client, address, **data):
    answer = client.post(address, typed(button="preview", **data))
    assert answer.status_code == 200
    return answer, {preview.channel: preview for preview in answer.context["previews"]}


def test_a_preview_shows_a_real_booking_in_every_channel_and_saves_nothing(client):
    booking = booked_by_letter()
    body = f"Bravo ((name))!\n\n{LEAST}"

    answer, shown = previewed(client, CONFIRMED, body=body, example=str(booking.pk))

    assert set(shown) == {"email", "sms", "letter", "call"}
    assert shown["email"].written.body.startswith("Bravo Wilhelmina Braithwick!\n\nSilver Surfer Thursday")
    assert "We never ask for passwords or bank details." in shown["letter"].written.body
    assert shown["letter"].is_theirs
    assert not shown["sms"].is_theirs
    assert shown["sms"].written.body.startswith("You are booked: Silver Surfer Thursday")
    assert body in told(answer)
    assert f'<option value="{booking.pk}" selected>K7M 4PX: Silver Surfer Thursday' in told(answer)
    assert (Wording.objects.count(), Message.objects.count()) == (0, 0)
    assert "Wilhelmina" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]


def test_no_link_of_a_preview_opens_the_booking(client):
    booking = booked_by_letter()

    answer, shown = previewed(client, CONFIRMED, body=LEAST, example=str(booking.pk))

    assert "secret-room" not in told(answer)
    link = shown["email"].written.body.partition("/my/open/")[2].split()[0]
    assert "Silver Surfer" not in told(Client().get(f"/my/open/{link}", follow=True))
    assert "Silver Surfer" in told(Client().get(link_for(booking), follow=True))


def test_a_preview_counts_the_parts_of_a_text(client):
    answer, shown = previewed(client, TEXT, body="((session)) ((day)) ((times)) ((reference)) ((link))" + " x" * 160)

    assert shown["sms"].is_theirs
    assert shown["sms"].length.parts == -(-shown["sms"].length.characters // 153)
    assert f"charged as {shown['sms'].length.parts} text messages" in told(answer)


@pytest.mark.parametrize("example", ["", "999999", "no number", "²", "9" * 40])
def test_without_a_real_booking_an_invented_one_is_shown(client, example):
    _, shown = previewed(client, CONFIRMED, body=f"((name))\n{LEAST}", example=example)

    assert shown["email"].written.body.startswith("Asha Example\nGetting started with a tablet")


def test_people_who_are_not_to_be_shown_are_no_examples(client):
    booking = booked_by_letter()
    booking.person.do_not_contact = True
    booking.person.save()

    answer, _ = previewed(client, CONFIRMED, body=f"((name)) {LEAST}", example=str(booking.pk))

    assert "Wilhelmina" not in told(answer)
    assert "K7M 4PX: " not in told(answer)


def test_real_examples_are_for_those_who_may_see_them_anyhow(client):
    """Programme managers do not see champions and requests."""
    asked = make_request(make_person("Winifred Fell"), reference="ACEFGH")
    champion = make_champion("Rowan Pettifer")
    for kind, row in (("help_asked", asked), ("champion_active", champion)):
        form = {"subject": "x", "body": KINDS[kind].original(Way.WRITTEN).body, "preview": "", "example": row.pk}
        page = told(client.post(f"/admin/wordings/{kind}/written/", form))
        assert "How it reads" in page
        assert "Winifred" not in page
        assert "Rowan Pettifer" not in page
        assert "ACE FGH" not in page


def test_a_course_that_somebody_left_can_be_an_example(client):
    booking = booked_by_letter()
    booking.state, booking.whole_course = "cancelled", True
    booking.save()
    address = "/admin/wordings/booking_cancelled/written/"
    body = KINDS["booking_cancelled"].original(Way.WRITTEN).body

    _, shown = previewed(client, address, body=body, example=str(booking.pk))

    assert "Silver Surfer Thursday\nThursday 26 November 2026, 10am to 12 noon" in shown["letter"].written.body


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_previewed_as_it_is(kind, admin_client):
    make_request(make_person("Winifred Fell"), reference="ACEFGH")
    champion = make_champion("Rowan Pettifer", home=(54.123456, -2.654321), home_postcode="LA99 9ZZ")
    booked_by_letter()
    for way in KINDS[kind].ways:
        original = KINDS[kind].original(way)
        page = admin_client.get(f"/admin/wordings/{kind}/{way}/")
        example = page.context["form"]["example"].value()
        form = {"subject": original.subject, "body": original.body, "preview": "", "example": example}
        answer = admin_client.post(f"/admin/wordings/{kind}/{way}/", form)
        assert (page.status_code, answer.status_code) == (200, 200)
        assert len(answer.context["previews"]) == len(KINDS[kind].channels)
        for place in (f"{champion.home_latitude}", champion.home_postcode):
            assert place not in told(answer)
