"""Spreadsheets that hold words and numbers, and never a formula."""

import csv
from io import StringIO
from itertools import chain

# A cell that begins with one of these is worked out by a spreadsheet program instead of shown.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value):
    """The value as a spreadsheet may hold it: an apostrophe before words that look like a formula."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_text(header, rows):
    """The whole file."""
    return "".join(csv_lines(header, rows))


def csv_lines(header, rows):
    """The file, a line at a time. It begins with a mark by which Excel knows that it is UTF-8."""
    page = StringIO()
    writer = csv.writer(page)
    page.write("\ufeff")
    for row in chain([header], rows):
        writer.writerow([safe_cell(value) for value in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()
