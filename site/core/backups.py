"""Copies of everything the site holds, and putting one back.

A backup is a folder: the database, what was uploaded, and manifest.json with the rows of each table and a checksum of
each file. It is made beside its place and moved there when whole, so that half a backup is never taken for one.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from core.done import BACKUP, mark_done
from core.errors import Refused
from core.models import AuditLine

MANIFEST = "manifest.json"
MEDIA = "media.tar.gz"
BEFORE_RESTORE, AFTER_RESTORE = [], []


def on_restore(*, before, after):
    """What an app carries across a restore: `before()` saves it outside the database, `after(now)` brings it back."""
    BEFORE_RESTORE.append(before)
    AFTER_RESTORE.append(after)


def make_backup(now):
    """Make one, put away the oldest beyond BACKUPS_KEPT, and return its folder."""
    folder = Path(settings.BACKUP_FOLDER) / f"{now:%Y%m%dT%H%M%S}"
    making = folder.with_suffix(".partial")
    if folder.exists():
        raise Refused("A backup of this very second is already there.")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    tables = DATABASES[connection.vendor].dump(making)
    pack_media(making / MEDIA)
    files = {file.name: checksum(file) for file in sorted(making.iterdir())}
    manifest = {"made_at": now.isoformat(), "database": connection.vendor, "tables": tables, "files": files}
    (making / MANIFEST).write_text(json.dumps(manifest, indent=2))
    making.rename(folder)
    for old in all_backups()[: -settings.BACKUPS_KEPT]:
        shutil.rmtree(old)
    mark_done(BACKUP, now)
    return folder


def all_backups():
    """The oldest first."""
    return sorted(manifest.parent for manifest in Path(settings.BACKUP_FOLDER).glob(f"*T*[0-9]/{MANIFEST}"))


def restore_backup(folder, *, now, force=False):
    """Put a backup in place of what is here. Returns its manifest."""
    manifest = check_backup(folder)
    if not force and holds_something():
        raise Refused("The database here is in use. Say --force to lose what it holds.")
    for save in BEFORE_RESTORE if is_migrated() else []:
        save()
    DATABASES[connection.vendor].load(folder)
    unpack_media(folder / MEDIA)
    if count_rows() != manifest["tables"]:
        raise Refused("The database does not hold what the backup says. Do not use it.")
    return manifest


def after_restore(now):
    for bring_back in AFTER_RESTORE:
        bring_back(now)


def check_backup(folder):
    """Refuse a folder that is no backup, is damaged, or is of another kind of database."""
    if not (folder / MANIFEST).exists():
        raise Refused(f"{folder} holds no {MANIFEST}: it is no whole backup.")
    manifest = json.loads((folder / MANIFEST).read_text())
    damaged = [
        name
        for name, kept in manifest["files"].items()
        if not (folder / name).exists() or checksum(folder / name) != kept
    ]
    if damaged:
        raise Refused(f"The backup is damaged: {', '.join(damaged)}.")
    if manifest["database"] != connection.vendor:
        raise Refused(f"The backup is of {manifest['database']}, and this database is {connection.vendor}.")
    return manifest


def holds_something():
    """Accounts, or anything done: every action leaves an audit line."""
    return is_migrated() and (get_user_model().objects.exists() or AuditLine.objects.exists())


def is_migrated():
    return AuditLine._meta.db_table in connection.introspection.table_names()


def checksum(file):
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def count_rows():
    with connection.cursor() as cursor:
        return count_with(cursor, connection.introspection.table_names(cursor))


def count_with(cursor, tables):
    """{table: rows}."""
    counts = {}
    for table in sorted(tables):
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
        counts[table] = cursor.fetchone()[0]
    return counts


def pack_media(file):
    with tarfile.open(file, "w:gz") as packed:
        if Path(settings.MEDIA_ROOT).exists():
            packed.add(settings.MEDIA_ROOT, arcname=".")


def unpack_media(file):
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    with tarfile.open(file) as packed:
        if hasattr(tarfile, "data_filter"):
            packed.extractall(settings.MEDIA_ROOT, filter="data")
        else:  # the first patch releases of Python 3.11
            packed.extractall(settings.MEDIA_ROOT, members=plain_members(packed))


def plain_members(packed):
    """What `filter="data"` would let through of our own archives: files and folders that stay within, and no links."""
    within = Path(settings.MEDIA_ROOT).resolve()
    for member in packed:
        lands = (within / member.name).resolve()
        if not (member.isfile() or member.isdir()) or not lands.is_relative_to(within):
            raise Refused(f"The backup is damaged: {MEDIA} holds {member.name}, which does not belong there.")
        member.mode = 0o755 if member.isdir() else 0o644
        yield member


class SQLite:
    """SQLite's own way of copying a database that is in use."""

    FILE = "database.sqlite3"

    @classmethod
    def dump(cls, folder):
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / cls.FILE)) as copy:
            connection.connection.backup(copy)
            return count_with(copy.cursor(), connection.introspection.table_names())

    @classmethod
    def load(cls, folder):
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{(folder / cls.FILE).resolve().as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)


class PostgreSQL:
    """pg_dump and pg_restore. The rows are counted in the very snapshot that is dumped."""

    FILE = "database.dump"

    @classmethod
    def dump(cls, folder):
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            cls.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={folder / cls.FILE}")
            return count_with(cursor, connection.introspection.table_names(cursor))

    @classmethod
    def load(cls, folder):
        name = connection.settings_dict["NAME"]
        connection.close()
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
        cls.run("pg_restore", *options, f"--dbname={name}", str(folder / cls.FILE))

    @staticmethod
    def run(*command):
        """The password goes by the environment: a command line can be read by everybody on the machine."""
        kept = connection.settings_dict
        known = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
        access = {theirs: str(kept[ours]) for ours, theirs in known.items() if kept.get(ours)}
        try:
            subprocess.run(command, env={**os.environ, **access}, check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise Refused(f"{command[0]} is not installed here: install PostgreSQL's client programs.") from error
        except subprocess.CalledProcessError as error:
            raise Refused(f"{command[0]} failed: {error.stderr.strip()}") from error


DATABASES = {"sqlite": SQLite, "postgresql": PostgreSQL}
