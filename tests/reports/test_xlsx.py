"""XLSX as other programs read it: openpyxl is the second opinion."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reports.xlsx import write_xlsx


def written(*sheets):
    file = BytesIO()
    write_xlsx(file, list(sheets))
    return load_workbook(file)


def test_words_numbers_and_dates_come_back_as_they_were():
    rows = [
        ["Ullswater & Eden <b>", 1_135, 0.25, date(2026, 10, 1)],
        ["", None, -3, date(1900, 3, 1)],
        ["  spaces kept ", 0, 1e-7, date(2100, 12, 31)],
    ]

    sheet = written(("Who came", ["Where", "Learners", "Share", "On"], rows)).active

    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == ["Where", "Learners", "Share", "On"]
    assert [[row[0], row[1], row[2], row[3].date()] for row in found[1:]] == [
        ["Ullswater & Eden <b>", 1_135, 0.25, date(2026, 10, 1)],
        [None, None, -3, date(1900, 3, 1)],
        ["  spaces kept ", 0, 1e-7, date(2100, 12, 31)],
    ]
    assert sheet["D2"].number_format == "yyyy\\-mm\\-dd"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("words", ["=1+1", "+44 1632", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://example.org")'])
def test_words_that_look_like_a_formula_stay_words(words):
    cell = written(("Names", ["Name"], [[words]])).active["A2"]

    assert (cell.value, cell.data_type) == (words, "s")


def test_what_xml_cannot_hold_is_left_out():
    assert written(("Names", ["Name"], [["A\x00s\x0bh\ud800a\uffff"]])).active["A2"].value == "Asha"


def test_names_of_sheets_are_short_allowed_and_each_once():
    titles = ["Sessions [2026/27]: held?", "x" * 40, "X" * 40, "''", 'By <ward> & "district"']

    book = written(*((title, ["A"], []) for title in titles))

    assert book.sheetnames == [
        "Sessions 202627 held",
        "x" * 31,
        f"{'X' * 29} 3",
        "Sheet",
        'By <ward> & "district"',
    ]


def test_no_sheet_at_all_is_still_a_file():
    assert written().sheetnames == ["Nothing"]


def test_rows_are_read_one_after_the_other_and_never_held():
    held = 0

    def rows():
        nonlocal held
        for number in range(3_000):
            held = max(held, number - len(passed))
            yield Noted([number])

    class Noted(list):
        def __iter__(self):
            passed.append(self[0])
            return super().__iter__()

    passed = []

    sheet = written(("Rows", ["Number"], rows())).active

    assert sheet.max_row == 3_001
    assert held <= 500


def test_every_part_is_named_in_the_package():
    file = BytesIO()
    write_xlsx(file, [("A", ["A"], []), ("B", ["B"], [])])

    with ZipFile(file) as package:
        parts, types = package.namelist(), package.read("[Content_Types].xml").decode()

    assert [
        part for part in parts if part.startswith("xl/") and part.endswith(".xml") and f"/{part}" not in types
    ] == []
    assert parts[:2] == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
