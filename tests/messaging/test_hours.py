import pytest

from messaging.hours import next_polite_moment


@pytest.mark.parametrize(
    ("at", "polite"),
    [
        ((2026, 11, 20, 10, 0), (2026, 11, 20, 10, 0)),
        ((2026, 11, 20, 8, 0), (2026, 11, 20, 8, 0)),
        ((2026, 11, 20, 7, 59), (2026, 11, 20, 8, 0)),
        ((2026, 11, 20, 20, 0), (2026, 11, 21, 8, 0)),
        ((2026, 3, 28, 23, 0), (2026, 3, 29, 8, 0)),
        ((2026, 10, 25, 1, 30), (2026, 10, 25, 8, 0)),
    ],
)
def test_a_text_arrives_between_eight_and_eight_in_london(at, polite, london):
    assert next_polite_moment(london(*at)) == london(*polite)
