"""The tables of what we keep and what went (reports/kept.py). Pure."""

from django.urls import reverse

from core.retention import RULES
from core.words import as_day, count_words, full_day_words, time_words
from reports.charts import lying, upright
from reports.tables import HIDDEN, Column, Kind, Link, Table, words_column

MOST_LISTED = 200
REASONS = {
    "asked": "They asked for it, or staff decided so",
    "retention": "Nothing had happened with them for long enough",
    "restored": "Erased before, and back from a backup",
}


def rules_table(rules, runs):
    went, last_went = runs.went, runs.last_went
    rows = tuple(
        (
            title_of(rule),
            count_words(rule.months, "month"),
            went[rule.what],
            as_day(last_went[rule.what]) if rule.what in last_went else None,
            rule.why,
        )
        for rule in rules
    )
    columns = (
        words_column("what", "What"),
        words_column("kept_for", "Kept for"),
        Column("went", "Went"),
        Column("last_on", "Last on", Kind.DATE),
        words_column("why", "Why we keep it so long"),
    )
    found = [(rule.title, went[rule.what]) for rule in rules if went[rule.what]]
    chart = lying("records that went, by rule", *zip(*found, strict=True), shown="{:,}".format) if found else None
    return Table("rules", "Each rule, and what went by it", columns, rows, chart=chart)


def title_of(rule):
    """Where it is changed; before the first run it is in no table yet."""
    if rule._state.adding:
        return rule.title
    return Link(rule.title, reverse("retention:edit", args=[rule.what]), "core.change_retention")


def standing_table(rules, standing):
    def line(rule):
        each = standing[rule.what]
        counted = (each.held, each.oldest_on, each.soon)
        held, oldest_on, soon = (HIDDEN, HIDDEN, HIDDEN) if RULES[rule.what].confidential else counted
        excused = "; ".join(f"{number:,} {why}" for why, number in each.excused)
        return (rule.title, held, oldest_on, soon, each.overdue, excused or None)

    columns = (
        words_column("what", "What"),
        Column("held", "There now"),
        Column("oldest", "The oldest is of", Kind.DATE),
        Column("soon", "Due in the next 30 days"),
        Column("overdue", "Still there, past its time"),
        words_column("excused", "Rightly still there"),
    )
    note = (
        "As it is now, whatever time is chosen. Of people there is no oldest: what counts is the last thing that "
        "happened. How many concerns there are is for safeguarding leads alone."
    )
    return Table("standing", "What is still there", columns, tuple(line(rule) for rule in rules), note=note)


def months_table(period, runs, now):
    """From the first run on: nobody can say of a night before that that its run is missing."""
    if runs.first_at is None:
        return ()
    first_on, last_on = max(period.first_on, as_day(runs.first_at)), min(period.last_on, as_day(now))
    months = [month for month in period.months() if month.last_on >= first_on and month.first_on <= last_on]
    rows = tuple(month_row(month, runs, first_on, last_on) for month in months)
    columns = (
        words_column("month", "Month"),
        Column("nights", "Nights so far"),
        Column("with_run", "Nights with a run"),
        Column("failed", "Runs in which a rule failed"),
        Column("went", "Records that went"),
    )
    chart = upright("records that went each month", [f"{month.first_on:%b}" for month in months], [r[4] for r in rows])
    return (Table("months", "The runs, month by month", columns, rows, chart=chart),)


def month_row(month, runs, first_on, last_on):
    nights = min(month.last_on, last_on) - max(month.first_on, first_on)
    these = [run for run in runs.these if month.first_on <= as_day(run.at) <= month.last_on]
    went = sum(each.count for each in runs.gone if month.first_on <= as_day(each.at) <= month.last_on)
    with_run, failed = len({as_day(run.at) for run in these}), sum(bool(run.failed) for run in these)
    return (month.words, nights.days + 1, with_run, failed, went)


def gone_table(gone, titles):
    rows = tuple(
        (
            titles.get(each.what, each.what),
            as_day(each.at),
            time_words(each.at),
            each.count,
            count_words(each.months, "month"),
        )
        for each in gone[:MOST_LISTED]
    )
    columns = (
        words_column("what", "What"),
        Column("on", "Went on", Kind.DATE),
        words_column("at", "At"),
        Column("number", "Records"),
        words_column("kept_for", "Kept for, by the rule of that day"),
    )
    note = f"The last {len(rows)} of {len(gone):,}." if len(gone) > len(rows) else ""
    return Table("gone", "What went, run by run", columns, rows, note=note)


def failed_table(runs, titles):
    rows = tuple((titles.get(what, what), as_day(run.at), time_words(run.at)) for run in runs for what in run.failed)
    columns = (words_column("what", "What"), Column("on", "Failed on", Kind.DATE), words_column("at", "At"))
    note = "What a failed rule had to take is taken by the next run. The log of the worker says where it failed."
    return (Table("failed", "Rules that failed", columns, rows[:MOST_LISTED], note=note),) if rows else ()


def erased_table(erased):
    rows = tuple(
        (words, number, as_day(last) if last else None)
        for why, words in REASONS.items()
        for number, last in [erased.get(why, (0, None))]
    )
    columns = (words_column("why", "Why"), Column("number", "Records"), Column("last_on", "Last on", Kind.DATE))
    total = ("All", sum(row[1] for row in rows), None)
    return Table("erased", "People who were erased", columns, rows, total)


def frozen_table(frozen, needed_from):
    rows = tuple((each.period.words, as_day(each.frozen_at), each.tables) for each in frozen[:MOST_LISTED])
    columns = (
        words_column("period", "Figures of"),
        Column("frozen_on", "Frozen on", Kind.DATE),
        Column("tables", "Tables"),
    )
    notes = [f"The last {len(rows)} of {len(frozen):,}."] if len(frozen) > len(rows) else []
    if needed_from:
        notes.append(
            f"Figures from {full_day_words(needed_from)} on are not all frozen yet: by retention nobody goes who did "
            "something since then."
        )
    return Table("frozen", "Figures that were frozen, so that people may go", columns, rows, note=" ".join(notes))
