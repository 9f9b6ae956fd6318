import pytest

from locations.postcode_forms import PostcodeParts, parse_postcode, postcode_key, postcode_within


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("ca11aa", "CA1 1AA"),
        ("CA111AA", "CA11 1AA"),
        ("W1A 1AA", "W1A 1AA"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("ca11", "CA11"),
        ("CA1 1", "CA1 1"),
        ("ca1.1", "CA1 1"),
        ("CA111", "CA11 1"),
        ("LA9 4A", "LA9 4"),
        ("CA1 IAA", "CA1 1AA"),
        ("CAI 1AA", "CA1 1AA"),
        ("L1O 1AA", "L10 1AA"),
        ("CA1 OAA", "CA1 0AA"),
    ],
)
def test_a_postcode_or_part_of_one_is_read(typed, label):
    assert parse_postcode(typed).label == label


@pytest.mark.parametrize(
    "typed", ["", "Alston", "Millom", "EH1 JS", "EH1JS", "12FSSD", "1A1 1AA", "CA1 1AAA", "CA", "1"]
)
def test_anything_else_is_not_a_postcode(typed):
    assert parse_postcode(typed) is None


def test_the_parts_of_a_postcode():
    parts = PostcodeParts("CA11", "1AA")

    assert (parts.key, parts.label, parts.sector, parts.area) == ("CA111AA", "CA11 1AA", "CA11 1", "CA")


def test_a_postcode_within_an_address():
    assert postcode_within("11 Globe Lane, Carlisle CA3  8NX, England").label == "CA3 8NX"
    assert postcode_within("11 Globe Lane, Carlisle") is None


def test_only_a_whole_postcode_has_a_key():
    assert (postcode_key("ca3 8nx"), postcode_key("CA3 8"), postcode_key("")) == ("CA38NX", "", "")
