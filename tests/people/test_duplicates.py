from dataclasses import dataclass

import pytest

from people.alike import likely_duplicates
from people.duplicates import compare
from tests.factories.people import make_person


@dataclass
class Somebody:
    name: str
    phone_compared: str = ""
    email_compared: str = ""
    postcode: str = ""


@pytest.mark.parametrize(
    ("one", "other", "reasons", "likely"),
    [
        (
            Somebody("Zoë O'Brien", "01632960123"),
            Somebody("zoe obrien", "01632960123"),
            ("the same name", "the same telephone"),
            True,
        ),
        (
            Somebody("W Braithwick", postcode="CA1 1AA", email_compared="w@example.org"),
            Somebody("Wilhelmina Braithwick", postcode="ca11aa", email_compared="w@example.org"),
            ("a shorter form of the name", "the same e-mail address", "the same postcode"),
            True,
        ),
        (
            Somebody("Wilhelmina Braithwick", "01632960123", postcode="CA1 1AA"),
            Somebody("Arthur Braithwick", "01632960123", postcode="CA1 1AA"),
            (
                "the same telephone",
                "the same postcode",
                "but another name: perhaps they live together",
            ),
            False,
        ),
        (Somebody("Jan Kowalski"), Somebody("Jan Kowalsky"), ("nearly the same name",), False),
        (Somebody("Asha"), Somebody("Ben"), (), False),
    ],
)
def test_compare_gives_reasons_that_staff_can_weigh(one, other, reasons, likely):
    likeness = compare(one, other)

    assert (likeness.reasons, likeness.likely) == (reasons, likely)
    assert compare(other, one) == likeness


def test_compare_takes_nothing_for_the_same_because_it_is_missing_on_both():
    assert compare(Somebody("Asha"), Somebody("Ben")).score == 0


@pytest.mark.django_db
def test_likely_duplicates_come_best_first_in_one_query(django_assert_num_queries):
    asha = make_person("Asha Patel", phone_compared="01632960123", email_compared="a@example.org")
    couple = make_person("Ben Okafor", phone_compared="01632960123")
    herself = make_person("asha patel", email_compared="a@example.org")
    make_person("Asha Patel", merged_into=herself)
    make_person("Somebody Else", phone_compared="01632960999")

    with django_assert_num_queries(1):
        found = likely_duplicates(asha)

    assert [person for person, _ in found] == [herself, couple]
