"""The rows of a table as a file: CSV, or XLSX with a sheet for each table. Never whole in memory."""

from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from reports.csv import csv_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_NAME = 31  # letters at most
MOST_ROWS = 1_048_575  # of a sheet, below its header
NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\")


def csv_response(table, filename):
    response = StreamingHttpResponse(
        csv_lines(table.header, table.plain_rows()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return response


def xlsx_response(tables, filename):
    file = TemporaryFile()  # noqa: SIM115 (the response closes it, and then it is gone)
    write_xlsx(file, [(table.title, table.header, table.plain_rows()) for table in tables])
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX)


def write_xlsx(file, sheets):
    """`sheets`: (title, header, rows); the rows are read once, one after the other."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME] or "Sheet")
        sheet.append([xlsx_cell(sheet, words) for words in header])
        for row in rows:
            sheet.append([xlsx_cell(sheet, value) for value in row])
    if not sheets:
        book.create_sheet("Nothing")
    book.save(file)


def xlsx_cell(sheet, value):
    """Words are said to be words, so that none of them is worked out as a formula."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
