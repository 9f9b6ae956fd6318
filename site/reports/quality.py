"""Register returns and data quality: what is missing, whose it is, and where to put it right."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from core.words import as_day, count_words
from events.forms.leads import name_of
from events.permissions.registers import SEES_ALL
from reports import quality_counts as counts
from reports.charts import lying
from reports.links import EDIT_PAGES
from reports.quality_missing import missing_table, total
from reports.report import ANY_TIME, Answer, Report, Tile
from reports.tables import Column, Kind, Link, Table, share, words_column

NO_LEAD = "Nobody leads it"
MOST_BARS = 12


class QualityReport(Report):
    slug = "quality"
    title = "Registers and missing data"
    question = "Which registers are not back, and what else do our figures lack?"
    months_at_once = ANY_TIME
    definitions = {
        "Session that has ended": "A dated session that is over and was not cancelled, of a published event.",
        "Without a register": "It has ended, nobody is marked or counted, and nobody has finished the register.",
        "Not finished": "Somebody is marked or counted, and nobody has pressed “Finish”: more may have come.",
        "Back within 3 days": (
            "Finished at most 3 days (72 hours) after the session ended, out of the registers that have had these days "
            "or are back already."
        ),
        "Lead": "Who leads the dated session; where it names nobody, who leads the event.",
        "Learner": "Somebody marked as here by name in this time, and neither erased nor merged into another record.",
        "Postcode that we do not know": "It is not in our table of postcodes: mistyped, or newer than the table.",
        "Asked once": (
            "Somebody said in this time how sure they felt before a session, and has not been asked after one about "
            "the same skill area since."
        ),
        "Likely the same person": (
            "Two records with the same name and the same telephone, e-mail address or postcode. Staff decide: a father "
            "and a son may share all three."
        ),
    }

    def answer(self, chosen, *, now):
        period = chosen["period"]
        sessions = counts.ended_sessions(period, now)
        by_lead = counts.registers_by_lead(sessions, now)
        late = counts.outstanding(sessions)
        names = names_of({row["leader"] for row in by_lead})
        doubles = counts.likely_doubles()
        topicless, unplaced = to_list(counts.events_without_topic()), to_list(counts.places_unplaced())
        return Answer(
            sentence_of(by_lead, now),
            tables=(
                missing_table(period, by_lead, doubles, now),
                leads_table(by_lead, names, now),
                registers_table(late, names, total(by_lead, "without", "unfinished"), now),
                pages_table(topicless, unplaced),
                doubles_table(doubles),
            ),
            tiles=tiles_of(by_lead),
            notes=("Sessions, learners and requests are of the time chosen; pages and records are as they are now.",),
        )


def names_of(leaders):
    users = get_user_model().objects.filter(pk__in=leaders - {None})
    return {None: NO_LEAD} | {user.pk: name_of(user) for user in users}


def to_list(pages):
    return list(pages.values_list("pk", "title").distinct()[: counts.MOST_LISTED])


def days_since(moment, now):
    return (as_day(now) - as_day(moment)).days if moment else None


def sentence_of(by_lead, now):
    if not by_lead:
        return "No session has ended in this time, so no register is due."
    wanting = total(by_lead, "without", "unfinished")
    if not wanting:
        return f"All registers of {count_words(total(by_lead, 'ended'), 'session')} are back."
    longest = max(days_since(row["oldest"], now) for row in by_lead if row["oldest"])
    return (
        f"{count_words(wanting, 'register')} of {count_words(total(by_lead, 'ended'), 'session')} "
        f"{'is' if wanting == 1 else 'are'} not back, the longest for {count_words(longest, 'day')}."
    )


def tiles_of(by_lead):
    due = total(by_lead, "due")
    in_time = f"{total(by_lead, 'in_time') / due:.0%}" if due else "–"
    return (
        Tile(in_time, "of registers back within 3 days"),
        Tile(f"{total(by_lead, 'without'):,}", "sessions without a register"),
        Tile(f"{total(by_lead, 'unfinished'):,}", "registers opened and not finished"),
    )


def leads_table(by_lead, names, now):
    def line(words, rows):
        oldest = min((row["oldest"] for row in rows if row["oldest"]), default=None)
        in_time = share(total(rows, "in_time"), total(rows, "due"))
        numbers = [total(rows, name) for name in ("ended", "without", "unfinished")]
        return (words, *numbers, in_time, days_since(oldest, now))

    rows = [line(names.get(row["leader"], NO_LEAD), [row]) for row in by_lead]
    # The lead with most to bring back comes first.
    rows.sort(key=lambda row: (-(row[2] + row[3]), row[0]))
    columns = (
        words_column("lead", "Lead"),
        Column("ended", "Sessions that ended"),
        Column("without", "Without a register"),
        Column("unfinished", "Not finished"),
        Column("in_time", "Back within 3 days", Kind.PERCENT),
        Column("days", "Longest wait, days"),
    )
    wanting = [row for row in rows if row[2] + row[3]][:MOST_BARS]
    chart = lying("registers not back, by lead", [row[0] for row in wanting], [row[2] + row[3] for row in wanting])
    return Table("leads", "Registers by lead", columns, tuple(rows), line("All", by_lead) if rows else None, chart)


def registers_table(late, names, how_many, now):
    columns = (
        words_column("session", "Session"),
        Column("on", "On", Kind.DATE),
        words_column("lead", "Lead"),
        words_column("how", "How it stands"),
        Column("days", "Days since"),
    )
    rows = tuple(
        (
            Link(row["event__title"], register_of(row), SEES_ALL),
            as_day(row["ends_at"]),
            names.get(row["leader"], NO_LEAD),
            "Not finished" if row["named"] or row["counted"] else "Nothing in it",
            days_since(row["ends_at"], now),
        )
        for row in late
    )
    note = f"The {len(rows)} that have waited longest of {how_many:,}." if how_many > len(rows) else ""
    note = f"{note} A register is locked 30 days after its session: then a coordinator opens it again.".strip()
    return Table("registers", "Registers that are not back", columns, rows, note=note)


def register_of(row):
    return reverse("events:register", args=[row["register_code"]])


def pages_table(topicless, unplaced):
    def line(what, pk, title):
        return (Link(title, reverse("wagtailadmin_pages:edit", args=[pk]), EDIT_PAGES), what)

    rows = [line("Event without a topic", *page) for page in topicless]
    rows += [line("Place without a position", *page) for page in unplaced]
    columns = (words_column("page", "Page"), words_column("missing", "What is missing"))
    note = f"At most {counts.MOST_LISTED} of each kind. Each is a link for whoever may edit pages."
    return Table("pages", "Events and places to put right", columns, tuple(rows), note=note)


def doubles_table(doubles):
    """By number, not by name: this table may be saved as a file."""
    columns = (words_column("pair", "Two records"), words_column("do", "What to do"))
    rows = tuple((pair_link(*pair), "Compare and merge") for pair in doubles[: counts.MOST_LISTED])
    note = f"The first {len(rows)} of {len(doubles):,}." if len(doubles) > len(rows) else ""
    return Table("doubles", "Records that are likely the same person", columns, rows, note=note)


def pair_link(first, last):
    address = reverse("person:merge", args=[first, last])
    return Link(f"Person {first} and person {last}", address, "people.merge_person")
