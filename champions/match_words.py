"""Why a champion fits and what speaks against it, in words that a coordinator can read aloud. Pure."""

from champions.times import slot_words
from core.words import count_words, full_day_words, list_words, month_words

SOON_IN_DAYS = 60
# From here on they are near the edge of how far they travel.
EDGE = 0.8


def reasons_for(need, match, found, today):
    candidate = match.candidate
    if match.miles is not None and len(found) > 1 and match.miles == min(other.miles for other in found):
        yield f"Nearest of the {len(found)}"
    if candidate.helped_before:
        yield "Has helped this person before"
    yield from topics_for(need, candidate)
    if need.language and need.language.casefold() != "english":
        yield f"Speaks {need.language}"
    if match.shared:
        yield f"Free {slot_words(match.shared)}{', as they are' if need.times else ''}"
    if need.setting == "home":
        yield "Cleared for home visits"
    if match.spot:
        yield f"Could meet at {match.spot.name}"
    if not candidate.helping:
        yield "Nobody to help at the moment"
    elif has_more_room(candidate):
        yield room_words(candidate)
    yield from checks_for(candidate, today)


def topics_for(need, candidate):
    known = [topic for topic in need.topics if topic in candidate.topics]
    taught = sum(candidate.taught.get(topic, 0) for topic in known)
    if taught:
        topics = [topic for topic in known if candidate.taught.get(topic)]
        yield f"Has helped with {list_words(topics)} {times_words(taught)}"
    elif known:
        yield f"Can help with {list_words(known)}"


def checks_for(candidate, today):
    if not candidate.checks or list(checks_against(candidate, today)):
        return
    dates = [check.expires_on for check in candidate.checks if check.expires_on]
    yield f"All checks in date until {month_words(min(dates))}" if dates else "All checks in date"


def reasons_against(need, match, today):
    candidate = match.candidate
    missing = [topic for topic in need.topics if topic not in candidate.topics]
    if missing:
        yield f"Has not said they can help with {list_words(missing, last='or')}"
    if match.miles is not None and not match.spot and match.miles > EDGE * candidate.travel_miles:
        yield f"Near the edge of how far they travel: {count_words(candidate.travel_miles, 'mile')}"
    if not candidate.slots:
        yield "Has not said when they are free"
    if candidate.helping and not has_more_room(candidate):
        yield room_words(candidate)
    if need.setting == "venue" and not candidate.spots:
        yield "Has not said where they like to meet"
    yield from checks_against(candidate, today)
    if candidate.let_lapse:
        yield "Did not answer when we asked about this before"
    if candidate.asked:
        yield "Has been asked to help somebody else and has not answered"
    if not candidate.sessions and not candidate.helping:
        yield "New: this would be their first match"


def checks_against(candidate, today):
    for check in candidate.checks:
        if check.expires_on and (check.expires_on - today).days <= SOON_IN_DAYS:
            days = (check.expires_on - today).days
            when = f"in {count_words(days, 'day')}" if days > 0 else f"today, {full_day_words(today)}"
            yield f"{check.title} runs out {when}"


def has_more_room(candidate):
    """For another one after this."""
    return candidate.max_people - candidate.helping - candidate.asked > 1


def room_words(candidate):
    room = candidate.max_people - candidate.helping - candidate.asked
    return f"Helping {count_words(candidate.helping, 'person', 'people')}, has room for {room} more"


def times_words(number):
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
