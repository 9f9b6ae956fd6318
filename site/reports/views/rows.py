"""Who came, row by row: a few rows at once, many as a file that is made apart and fetched when it is ready."""

from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.audit import record
from core.errors import Refused
from reports.actions import rows_files
from reports.figures import detail_has_gone
from reports.filters import RowsFilter
from reports.models import FileFormat, RowsFile
from reports.rows import HEADER, marks, rows_of
from reports.spreadsheets import XLSX, csv_response, xlsx_response
from reports.views.report import picks_for, staff_links

AT_ONCE = 20_000
EXPORT_ROWS = "reports.export_rows"
TYPES = {FileFormat.CSV: "text/csv; charset=utf-8", FileFormat.XLSX: XLSX}

may_export = permission_required(EXPORT_ROWS, raise_exception=True)


@may_export
@require_http_methods(["GET", "HEAD", "POST"])
def show(request):
    """What is chosen lies in the address; posting asks for its rows as a file."""
    now = timezone.now()
    form = RowsFilter(request.GET, today=timezone.localdate(now))
    page = {
        "form": form,
        "header": HEADER,
        "links": staff_links("rows"),
        "picks": picks_for(form, reverse("figures:rows")),
        "files": RowsFile.objects.kept(now).filter(asked_by=request.user).select_related("place"),
    }
    if not form.is_valid():
        return render(request, "reports/rows.html", page, status=422)
    period, place = form.cleaned_data["period"], form.cleaned_data["place"]
    rows = marks(period, place).count()
    if request.method == "POST":
        return ask(request, period, place, rows, page, now)
    page |= {"rows": rows, "is_long": rows > AT_ONCE, "period": period, "detail_has_gone": detail_has_gone(period)}
    return render(request, "reports/rows.html", page)


def ask(request, period, place, rows, page, now):
    """A few rows are answered with the file itself; for many one is led to where it can be waited for."""
    wanted = FileFormat.XLSX if request.POST.get("format") == FileFormat.XLSX else FileFormat.CSV
    if rows <= AT_ONCE:
        note_download(request, period, place, rows, wanted, now)
        return file_now(period, place, wanted)
    try:
        file = rows_files.ask_for_file(period=period, place=place, rows=rows, format=wanted, by=request.actor, now=now)
    except Refused as refusal:
        return render(request, "reports/rows.html", page | {"refusal": refusal.sentence}, status=422)
    return redirect("figures:rows_file", file.key)


def note_download(request, period, place, rows, wanted, now):
    record(
        "rows.downloaded",
        request.user,
        by=request.actor,
        now=now,
        period=period.key,
        place=place and place.pk,
        rows=rows,
        format=wanted,
    )


def file_now(period, place, wanted):
    table = SimpleNamespace(title="Rows", header=HEADER, plain_rows=lambda: rows_of(period, place))
    name = f"rows-{period.key}{f'-{place.pk}' if place else ''}"
    return xlsx_response([table], name) if wanted == FileFormat.XLSX else csv_response(table, name)


@may_export
@require_GET
def show_file(request, key):
    file = mine(request, key)
    page = {"file": file, "is_late": file.is_late(timezone.now()), "links": staff_links("rows")}
    return render(request, "reports/rows_file.html", page)


@may_export
@require_GET
def download(request, key):
    file = mine(request, key)
    if not file.is_here:
        return redirect("figures:rows_file", file.key)
    rows_files.note_download(file, by=request.actor, now=timezone.now())
    opened = file.path.open("rb")
    return FileResponse(opened, as_attachment=True, filename=file.filename, content_type=TYPES[file.format])


@may_export
@require_POST
def again(request, key):
    file = mine(request, key)
    rows = marks(file.period, file.place).count()  # before the transaction: on SQLite that keeps everybody waiting
    try:
        rows_files.ask_again(file, rows=rows, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("figures:rows_file", key)


def mine(request, key):
    """Files are for who asked for them, and for nobody else."""
    return get_object_or_404(RowsFile.objects.select_related("place"), pk=key, asked_by=request.user)
