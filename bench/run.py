"""How long each kind of page takes, beside the smallest possible page: `make bench`.

Everything is measured twice, on SQLite and (where its programs are installed) on a PostgreSQL of its own, each in a
process of its own, and printed as one table: pages with the reference data (bench/reference.py), reports with a
five-year programme (bench/programme.py). Whatever takes more than the design allows is marked OVER.
`BENCH_SCALE=0.05 make bench` makes do with a twentieth of the data; `BENCH_ONLY=reports` or `BENCH_ONLY=pages` leaves
the other out.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench import programme, reference  # noqa: E402 (the path comes first)
from bench.reference import SCALE, is_fresh  # noqa: E402

KEPT = ROOT / "var"
WITH_POSTGRES = str(ROOT / "bin" / "with-postgres")
ONLY = os.environ.get("BENCH_ONLY", "pages reports").split()


def main():
    databases = {"SQLite": on_sqlite}
    if subprocess.run([WITH_POSTGRES, "--available"], check=False).returncode == 0:
        databases["PostgreSQL"] = on_postgres
    for database, run in databases.items():
        if "pages" in ONLY:
            print_table(database, run("bench", reference.key(), "pages"))
        if "reports" in ONLY:
            print_reports(database, run("programme", programme.key(), "reports"))


def on_sqlite(name, key, what):
    store = kept(f"{name}-sqlite", key)
    return measure(measuring(what), store, DATABASE_URL=f"sqlite:///{store / 'reference.sqlite3'}")


def on_postgres(name, key, what):
    store = kept(f"{name}-postgres", key)
    return measure([WITH_POSTGRES, "--durable", "--kept", str(store / "data"), *measuring(what)], store)


def measuring(what):
    return [sys.executable, str(ROOT / "bench" / "measure.py"), what]


def kept(name, key):
    """The folder with the data in it, emptied first if they are of another version or too old."""
    folder = KEPT / f"{name}-{SCALE:g}-{key}"
    for other in KEPT.glob(f"{name}-{SCALE:g}-*"):
        if other != folder or not is_fresh(other / "built"):
            shutil.rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def measure(command, store, **environment):
    """Run the measuring process; what it says while it works goes to our own standard error."""
    environment |= {"DEBUG": "false", "BENCH_MARK": str(store / "built")}
    finished = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=os.environ | environment, text=True)
    return json.loads(finished.stdout)


def print_table(database, rows):
    print(f"\n{database}")
    print(f"{'work':<42}{'ms':>9}{'x floor':>9}{'at most':>9}{'queries':>9}{'at most':>9}")
    for row in rows:
        if "note" in row:
            print(f"{row['work']:<42}  {row['note']}")
            continue
        print(
            f"{row['work']:<42}{row['ms']:>9.2f}{row['ratio']:>9.1f}{row['most_ratio'] or '':>9}"
            f"{row['queries']:>9}{row['most_queries'] or '':>9}  {'OVER' if row['over'] else ''}".rstrip()
        )
    sys.stdout.flush()


def print_reports(database, rows):
    print(f"\nReports on a five-year programme, {database}")
    print(f"{'report':<58}{'ms':>9}{'at most':>9}{'queries':>9}{'at most':>9}")
    for row in rows:
        if "note" in row:
            print(f"{row['work']:<58}  {row['note']}")
            continue
        print(
            f"{row['work']:<58}{row['ms']:>9.0f}{row['most_ms']:>9.0f}"
            f"{row['queries']:>9}{row['most_queries']:>9}  {'OVER' if row['over'] else ''}".rstrip()
        )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
