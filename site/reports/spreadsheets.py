"""The rows of a table as a file: CSV, or XLSX with a sheet for each table. Never whole in memory."""

from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse

from reports.csv import csv_lines
from reports.xlsx import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
