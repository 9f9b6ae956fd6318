"""Drawings of a table's numbers, made by the server as SVG; the table beneath has the numbers. Pure.

Each is drawn by the template that it names, and says in `words` what one sees. Nothing is drawn where there is nothing
to compare: fewer than two bars, or no number at all.
"""

from dataclasses import dataclass

from reports.tables import HIDDEN

WIDTH, LABELS, GAP = 640, 240, 10
AXIS = 64  # room for the numbers beside it
UPRIGHT_HEIGHT, FOOT, TOP = 250, 205, 28
BAR, STEP = 26, 40
MARK, DIGIT = 4, 13  # how wide they are
MOST_LABELS, LONG = 14, 5
SCALES = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Bar:
    label: str
    shown: str
    x: float
    y: float
    width: float
    height: float
    mark: float | None = None  # where what is compared with it lies
    kind: str = "b1"

    @property
    def middle(self):
        return round(self.x + self.width / 2, 1)

    @property
    def above(self):
        return round(self.y - 7, 1)

    @property
    def beside(self):
        """Where its number is written: right of the bar, and of the mark where that would cross it."""
        end = self.x + self.width + 8
        crossed = self.mark is not None and end - MARK < self.mark < end + len(self.shown) * DIGIT
        return round(self.mark + MARK + 8 if crossed else end, 1)

    @property
    def base(self):
        return round(self.y + self.height / 2 + 6, 1)


@dataclass(frozen=True)
class Line:
    at: float
    shown: str


@dataclass(frozen=True)
class Chart:
    template: str
    words: str
    bars: list[Bar]
    lines: list[Line]
    height: int
    caption: str = ""
    width: int = WIDTH
    left: int = LABELS
    foot: int = FOOT

    @property
    def says_numbers(self):
        return len(self.bars) <= MOST_LABELS


def upright(what, labels, numbers, *, shown=str, caption="", faint=()):
    """A bar for each label, side by side, for time: `faint` are the labels' places that are not of the period itself.

    `what` begins the words: "visits each month".
    """
    known = usable(numbers)
    if not known:
        return None
    top = round_up(max(known))
    step = (WIDTH - GAP - AXIS) / len(labels)
    width = min(step * 0.75, 90)
    scale = (FOOT - TOP) / top
    bars = [
        Bar(
            label,
            shown(number) if number not in (None, HIDDEN) else "",
            round(AXIS + GAP + (place + 0.5) * step - width / 2, 1),
            round(FOOT - size(number) * scale, 1),
            round(width, 1),
            round(size(number) * scale, 1),
            kind="b3" if place in faint else "b1",
        )
        for place, (label, number) in enumerate(zip(thinned(labels), numbers, strict=True))
    ]
    lines = [Line(round(FOOT - part * top * scale, 1), shown(tidy(part * top))) for part in (0, 0.5, 1)]
    return Chart(
        "reports/_upright.html",
        words_for(what, labels, numbers, shown),
        bars,
        lines,
        UPRIGHT_HEIGHT,
        caption,
        left=AXIS,
    )


def lying(what, labels, numbers, *, shown=str, marks=None, caption=""):
    """A bar for each label, one beneath the other. `marks`: what each is compared with, drawn as a line across."""
    known = usable(numbers)
    if not known:
        return None
    marks = marks or [None] * len(labels)
    most = max([*known, *(mark for mark in marks if mark not in (None, HIDDEN))])
    scale = (WIDTH - LABELS - 90) / most
    bars = [
        Bar(
            label,
            shown(number) if number not in (None, HIDDEN) else str(number or "–"),
            LABELS,
            place * STEP + 4,
            round(size(number) * scale, 1),
            BAR,
            mark=None if mark in (None, HIDDEN) else round(LABELS + mark * scale, 1),
        )
        for place, (label, number, mark) in enumerate(zip(labels, numbers, marks, strict=True))
    ]
    return Chart(
        "reports/_lying.html", words_for(what, labels, numbers, shown), bars, [], len(labels) * STEP + 4, caption
    )


def usable(numbers):
    """The numbers that can be drawn, or none where there is nothing to compare."""
    known = [number for number in numbers if number not in (None, HIDDEN)]
    return known if len(known) > 1 and any(known) else []


def size(number):
    return 0 if number in (None, HIDDEN) else number


def words_for(what, labels, numbers, shown):
    known = [(number, label) for number, label in zip(numbers, labels, strict=True) if number not in (None, HIDDEN)]
    number, label = max(known)
    return f"Bar chart of {what}. {label} has the most, {shown(number)}. The table has all numbers."


def round_up(most):
    """A round number not under it, for the top of the axis."""
    ten = 1
    while ten * 10 <= most:
        ten *= 10
    while ten > most:
        ten /= 10
    return next(scale * ten for scale in SCALES if scale * ten >= most)


def tidy(number):
    return int(number) if number == int(number) else round(number, 2)


def thinned(labels):
    """All labels where there is room for them, or every so many: half as many of long ones, like "Jan 22"."""
    most = MOST_LABELS if max(map(len, labels)) < LONG else MOST_LABELS // 2
    every = -(-len(labels) // most)
    return [label if place % every == 0 else "" for place, label in enumerate(labels)]
