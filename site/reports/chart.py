"""A bar for each month, drawn by the server; the table beneath it has the numbers. Pure."""

from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, TOP = 720, 220, 190, 24


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


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def attendance_chart(months):
    """A chart of attendances, or None where there are too few months to compare, or nothing to show."""
    most = max(line.attendances for line in months)
    if len(months) < 2 or not most:
        return None
    step = WIDTH / len(months)
    bars = []
    for number, line in enumerate(months):
        height = round((FOOT - TOP) * line.attendances / most, 1)
        # Every label has room up to a year; beyond it each January says its year and the rest is in the table.
        label = f"{line.month:%b}" if len(months) <= 12 else f"{line.month:%Y}" if line.month.month == 1 else ""
        bars.append(
            Bar(
                label,
                line.attendances,
                round(number * step + step * 0.15, 1),
                FOOT - height,
                round(step * 0.7, 1),
                height,
            )
        )
    best = max(months, key=lambda line: line.attendances)
    return Chart(bars, f"Bar chart of attendances each month. {best.month_words} has the most, {best.attendances:,}.")
