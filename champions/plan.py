"""Everybody who waits, matched at once. Pure.

One by one, each takes the best champion who is left, and who asked late may find the only one who could have come to
them spent on somebody with five others to choose from. `best_plan` looks at all together: it serves as many people as
can be served, with the least distance in all, and of those plans the one in which the matches are best.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from champions import hard_rules
from champions.matching import IN_PERSON, Need, best_of, in_order, score
from locations.distance import box_around, miles_to_each

# The units in which plans are compared: whole numbers, so that no sum depends on the order of its parts.
HUNDREDTHS = 100


@dataclass(frozen=True)
class Asking:
    """Somebody who waits. `of_theirs` is what they alone know of champions: {champion: {field of Candidate: value}}."""

    pk: int
    need: Need
    of_theirs: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """`pairs` is {who asks: Match}, in the order of waiting."""

    pairs: dict
    waiting: int

    @property
    def served(self):
        return len(self.pairs)

    @property
    def hundredths(self):
        return sum(hundredths_of(match) for match in self.pairs.values())

    @property
    def miles(self):
        return self.hundredths / HUNDREDTHS


def hundredths_of(match):
    return round((match.miles or 0) * HUNDREDTHS)


def possible_matches(askings, candidates, *, today, weights):
    """{who asks: the matches that break no hard rule}, as light as they can be: without place and reasons."""
    shares = weights.shares()
    fit = [each for each in candidates if not any(rule(None, each, None, today) for rule in hard_rules.OF_NO_NEED)]
    by_setting = defaultdict(list)
    for candidate in fit:
        for setting in candidate.settings:
            by_setting[setting].append(candidate)
    return {asking.pk: matches_of(asking, by_setting[asking.need.setting], today, shares) for asking in askings}


def matches_of(asking, candidates, today, shares):
    found = []
    for candidate, miles in within_reach(asking.need, candidates):
        if changes := asking.of_theirs.get(candidate.pk):
            candidate = replace(candidate, **changes)
        if any(rule(asking.need, candidate, miles, today) for rule in hard_rules.OF_A_NEED):
            continue
        found.append(score(asking.need, candidate, miles, shares, with_spot=False))
    return found


def within_reach(need, candidates):
    """(candidate, miles) of those near enough to be looked at."""
    if need.setting not in IN_PERSON:
        return [(candidate, None) for candidate in candidates]
    placed = [candidate for candidate in candidates if candidate.latitude is not None]
    farthest = need.travel_miles + max((candidate.travel_miles for candidate in placed), default=0)
    box = box_around(need.latitude, need.longitude, farthest)
    near = [candidate for candidate in placed if box.holds(candidate.latitude, candidate.longitude)]
    miles = miles_to_each(need.latitude, need.longitude, [(each.latitude, each.longitude) for each in near])
    return [pair for pair in zip(near, miles, strict=True) if pair[1] <= need.travel_miles + pair[0].travel_miles]


def room_of(candidate):
    return candidate.max_people - candidate.helping - candidate.asked


def one_by_one(possible):
    """What a coordinator would do: the best match for whoever has waited longest, then for the next."""
    taken, pairs = defaultdict(int), {}
    for pk, matches in possible.items():
        for match in sorted(matches, key=in_order):
            if taken[match.candidate.pk] < room_of(match.candidate):
                taken[match.candidate.pk] += 1
                pairs[pk] = match
                break
    return Plan(pairs, len(possible))


def best_plan(possible):
    """Minimum-cost assignment, in which a champion stands once for each person for whom they have room."""
    # Hundreds of modules for one page of one coordinator: nobody else waits for them.
    import numpy
    from scipy.optimize import linear_sum_assignment

    askings = [pk for pk, matches in possible.items() if matches]
    if not askings:
        return Plan({}, len(possible))
    columns = columns_of(possible)
    champions = [pk for pk, own in columns.items() for _ in own]
    costs = {(pk, match.candidate.pk): cost_of(match, len(askings)) for pk in askings for match in possible[pk]}
    # Dearer than all the rest together: leaving somebody out is the last thing to do.
    left_out = (max(costs.values()) + 1) * (len(askings) + 1)
    table = numpy.full((len(askings), len(champions)), left_out, dtype=float)
    for row, pk in enumerate(askings):
        for match in possible[pk]:
            table[row, columns[match.candidate.pk]] = costs[pk, match.candidate.pk]
    pairs = {}
    for row, column in zip(*linear_sum_assignment(table), strict=True):
        if table[row, column] < left_out:
            pairs[askings[row]] = match_with(possible[askings[row]], champions[column])
    return Plan(pairs, len(possible))


def columns_of(possible):
    """{champion: the columns that stand for them}: no more than their room, nor than those who could take it."""
    wanted, room = defaultdict(int), {}
    for matches in possible.values():
        for match in matches:
            wanted[match.candidate.pk] += 1
            room[match.candidate.pk] = room_of(match.candidate)
    columns, first = {}, 0
    for pk in wanted:
        count = min(room[pk], wanted[pk])
        columns[pk] = list(range(first, first + count))
        first += count
    return columns


def cost_of(match, askings):
    """Distance first, in whole hundredths of a mile; then how good it is, which for all together is less than one."""
    return hundredths_of(match) * 101 * askings + round(100 - match.score)


def match_with(matches, champion):
    return next(match for match in matches if match.candidate.pk == champion)


def in_full(plan, askings, *, today, weights):
    """The same plan with the place and every reason of each pair."""
    needs = {asking.pk: asking.need for asking in askings}
    pairs = {pk: best_of(needs[pk], match.candidate, today=today, weights=weights) for pk, match in plan.pairs.items()}
    return replace(plan, pairs=pairs)
