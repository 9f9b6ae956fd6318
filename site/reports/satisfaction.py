"""What people said of sessions and of the help they had, counted by the day on which they said it."""

from collections import Counter

from django.db.models import Count

from champions.models import DidItHelp, HelpFeedback
from events.models import Feedback
from events.models.feedback import DidYouLearn, HowWasIt

# The two that are published: each answer is in one part of them.
PUBLISHED = {f"session-{value}": f"A session was: {label.lower()}" for value, label in HowWasIt.choices} | {
    f"help-{value}": f"The help from a champion helped: {label.lower()}" for value, label in DidItHelp.choices
}
LEARNED = {f"learned-{value}": label for value, label in DidYouLearn.choices}
GOOD = (("session-5", "session-4"), "session-")
HELPED = (("help-yes",), "help-")


def answers_of(first_on, last_on):
    """{(day, part): how many} in three queries."""
    found = Counter()
    for before, rows, question in (
        ("session-", Feedback.objects, "how_was_it"),
        ("learned-", Feedback.objects, "did_you_learn"),
        ("help-", HelpFeedback.objects, "did_it_help"),
    ):
        said = rows.filter(said_on__range=(first_on, last_on)).order_by()
        for day, answer, number in said.values_list("said_on", question).annotate(number=Count("pk")):
            found[day, f"{before}{answer}"] += number
    return found


def in_period(answers, period):
    """{part: how many}."""
    found = Counter()
    for (day, part), number in answers.items():
        if period.first_on <= day <= period.last_on:
            found[part] += number
    return found


def part_of(numbers, wanted):
    """(how many said one of the parts that are wanted, how many answered that question)."""
    parts, question = wanted
    return sum(numbers.get(part, 0) for part in parts), sum(
        number for part, number in numbers.items() if part.startswith(question)
    )
