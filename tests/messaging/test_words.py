import re

import pytest

from events.notifications import words_for
from messaging.models import Channel
from messaging.words import parted, write
from tests.factories.events import make_booking
from tests.factories.programme import make_programme
from tests.house.storeys import ROOT

FOLDER = ROOT / "templates" / "messages"
KINDS = sorted(file.name for file in FOLDER.glob("[!_]*.txt") if not file.name.startswith("base"))
HTML = sorted(file.name for file in FOLDER.glob("[!_]*.html") if not file.name.startswith("base"))


@pytest.mark.parametrize("name", KINDS)
def test_every_message_begins_with_its_subject(name):
    text = re.sub(r"\{%\s*(load|comment)[^%]*%\}|\{#.*?#\}", "", (FOLDER / name).read_text()).lstrip()

    assert text.startswith(("Subject: ", "{% autoescape off %}Subject: ", "{% extends"))


@pytest.mark.parametrize("name", KINDS)
def test_no_message_asks_for_what_we_never_ask_for(name):
    text = (FOLDER / name).read_text().lower().replace("we never ask for passwords or bank details", "")

    assert not re.search(r"\b(pin|bank|sort code|account number)\b", text)


@pytest.mark.parametrize("name", [name for name in KINDS if name.endswith(".sms.txt")])
def test_a_text_message_needs_no_more_than_a_subject_and_a_short_body(name):
    body = (FOLDER / name).read_text().partition("\n")[2]

    assert len(re.sub(r"\{[%#{].*?[}%#]\}", "", body).strip()) <= 480


@pytest.mark.parametrize("name", HTML or ["base.html"])
def test_every_html_twin_comes_from_the_base_that_ends_with_the_warning(name):
    text = (FOLDER / name).read_text()

    assert '{% extends "messages/base.html" %}' in text or "We never ask for passwords or bank details." in text


@pytest.mark.parametrize("text", ["Hello", "Subject:\n\nHello", "Subject Hello\n\nBody", ""])
def test_a_template_without_a_subject_is_refused(text):
    with pytest.raises(ValueError, match="must begin with a line 'Subject"):
        parted(text, "try_out")


def test_a_subject_is_one_line_of_at_most_200_characters():
    subject, body = parted("\n\nSubject:  About \t Thursday \n\n\nHello\n", "try_out")

    assert (subject, body) == ("About Thursday", "Hello")
    assert len(parted(f"Subject: {'x' * 300}\n\nHello", "try_out")[0]) == 200


@pytest.fixture
def a_template(settings, tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "try_out.txt").write_text("Subject: About it\n\nHello {{ to_name }}")
    (tmp_path / "messages" / "try_out.call.txt").write_text("Subject: Ring\n\nSay hello to {{ to_name }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    return tmp_path / "messages"


CONTEXT = {"to_name": "O'Brien", "programme": {"programme_name": "Digital Link", "phone": "01632 960 000"}}


@pytest.mark.parametrize(
    ("channel", "body"),
    [
        ("call", "Say hello to O'Brien"),
        ("sms", "Hello O'Brien\n\nDigital Link, 01632 960 000. We never ask for passwords or bank details.\n"),
    ],
)
def test_a_channel_has_its_own_words_and_ending(a_template, channel, body):
    assert write("try_out", channel, CONTEXT).body == body


def test_an_e_mail_has_an_html_twin_made_from_its_text(a_template):
    assert "Hello O&#x27;Brien" in write("try_out", "email", CONTEXT).body_html
    assert write("try_out", "letter", CONTEXT).body_html == ""


def test_an_html_twin_of_ones_own_ends_with_the_warning_too(a_template):
    (a_template / "try_out.html").write_text(
        '{% extends "messages/base.html" %}{% block body %}<h1>Hello {{ to_name }}</h1>{% endblock %}'
    )

    html = write("try_out", "email", CONTEXT).body_html
    assert "<h1>Hello O&#x27;Brien</h1>" in html
    assert "We never ask for passwords or bank details." in html


def test_a_mistake_inside_an_html_twin_is_not_hidden_by_making_one(a_template):
    from django.template import TemplateDoesNotExist

    (a_template / "try_out.html").write_text('{% extends "messages/no_such_base.html" %}')

    with pytest.raises(TemplateDoesNotExist, match="no_such_base"):
        write("try_out", "email", CONTEXT)


def test_a_link_to_the_calendar_stands_where_no_calendar_entry_can_go_along(settings, db):
    booking = make_booking()
    context = words_for(booking) | {"person": booking.person, "to_name": "Betty", "programme": make_programme()}

    def words(channel):
        return write("booking_confirmed", channel, context).body

    assert "calendar" not in words(Channel.EMAIL).lower()
    assert "calendar" not in words(Channel.LETTER).lower()
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATES = "key", {"email": "a template"}
    assert f"For your calendar:\n{context['calendar_link']}" in words(Channel.EMAIL)
