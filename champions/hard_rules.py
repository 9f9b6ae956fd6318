"""The rules that nobody may break, each written once. Pure.

A rule answers with a Barrier, or None when it is kept. Words are for a coordinator; `could_change` says whether one
telephone call could make it fit.
"""

from dataclasses import dataclass

from champions.meeting import journeys, usable_spots
from champions.times import shared_slots, slot_words
from core.words import count_words, full_day_words, quarters

# Farther beyond a limit than this is not a near miss.
ASK_FOR_MILES_MORE = 5
WORTH_WAITING_DAYS = 14
SETTING_WORDS = {
    "venue": "at a public place",
    "phone": "by telephone",
    "video": "by video",
    "home": "at home",
}


@dataclass(frozen=True, slots=True)
class Barrier:
    """Its words may be functions that make them: of thousands of barriers a coordinator reads ten."""

    rule: str
    why: object
    how: object = ""
    goes_to: float | None = None  # how far the champion would have to travel, where that is all that is in the way

    @property
    def why_not(self):
        return self.why() if callable(self.why) else self.why

    @property
    def change(self):
        """What would make it fit; empty when nothing would."""
        return self.how() if callable(self.how) else self.how

    @property
    def could_change(self):
        return bool(self.how)


def barriers(need, candidate, *, miles, today, enough=None):
    """Yield what is in the way, cheapest rule first, and stop when there is `enough`."""
    found = 0
    for rule in RULES:
        barrier = rule(need, candidate, miles, today)
        if barrier:
            yield barrier
            found += 1
            if found == enough:
                return


def might_fit(need, candidate, today):
    """Whether they may still be a match or a near miss, by what is cheap to know: nothing or one thing in the way."""
    found = [barrier for rule in OF_A_ROW if (barrier := rule(need, candidate, None, today))]
    return not found or (len(found) == 1 and found[0].could_change)


def farthest_apart(need, candidate):
    """The miles beyond which neither a match nor a near miss is possible. Both go to a place, or one visits a home."""
    resident = need.travel_miles if need.setting == "venue" and candidate.spots else 0
    return resident + candidate.travel_miles + ASK_FOR_MILES_MORE


def is_out_of_the_question(need, candidate, miles):
    """Asked first, because it spares most of a large county."""
    return miles is not None and candidate.latitude is not None and miles > farthest_apart(need, candidate)


def is_active(need, candidate, miles, today):
    if candidate.state == "active":
        return None
    if candidate.state != "paused":
        return Barrier("state", "Is not an active champion")
    if not candidate.paused_until:
        return Barrier("state", "Is taking a break", "When they come back")
    back = full_day_words(candidate.paused_until)
    return Barrier("state", f"Is taking a break until {back}", f"Back on {back}")


def is_not_away(need, candidate, miles, today):
    """On a holiday of theirs. One that is nearly over is worth waiting for."""
    if candidate.away_until is None:
        return None
    soon = (candidate.away_until - today).days <= WORTH_WAITING_DAYS
    back = f"Back after {full_day_words(candidate.away_until)}" if soon else ""
    return Barrier("away", f"Is away until {full_day_words(candidate.away_until)}", back)


def is_grown_up(need, candidate, miles, today):
    if not candidate.adult:
        return Barrier("adult", "Is under 18: helps at sessions beside an adult, never one to one")
    return None


def role_meets_people(need, candidate, miles, today):
    if not candidate.meets_people:
        return Barrier("role", "Does not help people one to one in this role")
    return None


def is_no_blocked_pair(need, candidate, miles, today):
    """Nothing changes this, so it is never a near miss either. Why is for whoever may read it, not for this page."""
    if candidate.blocked:
        return Barrier("blocked", "Is never matched with this person")
    return None


def has_not_said_no(need, candidate, miles, today):
    if candidate.said_no_on:
        return Barrier("declined", f"Said no to this request on {full_day_words(candidate.said_no_on)}")
    return None


def is_wanted(need, candidate, miles, today):
    if candidate.not_wanted_on:
        day = full_day_words(candidate.not_wanted_on)
        return Barrier("declined", f"The resident said on {day} that they would rather have somebody else")
    return None


def has_room(need, candidate, miles, today):
    if candidate.helping + candidate.asked < candidate.max_people:
        return None
    if candidate.helping < candidate.max_people:
        return Barrier("room", "Has been asked to help somebody else and has not answered", "When they answer")
    people = count_words(candidate.helping, "person", "people")
    return Barrier("room", f"Already helping {people}, which is their limit", "When one of them finishes")


def offers_setting(need, candidate, miles, today):
    if need.setting in candidate.settings:
        return None
    how = SETTING_WORDS[need.setting]
    return Barrier("setting", f"Has not said they help {how}", f"Ask whether they would help {how}")


def may_visit(need, candidate, miles, today):
    if need.setting == "home" and not candidate.may_visit_homes:
        return Barrier("home", "Is not cleared for home visits", "Ask the resident about a public place")
    return None


def speaks(need, candidate, miles, today):
    wanted = need.language.strip().casefold()
    if wanted in ("", "english") or wanted in {language.casefold() for language in candidate.languages}:
        return None
    return Barrier("language", f"Does not speak {need.language}", "Ask the resident about help in English")


def checks_in_date(need, candidate, miles, today):
    wrong = [check for check in candidate.checks if not check.met]
    if not wrong:
        return None
    check = wrong[0]
    if check.expires_on:
        why = f"{check.title} ran out on {full_day_words(check.expires_on)}"
        return Barrier("requirements", why, "When a new one is recorded" if len(wrong) == 1 else "")
    return Barrier("requirements", f"Not recorded yet: {check.title}", "When it is recorded" if len(wrong) == 1 else "")


def is_free_then(need, candidate, miles, today):
    if not need.times or shared_slots(need.times, candidate.slots):
        return None
    if not candidate.slots:
        return Barrier("time", "Has not said when they are free", "Ask them when they could help")
    return Barrier(
        "time",
        lambda: f"Free {slot_words(candidate.slots)} only",
        lambda: f"Ask the resident about {slot_words(candidate.slots, last='or')}",
    )


def can_get_there(need, candidate, miles, today):
    if miles is None:
        return None
    if candidate.latitude is None:
        return Barrier("travel", "We do not know where they would come from", "Fill in their postcode")
    if need.setting == "venue" and candidate.spots:
        return can_reach_a_spot(need, candidate, miles)
    return too_far(miles - candidate.travel_miles, candidate)


def can_reach_a_spot(need, candidate, miles):
    # Both go to one place, so the two limits together must cover the way between them.
    gap = miles - need.travel_miles - candidate.travel_miles
    if gap > ASK_FOR_MILES_MORE:
        return too_far(gap, candidate)
    shared = shared_slots(need.times, candidate.slots) if need.times else candidate.slots
    spots = usable_spots(need, candidate, shared)
    if not spots:
        if need.step_free and not any(spot.step_free for spot in candidate.spots):
            why = "None of the places where they meet people is step-free"
        else:
            why = "None of the places where they meet people is open when both are free"
        return Barrier("venue", why, "Ask whether they would meet somewhere else")
    trips = journeys(need, candidate, spots)
    best = min(trips, key=lambda trip: (trip.excess(need, candidate), trip.longer))
    excess = best.excess(need, candidate)
    if not excess:
        return None
    if best.resident - need.travel_miles >= excess:
        name = best.spot.name
        return Barrier(
            "travel",
            lambda: f"{name} is {miles_beyond(excess)} beyond how far the resident can come",
            f"Ask the resident about {name}" if excess <= ASK_FOR_MILES_MORE else "",
        )
    return too_far(excess, candidate)


def too_far(excess, candidate):
    if excess <= 0:
        return None
    limit = candidate.travel_miles
    return Barrier(
        "travel",
        lambda: f"{miles_beyond(excess)} beyond how far they travel ({count_words(limit, 'mile')})",
        (lambda: f"Ask whether they would go {miles_beyond(excess)} farther") if excess <= ASK_FOR_MILES_MORE else "",
        goes_to=limit + excess,
    )


def miles_beyond(excess):
    if excess < 0.125:
        return "less than ¼ mile"
    return f"{quarters(excess)} {'mile' if excess < 1.125 else 'miles'}"


# The cheapest first. The last costs most: it looks at every place that the champion listed.
RULES = (
    is_active,
    is_not_away,
    is_grown_up,
    role_meets_people,
    is_no_blocked_pair,
    has_not_said_no,
    is_wanted,
    has_room,
    offers_setting,
    may_visit,
    speaks,
    checks_in_date,
    is_free_then,
    can_get_there,
)
# The first are the same whoever it is that somebody would help: asked once for a whole queue.
OF_NO_NEED = (is_active, is_not_away, is_grown_up, role_meets_people, has_room, checks_in_date)
# Those that look at nothing but the champion's own row.
OF_A_ROW = (
    *(is_active, is_not_away, is_grown_up, role_meets_people, is_no_blocked_pair, has_not_said_no, is_wanted),
    *(has_room, offers_setting, may_visit, speaks),
)
OF_A_NEED = tuple(rule for rule in RULES if rule not in OF_NO_NEED)
