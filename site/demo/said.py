"""What people said of sessions and of the help they had, and of themselves as numbers."""

import random
from collections import Counter
from datetime import timedelta

from champions.models import DidItHelp, HelpFeedback, HelpRequest
from core.words import as_day
from events.models import Attendance, Feedback, Mark
from reports.equality_questions import CONDITION, QUESTIONS, RATHER_NOT
from reports.models import EqualityCount
from reports.models.equality import Through

OF_SESSIONS = [
    "Nobody laughed when I asked what a browser is.",
    "Patient, kind, and the tea was hot.",
    "Too much in one morning. I would come again for the second half.",
    "I rang my grandson on video that same evening!",
    "Could not read the big screen from the back.",
    "It was the first time somebody showed me instead of doing it for me.",
    "The bus was late and I missed the beginning, but they went over it again.",
    "My tablet is older than theirs, so not everything looked the same.",
]
OF_HELP = [
    "She came twice and wrote the steps down in big letters.",
    "I can pay the rent by myself now.",
    "He was very nice, but the broadband was the trouble.",
]
HOW = ["5"] * 11 + ["4"] * 6 + ["3"] * 2 + ["2"]
LEARNED = ["yes"] * 7 + ["partly"] * 3 + ["no"]
HELPED = [DidItHelp.YES] * 7 + [DidItHelp.PARTLY] * 2 + [DidItHelp.NO]
USUAL = {
    "gender": "same",
    "age": "65-74",
    "ethnic": "white",
    "disability": "no",
    "religion": "christian",
    "orientation": "straight",
    "caring": "no",
}
ANSWERS, WITH_WORDS, OF_THEMSELVES = 0.22, 0.12, 0.15


def load_said(seed, now):
    # Draws of its own: nothing else of the demonstration changes with what is said.
    rng, today = random.Random(f"said {seed}"), as_day(now)
    sessions = list(Attendance.objects.filter(mark=Mark.PRESENT).order_by("pk").select_related("occurrence"))
    Feedback.objects.bulk_create(of_sessions(sessions, rng, today))
    Attendance.objects.bulk_update([mark for mark in sessions if mark.feedback_on], ["feedback_on"], batch_size=500)
    closed = list(HelpRequest.objects.filter(state="closed", closed_at__isnull=False, answered_on=None).order_by("pk"))
    HelpFeedback.objects.bulk_create(of_help(closed, rng, today))
    HelpRequest.objects.bulk_update([request for request in closed if request.answered_on], ["answered_on"])
    days = [as_day(mark.occurrence.starts_at) for mark in sessions]
    EqualityCount.objects.bulk_create(of_themselves(days, rng))


def of_sessions(marks, rng, today):
    for mark in marks:
        said_on = as_day(mark.occurrence.ends_at) + timedelta(days=1 + rng.randrange(4))
        if rng.random() < ANSWERS and said_on <= today:
            mark.feedback_on = said_on
            words = rng.choice(OF_SESSIONS) if rng.random() < WITH_WORDS else ""
            yield Feedback(
                occurrence=mark.occurrence,
                how_was_it=rng.choice(HOW),
                did_you_learn=rng.choice(LEARNED),
                words=words,
                said_on=said_on,
            )


def of_help(requests, rng, today):
    for request in requests:
        said_on = as_day(request.closed_at) + timedelta(days=rng.randrange(1, 9))
        if rng.random() < 2 * ANSWERS and said_on <= today:
            request.answered_on = said_on
            words = rng.choice(OF_HELP) if rng.random() < 2 * WITH_WORDS else ""
            yield HelpFeedback(did_it_help=rng.choice(HELPED), words=words, said_on=said_on)


def of_themselves(days, rng):
    """Some of those who came, by month: one answers with most of the questions, and leaves out what they like."""
    found = Counter()
    for day in days:
        if rng.random() < OF_THEMSELVES:
            through = Through.STAFF if rng.random() < 0.2 else Through.SELF
            for question in QUESTIONS:
                found[day.replace(day=1), through, question.name, answer_to(question, rng)] += 1
    for (month, through, question, answer), people in found.items():
        yield EqualityCount(
            month=month, through=through, question=question, answer=answer, condition=CONDITION, people=people
        )


def answer_to(question, rng):
    """Most give the usual answer of such a county, some rather do not say, and some say nothing."""
    values = [value for value, _ in question.answers]
    weights = [12 if value == USUAL.get(question.name) else 1 for value in values]
    return rng.choices([*values, RATHER_NOT[0], ""], [*weights, 0.4, 0.8])[0]
