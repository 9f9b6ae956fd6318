"""Answers that are kept for a while: what comes back shows the same page, and saves the same files."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from events.models import EventKind
from reports.charts import lying, upright
from reports.csv import csv_text
from reports.keeping import from_text, to_text
from reports.report import Answer, Tile
from reports.tables import HIDDEN, Column, Kind, Link, Table
from reports.xlsx import write_xlsx

WORDS = st.text(max_size=12)
WHOLE = st.integers(-(10**15), 10**15)
BROKEN = st.floats(-1e9, 1e9) | st.decimals(-(10**6), 10**6, places=2)
VALUES = {
    Kind.WORDS: WORDS | st.builds(Link, WORDS, st.just("/admin/figures/")),
    Kind.DATE: st.dates(),
    Kind.COUNT: WHOLE,
    **dict.fromkeys((Kind.DECIMAL, Kind.PERCENT, Kind.CHANGE), WHOLE | BROKEN),
    Kind.MONEY: st.integers(0, 10**6) | st.floats(0, 1e6) | st.decimals(0, 10**6, places=2),
}


@st.composite
def tables(draw):
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=5))
    row = st.tuples(*(VALUES[kind] | st.none() | st.just(HIDDEN) for kind in kinds))
    rows = draw(st.lists(row, max_size=4))
    labels, numbers = [f"{place}" for place, _ in enumerate(rows)], [len(str(row)) for row in rows]
    draw_chart = draw(st.sampled_from([upright, lying]))
    return Table(
        "table",
        draw(WORDS),
        tuple(Column(f"c{place}", draw(WORDS), kind) for place, kind in enumerate(kinds)),
        tuple(rows),
        total=draw(st.none() | row),
        chart=draw_chart("letters", labels, numbers, caption="Letters in each."),
        note=draw(WORDS),
    )


ANSWERS = st.builds(
    Answer,
    WORDS,
    st.lists(tables(), max_size=3).map(tuple),
    st.lists(st.builds(Tile, WORDS, WORDS), max_size=3).map(tuple),
    st.lists(WORDS, max_size=2).map(tuple),
)


def page_of(answer):
    return "".join(
        render_to_string("reports/_table_and_chart.html", {"table": table, "query": ""}) for table in answer.tables
    )


def cells_of_sheets(answer):
    file = BytesIO()
    write_xlsx(file, [(table.title, table.header, table.plain_rows()) for table in answer.tables])
    return file.getvalue()


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_what_comes_back_is_what_was_kept(answer):
    back = from_text(to_text(answer))

    assert back == answer
    assert page_of(back) == page_of(answer)
    assert [csv_text(table.header, table.plain_rows()) for table in back.tables] == [
        csv_text(table.header, table.plain_rows()) for table in answer.tables
    ]


def test_every_kind_of_value_comes_back_as_it_was():
    row = (1, 0.1, Decimal("14.00"), Fraction(1, 3), date(2026, 11, 20), None, HIDDEN, True, Link("Ann", "/ann/"))
    table = Table("all", "All", tuple(Column(str(place), "") for place, _ in enumerate(row)), (row,))

    (back,) = from_text(to_text(Answer("", (table,)))).tables

    assert back.rows == (row,)
    assert [type(value) for value in back.rows[0]] == [type(value) for value in row]
    assert back.rows[0][6] is HIDDEN


def test_a_spreadsheet_of_what_comes_back_is_the_same():
    columns = (Column("day", "Day", Kind.DATE), Column("cost", "Cost", Kind.MONEY), Column("share", "Of", Kind.PERCENT))
    answer = Answer("", (Table("t", "T", columns, ((date(2026, 11, 20), Decimal("2.83"), Fraction(1, 4)),)),))

    assert cells_of_sheets(from_text(to_text(answer))) == cells_of_sheets(answer)


def test_words_of_a_choice_and_words_to_be_translated_come_back_as_words():
    table = Table("t", "T", (Column("a", ""), Column("b", "")), ((EventKind.COURSE, gettext_lazy("Course")),))

    (back,) = from_text(to_text(Answer("", (table,)))).tables

    assert back.rows == (("course", "Course"),)


def test_what_people_said_in_their_own_words_is_not_kept():
    said = Table("said", "What people said", (Column("words", ""),), (("Asha was kind",),), in_their_words=True)
    numbers = Table("numbers", "Numbers", (Column("n", ""),), ((3,),))

    text = to_text(Answer("", (numbers, said)))

    assert "Asha" not in text
    assert from_text(text).tables == (numbers,)


@pytest.mark.parametrize("value", [datetime(2026, 11, 20, tzinfo=UTC), mark_safe("<b>"), {"a": 1}, {1}, object()])
def test_what_nobody_has_thought_of_is_refused(value):
    table = Table("t", "T", (Column("a", ""),), ((value,),))

    with pytest.raises(TypeError, match="cannot be kept"):
        to_text(Answer("", (table,)))


def test_an_answer_for_a_template_of_its_own_is_refused():
    with pytest.raises(TypeError, match="template of its own"):
        to_text(Answer("", more={"map": object()}))


@pytest.mark.parametrize("text", ["", "{", '{"answer": {"sentences": []}}', '{"poem": {}}', '{"a": 1, "b": 2}'])
def test_what_was_kept_by_other_code_is_as_if_it_were_not_there(text):
    assert from_text(text) is None
