"""The answer in sentences. Pure."""

from core.words import count_words
from reports.coverage.figures import To, Who
from reports.coverage.gaps import FAR_IN_MILES, far, total

PEOPLE = {
    Who.EVERYONE: "people",
    Who.AGED_65: "people aged 65 or over",
    Who.DISABLED: "disabled people",
    Who.AT_RISK: "people, weighted by risk",
}
THINGS = {
    To.SESSION: "a session",
    To.COMPUTER: "a free computer on a Saturday",
    To.CHAMPION: "a champion with room",
}
NOTHING_THERE = {
    To.SESSION: "No session that anybody can still come to is planned at any place in the next 30 days.",
    To.COMPUTER: "No place has a free computer and is open on a Saturday in the next 30 days.",
    To.CHAMPION: "No champion has room for one more person at the moment.",
}
NO_TABLE = (
    "There is no table yet of who lives where, so nothing can be said. Ask who looks after the site to import one: "
    "docs/places.md says how."
)
NO_POSITIONS = "No small area has a position yet, so nothing can be said of how far people have to go."


def sentence(areas, chosen, where):
    """The answer in one sentence, or two. `where` is " in Eden", or nothing."""
    who, to = chosen["who"], chosen["to"]
    everybody, beyond = round(total(areas)), round(far(areas, to))
    if all(area.miles[to] == float("inf") for area in areas):
        return f"{NOTHING_THERE[to]} So nobody has one to go to."
    distance = f"more than {FAR_IN_MILES} miles from {THINGS[to]}"
    if who == Who.AT_RISK:
        return f"Weighted by the risk of digital exclusion, {part(beyond, everybody)} of people{where} live {distance}."
    if not beyond:
        return f"Nobody of the {everybody:,} {PEOPLE[who]}{where} lives {distance}."
    return f"{beyond:,} {PEOPLE[who]}{where} live {distance}. That is {part(beyond, everybody)} of {everybody:,}."


def part(number, whole):
    """23%; what is little is not nothing, and nearly all is not all."""
    if not whole or not number:
        return "none"
    share = number / whole
    if share < 0.005:
        return "less than 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def what_if(chosen, found, trial, often, waiting):
    """[sentence …] on a session at the place that is tried out; the first is the answer."""
    people = PEOPLE[chosen["who"]]
    yield f"{round(trial.brought_near):,} more {people} would have a session within {FAR_IN_MILES} miles."
    if trial.nearest_for:
        yield f"It would be the nearest for {round(trial.nearest_for):,} {people}."
    else:
        yield "Others are nearer, or as near, for everybody."
    if trial.trip_now is not None:
        yield f"Their average trip falls from {trial.trip_now:.1f} to {trial.trip_then:.1f} miles."
    elif trial.trip_then is not None:
        yield f"Their average trip would be {trial.trip_then:.1f} miles. Now they have nowhere to go."
    everybody, beyond = total(found.areas), far(found.areas, To.SESSION)
    yield (
        f"Farther than {FAR_IN_MILES} miles from a session: {part(beyond, everybody)} now, "
        f"{part(beyond - trial.brought_near, everybody)} then."
    )
    yield f"{count_words(52 // often, 'session')} a year, to plan and to pay for."
    helped = "request for help from near there waits" if waiting == 1 else "requests for help from near there wait"
    yield f"{waiting:,} {helped} for a champion."


def notes(found, only_full):
    """What one must know before using it."""
    if found.lost_areas:
        yield (
            f"{count_words(found.lost_areas, 'small area')} with {count_words(round(found.lost), 'person', 'people')} "
            "of those asked about have no position and are left out. Importing postcodes with their LSOA mends that."
        )
    if only_full:
        yield f"Not counted, since every session there is full: {', '.join(only_full)}."
