"""Drawings: what is drawn, what is said of it, and when nothing is."""

from reports import charts
from reports.tables import HIDDEN


def test_bars_that_stand_are_as_tall_as_their_numbers_beneath_a_round_top():
    chart = charts.upright("visits each month", ["Jul", "Aug", "Sep"], [600, 300, 0])

    assert [line.shown for line in chart.lines] == ["0", "500", "1000"]
    assert chart.bars[0].height == 2 * chart.bars[1].height
    assert chart.bars[2].height == 0
    assert chart.words == "Bar chart of visits each month. Jul has the most, 600. The table has all numbers."


def test_bars_that_lie_are_marked_where_the_time_before_was():
    chart = charts.lying("visits", ["Carlisle", "Eden"], [40, 20], marks=[20, None])

    assert chart.bars[0].mark == chart.bars[1].x + chart.bars[1].width
    assert chart.bars[1].mark is None
    assert chart.height > chart.bars[1].y + chart.bars[1].height


def test_a_number_is_written_where_no_mark_crosses_it():
    chart = charts.lying("visits", ["Carlisle", "Eden", "Online"], [400, 200, 100], marks=[300, 210, 390])
    ends = [bar.x + bar.width for bar in chart.bars]

    assert chart.bars[0].beside == ends[0] + 8
    assert chart.bars[1].beside > chart.bars[1].mark + 4
    assert chart.bars[2].beside == ends[2] + 8


def test_a_hidden_number_is_named_and_not_drawn():
    chart = charts.lying("learners", ["Carlisle", "Eden", "Online"], [40, HIDDEN, 12])

    assert (chart.bars[1].shown, chart.bars[1].width) == ("[hidden]", 0)
    assert "Carlisle has the most, 40" in chart.words


def test_nothing_is_drawn_where_there_is_nothing_to_compare():
    assert charts.upright("visits", ["Jul"], [5]) is None
    assert charts.lying("visits", ["Carlisle", "Eden"], [0, 0]) is None
    assert charts.lying("visits", ["Carlisle", "Eden"], [HIDDEN, 9]) is None


def test_where_there_is_no_room_for_every_label_every_so_many_is_written():
    short = charts.upright("visits", [f"{number}" for number in range(30)], range(30))
    long = charts.upright("visits", [f"Month {number}" for number in range(30)], range(30))

    assert [place for place, bar in enumerate(short.bars) if bar.label] == list(range(0, 30, 3))
    assert [place for place, bar in enumerate(long.bars) if bar.label] == list(range(0, 30, 5))
    assert not short.says_numbers
