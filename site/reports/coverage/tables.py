"""The tables of the report on coverage: the same rows on the page and in spreadsheets."""

from urllib.parse import urlencode

from reports.coverage.asked import asked_by_topic, asked_by_ward
from reports.coverage.figures import To, Who
from reports.coverage.gaps import FAR_IN_MILES, average_miles, by_band, by_ward, far, total
from reports.tables import Column, Kind, Link, Table, share, words_column

MOST_PLACES = 12
PEOPLE_TITLE = {
    Who.EVERYONE: "People",
    Who.AGED_65: "People aged 65 or over",
    Who.DISABLED: "Disabled people",
    Who.AT_RISK: "People, weighted by risk",
}
MILES_TO = {To.SESSION: "a session", To.COMPUTER: "a computer", To.CHAMPION: "a champion"}
AREA_NOTE = (
    "A small area (LSOA) has some 1,500 people. Miles are in a straight line from the middle of where they live. "
    "The figures of people are the census’s: they count who lives there, not who comes."
)


def miles_columns():
    return tuple(Column(f"miles_{to}", f"Miles to {words}", Kind.DECIMAL) for to, words in MILES_TO.items())


def miles_or_none(miles):
    return None if miles in (None, float("inf")) else round(miles, 2)


def bands_table(areas, chosen):
    everybody = total(areas)
    rows = tuple(
        (band.words, round(people), share(people, everybody), number)
        for band, people, number in by_band(areas, chosen["to"])
    )
    columns = (
        words_column("band", "How far"),
        Column("people", PEOPLE_TITLE[chosen["who"]]),
        Column("share", "Of all", Kind.PERCENT),
        Column("areas", "Small areas"),
    )
    return Table(
        "bands", "How far people have to go", columns, rows, ("All", round(everybody), share(1, 1), len(areas))
    )


def wards_table(areas, chosen):
    """The ward with the longest way first."""
    wards = by_ward(areas)
    wards.sort(key=lambda ward: -far_first(average_miles(ward, chosen["to"])))
    columns = (
        words_column("ward", "Ward"),
        words_column("district", "District"),
        Column("people", PEOPLE_TITLE[chosen["who"]]),
        Column("far", f"Of these, over {FAR_IN_MILES} miles away"),
        *miles_columns(),
    )
    rows = tuple(
        (
            ward[0].ward or "Not known",
            ward[0].district,
            round(total(ward)),
            round(far(ward, chosen["to"])),
            *(miles_or_none(average_miles(ward, to)) for to in MILES_TO),
        )
        for ward in wards
    )
    note = "Miles are the average of those people, in a straight line."
    return Table("wards", "Each ward, the longest way first", columns, rows, note=note)


def far_first(miles):
    return float("inf") if miles is None else miles


def areas_table(areas, chosen):
    columns = (
        words_column("name", "Small area"),
        words_column("code", "Code"),
        words_column("ward", "Ward"),
        words_column("district", "District"),
        Column("people", PEOPLE_TITLE[chosen["who"]]),
        *miles_columns(),
    )
    there = sorted(areas, key=lambda area: (-area.miles[chosen["to"]], area.name))
    rows = tuple(
        (
            area.name,
            area.code,
            area.ward,
            area.district,
            round(area.people),
            *(miles_or_none(area.miles[to]) for to in MILES_TO),
        )
        for area in there
    )
    return Table("areas", "Each small area, the longest way first", columns, rows, note=AREA_NOTE)


def places_table(found, chosen):
    people = PEOPLE_TITLE[chosen["who"]]
    columns = (
        words_column("place", "Place"),
        words_column("ward", "Ward"),
        Column("near", f"{people} brought within {FAR_IN_MILES} miles"),
        Column("nearest", "For how many it would be the nearest"),
        Column("now", "Their average trip now, miles", Kind.DECIMAL),
        Column("then", "With a session", Kind.DECIMAL),
    )
    rows = tuple(
        (
            Link(venue.name, try_address(venue, chosen)),
            venue.ward or venue.district or "",
            round(trial.brought_near),
            round(trial.nearest_for),
            miles_or_none(trial.trip_now),
            miles_or_none(trial.trip_then),
        )
        for venue, trial in found.best(MOST_PLACES)
    )
    note = (
        "Places on the site without a session that somebody can come to in the next 30 days, each tried out on its "
        "own. Choose one to see what it would change."
    )
    return Table("places", "Where a new session would help most", columns, rows, note=note)


def try_address(venue, chosen):
    return f"?{urlencode(kept(chosen) | {'venue': venue.slug})}#what-if"


def kept(chosen):
    """What was chosen, for links and forms that change one of it."""
    return {name: chosen[name] for name in ("who", "to", "district") if chosen[name]}


def asked_tables(now, district):
    numbers = (
        Column("requests", "Requests for help without a champion"),
        Column("bookings", "Bookings on a waiting list"),
    )
    wards = asked_by_ward(now, district)
    topics = asked_by_topic(now, district)
    by_need = sorted(wards.items(), key=lambda item: (-sum(item[1]), item[0][0] or "", item[0][1] or ""))
    yield Table(
        "asked-where",
        "Asked for, not found, by ward",
        (words_column("ward", "Ward"), words_column("district", "District"), *numbers),
        tuple((ward or "Not known", district or "", *counts) for (ward, district), counts in by_need),
        note="Requests by where the person lives, waiting lists by where the session is.",
    )
    yield Table(
        "asked-what",
        "Asked for, not found, by topic",
        (words_column("topic", "Topic"), *numbers),
        tuple(
            (topic or "No topic", *counts)
            for (topic,), counts in sorted(topics.items(), key=lambda item: (-sum(item[1]), item[0][0] or ""))
        ),
        note="Who asked for two topics is counted in both.",
    )
