"""Words with ((fields)) in them."""

import pytest

from messaging.placeholders import fill, key, problems

VALUES = {"name": "Asha", "bring": "", "link": "https://example.org/x", "reason": "", "place": "", "what's on": "W"}


def filled(text, **values):
    return fill(text, (VALUES | values).__getitem__, by_the_way=["reason"])


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("Dear ((name)),", "Dear Asha,"),
        ("Dear (( Name )),", "Dear Asha,"),
        ("((what’s on))", "W"),
        ("No field", "No field"),
        ("(((name)))", "(Asha)"),
        # Around an empty field one space is enough
        ("Sorry. ((reason)) Do not come.", "Sorry. Do not come."),
        ("Sorry. ((reason)) ((bring)) Do not come, ((name)).", "Sorry. Do not come, Asha."),
        ("((reason)) Dear ((name))", "Dear Asha"),
        ("Can you help ((reason))? ((name))", "Can you help? Asha"),
        ("Dear ((name)) ((reason))", "Dear Asha"),
        ("It has changed. ((reason)) ((reason)) It is now:", "It has changed. It is now:"),
        # Lines with nothing in their fields
        ("Hello\nBring: ((bring))\nGoodbye", "Hello\nGoodbye"),
        ("Hello\n\nBring: ((bring))\n\nGoodbye", "Hello\n\nGoodbye"),
        ("Bring: ((bring))\n\nGoodbye\n\n((reason))", "Goodbye"),
        ("Bring ((bring)) at ((place))", ""),
        ("Hello\n\n((reason))\n\nGoodbye", "Hello\n\nGoodbye"),
        ("Bring ((bring)). ((reason))", ""),
        ("Hello\n\n\n\nGoodbye", "Hello\n\nGoodbye"),
        # What led to them
        ("Open this:\n((reason))\nGoodbye", "Goodbye"),
        ("Open this:\n((link))", "Open this:\nhttps://example.org/x"),
        ("Open this:\n((reason))\n((link))", "Open this:\nhttps://example.org/x"),
        ("Open this:\n((reason))\n((bring))\n\n((link))", "https://example.org/x"),
        ("It is now:\n\n((reason))", "It is now:"),
        ("It is now:\nHere\n((reason))", "It is now:\nHere"),
    ],
)
def test_a_text_is_filled_in(text, reads):
    assert filled(text) == reads


@pytest.mark.parametrize(
    "typed", ["((link))", "((", "))", "{{ settings.SECRET_KEY }}", "{% load x %}", r"\1 \g<0>", "$x"]
)
def test_what_somebody_typed_is_never_read_as_a_field(typed):
    assert filled("Dear ((name)), ((link))", name=typed) == f"Dear {typed}, https://example.org/x"


def test_a_value_of_several_lines_keeps_them():
    assert (
        filled("At:\n((place))\nBye", place="The Library\n\n1 High Street") == "At:\nThe Library\n\n1 High Street\nBye"
    )


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dear ((name))", []),
        ("Dear ((NAME))", []),
        ("Smile :) (or not)", []),
        ("Dear ((nmae))", ["((nmae)) is not a field of this message. Did you mean ((name))?"]),
        ("((zzzzzz)) ((zzzzzz))", ["((zzzzzz)) is not a field of this message"]),
        ("(())", ["(()) is not a field of this message"]),
        (
            "Dear ((name)\nHello",
            ["A field stands between (( and )). One of the two is missing in “Dear ((name)”"],
        ),
        ("Dear name))", ["A field stands between (( and )). One of the two is missing in “Dear name))”"]),
        (
            "((name\n))",
            [f"A field stands between (( and )). One of the two is missing in “{half}”" for half in ("((name", "))")],
        ),
    ],
)
def test_what_is_wrong_is_said(text, sentences):
    assert problems(text, ["name", "link"]) == sentences


def test_what_must_stay_is_asked_for():
    assert problems("Hello", ["name", "link"], ["link", "name"]) == [
        "The message must contain ((link))",
        "The message must contain ((name))",
    ]
    assert problems("((Link)) ((name))", ["name", "link"], ["link", "name"]) == []


def test_one_name_may_be_written_in_several_ways():
    assert {key(name) for name in ("what's on", "What’s  on", "what's_on")} == {"what's on"}
