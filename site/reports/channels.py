"""Channel shift: by which way people reach us, and what it saved that they came by the website."""

from collections import Counter

from django import forms
from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse

from champions.models import HelpRequest
from core.words import count_words, money_words
from events.models import Booking
from people.models import ArrivedBy
from reports.charts import upright
from reports.filters import PeriodFilter
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.models import UnitCosts
from reports.report import ANY_TIME, Answer, Report, Tile
from reports.savings import AS_THE_OTHERS, BY_PHONE, WEB, saving_of
from reports.tables import Column, Kind, Link, Table, change, share, words_column

INSTEAD = [
    (BY_PHONE, "by telephone"),
    (AS_THE_OTHERS, "as those who did not use the website came, in the same proportions"),
]


class ChannelsFilter(PeriodFilter):
    instead = forms.ChoiceField(
        label="Without the website they would have come",
        choices=INSTEAD,
        required=False,
        help_text="The telephone is the more careful of the two where many come face to face.",
        error_messages={"invalid_choice": "Choose how they would have come from the list."},
    )


BEFORE = 0  # the span in which the period before lies; the months of the period follow it


def contacts(period, since):
    """{(span, channel): number} from a moment on, in three queries: bookings are many, and are gone through once.

    A place on a whole course is one contact, whatever dates it has.
    """
    found = Counter()
    edges = [period.starts_at, *(month.starts_at for month in period.months()[1:])]
    for rows, counted in (
        (Booking.objects.filter(whole_course=False), Count("pk")),
        (Booking.objects.filter(whole_course=True), Count("reference", distinct=True)),
        (HelpRequest.objects.all(), Count("pk")),
    ):
        made = rows.filter(created_at__gte=since, created_at__lt=period.ends_at).order_by()
        cells = made.annotate(span=span_of("created_at", edges)).values_list("span", "arrived_by")
        for span, channel, number in cells.annotate(number=counted):
            found[span, channel] += number
    return found


def span_of(field, edges, passed=0):
    """How many of the edges a moment has passed, by halves: SQLite takes seconds to work out so many months."""
    if not edges:
        return Value(passed)
    middle = len(edges) // 2
    earlier, later = span_of(field, edges[:middle], passed), span_of(field, edges[middle + 1 :], passed + middle + 1)
    return Case(When(**{f"{field}__lt": edges[middle]}, then=earlier), default=later, output_field=IntegerField())


def count_contacts(period, now):
    cells = Counter()
    for (_, channel), number in contacts(period, period.starts_at).items():
        cells["contacts", channel] += number
    words = {value: str(words) for value, words in ArrivedBy.choices}
    return Figures(with_totals(cells, CONTACTS.cuts), {"channel": words})


CONTACTS = FixedTable(
    "contacts",
    "How people reached us",
    (Measure("contacts", "Contacts", "Bookings made and requests for help, a place on a whole course counted once."),),
    (Cut("channel", "Channel"),),
    count_contacts,
)


class ChannelsReport(Report):
    slug = "channels"
    title = "How people reach us"
    question = "Do more people use the website, and what does that save?"
    months_at_once = ANY_TIME
    filters = ChannelsFilter
    fixed = (CONTACTS,)
    definitions = {
        "Contact": (
            "A booking made or a request for help, in the month in which it reached us, also where it was given up "
            "later. A place on a whole course is one contact. Moving to another date is one more."
        ),
        "Channel": (
            "How it reached us: typed in by the person on the website, or taken down by staff who were rung, spoken "
            "to or written to, or by a partner."
        ),
        "Share online": "Contacts by the website, out of all contacts.",
        "Saving": (
            "Contacts by the website, times what each would have cost otherwise, less what they cost by the website. "
            "What each would have cost is chosen above: the cost of a telephone call, or the mean cost of the contacts "
            "by other channels in the same time. Channels without a known cost are left out of that mean."
        ),
        "What it does not say": (
            "That anybody was paid less, or that all of them would have reached us otherwise. It is time of staff that "
            "was free for something else, at the unit costs of another year, as its source has them."
        ),
    }

    def answer(self, chosen, *, now):
        period, before = chosen["period"], chosen["period"].before()
        # Counted now, frozen or not: no contact goes when a person is erased.
        cells = contacts(period, before.starts_at)
        spans = range(1, len(period.months()) + 1)
        this, last = by_channel(cells, spans), by_channel(cells, [BEFORE])
        costs = UnitCosts.objects.filter(counts=True).first()
        instead = chosen["instead"] or BY_PHONE
        savings = [saving_of(each, costs.known() if costs else {}, instead) for each in (this, last)]
        return Answer(
            sentence_of(this, savings[0], instead),
            tables=(
                channels_table(this, last, costs),
                months_table(period, cells),
                saving_table([period, before], savings, costs),
            ),
            tiles=tiles_of(this, last, savings),
            notes=notes_of(costs, instead),
        )


def by_channel(cells, spans):
    return {channel: sum(cells[span, channel] for span in spans) for channel in ArrivedBy.values}


def percent(number):
    return "–" if number is None else f"{number:.0%}"


def sentence_of(this, saving, instead):
    total = sum(this.values())
    if not total:
        return "Nobody has booked or asked for help in this time."
    words = f"{percent(share(this[WEB], total))} of {count_words(total, 'contact')} came by the website"
    if saving.pounds is None:
        return f"{words}. What that saved is not known."
    verb = "saved" if saving.pounds >= 0 else "cost"
    than = "a telephone call" if instead == BY_PHONE else "the other ways"
    more = "" if saving.pounds >= 0 else " more"
    return f"{words}, which {verb} about {money_words(round(abs(saving.pounds)))}{more} against {than}."


def tiles_of(this, last, savings):
    before, now = share(last[WEB], sum(last.values())), share(this[WEB], sum(this.values()))
    saved = "–" if savings[0].pounds is None else f"£{savings[0].pounds:,.0f}"
    return (
        Tile(percent(now), f"online; {percent(before)} in the period before"),
        Tile(f"{sum(this.values()):,}", f"contacts; {sum(last.values()):,} in the period before"),
        Tile(saved, "saved by contacts online, by the method below"),
    )


def notes_of(costs, instead):
    if costs is None:
        return ("No set of unit costs counts, so no saving is worked out. Choose one under “Unit costs”.",)
    how = dict(INSTEAD)[instead]
    missing = [str(words) for value, words in ArrivedBy.choices if value not in costs.known()]
    left_out = f" It has no cost for: {', '.join(missing).lower()}." if missing else ""
    return (
        f"The saving is worked out as if those who used the website had come {how}. Unit costs: {costs.title} "
        f"({costs.source.rstrip('.')}).{left_out}",
    )


def channels_table(this, last, costs):
    known = costs.known() if costs else {}
    total, before = sum(this.values()), sum(last.values())
    columns = (
        words_column("channel", "Channel"),
        Column("contacts", "Contacts"),
        Column("share", "Share", Kind.PERCENT),
        Column("before", "Period before"),
        Column("share_before", "Share before", Kind.PERCENT),
        Column("change", "Change", Kind.CHANGE),
        Column("each", "Unit cost", Kind.MONEY),
    )
    rows = [
        (
            str(words),
            this[value],
            share(this[value], total),
            last[value],
            share(last[value], before),
            change(this[value], last[value]),
            float(known[value]) if value in known else None,
        )
        for value, words in ArrivedBy.choices
    ]
    sums = ("All", total, share(total, total), before, share(before, before), change(total, before), None)
    return Table("channels", "Contacts by channel", columns, tuple(rows) if total or before else (), sums)


def months_table(period, cells):
    columns = (
        words_column("month", "Month"),
        *(Column(value, str(words)) for value, words in ArrivedBy.choices),
        Column("all", "All"),
        Column("share", "Share online", Kind.PERCENT),
    )

    def line(words, numbers):
        return (words, *numbers, sum(numbers), share(numbers[0], sum(numbers)))

    months = period.months()
    rows = [
        line(month.words, [cells[span, value] for value in ArrivedBy.values]) for span, month in enumerate(months, 1)
    ]
    sums = line("All", [sum(row[place] for row in rows) for place in range(1, len(ArrivedBy.values) + 1)])
    chart = upright(
        "the share of contacts online each month, in per cent", [f"{month.first_on:%b %y}" for month in months],
        [None if row[-1] is None else round(row[-1] * 100) for row in rows],
        caption="Contacts by the website, in per cent of all.",
    )  # fmt: skip
    return Table("months", "Each month", columns, tuple(rows), sums, chart)


def saving_table(periods, savings, costs):
    columns = (
        words_column("period", "Period"),
        Column("online", "Contacts online"),
        Column("each", "Each would have cost", Kind.MONEY),
        Column("instead", "All would have cost", Kind.MONEY),
        Column("cost", "They cost", Kind.MONEY),
        Column("saving", "Saving", Kind.MONEY),
        words_column("costs", "Unit costs"),
    )
    source = Link(costs.title if costs else "Choose a set", reverse("unitcosts:index"), "reports.change_unitcosts")

    def money(*numbers):
        return [None if number is None else round(number, 2) for number in numbers]

    rows = [
        (period.words, saving.online, *money(saving.each, saving.instead, saving.cost), saving.pounds, source)
        for period, saving in zip(periods, savings, strict=True)
    ]
    note = "Contacts online × what each would have cost − what they cost. The second line is the period before."
    return Table("saving", "What the website saved", columns, tuple(rows), note=note)
