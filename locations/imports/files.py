"""The tables inside what somebody downloaded: a .csv, a .csv.gz, a .zip of them, or a folder."""

import csv
import gzip
import io
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from core.errors import Refused

# Folders of a download that hold words about the data, and ONSPD's second copy of it, cut up by area.
NOT_DATA = {"doc", "docs", "document", "documents", "user guide", "multi_csv"}


def tables(path):
    """Yield (name, rows) of each table; the rows are lists of text and are read as they are asked for."""
    path = Path(path)
    if not path.exists():
        raise Refused(f"There is no file or folder called {path}.")
    if path.is_dir():
        yield from _tables_in_folder(path)
    elif path.suffix.lower() == ".zip":
        yield from _tables_in_zip(path)
    else:
        with _opened(path) as text:
            yield path.name, _rows(text, path.name)


def _tables_in_folder(folder):
    names = sorted(each for each in folder.rglob("*") if each.name.lower().endswith((".csv", ".csv.gz")))
    wanted = [each for each in names if _is_data(each.relative_to(folder).parts[:-1])]
    if not wanted:
        raise Refused(f"There are no CSV files in {folder}.")
    for each in wanted:
        with _opened(each) as text:
            yield str(each.relative_to(folder)), _rows(text, each.name)


def _tables_in_zip(path):
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise Refused(f"{path} is not a zip file, or was not downloaded whole.") from None
    with archive:
        names = sorted(name for name in archive.namelist() if name.lower().endswith(".csv"))
        wanted = [name for name in names if _is_data(Path(name).parts[:-1])]
        if not wanted:
            raise Refused(f"There are no CSV files in {path}.")
        for name in wanted:
            with archive.open(name) as binary, io.TextIOWrapper(binary, "utf-8-sig", "replace", newline="") as text:
                yield name, _rows(text, name)


def _is_data(folders):
    return not NOT_DATA & {folder.lower() for folder in folders}


@contextmanager
def _opened(path):
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as text:
        yield text


def _rows(text, name):
    try:
        yield from csv.reader(text)
    except (csv.Error, EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile):
        raise Refused(f"{name} is damaged and could not be read to its end: download it again.") from None
