"""A bar for each month, drawn by the server; the table beneath it has the numbers. Pure."""

from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, TOP = 720, 220, 190, 24
WIDEST_BAR = 90
MOST_LABELS = 12


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self):
        return round(self.x + self.width / 2, 1)

    @property
    def above(self):
        return self.y - 6


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT

    @property
    def says_numbers(self):
        return len(self.bars) <= MOST_LABELS


def attendance_chart(months):
    """A chart of attendances, or None where there are too few months to compare, or nothing to show."""
    most = max(line.attendances for line in months)
    if len(months) < 2 or not most:
        return None
    step = WIDTH / len(months)
    width = min(step * 0.7, WIDEST_BAR)
    bars = []
    for place, line in enumerate(months):
        height = round((FOOT - TOP) * line.attendances / most, 1)
        left = round((place + 0.5) * step - width / 2, 1)
        words = label(line.month, len(months))
        bars.append(Bar(words, line.attendances, left, FOOT - height, round(width, 1), height))
    best = max(months, key=lambda line: line.attendances)
    return Chart(bars, f"Bar chart of attendances each month. {best.month_words} has the most, {best.attendances:,}.")


def label(month, how_many):
    """Every month has room up to a year; beyond it each January says its year, and the rest is in the table."""
    if how_many <= MOST_LABELS:
        return f"{month:%b}"
    return f"{month:%Y}" if month.month == 1 else ""
