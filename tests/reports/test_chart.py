from datetime import date

from reports.attendance import ALL, Line
from reports.chart import FOOT, TOP, attendance_chart


def months(*attendances):
    return [Line(date(2026, month, 1), ALL, attendances=number) for month, number in enumerate(attendances, 1)]


def test_the_highest_bar_reaches_the_top_and_the_others_are_in_proportion():
    chart = attendance_chart(months(10, 40, 0))

    assert [bar.height for bar in chart.bars] == [(FOOT - TOP) / 4, FOOT - TOP, 0]
    assert [bar.y + bar.height for bar in chart.bars] == [FOOT] * 3
    assert [bar.label for bar in chart.bars] == ["Jan", "Feb", "Mar"]


def test_the_chart_is_said_in_words():
    assert attendance_chart(months(10, 1240)).words == (
        "Bar chart of attendances each month. February 2026 has the most, 1,240."
    )


def test_there_is_no_chart_of_one_month_or_of_nothing():
    assert attendance_chart(months(10)) is None
    assert attendance_chart(months(0, 0)) is None


def test_a_long_time_says_only_its_years_under_the_bars():
    line = Line(date(2026, 1, 1), ALL, attendances=1)
    chart = attendance_chart([line] + [Line(date(2026, 2, 1), ALL, attendances=1)] * 12)

    assert [bar.label for bar in chart.bars] == ["2026"] + [""] * 12
    assert not chart.says_numbers
