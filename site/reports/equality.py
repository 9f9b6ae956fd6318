"""Equality monitoring: who the people are that we reach, as far as they chose to say so."""

from functools import partial

from django import forms
from django.db.models import Sum

from core.retention import kept_for
from core.words import as_day
from reports.charts import lying
from reports.equality_hiding import SMALL, STEP, as_shown
from reports.equality_questions import CONDITION, QUESTIONS
from reports.figures import figures_of_each
from reports.filters import PeriodFilter
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.models import EqualityCount
from reports.periods import PeriodKind
from reports.report import Answer, Report
from reports.tables import HIDDEN, Column, Kind, Table, share, words_column

ANSWERS = Measure(
    "equality_answers", "Answers", "Forms sent with an answer to at least one question, by what they said to this one."
)
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
        period = chosen["period"]
        known = figures_of_each(self.fixed, [period], now=now)
        numbers = [numbers_of(question, known[cut_name(question), period.key]) for question in QUESTIONS]
        shown = [as_shown(each) for each in numbers]
        total = sum(numbers[0].values())
        tables = [table_of(question, *each) for question, each in zip(QUESTIONS, shown, strict=True)]
        note = f"Answers of a month are shown once it is over, and kept as numbers for {kept_for('equality')}."
        return Answer(sentence_of(total, shown[0][1]), tables=tuple(tables) if total >= SMALL else (), notes=(note,))


def numbers_of(question, known):
    return {answer: known.number("equality_answers", answer or "?") for answer in question.labels}


def sentence_of(total, shown):
    if not total:
        return "Nobody has answered in this time."
    if total < SMALL:
        return f"Fewer than {SMALL} people have answered in this time, so nothing is shown."
    return f"About {shown:,} people answered in this time."


def table_of(question, shown, total):
    columns = (words_column("answer", "Answer"), Column("number", "Answers"), Column("share", "Share", Kind.PERCENT))
    rows = tuple((question.labels[answer], number, share(number, total)) for answer, number in shown.items())
    words = f"answers to “{question.title.lower()}”"
    chart = lying(words, [row[0] for row in rows], [row[1] for row in rows])
    note = "Some numbers are hidden, and none is exact." if any(row[1] is HIDDEN for row in rows) else "None is exact."
    return Table(cut_name(question), question.title, columns, rows, ("All", total, share(total, total)), chart, note)
