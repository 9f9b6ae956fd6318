"""Equality monitoring: who the people are that we reach, as far as they chose to say so."""

from functools import partial

from django import forms
from django.db.models import Sum

from core.retention import kept_for
from core.words import as_day
from reports.charts import lying
from reports.equality_questions import CONDITION, QUESTIONS
from reports.filters import PeriodFilter
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.models import EqualityCount
from reports.periods import PeriodKind
from reports.published import Seen, frozen_tables, note_of
from reports.report import Answer, Report
from reports.small_numbers import SMALL, STEP
from reports.tables import HIDDEN, Column, Kind, Table, share, words_column

ANSWERS = Measure(
    "equality_answers", "Answers", "Forms sent with an answer to at least one question, by what they said to this one."
)
NOT_YET = "What people answered in this time is shown once it is over and frozen, 32 days after its end."
TOO_FEW = "Too few people have answered in this time to show anything without pointing to one of them."
KINDS = (PeriodKind.QUARTER, PeriodKind.ACADEMIC, PeriodKind.CALENDAR)


class EqualityFilter(PeriodFilter):
    """Whole quarters and years alone: two times that differ by a day would show what one person said."""

    kind = forms.ChoiceField(
        label="Period",
        choices=[(kind.value, kind.label) for kind in KINDS],
        required=False,
        error_messages={"invalid_choice": "Choose a quarter or a year: of less time answers would point to people."},
    )
    first_on = last_on = None


def count_answers(question, period, now):
    """Of months that are over: while one goes on, each answer would be seen to come in."""
    rows = EqualityCount.objects.filter(
        question=question.name,
        month__gte=period.first_on,
        month__lte=period.last_on,
        month__lt=as_day(now).replace(day=1),
    )
    found = rows.order_by().values_list("answer").annotate(number=Sum("people"))
    cells = {("equality_answers", answer or "?"): number for answer, number in found}
    labels = {answer or "?": words for answer, words in question.labels.items()}
    return Figures(with_totals(cells, (cut_of(question),)), {cut_name(question): labels})


def cut_name(question):
    return f"equality_{question.name}"


def cut_of(question):
    return Cut(cut_name(question), question.title)


TABLES = tuple(
    FixedTable(
        cut_name(question),
        question.title,
        (ANSWERS,),
        (cut_of(question),),
        partial(count_answers, question),
    )
    for question in QUESTIONS
)


class EqualityReport(Report):
    slug = "equality"
    title = "Equality monitoring"
    question = "Do we reach everybody alike, as far as people chose to tell us?"
    filters = EqualityFilter
    template_name = "reports/equality.html"
    fixed = TABLES
    may_be_shared = False
    definitions = {
        "Answers": (
            "Forms sent from the page at /equality/ with an answer to at least one question, in months that are over. "
            "A form sent twice counts once; somebody who fills in another one after another booking counts again."
        ),
        "I would rather not say": "Somebody chose these words. Left out: they chose nothing.",
        "[hidden]": (
            f"A number under {SMALL}, nought as well, and as many others as it takes that it cannot be worked out. "
            f"What is shown is rounded to {STEP}. This holds for staff as for everybody."
        ),
        "What is kept": (
            "Numbers by month and question. There is no row for a person, so that two questions cannot be counted "
            "together, and nobody can be looked up, changed or taken out."
        ),
        "What it rests on": f"{CONDITION}.",
    }

    def answer(self, chosen, *, now):
        """What is published of it and nothing else: of two ways to hide numbers, each would give the other's away."""
        frozen = frozen_tables([table.name for table in TABLES], chosen["period"])
        seen = [Seen(table, frozen[table.name]) for table in TABLES if table.name in frozen]
        if not seen:
            return Answer(NOT_YET)
        total = seen[0].number(ANSWERS.name)
        if total is HIDDEN:
            return Answer(TOO_FEW)
        note = f"These numbers are kept for {kept_for('equality')}, and then as they are published here."
        return Answer(
            f"About {total:,} people answered in this time.",
            tables=tuple(table_of(each) for each in seen),
            notes=(note,),
        )


def table_of(seen):
    fixed, total = seen.fixed, seen.number(ANSWERS.name)
    [cut] = fixed.cuts
    columns = (words_column("answer", "Answer"), Column("number", "Answers"), Column("share", "Share", Kind.PERCENT))
    numbers = {words: seen.number(ANSWERS.name, **{cut.name: part}) for part, words in seen.labels[cut.name].items()}
    rows = tuple((words, number, share(number, total)) for words, number in numbers.items())
    chart = lying(f"answers to “{fixed.title.lower()}”", list(numbers), list(numbers.values()))
    whole = ("All", total, share(total, total))
    return Table(fixed.name, fixed.title, columns, rows, whole, chart, note_of(rows))
