"""What people said of sessions and of the help they had, counted by the day on which they said it."""

from collections import Counter

from django.db.models import Count

from champions.models import DidItHelp, HelpFeedback
from events.models import Feedback
from events.models.feedback import HowWasIt

SESSIONS = {f"session-{value}": label for value, label in HowWasIt.choices}
HELP = dict(DidItHelp.choices)
GOOD = ("session-5", "session-4")
HELPED = (DidItHelp.YES,)


def answers_of(first_on, last_on):
    """{(day, part): how many} in two queries."""
    found = Counter()
    for before, rows, question in (
        ("session-", Feedback.objects, "how_was_it"),
        ("", HelpFeedback.objects, "did_it_help"),
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
