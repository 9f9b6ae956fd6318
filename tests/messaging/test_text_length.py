"""How many text messages GOV.UK Notify charges for."""

import pytest

from messaging.text_length import length_of


@pytest.mark.parametrize(
    ("text", "characters", "parts"),
    [
        ("", 0, 1),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("a" * 459, 459, 3),
        ("a" * 460, 460, 4),
        ("€" * 80, 160, 1),
        ("[" * 81, 162, 2),
        ("é" * 160, 160, 1),
        ("’" * 160, 160, 1),
        ("…" * 54, 162, 2),
        ("\n hello \n", 5, 1),
        # One letter outside makes every letter dearer
        ("ŵ" * 70, 70, 1),
        ("ŵ" + "a" * 70, 71, 2),
        ("ŵ" + "a" * 134, 135, 3),
    ],
)
def test_the_parts_of_a_text_are_counted(text, characters, parts):
    length = length_of(text)

    assert (length.characters, length.parts) == (characters, parts)


def test_a_text_longer_than_notify_takes_is_known():
    assert not length_of("a" * 918).is_too_long
    assert length_of("a" * 919).is_too_long
