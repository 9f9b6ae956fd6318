"""My division: one page for an elected member. Public facts and published figures alone; nothing of a person."""

from django import forms

from core.govuk import GovukForm
from core.models import ProgrammeSettings
from core.words import count_words, full_day_words, list_words, miles_words, time_range, time_words
from events.listing import place_words
from reports.division_facts import (
    DAYS,
    MOST_DEPRIVED,
    champions_in,
    need_in,
    places_in,
    sessions_in,
    wards_without,
)
from reports.division_share import finder_address, sentences
from reports.filters import NO_SUCH_PLACE, areas_named
from reports.grounds import Known, ground_of, known_by_code
from reports.report import Answer, Report, Tile
from reports.tables import Column, Kind, Link, Table, words_column

ON_POSTER = 12
MOST_ALIKE = 5


class DivisionFilter(GovukForm):
    """A ward or district by its code or name; nothing chosen: one's own. Cleaned, `area` is a grounds.Known or None."""

    say_optional = False

    area = forms.CharField(
        label="Ward or district", required=False, help_text="Its name, or its code, like E05000001. Empty: your own."
    )

    def __init__(self, data=None, *, today=None, **kwargs):
        super().__init__(data=data or {}, **kwargs)

    def clean_area(self):
        typed = self.cleaned_data["area"].strip()
        return area_named(typed) if typed else None


def area_named(typed):
    """A ward or district by its code or name, as grounds.Known."""
    known = known_by_code(typed)
    if known:
        return known
    found = areas_named(typed, most=MOST_ALIKE)
    if not found:
        raise forms.ValidationError(f"“{typed}”: {NO_SUCH_PLACE}")
    if len(found) > 1:
        names = list_words([f"{area.code} ({area.parent or area.get_kind_display()})" for area in found], "or")
        raise forms.ValidationError(f"There is more than one “{typed}”. Enter its code: {names}.")
    return Known(found[0].pk, found[0].name, found[0].parent_id or "")


class Division(Report):
    slug = "division"
    title = "My division"
    question = "What is happening where I was elected?"
    permission = "reports.view_division"
    filters = DivisionFilter
    template_name = "reports/division.html"
    definitions = {
        "Sessions coming up": (
            f"Dated sessions at a place in the area in the next {DAYS} days that anybody may come to and that are "
            "not cancelled."
        ),
        "Champions": (
            "Champions who may meet people one to one at the moment, by the ward in which they live. Fewer than three "
            "are shown as part of a wider area, or not at all."
        ),
        "Who was reached": (
            "Published figures of a quarter and a year that are over. Numbers of people are rounded to 5, and small "
            "ones are hidden."
        ),
        "Need": "From the national statistics of small areas that the council brought. They are public and exact.",
    }

    def answer(self, chosen, *, now):
        known = chosen.get("area")
        ground = known and ground_of(known)
        if ground is None:
            return Answer("Choose a ward or district." if known is None else gone_words(known))
        sessions, venues = sessions_in(ground, now), places_in(ground)
        champions, need = champions_in(ground, now), need_in(ground)
        address = finder_address(ground, venues)
        tables = (
            sessions_table(sessions),
            without_table(wards_without(ground, now)),
            venues_table(venues),
            champions_table(champions),
            figures_of(ground),
            need_table(need),
        )
        return Answer(
            sentence(ground, sessions, venues),
            tables=tuple(table for table in tables if table),
            tiles=tiles(sessions, venues, need),
            notes=(instead_words(ground),) if ground.instead_of else (),
            more={
                "ground": ground,
                "address": address,
                "sentences": sentences(ground, sessions, address, ProgrammeSettings.current()),
                "poster": [(session, place_words(session)) for session in sessions[:ON_POSTER]],
            },
        )


def gone_words(known):
    return f"{known.name or known.code} is not a ward or district any more, and we do not know in which it lay."


def instead_words(ground):
    return (
        f"The ward {ground.instead_of} was abolished, so this page shows {ground.name}, the district in which it lay. "
        "Ask for your new ward to be set, or choose it below."
    )


def sentence(ground, sessions, venues):
    if not sessions:
        return f"No session is planned in {ground.name} in the next {DAYS} days."
    number = count_words(len(sessions), "session")
    places = count_words(len({session.venue_id for session in sessions}), "place")
    first = sessions[0]
    return (
        f"{number} in the next {DAYS} days, at {places}. The next is {first.title}, "
        f"{full_day_words(first.starts_at)}, {time_words(first.starts_at)}."
    )


def tiles(sessions, venues, need):
    found = [
        Tile(f"{len(sessions):,}", f"session{'s' * (len(sessions) != 1)} in the next {DAYS} days"),
        Tile(f"{len(venues):,}", f"place{'s' * (len(venues) != 1)} with sessions, wifi or computers"),
    ]
    if need:
        found.append(Tile(f"{need['older'] / need['people']:.0%}", "of the people here are 65 or over"))
    return tuple(found)


def sessions_table(sessions):
    rows = [
        (
            Link(session.title, session.get_absolute_url()),
            full_day_words(session.starts_at),
            time_range(session.starts_at, session.ends_at),
            place_words(session),
        )
        for session in sessions
    ]
    columns = [words_column(*each) for each in (("what", "Session"), ("day", "Day"), ("time", "Time"), ("at", "Where"))]
    return Table("sessions", "Sessions coming up", tuple(columns), tuple(rows))


def without_table(wards):
    if not wards:
        return None
    rows = [
        (
            each.ward.name,
            each.venue or "Nowhere",
            full_day_words(each.starts_at) if each.starts_at else None,
            miles_words(each.miles) if each.miles is not None else None,
        )
        for each in wards
    ]
    columns = (
        words_column("ward", "Ward"),
        words_column("place", "The nearest session is at"),
        words_column("day", "Its next day"),
        words_column("miles", "How far, from the middle of the ward"),
    )
    title = f"Without a session in the next {DAYS} days"
    return Table("without", title, columns, tuple(rows), note="Miles are as the crow flies.")


def venues_table(venues):
    rows = [(Link(venue.title, venue.url or ""), venue.get_kind_display(), offers(venue)) for venue in venues]
    columns = [words_column(*each) for each in (("place", "Place"), ("kind", "Kind"), ("has", "What is there"))]
    return Table("places", "Places", tuple(columns), tuple(rows)) if rows else None


def offers(venue):
    found = ["free wifi"] if venue.free_wifi else []
    if venue.public_computers:
        found.append(count_words(venue.public_computers, "computer"))
    if venue.device_loan:
        found.append("devices to borrow")
    return list_words(found).capitalize() or None


def champions_table(champions):
    rows = champions or [("Fewer than three in the whole area, so we do not say how many", None)]
    columns = (words_column("area", "Where they live"), Column("number", "Champions"))
    note = "Fewer than three are shown as part of a wider area: one of two could be told by who they are."
    return Table("champions", "Digital champions", columns, tuple(rows), note=note)


def figures_of(ground):
    # Of all reports, of which this is one.
    from reports.division_figures import figures_table
    from reports.every import fixed_tables

    return figures_table(ground, list(fixed_tables().values()))


def need_table(need):
    if need is None:
        return None
    people = need["people"]
    counts = [
        ("People", people, None),
        ("65 or over", need["older"], need["older"] / people),
        ("75 or over", need["oldest"], need["oldest"] / people),
        ("Disabled", need["with_disability"], need["with_disability"] / people),
    ]
    deprived = f"{need['deprived']} of its {count_words(need['areas'], 'small area')}"
    note = (
        f"{deprived} {'is' if need['deprived'] == 1 else 'are'} in the most deprived {MOST_DEPRIVED} tenths of England."
    )
    if need["weight"]:
        note += f" Digital exclusion risk: {need['weighed'] / need['weight']:.1f} of 10, weighted by people."
    columns = (words_column("who", "Who"), Column("number", "People"), Column("share", "Share", Kind.PERCENT))
    return Table("need", "Need", columns, tuple(counts), note=note)
