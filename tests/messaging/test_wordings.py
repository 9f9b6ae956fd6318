"""The words of messages as staff have changed them."""

import pytest

from core import worklist
from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.roles import MANAGERS
from events.actions.bookings import book
from events.message_fields import BOOKING_FIELDS
from messaging.actions import wordings as actions
from messaging.models import Channel, Message, Way, Wording
from messaging.wordings import KINDS, Words
from messaging.words import write
from tests.factories.accounts import make_staff
from tests.factories.events import make_event, make_occurrence
from tests.factories.messaging import make_wording
from tests.factories.people import NOW, make_person
from tests.factories.programme import make_programme
from tests.house.storeys import ROOT

FOLDER = ROOT / "templates" / "messages"
# To staff, and made of rows; a code that is worth a key.
NOT_EDITABLE = {"concern_came", "lead_digest", "lead_rota", "one_time_code"}
CONFIRMED = KINDS["booking_confirmed"]
PROGRAMME = {"programme_name": "Digital Link", "council_name": "Westdale", "phone": "01632 960 100", "email": ""}
LEAST = "((session)) ((day)) ((times)) ((dates)) ((reference)) ((link)) ((code)) ((joining link))"


class Programme:
    programme_name, council_name, phone, phone_hours, email = PROGRAMME["programme_name"], "Westdale", "01632", "", ""


def example(kind, value="", programme=Programme):
    return kind.examples.context(value, NOW) | {"programme": programme}


def each_way():
    return [pytest.param(kind, way, id=f"{kind.kind}-{way}") for kind in KINDS.values() for way in kind.ways]


def each_channel():
    return [pytest.param(kind, each, id=f"{kind.kind}-{each}") for kind in KINDS.values() for each in kind.channels]


# The original words


def test_staff_may_change_every_message_to_people_about_bookings_help_and_champions():
    kinds = {file.name.partition(".")[0] for file in FOLDER.glob("[!_]*.txt") if not file.name.startswith("base")}

    assert set(KINDS) == kinds - NOT_EDITABLE


def test_their_templates_have_fields_and_no_values_of_django():
    ours = [file for file in FOLDER.glob("*.txt") if not file.name.startswith(("base", *NOT_EDITABLE))]

    assert [file.name for file in ours if "{{" in file.read_text() or "{% if" in file.read_text()] == []


@pytest.mark.parametrize(("kind", "way"), each_way())
def test_the_original_words_would_be_taken_from_staff(kind, way):
    original = kind.original(way)

    assert kind.problems(way, original) == []
    assert "\n\n\n" not in original.body


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "channel"), each_channel())
def test_the_words_that_staff_begin_with_read_as_the_message_does_without_them(kind, channel):
    context = example(kind)
    before = write(kind.kind, channel, context)
    original = kind.original(kind.way_for(channel))
    make_wording(kind.kind, kind.way_for(channel), original.subject, original.body)

    after = write(kind.kind, channel, context)

    assert after == before
    assert "((" not in after.subject + after.body + after.body_html
    assert len(after.body) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_has_words_or_is_empty_in_every_channel(kind):
    every = Words("x", "\n".join(f"{name}: (({name}))" for name in kind.names))

    for channel in kind.channels:
        assert write(kind.kind, channel, example(kind), every).body.startswith(f"{kind.names[0]}: ")


def test_a_confirmation_must_keep_its_number_its_link_and_its_code():
    assert CONFIRMED.needed(Way.WRITTEN) == ["session", "dates", "reference", "link", "code", "joining link"]
    assert CONFIRMED.needed(Way.SMS) == ["session", "day", "times", "reference", "link"]
    assert "joining link" in KINDS["booking_joining"].needed(Way.SMS)


def test_each_way_says_which_channels_it_serves():
    labels = {
        kind: [KINDS[kind].label_of(way) for way in KINDS[kind].ways]
        for kind in ("help_asked", "champion_offer", "booking_today")
    }

    assert labels == {
        "help_asked": ["E-mail and letter", "Text message", "Telephone call"],
        "champion_offer": ["E-mail, text message, letter and telephone call"],
        "booking_today": ["Text message"],
    }


# What is sent


def book_asha(**details):
    details = {"contact_by": "email", "email": "asha@example.org"} | details
    occurrence = make_occurrence(make_event("Silver Surfer Thursday"))
    book(occurrence=occurrence, person=make_person(**({"name": "Asha"} | details)), by=Actor.public(), now=NOW)
    return Message.objects.get()


@pytest.mark.django_db
def test_the_words_of_staff_are_sent_with_the_ending_that_they_cannot_change():
    make_programme()
    make_wording(subject="Well done, ((name))", body=f"Bravo ((name))! <b>\n\n{LEAST}")

    message = book_asha()

    assert message.subject == "Well done, Asha"
    assert message.body.startswith(
        "Bravo Asha! <b>\n\nSilver Surfer Thursday Thursday 26 November 2026 10am to 12 noon "
    )
    assert message.body.strip().endswith(
        "Ring us: 01632 960 100 (Monday to Friday, 9am to 5pm)\n\nWe never ask for passwords or bank details."
    )
    assert "<p>Bravo Asha! &lt;b&gt;</p>" in message.body_html
    assert "/my/open/?b=" in message.body_html.partition('<a href="')[2]
    assert "We never ask for passwords or bank details." in message.body_html


@pytest.mark.django_db
def test_the_words_of_one_way_leave_the_others_alone():
    make_wording(way="sms", body=f"Bravo! {LEAST}")

    message = book_asha(contact_by="sms", phone="07700 900 123")

    assert message.body.startswith("Bravo! Silver Surfer Thursday")
    assert write("booking_confirmed", "email", example(CONFIRMED)).body.startswith("Dear Asha Example,")


@pytest.mark.django_db
def test_a_name_is_never_read_as_a_field_and_breaks_no_subject():
    make_wording(subject="For ((name))", body=f"((name))\n{LEAST}")

    message = book_asha(name="((link))\r\nBcc: x@example.org {{ secret }}")

    assert message.subject == "For ((link)) Bcc: x@example.org {{ secret }}"
    assert message.body.startswith("((link))\r\nBcc: x@example.org {{ secret }}\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("subject", "body"),
    [("Yes", f"((gone)) {LEAST}"), ("((gone))", LEAST), ("Yes", "Hello ((name))"), ("Yes", f"((name {LEAST}")],
)
def test_words_that_a_later_version_cannot_use_stop_no_message(subject, body):
    make_wording(subject=subject, body=body)

    assert book_asha().subject == "You are booked: Silver Surfer Thursday, Thursday 26 November 2026"


@pytest.mark.django_db
def test_words_that_cannot_be_used_wait_for_whoever_may_change_them():
    make_wording(way="sms", body=LEAST)
    make_wording(body="((gone))")
    make_wording("no_longer_sent", body="((gone))")

    assert (1, "message wording that needs looking at", "/admin/wordings/") in worklist.waiting_for(
        make_staff(MANAGERS), NOW
    )


@pytest.mark.django_db
def test_looking_for_the_words_of_a_message_is_one_query(django_assert_num_queries):
    context = example(CONFIRMED)

    with django_assert_num_queries(1):
        write("booking_confirmed", Channel.EMAIL, context)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words"), [("confirmed", "Your place is still yours."), ("waiting", "You are still on the waiting list.")]
)
def test_a_moved_session_says_what_became_of_the_place(state, words):
    kind = KINDS["booking_session_moved"]
    context = example(kind)
    context["booking"].state = state

    said = {channel: write(kind.kind, channel, context).body for channel in Channel}

    assert words in said["email"]
    assert words in said["letter"]
    assert ("For your calendar" in said["sms"]) == (state == "confirmed")


@pytest.mark.django_db
def test_without_its_reason_a_session_that_is_off_is_still_said_to_be_off():
    kind = KINDS["booking_session_off"]
    context = example(kind)
    context["reason"] = ""

    said = {channel: write(kind.kind, channel, context).body for channel in Channel}

    assert "We are sorry: this session is not on. Please do not come on that day." in said["email"]
    assert ", is not on. Please do not come. Other sessions: http" in said["sms"]
    assert ", is not on. We are sorry. Please do not come on that day." in said["call"]


@pytest.mark.django_db
def test_every_date_of_a_course_stands_on_a_line_of_its_own():
    context = example(CONFIRMED)
    context |= {"day": "2 dates, the first on Monday", "dates": ["Monday, 10am", "Tuesday, 10am"]}

    assert (
        "Getting started with a tablet\nMonday, 10am\nTuesday, 10am\n"
        in write("booking_confirmed", "email", context).body
    )


@pytest.mark.django_db
def test_an_online_session_is_said_to_be_online():
    kind = KINDS["booking_joining"]

    words = Words("x", "((where)) ((place))")
    assert write(kind.kind, "call", example(kind), words).body == "online"


def test_all_messages_about_a_booking_have_the_same_fields():
    names = [field.name for field in BOOKING_FIELDS]

    for kind in KINDS.values():
        assert len(set(kind.names)) == len(kind.names)
        if kind.kind.startswith("booking_"):
            assert kind.names[: len(names)] == names


# Changing them

WORDS = Words("Well done", f"Bravo ((name)) {LEAST}")


@pytest.fixture
def manager(db):
    return Actor.of(make_staff(MANAGERS, first_name="Ana", last_name="Bell"))


def change(words=WORDS, *, by, seen=None, now=NOW):
    return actions.change_words(kind=CONFIRMED, way=Way.WRITTEN, words=words, seen=seen, by=by, now=now)


def test_changed_words_are_kept_with_who_and_when_and_an_audit_line_without_names(manager):
    row = change(by=manager)

    assert (row.subject, row.body, row.changed_at, row.changed_by) == (WORDS.subject, WORDS.body, NOW, manager.user)
    line = AuditLine.objects.get()
    assert (line.action, line.user, line.detail) == (
        "wording_changed",
        manager.user,
        {"kind": "booking_confirmed", "way": "written"},
    )


def test_the_original_words_typed_again_are_the_original_words(manager):
    change(by=manager)

    assert change(CONFIRMED.original(Way.WRITTEN), by=manager, seen=NOW) is None
    assert Wording.objects.count() == 0
    assert list(AuditLine.objects.values_list("action", flat=True)) == ["wording_taken_back", "wording_changed"]


def test_going_back_twice_is_going_back_once(manager):
    change(by=manager)

    for _ in range(2):
        actions.go_back(kind=CONFIRMED, way=Way.WRITTEN, by=manager, now=NOW)

    assert Wording.objects.count() == 0
    assert AuditLine.objects.filter(action="wording_taken_back").count() == 1


@pytest.mark.parametrize("seen", [None, NOW.replace(year=2025)])
def test_words_that_somebody_else_changed_meanwhile_are_not_written_over(manager, seen):
    change(by=manager)

    with pytest.raises(Refused, match="Somebody else has changed these words"):
        change(Words("Mine", LEAST), by=manager, seen=seen)

    assert Wording.objects.get().subject == "Well done"


def test_two_who_both_found_the_original_words_are_told_apart_by_the_database(manager, monkeypatch):
    change(by=manager)
    monkeypatch.setattr(actions, "locked", lambda kind, way: None)

    with pytest.raises(Refused, match="Somebody else has changed these words"):
        change(Words("Mine", LEAST), by=manager)

    assert Wording.objects.get().subject == "Well done"
