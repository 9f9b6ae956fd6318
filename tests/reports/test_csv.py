"""Spreadsheets hold no formula."""

import csv
from io import StringIO

import pytest

from reports.csv import csv_text, safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_safe_cell_makes_words_of_what_a_spreadsheet_would_work_out(start):
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


def test_safe_cell_leaves_numbers_and_plain_words_as_they_are():
    assert [safe_cell(value) for value in (12, -3, 1.5, "Carlisle", "O'Neill = fine", None)] == [
        12, -3, 1.5, "Carlisle", "O'Neill = fine", "",
    ]  # fmt: skip


def test_csv_text_reads_back_as_it_was_written():
    text = csv_text(["Where", "Number"], [["Kirkby, Stephen", 3], ['say "yes"\nor no', 4]])

    assert text.startswith("\ufeffWhere,Number\r\n")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")))) == [
        ["Where", "Number"], ["Kirkby, Stephen", "3"], ['say "yes"\nor no', "4"],
    ]  # fmt: skip
