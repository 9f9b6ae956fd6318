"""What retention took away, by which rule, and what is left: that the rules are kept, shown from the audit trail."""

from datetime import timedelta

from core.retention import rules_now
from core.words import as_day, count_words, full_day_words, list_words, time_words
from reports import kept_counts as counts
from reports.kept_tables import (
    erased_table,
    failed_table,
    frozen_table,
    gone_table,
    months_table,
    rules_table,
    standing_table,
)
from reports.report import ANY_TIME, Answer, Report, Tile

LATE_AFTER = timedelta(hours=26)  # it runs every night, and an hour later when the clocks change
ENDS_WITHIN = timedelta(hours=6)
DEFINITIONS = {
    "Rule": (
        "How long one kind of record is kept, and why. Programme managers change the months and the reason under "
        "Settings, Retention; the next run goes by them."
    ),
    "Run": "Every night after two, and whenever somebody starts one: each rule puts away what is past its time.",
    "Went": (
        "Records that a run deleted; of people those that it emptied, and of what people said those whose words it "
        "emptied. Their number alone is written down."
    ),
    "Counted from": (
        "The last thing that happened with a person; when somebody was on duty, a day code was given out, a concern "
        "was closed, records were merged or something was said; for all else when it was written."
    ),
    "Still there, past its time": (
        "What the last run had to take and did not, by the months that the rule had then. It should be 0 everywhere."
    ),
    "Rightly still there": (
        "People with whom nothing has happened for long enough, but with something under way, or who came in a time "
        "whose figures are not frozen yet."
    ),
    "Due in the next 30 days": "What will be past its time by then, if nothing more happens with it.",
    "Frozen": "The figures of a month, quarter or year that is over are kept first. Only then may people of it go.",
    "Erased": (
        "Records of people that were emptied. Of somebody with two records that were put together, both. Each is "
        "written down beside the backups too, so that it is erased again when a backup is put back."
    ),
}


class KeptReport(Report):
    slug = "kept"
    title = "What we keep and what went"
    question = "Does everything go when its time is over, and can we prove it?"
    months_at_once = ANY_TIME  # what it warns of is of today, and must not be a day old
    definitions = DEFINITIONS

    def answer(self, chosen, *, now):
        period, rules = chosen["period"], rules_now()
        runs = counts.runs_of(period)
        standing = counts.standing_of(rules, runs.last, now)
        titles = {rule.what: rule.title for rule in rules}
        tables = (
            rules_table(rules, runs),
            standing_table(rules, standing),
            *months_table(period, runs, now),
            gone_table(runs.gone, titles),
            *failed_table(runs.these, titles),
            erased_table(counts.erased_by_reason(period)),
            frozen_table(counts.frozen_in(period), standing["people"].needed_from),
        )
        wrong = " ".join(what_is_wrong(runs, standing, titles, now))
        notes = tuple(notes_of(rules, runs, now))
        tiles = tiles_of(runs, standing, now)
        return Answer(wrong or all_is_well(runs), tables, tiles, notes, is_alarm=bool(wrong))


def moment_words(at):
    return f"{full_day_words(at)} at {time_words(at)}"


def all_is_well(runs):
    went = runs.went.total()
    found = f"{count_words(went, 'record')} went" if went else "nothing was past its time"
    return (
        f"The rules are kept: the last run, on {moment_words(runs.last.at)}, left nothing behind that was past its "
        f"time. In the time chosen {found}."
    )


def what_is_wrong(runs, standing, titles, now):
    """Sentences, the worst first; none where all is well."""
    found = [*wrong_with_runs(runs, titles, now), *left_behind(standing, titles)]
    return [*found, "See that the worker is running, and what its log says."] if found else []


def wrong_with_runs(runs, titles, now):
    last = runs.last
    if was_broken_off(runs, now):
        yield f"The run that began on {moment_words(runs.begun_at)} was broken off: it never came to its end."
    elif last is None:
        yield "Retention has never run here: nothing that is past its time has gone."
    elif now - last.at > LATE_AFTER:
        days = count_words(days_since(last.at, now), "day")
        yield f"Retention has not run for {days}: the last run was on {moment_words(last.at)}."
    if last and last.failed:
        failed = list_words([titles.get(what, what) for what in last.failed])
        yield f"The last run, on {moment_words(last.at)}, failed for: {failed}."


def left_behind(standing, titles):
    left = [f"{titles[what]} ({each.overdue:,})" for what, each in standing.items() if each.overdue]
    if left:
        yield f"Past its time and still there: {list_words(left)}."


def days_since(at, now):
    return (as_day(now) - as_day(at)).days


def has_not_ended(runs):
    return runs.begun_at is not None and (runs.last is None or runs.last.at < runs.begun_at)


def was_broken_off(runs, now):
    return has_not_ended(runs) and now - runs.begun_at > ENDS_WITHIN


def tiles_of(runs, standing, now):
    overdue = sum(each.overdue for each in standing.values())
    tiles = [
        Tile(f"{runs.went.total():,}", "records went in the time chosen"),
        Tile(f"{overdue:,}", "still there, past their time"),
    ]
    if runs.last:
        days = days_since(runs.last.at, now)
        tiles.append(Tile(count_words(days, "day"), "since the last run") if days else Tile("Today", "the last run"))
    return tuple(tiles)


def notes_of(rules, runs, now):
    if has_not_ended(runs) and not was_broken_off(runs, now):
        yield f"A run began on {moment_words(runs.begun_at)} and has not come to its end yet."
    then = runs.last.months if runs.last else {}
    for rule in rules:
        if rule.months != then.get(rule.what, rule.months):
            yield (
                f"{rule.title}: kept for {count_words(rule.months, 'month')} now, and for "
                f"{count_words(then[rule.what], 'month')} at the last run. The next run goes by the new rule."
            )
