"""Reading the finder's address."""

import pytest
from django.http import QueryDict

from pages.finder.asked import Asked, read
from topics.models import Topic

SCAMS = Topic(title="Stay safe from scams", slug="scams", area="safety")


def asked(query):
    return read(QueryDict(query), [SCAMS])


def test_read_takes_every_filter():
    assert asked(
        "q=CA1+1AA&when=today&within=10&topic=scams&kind=library&access=step-free&access=loop&online=yes"
        "&booking=drop-in&page=2"
    ) == Asked(
        q="CA1 1AA",
        when="today",
        within=10,
        topic=SCAMS,
        kind="library",
        access=("step-free", "loop"),
        online=True,
        booking="drop-in",
        page=2,
    )


def test_nothing_asked_is_the_usual_answer():
    assert asked("") == Asked()
    assert asked("when=&within=&topic=&page=&access=") == Asked()
    assert asked("").sentence == ""


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ("within=abc", "how far"),
        ("within=-1", "how far"),
        ("within=%C2%B2", "how far"),
        ("when=%25", "when"),
        ("topic=unknown", "what you would like to do"),
        ("kind=' OR 1=1--", "the kind of place"),
        ("access=stairs", "getting in"),
        ("online=perhaps", "from home"),
        ("booking=%00", "booking"),
        ("page=99999999999999999999", "the page"),
        ("page=0", "the page"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(query, about):
    answer = asked(f"q=Alston&{query}")

    assert answer == Asked(q="Alston")
    assert answer.sentence == f"We did not understand what was asked about {about}, so we left that out."


def test_several_things_left_out_are_one_sentence():
    assert asked("within=abc&when=%").sentence == (
        "We did not understand what was asked about when and how far, so we left that out."
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  CA1 \r\n 1AA ", "CA1 1AA"), ("a%00b", "a b"), ("1" * 10_240, "1" * 100), ("%F0%9F%98%80", "😀"), ("%FF", "�")],
)
def test_what_was_typed_is_kept_on_one_line_and_short(typed, kept):
    assert asked(f"q={typed}").q == kept


def test_url_asks_the_same_but_for_the_changes():
    answer = asked("q=CA1+1AA&within=5&access=loop&page=3")

    assert answer.url() == "/find/?q=CA1+1AA&within=5&access=loop"
    assert answer.url(within=10, access=None) == "/find/?q=CA1+1AA&within=10"
    assert Asked().url() == "/find/"


def test_a_form_keeps_the_filters():
    assert list(asked("q=x&access=step-free&access=loop&topic=scams").hidden()) == [
        ("topic", "scams"), ("access", "step-free"), ("access", "loop"),
    ]  # fmt: skip
