"""What the programme did, against the time before, a target, and an earlier year."""

from functools import cached_property

from django import forms
from django.db.models import Q

from core.words import as_day, count_words, list_words
from events.models import EventKind
from reports.charts import lying, upright
from reports.counts import UNKNOWN, Where
from reports.figures import frozen_figures
from reports.filters import PeriodAndPlaceFilter
from reports.models import Yardstick
from reports.periods import PeriodKind, between
from reports.programme_counts import HELP, Live, median_days_to_match
from reports.programme_fixed import (
    DAYS_TO_MATCH,
    DEFINITIONS,
    DISTRICT,
    MEASURES,
    OF_MONTHS,
    OF_VENUES,
    PROGRAMME,
    VENUES,
    WARD,
    names_of_areas,
    venue_figures,
)
from reports.report import Answer, Report, Tile
from reports.tables import Column, Kind, Table, change, share, words_column
from topics.models import Topic

MOST_MONTHS_WITH_BEFORE = 3


class ProgrammeFilter(PeriodAndPlaceFilter):
    kind_of_event = forms.ChoiceField(
        label="Kind of event",
        choices=[("", "Every kind"), *EventKind.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a kind of event from the list."},
    )
    topic = forms.ModelChoiceField(
        Topic.objects.order_by("order", "title"),
        to_field_name="slug",
        required=False,
        empty_label="Every topic",
        error_messages={"invalid_choice": "Choose a topic from the list."},
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["where"] = Where(cleaned.get("place"), cleaned.get("kind_of_event", ""), cleaned.get("topic"))
        return cleaned


class Numbers:
    """The numbers of a period and of the one before it: frozen ones where there are any, or else counted now."""

    def __init__(self, period, *, now, where):
        self.period, self.before = period, period.before()
        self.months = months_in(self.before) + months_in(period)
        self.where = where
        self.live = Live([self.before, period], self.months, now=now, where=where)
        periods = [self.before, period, *self.months]
        self.frozen = {} if where else frozen_figures([PROGRAMME, VENUES], periods)

    def whole(self, period):
        """{measure: number}"""
        if known := self.frozen.get((PROGRAMME.name, period.key)):
            return {name: known.number(name) for name in MEASURES}
        return self.live.scalars(period)

    def month(self, month, measure):
        if known := self.frozen.get((PROGRAMME.name, month.key)):
            return known.number(measure)
        return self.live.part(month, measure)

    def venues(self, period):
        if known := self.frozen.get((VENUES.name, period.key)):
            return known.figures
        return venue_figures(self.live.by_place(period), self.names)

    @cached_property
    def names(self):
        return names_of_areas()

    @property
    def frozen_at(self):
        known = self.frozen.get((PROGRAMME.name, self.period.key))
        return known.frozen_at if known else None


def months_in(period):
    """Each month of it, the first and the last no longer than the period."""
    return [
        month
        if period.first_on <= month.first_on and month.last_on <= period.last_on
        else between(max(month.first_on, period.first_on), min(month.last_on, period.last_on))
        for month in period.months()
    ]


class ProgrammeReport(Report):
    slug = "programme"
    title = "The programme"
    question = "How many came, to how many sessions, and is that more than before?"
    filters = ProgrammeFilter
    definitions = DEFINITIONS
    fixed = (PROGRAMME, VENUES)

    def answer(self, chosen, *, now):
        period, where = chosen["period"], chosen["where"]
        numbers = Numbers(period, now=now, where=where)
        these, before = numbers.whole(period), numbers.whole(numbers.before)
        yardsticks = yardsticks_for(period)
        tables = [whole_table(period, these, before, [] if where else yardsticks, with_help=not where)]
        if not where:
            tables += earlier_table(period, these, yardsticks)
        tables += [month_table(numbers), *place_tables(numbers, where)]
        return Answer(
            sentence_of(these, before),
            tuple(tables),
            tiles_of(these),
            tuple(notes_of(numbers, where, now)),
        )


def sentence_of(these, before):
    """The answer first, in one sentence."""
    if not these["sessions_held"] and not these["attendances"]:
        return "No sessions were held in this time."
    people = count_words(these["learners"], "person", "people")
    said = (
        f"{count_words(these['attendances'], 'attendance')} at {count_words(these['sessions_held'], 'session')}, "
        f"by {people} whom we know by name; {these['first_visits']:,} of them had never been before."
    )
    return f"{said} {compared(these['attendances'], before['attendances'])}"


def compared(now, before):
    changed = change(now, before)
    if changed is None:
        return "There were none in the time before."
    if not round(changed * 100):
        return f"That is as many attendances as in the time before ({before:,})."
    more = "more" if changed > 0 else "fewer"
    return f"That is {abs(changed):.0%} {more} attendances than in the time before ({before:,})."


def tiles_of(these):
    held, cancelled = these["sessions_held"], these["sessions_cancelled"]
    of_all = share(cancelled, held + cancelled)
    tiles = [
        Tile(f"{these['attendances']:,}", f"attendances at {count_words(held, 'session')}"),
        Tile(f"{these['learners']:,}", "different people"),
        Tile(f"{these['first_visits']:,}", "on their first visit ever"),
    ]
    if of_all is not None:
        words = "session cancelled" if cancelled == 1 else "sessions cancelled"
        tiles.append(Tile(f"{cancelled:,}", f"{words}, {of_all:.0%} of those planned"))
    return tuple(tiles)


def notes_of(numbers, where, now):
    if not numbers.period.is_over(as_day(now)):
        yield "This period is not over. It is compared with the whole of the period before it."
    if numbers.frozen_at:
        yield "These figures were frozen after the period was over, and do not change any more."
    if where:
        yield (
            "You chose some of the sessions. Targets are for all of them, and help from champions is given one to one, "
            "so both are left out."
        )


def yardsticks_for(period):
    """The targets for this period, and whatever is known of earlier times."""
    of_period = Q(kind=period.kind, first_on=period.first_on)
    return list(Yardstick.objects.filter(of_period | Q(sort=Yardstick.Sort.KNOWN)))


def whole_table(period, these, before, yardsticks, *, with_help):
    targets = {each.measure: each.number for each in yardsticks if each.is_target}
    columns = [
        words_column("measure", "Measure"),
        Column("these", period.words),
        Column("before", period.before().words),
    ]
    columns.append(Column("change", "Change", Kind.CHANGE))
    if targets:
        columns += [Column("target", "Target"), Column("reached", "Of the target", Kind.PERCENT)]
    rows = []
    for name, measure in MEASURES.items():
        if name in HELP and not with_help:
            continue
        row = (measure.title, these[name], before[name], change(these[name], before[name]))
        target = targets.get(name)
        rows.append((*row, target, share(these[name], target)) if targets else row)
    if with_help:
        rows.append(row_of_days(period, these["matches"], before["matches"], len(columns)))
    return Table("whole", "All of it", tuple(columns), tuple(rows))


def row_of_days(period, matched, matched_before, width):
    these, before = (
        None if days is None else round(days, 1)
        for days in (median_days_to_match(period, matched), median_days_to_match(period.before(), matched_before))
    )
    row = (DAYS_TO_MATCH, these, before, change(these, before))
    return row + (None,) * (width - len(row))


def earlier_table(period, these, yardsticks):
    """What is known of earlier years, beside this period where it is as long."""
    known = [each for each in yardsticks if not each.is_target]
    if not known:
        return []
    columns = (
        words_column("period", "Time"), words_column("measure", "Measure"), Column("then", "Then"),
        Column("these", period.words), words_column("source", "Where it is from"),
    )  # fmt: skip
    rows = [
        (
            each.period.words,
            each.get_measure_display(),
            each.number,
            these[each.measure] if each.kind == period.kind else None,
            each.source,
        )
        for each in known
    ]
    lengths = {each.kind for each in known} - {period.kind}
    wanted = list_words(sorted(PeriodKind(kind).label.lower() for kind in lengths), last="or")
    note = f"Choose {article(wanted)} {wanted} to see it beside these." if lengths else ""
    return [Table("earlier", "What is known of earlier years", columns, tuple(rows), note=note)]


def article(words):
    return "an" if words[0] in "aeiou" else "a"


def month_table(numbers):
    months = months_in(numbers.period)
    rows = [(month.words, *(numbers.month(month, name) for name in OF_MONTHS)) for month in months]
    return Table(
        "months",
        "Each month",
        (words_column("month", "Month"), *(Column(name, MEASURES[name].title) for name in OF_MONTHS)),
        tuple(rows),
        chart=month_chart(numbers, months),
        note="Somebody who came in two months is a learner of each.",
    )


def month_chart(numbers, months):
    """Attendances; of a quarter or less with the months before it, paler."""
    earlier = months_in(numbers.before) if len(months) <= MOST_MONTHS_WITH_BEFORE else []
    shown = [*earlier, *months]
    return upright(
        "attendances each month",
        [f"{month.first_on:%b}" if len(shown) <= 12 else f"{month.first_on:%b %y}" for month in shown],
        [numbers.month(month, "attendances") for month in shown],
        shown="{:,}".format,
        caption="The paler bars are the time before." if earlier else "",
        faint=range(len(earlier)),
    )


def place_tables(numbers, where):
    these, before = numbers.venues(numbers.period), numbers.venues(numbers.before)
    yield district_table(these, before, numbers.live.learners_by_district(numbers.period))
    if where.place:
        yield ward_table(these)


def district_table(these, before, learners):
    districts = words_of_both(these, before, DISTRICT.name)
    rows, marks = [], []
    for code, words in districts.items():
        numbers = [these.number(name, "", code) for name in OF_VENUES]
        was = before.number("attendances", "", code)
        visits = these.number("attendances", "", code)
        rows.append((words, *numbers, learners.get(code, 0), was, change(visits, was)))
        marks.append(was)
    columns = (
        words_column("district", "District"),
        *(Column(name, MEASURES[name].title) for name in OF_VENUES),
        Column("learners", "Learners"),
        Column("before", "Attendances before"),
        Column("change", "Change", Kind.CHANGE),
    )
    chart = lying(
        "attendances in each district",
        list(districts.values()),
        [row[1 + OF_VENUES.index("attendances")] for row in rows],
        shown="{:,}".format,
        marks=marks,
        caption="The line across each bar is the time before.",
    )
    return Table(
        "districts",
        "Each district",
        columns,
        tuple(rows),
        chart=chart,
        note="Somebody who came in two districts is a learner of each.",
    )


def ward_table(these):
    rows = [
        (words, *(these.number(name, code, "") for name in OF_VENUES))
        for code, words in these.labels.get(WARD.name, {}).items()
    ]
    columns = (words_column("ward", "Ward"), *(Column(name, MEASURES[name].title) for name in OF_VENUES))
    return Table("wards", "Each ward in which sessions were held", columns, tuple(rows))


def words_of_both(these, before, cut):
    """{part: words} of what is in either, in the order of the words, what is not known last."""
    words = before.labels.get(cut, {}) | these.labels.get(cut, {})
    return dict(sorted(words.items(), key=lambda each: (each[0] == UNKNOWN, each[1])))
