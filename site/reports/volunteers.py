"""Champions: from applied to active, what runs out, what they gave, whom they helped, who stays."""

from statistics import median

from django.urls import reverse

from champions.models import ChampionState
from champions.models.champions import GONE_STATES
from core.words import as_day, count_words
from reports import volunteers_counts as counts
from reports.charts import upright
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.report import ANY_TIME, Answer, Report, Tile
from reports.tables import Column, Kind, Link, Table, words_column

S = ChampionState
VETS = "champions.change_champion"


def count_fixed(period, now):
    """Hours are whole in each district, and their total is the sum of these."""
    active = counts.active_by_district(period.ends_at)
    cells = {("champions_active", code): number for code, number in active.items()}
    minutes, sessions = {}, {}
    for (_, code), cell in counts.given(period).items():
        minutes[code] = minutes.get(code, 0) + cell["minutes"]
        sessions[code] = sessions.get(code, 0) + cell["sessions"]
    cells |= {("help_sessions", code): number for code, number in sessions.items() if number}
    cells |= {("champion_hours", code): round(number / 60) for code, number in minutes.items()}
    labels = {"champion_district": counts.district_words({code for _, code in cells})}
    return Figures(with_totals(cells, CHAMPIONS.cuts), labels)


CHAMPIONS = FixedTable(
    "champions",
    "Champions, and what they gave",
    (
        Measure(
            "champions_active",
            "Champions",
            "Cleared to help by the end of the time, and neither left nor removed by then.",
            adds_up=False,
        ),
        Measure("help_sessions", "Sessions of help", "Times a champion wrote down that they helped somebody."),
        Measure(
            "champion_hours",
            "Hours given",
            "Whole hours of one-to-one help and at sessions, rounded in each district.",
            of_people=False,
            adds_up=False,
        ),
    ),
    (Cut("champion_district", "District of the champion"),),
    count_fixed,
)


class VolunteersReport(Report):
    slug = "champions"
    title = "Champions"
    question = "How many champions have we, what do they give, and do they stay?"
    months_at_once = ANY_TIME
    fixed = (CHAMPIONS,)
    definitions = {
        "Champion": (
            "Cleared to help by the end of the time, and neither left nor removed by then. Somebody on a break is one."
        ),
        "Became active": "Cleared to help for the first time in this time.",
        "Days in a stage": (
            "Days between applying, the first look at it (“in checks”) and being cleared. The median is the middle one "
            "of all, so that one who waited long does not hide the others. Who was cleared without checks has no "
            "days in them."
        ),
        "Hours given": "One-to-one help as champions wrote it down, and time at sessions as the register says.",
        "People helped": (
            "Different people helped one to one, each once in a line, so that the lines come to more than the total. "
            "Somebody at a drop-in without a request is nobody that we can tell apart."
        ),
        "Miles": "There and back, as champions wrote them down.",
        "Has room": (
            "Active, in date for the role, grown up, meets people one to one, and helps or is asked about fewer people "
            "than they said they can."
        ),
        "Still with us after a year": (
            "Of those who became active a year before a day of this time, the part that had neither left nor been "
            "removed a year later. Those whose year is not over are left out."
        ),
        "District": "That of the champion's ward. Where they gave the help may be another.",
    }

    def answer(self, chosen, *, now):
        period = chosen["period"]
        active = counts.active_by_district(period.ends_at)
        cells, people = counts.given(period), counts.people_helped(period)
        cleared, load, (began, stayed) = counts.cleared_in(period), counts.load(now), counts.kept(period, now)
        minutes = sum(cell["minutes"] for cell in cells.values())
        return Answer(
            sentence_of(sum(active.values()), minutes, people[None]),
            tables=(
                months_table(period, cells, people),
                districts_table(active, cells, people),
                stages_now_table(now),
                days_table(cleared),
                due_table(now),
                load_table(load),
            ),
            tiles=(
                Tile(f"{len(cleared):,}", "became active in this time"),
                Tile(f"{load['with_room']:,}", "have room for somebody today"),
                Tile(f"{stayed / began:.0%}" if began else "–", f"still with us after a year, of {began:,}"),
            ),
        )


def sentence_of(champions, minutes, people):
    if not champions and not minutes:
        return "There are no champions yet."
    hours = count_words(round(minutes / 60), "hour")
    who = f"{count_words(people, 'person', 'people')} one to one"
    return f"{count_words(champions, 'champion')} gave {hours} of help, and helped {who}."


GIVEN = (
    Column("sessions", "Sessions of help"),
    Column("rota", "Times on the rota"),
    Column("hours", "Hours given", Kind.DECIMAL),
    Column("people", "People helped"),
    Column("miles", "Miles"),
)


def given_values(cells, people):
    """The values of GIVEN for these cells together."""
    sessions, rota, minutes, miles = (
        sum(cell[name] for cell in cells) for name in ("sessions", "rota", "minutes", "miles")
    )
    return (sessions, rota, round(minutes / 60, 1), people or 0, miles)


def months_table(period, cells, people):
    def line(month):
        here = [cell for (each, _), cell in cells.items() if each == month.first_on]
        return (month.words, *given_values(here, people.get(month.first_on)))

    months = period.months()
    rows = tuple(line(month) for month in months)
    chart = upright(
        "hours given each month", [f"{month.first_on:%b %y}" for month in months], [round(row[3]) for row in rows]
    )
    total = ("All", *given_values(cells.values(), people[None]))
    return Table("months", "Given each month", (words_column("month", "Month"), *GIVEN), rows, total, chart)


def districts_table(active, cells, people):
    codes = {code for _, code in cells} | set(active)
    columns = (words_column("district", "District of the champion"), Column("champions", "Champions"), *GIVEN)

    def line(code, words):
        here = [cell for (_, each), cell in cells.items() if each == code]
        return (words, active[code], *given_values(here, people.get(code)))

    rows = tuple(line(code, words) for code, words in counts.district_words(codes).items())
    total = ("All", sum(active.values()), *given_values(cells.values(), people[None])) if rows else None
    return Table("districts", "By district", columns, rows, total)


def stages_now_table(now):
    """Where champions stand today, and how long those who wait to be cleared have waited."""
    states, waiting = counts.by_state(), counts.applying()
    looked_at = counts.when_looked_at([pk for pk, state, _ in waiting if state == S.IN_CHECKS])
    longest = {}
    for pk, state, applied_at in waiting:
        days = days_between(looked_at.get(pk, applied_at), now)
        longest[state] = max(longest.get(state, 0), days)
    board = reverse("joining:board")
    rows = [
        (Link(state.label, board, VETS) if state in longest else state.label, states.get(state, 0), longest.get(state))
        for state in (S.APPLIED, S.IN_CHECKS, S.ACTIVE, S.PAUSED, S.DECLINED)
    ]
    rows.append(("Left or removed", sum(states.get(state, 0) for state in GONE_STATES), None))
    columns = (words_column("stage", "Stage"), Column("number", "Today"), Column("days", "Longest there, days"))
    return Table("stages", "Where they stand today", columns, tuple(rows) if any(states.values()) else ())


def days_between(start, end):
    return max((as_day(end) - as_day(start)).days, 0)


def days_table(cleared):
    looked_at = counts.when_looked_at([pk for pk, _, _ in cleared])
    waited = [days_between(applied, looked_at[pk]) for pk, applied, _ in cleared if pk in looked_at]
    checked = [days_between(looked_at[pk], active) for pk, _, active in cleared if pk in looked_at]
    altogether = [days_between(applied, active) for _, applied, active in cleared]
    rows = [
        (words, len(days), float(median(days)), max(days))
        for words, days in (
            ("Applied, until somebody looked at it", waited),
            ("In checks", checked),
            ("From applied to active", altogether),
        )
        if days
    ]
    columns = (
        words_column("stage", "Stage"),
        Column("number", "Champions"),
        Column("median", "Median days", Kind.DECIMAL),
        Column("most", "Most days"),
    )
    return Table("days", "Days from applied to active, of those who became active in this time", columns, tuple(rows))


def due_table(now):
    rows = tuple(tuple(row) for row in counts.falling_due(now))
    columns = (
        words_column("what", "Requirement"),
        Column("lapsed", "Run out"),
        Column("week", "Within 7 days"),
        Column("month", "Within 8 to 30"),
        Column("later", "Within 31 to 60"),
    )
    linked = tuple((Link(row[0], reverse("joining:renewals"), VETS), *row[1:]) for row in rows)
    total = ("All", *(sum(numbers) for numbers in list(zip(*rows, strict=True))[1:])) if rows else None
    note = "Of champions who are active or on a break. Coordinators see whose it is under Renewals."
    return Table("due", "What runs out, as it is today", columns, linked, total, note=note)


def load_table(load):
    champions = load["champions"]
    rows = (
        ("Champions who can meet people today", champions),
        ("People with a champion", load["people"]),
        ("People for each champion", round(load["people"] / champions, 1) if champions else None),
        ("The most that one champion helps", load["most"] or 0),
        ("Champions who have room", load["with_room"]),
        ("Champions who help nobody at the moment", load["without_anybody"]),
        ("Places that they offer", load["places"]),
    )
    columns = (words_column("what", "What"), Column("number", "Number"))
    return Table("load", "How busy they are today", columns, rows if champions else ())
