"""Service standards: what the customer charter promises, and how often it was kept."""

from core.words import as_day
from reports import charts
from reports.charter_cases import cases_of, during, measured, working_days
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.models import FrozenTable, Promised, ServiceStandard
from reports.models.charter import SHORT
from reports.periods import PeriodKind
from reports.report import ANY_TIME, Answer, Report, Tile
from reports.satisfaction import GOOD, HELP, HELPED, SESSIONS, answers_of, in_period
from reports.tables import Column, Kind, Table, share, words_column

ANSWERS = Measure(
    "help_answers", "Answers", "What people who had help from a champion answered in the time. To answer is up to them."
)
USUAL_TIME = "Usual time"
DEFINITIONS = {
    "Working day": (
        "Monday to Friday, bank holidays left out. The day itself does not count: within 2 working days of a Friday "
        "is by the end of Tuesday."
    ),
    "Counted": (
        "Everything that began in the time and was done, in time or late, and what was not done and is late by now. "
        "What was not done and still has time is left out; so is what ended before its time was up."
    ),
    Promised.ANSWER.label: (
        "From the day on which they asked to the day on which the request was first put to a champion or they were "
        "told something of it. Our receipt, which goes out by itself, is no answer."
    ),
    Promised.MATCH.label: (
        "From the day on which they asked to the day on which they said yes to a champion. If a match ended and they "
        "wait again, the next one counts."
    ),
    Promised.REGISTER.label: (
        "From the day on which a session of our own ended to the day on which its register was finished; if nobody "
        "finished it, to the first mark made after the session."
    ),
    Promised.CANCELLED.label: (
        "The days between the day on which each person booked was told, and the day of the session. Whom we could not "
        "tell counts as late. Messages are deleted after some months; from then on it is known as it was frozen."
    ),
    Promised.APPLICATION.label: (
        "From the day on which they applied to the day on which checks began or they were accepted or declined. Who "
        "took the application back before that, in time, is left out."
    ),
    USUAL_TIME: (
        "The median of those that were done: half took as long or less. Of a cancelled session: days before it."
    ),
    "Satisfaction": (
        "What people who came to a session, or had help from a champion, said when they were asked, on the day on "
        "which they said it. Not everybody answers."
    ),
}


def counted_of(promise):
    return f"counted-{promise}"


def in_time_of(promise):
    return f"in-time-{promise}"


def measures_of(promise):
    """Two for each promise, and no sum of promises: it would mean nothing, and what is small in one would hide all."""
    # What is still within its time when a month ends is counted later; sessions and their registers are nobody.
    kinds = {"of_people": promise != Promised.REGISTER, "adds_up": False}
    counted = "Those whose time was over, and those that were done: in time or late."
    return (
        Measure(counted_of(promise), f"{SHORT[promise]}: counted", counted, **kinds),
        Measure(
            in_time_of(promise),
            f"{SHORT[promise]}: in time",
            "Those that were done in time.",
            part_of=counted_of(promise),
            **kinds,
        ),
    )


def count_standards(period, now):
    standards = list(ServiceStandard.objects.all())
    cases, working = cases_of(period.starts_at, period.ends_at, now), working_days(period.first_on, as_day(now))
    found = measured(standards, cases, working, now=now)
    return figures_of_standards(standards, found)


def figures_of_standards(standards, found):
    """With the words of each promise as they are now, since they change."""
    cells = {(counted_of(key),): each.counted for key, each in found.items()}
    cells |= {(in_time_of(key),): each.in_time for key, each in found.items()}
    return Figures(cells, {"standard": {each.key: f"{each.words}: {each.promise}" for each in standards}})


def count_answers(period, now):
    numbers = in_period(answers_of(period.first_on, period.last_on), period)
    return figures_of_answers(numbers)


def figures_of_answers(numbers):
    cells = {(ANSWERS.name, part): numbers.get(part, 0) for part in HELP}
    return Figures(with_totals(cells, SATISFACTION.cuts), {"answer": HELP})


STANDARDS = FixedTable(
    "standards",
    "Service standards",
    tuple(measure for promise in Promised for measure in measures_of(promise)),
    (),
    count_standards,
)
# What was said of sessions is published by the report on what changed.
SATISFACTION = FixedTable(
    "satisfaction",
    "Whether a champion’s help helped",
    (ANSWERS,),
    (Cut("answer", "Did it help"),),
    count_answers,
)


class Standards(Report):
    slug = "standards"
    title = "Service standards"
    question = "Do we keep what our charter promises?"
    months_at_once = ANY_TIME
    definitions = DEFINITIONS
    fixed = (STANDARDS, SATISFACTION)

    def answer(self, chosen, *, now):
        period = chosen["period"]
        known = Findings(period, now)
        return Answer(
            sentence=known.sentence(),
            tiles=known.tiles(),
            tables=(known.standards_table(), *known.months_table(), *known.answer_tables()),
            notes=known.notes(),
        )


class Findings:
    """What is shown of a period, the one before it and its months: frozen figures where there are some."""

    def __init__(self, period, now):
        self.period, self.before = period, period.before()
        self.standards = list(ServiceStandard.objects.all())
        self.months = period.months() if period.kind != PeriodKind.MONTH else []
        spans = [self.before, period, *self.months]
        first, last = min(spans, key=lambda each: each.first_on), max(spans, key=lambda each: each.last_on)
        cases = cases_of(first.starts_at, last.ends_at, now)
        self.said = answers_of(first.first_on, last.last_on)
        working = working_days(first.first_on, as_day(now))
        self.live = {span: measured(self.standards, during(cases, span), working, now=now) for span in spans}
        kept = FrozenTable.objects.filter(
            name__in=[STANDARDS.name, SATISFACTION.name], period__in=[span.key for span in spans]
        )
        self.frozen = {(row.name, row.period): row.figures for row in kept}

    def numbers(self, key, span):
        """(counted, in time), exact."""
        frozen = self.frozen.get((STANDARDS.name, span.key))
        if frozen:
            return frozen.number(counted_of(key)), frozen.number(in_time_of(key))
        return self.live[span][key].counted, self.live[span][key].in_time

    def share(self, key, span):
        counted, in_time = self.numbers(key, span)
        return share(in_time, counted)

    def answers(self, span):
        numbers = in_period(self.said, span)
        frozen = self.frozen.get((SATISFACTION.name, span.key))
        if frozen:
            for part in HELP:
                numbers[part] = frozen.number(ANSWERS.name, part)
        return numbers

    def sentence(self):
        judged = [(each, self.share(each.key, self.period)) for each in self.standards]
        known = [(each, part) for each, part in judged if part is not None]
        if not known:
            return "Nothing that the charter promises fell due in this time."
        worst, part = min(known, key=lambda pair: pair[1])
        if part == 1:
            return f"All {len(known)} promises that fell due were kept every time."
        return f"Kept least often: {worst.words}, {worst.promise}. It was so in {part:.0%} of cases."

    def tiles(self):
        numbers = self.answers(self.period)
        found = []
        for question, wanted, words in (
            (SESSIONS, GOOD, "said their session was good or very good"),
            (HELP, HELPED, "said the help helped"),
        ):
            part, whole = (sum(numbers[each] for each in parts) for parts in (wanted, question))
            if whole:
                found.append(Tile(f"{part / whole:.0%}", f"of {whole:,} who answered {words}"))
        return tuple(found)

    def standards_table(self):
        rows = [self.standard_row(each) for each in self.standards]
        shares, before = [row[5] for row in rows], [row[8] for row in rows]
        drawing = charts.lying(
            "the share that was in time",
            [each.short for each in self.standards],
            [None if part is None else round(part * 100) for part in shares],
            shown=lambda number: f"{number}%",
            marks=[None if part is None else round(part * 100) for part in before],
            caption="Per cent in time. The line across a bar is the period before.",
        )
        columns = (
            words_column("standard", "We promise"),
            words_column("short", "In short"),
            words_column("promise", "How soon"),
            Column("counted", "Counted"),
            Column("in_time", "In time"),
            Column("share", "Share in time", Kind.PERCENT),
            Column("left_out", "Still has time, or ended before"),
            Column("median", f"{USUAL_TIME}, in days", Kind.DECIMAL),
            Column("before", "Share in the period before", Kind.PERCENT),
        )
        return Table("standards", "Each promise", columns, tuple(rows), chart=drawing)

    def standard_row(self, each):
        counted, in_time = self.numbers(each.key, self.period)
        live = self.live[self.period][each.key]
        return (
            *(each.words, each.short, each.promise, counted, in_time, share(in_time, counted)),
            *(live.left_out, live.median, self.share(each.key, self.before)),
        )

    def months_table(self):
        if len(self.months) < 2:
            return ()
        columns = [words_column("month", "Month")]
        for each in self.standards:
            columns += [
                Column(f"{each.key}-counted", f"{each.short}: counted"),
                Column(f"{each.key}-share", f"{each.short}: in time", Kind.PERCENT),
            ]
        rows = [self.month_row(month) for month in self.months]
        return (Table("months", "Each month", tuple(columns), tuple(rows), note="By the month in which it began."),)

    def month_row(self, month):
        row = [month.words]
        for each in self.standards:
            counted, in_time = self.numbers(each.key, month)
            row += [counted, share(in_time, counted)]
        return tuple(row)

    def answer_tables(self):
        now, before = self.answers(self.period), self.answers(self.before)
        return (
            answers_table("sessions", "How people found their session", SESSIONS, now, before),
            answers_table("helped", SATISFACTION.title, HELP, now, before),
        )

    def notes(self):
        frozen = (STANDARDS.name, self.period.key) in self.frozen
        return ("The counts of this time are frozen: they stay as they were published.",) if frozen else ()


def answers_table(name, title, parts, now, before):
    total, total_before = sum(now.get(part, 0) for part in parts), sum(before.get(part, 0) for part in parts)
    rows = [
        (label, now.get(part, 0), share(now.get(part, 0), total), share(before.get(part, 0), total_before))
        for part, label in parts.items()
    ]
    columns = (
        words_column("answer", "Answer"),
        Column("number", "Answers"),
        Column("share", "Share", Kind.PERCENT),
        Column("before", "Share in the period before", Kind.PERCENT),
    )
    return Table(name, title, columns, tuple(rows) if total else (), total=("All", total, share(total, total), None))
