"""XLSX written row by row, in the same small memory for any number of rows.

Words are written as words (inline strings), so that none of them is ever worked out as a formula. Cells have no address
of their own: the format counts them. openpyxl, with which tests read such files, makes an object of every cell and
takes many times as long.
"""

import re
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

SHEET_NAME = 31  # letters at most
MOST_ROWS = 1_048_575  # of a sheet, below its header
NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\'")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DAY_NOUGHT = date(1899, 12, 30).toordinal()
AT_ONCE = 500
QUICK = 1  # of zlib: half the time of the usual, and a fifth more to keep

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_START = (
    f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
SHEET_END = "</sheetData></worksheet>"
# Two ways to write a cell: as it is, and as a date.
STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
PACKAGE_LINKS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def write_xlsx(file, sheets):
    """`sheets`: (title, header, rows); the rows are read once, one after the other."""
    titles = []
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=QUICK) as book:
        for title, header, rows in sheets or [("Nothing", [], [])]:
            titles.append(sheet_name(title, titles))
            with book.open(f"xl/worksheets/sheet{len(titles)}.xml", "w", force_zip64=True) as sheet:
                write_sheet(sheet, chain([header], rows))
        book.writestr("xl/workbook.xml", workbook(titles))
        book.writestr("xl/_rels/workbook.xml.rels", workbook_links(len(titles)))
        book.writestr("xl/styles.xml", STYLES)
        book.writestr("_rels/.rels", PACKAGE_LINKS)
        book.writestr("[Content_Types].xml", content_types(len(titles)))


def sheet_name(title, taken):
    """No two sheets have the same name, however they are written."""
    name = title.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME].strip() or "Sheet"
    if name.lower() in (other.lower() for other in taken):
        number = f" {len(taken) + 1}"
        name = name[: SHEET_NAME - len(number)] + number
    return name


def write_sheet(sheet, rows):
    sheet.write(SHEET_START.encode())
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        sheet.write("".join(f"<row>{''.join(map(cell, row))}</row>" for row in some).encode())
    sheet.write(SHEET_END.encode())


def cell(value):
    if isinstance(value, str):
        return words_cell(value)
    if isinstance(value, date):
        return f'<c s="1"><v>{value.toordinal() - DAY_NOUGHT}</v></c>'
    return "<c/>" if value is None else f"<c><v>{value}</v></c>"


@lru_cache(maxsize=5_000)
def words_cell(words):
    """Kept, for most words of long files are there many times."""
    if not words:
        return "<c/>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(NOT_IN_XML.sub("", words))}</t></is></c>'


def workbook(titles):
    sheets = "".join(
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def workbook_links(sheets):
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    )


def content_types(sheets):
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{parts}</Types>'
    )
