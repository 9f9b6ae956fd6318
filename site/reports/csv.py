"""Spreadsheets that hold words and numbers, and never a formula."""

import csv
from io import StringIO

# A cell that begins with one of these is worked out by a spreadsheet program instead of shown.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value):
    """The value as a spreadsheet may hold it: an apostrophe before words that look like a formula."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_text(header, rows):
    """The whole file. It begins with a mark by which Excel knows that it is UTF-8."""
    page = StringIO()
    writer = csv.writer(page)
    for row in [header, *rows]:
        writer.writerow([safe_cell(value) for value in row])
    return "\ufeff" + page.getvalue()
