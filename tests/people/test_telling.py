import pytest

from messaging.models import Message
from people.telling import tell
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_template(settings, tmp_path):
    """Messages of a kind that no app has, so that these tests stand on their own."""
    folder = tmp_path / "messages"
    folder.mkdir()
    (folder / "try_out.txt").write_text("Subject: About {{ thing }}\n\nHello {{ to_name }},\n\n{{ thing }} is on.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]


def tell_of(person, now, cause="try:1", thing="O'Brien's <talk>"):
    return tell(person, kind="try_out", cause=cause, context={"thing": thing}, about=person, now=now)


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"contact_by": "phone", "phone": "01632 960 123"}, ("call", "01632 960 123", "Asha", "to-do")),
        ({"contact_by": "sms", "phone": "07700 900 123"}, ("sms", "07700 900 123", "Asha", "to-do")),
        ({"contact_by": "email", "email": "a@example.org"}, ("email", "a@example.org", "Asha", "queued")),
        ({"contact_by": "letter", "address": "1 High St"}, ("letter", "1 High St", "Asha", "to-do")),
        (
            {"contact_by": "helper", "helper_name": "Ben", "helper_contact": "b@example.org"},
            ("email", "b@example.org", "Ben", "queued"),
        ),
        (
            {"contact_by": "helper", "helper_contact": "01632 960 123"},
            ("call", "01632 960 123", "Asha", "to-do"),
        ),
    ],
)
def test_tell_uses_the_way_the_person_chose(details, told, now):
    tell_of(make_person("Asha", **details), now)

    message = Message.objects.get()
    assert (message.channel, message.to, message.to_name, message.state) == told


@pytest.mark.parametrize(
    "details",
    [
        {"contact_by": "none", "phone": "01632 960 123"},
        {"contact_by": "phone", "phone": "01632 960 123", "do_not_contact": True},
        {"contact_by": "phone"},
        {"contact_by": "helper"},
    ],
)
def test_tell_writes_nothing_to_somebody_who_is_not_to_be_told(details, now):
    assert tell_of(make_person("Asha", **details), now) is None
    assert Message.objects.count() == 0


def test_tell_writes_the_text_unescaped_its_html_twin_escaped_and_the_ending_on_both(now):
    message = tell_of(make_person("Asha", contact_by="email", email="a@example.org"), now)

    assert message.subject == "About O'Brien's <talk>"
    assert message.body.startswith("Hello Asha,\n\nO'Brien's <talk> is on.\n")
    assert message.body.strip().endswith("We never ask for passwords or bank details.")
    assert "O&#x27;Brien&#x27;s &lt;talk&gt; is on." in message.body_html
    assert "We never ask for passwords or bank details." in message.body_html


def test_tell_tells_one_cause_once_and_changes_nothing_the_second_time(now):
    person = make_person("Asha", contact_by="email", email="a@example.org")

    first = tell_of(person, now)
    second = tell_of(person, now, thing="Another")

    assert (second.pk, second.subject) == (first.pk, "About O'Brien's <talk>")
    assert Message.objects.count() == 1


def test_tell_takes_few_queries_inside_a_booking(django_assert_num_queries, now):
    person = make_person("Asha", contact_by="email", email="a@example.org")

    with django_assert_num_queries(3):  # the programme's name, the row, and the row that stands
        tell_of(person, now)


def test_a_template_without_a_subject_is_an_error_for_its_author(settings, now):
    folder = settings.TEMPLATES[0]["DIRS"][0] / "messages"
    (folder / "bad.txt").write_text("Hello\n")

    with pytest.raises(ValueError, match=r"must begin with a line 'Subject: …'"):
        tell(
            make_person("Asha", contact_by="email", email="a@example.org"),
            kind="bad",
            cause="bad:1",
            context={},
            about=make_person("Ben"),
            now=now,
        )


def test_tell_by_another_way_still_hears_do_not_contact(now):
    person = make_person("Asha", do_not_contact=True)

    assert (
        tell(
            person,
            kind="try_out",
            cause="try:1",
            context={},
            about=person,
            now=now,
            where=("call", "01632 960 123", "Asha"),
        )
        is None
    )


def test_tell_reaches_somebody_whose_record_was_merged_where_they_are_now(now):
    kept = make_person("Asha", contact_by="email", email="new@example.org")
    gone = make_person("Asha", contact_by="email", email="old@example.org", merged_into=kept)

    message = tell_of(gone, now)

    assert (message.to, message.person_key) == ("new@example.org", kept.key)
