"""Which numbers of one question are shown, even to staff. Pure.

Answers of this kind are nobody's business: under 5 they are hidden, with as many more as it takes that nobody can work
them out from the total; what is shown is rounded to 5.
"""

from reports.tables import HIDDEN

SMALL = 5
STEP = 5


def rounded(number):
    return (number + STEP // 2) // STEP * STEP


def hidden_parts(numbers):
    """Those under 5, and then the smallest of the others until two are hidden that come to 5 or more together."""
    smallest = sorted(numbers, key=lambda part: numbers[part])
    hidden = [part for part in smallest if numbers[part] < SMALL]
    if not hidden:
        return set()
    for part in smallest[len(hidden) :]:
        if len(hidden) > 1 and sum(numbers[each] for each in hidden) >= SMALL:
            break
        hidden.append(part)
    return set(hidden)


def as_shown(numbers):
    """{part: number rounded, or HIDDEN} and the total as shown."""
    hidden, total = hidden_parts(numbers), sum(numbers.values())
    shown = {part: HIDDEN if part in hidden else rounded(number) for part, number in numbers.items()}
    return shown, rounded(total) if total >= SMALL else HIDDEN
