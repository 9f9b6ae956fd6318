from uuid import uuid4

from reports.equality_answers import take
from tests.factories.people import NOW


def make_answers(number=1, now=NOW, through="self", **answers):
    """So many forms, each with the same answers: `sex="female", age="65-74"`."""
    for _ in range(number):
        assert take(form_key=uuid4(), answers=answers, through=through, now=now)
