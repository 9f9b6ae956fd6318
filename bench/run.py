"""How long each kind of page takes, beside the smallest possible page: `make bench`.

Everything is measured twice, on SQLite and (where its programs are installed) on a PostgreSQL of its own, each in a
process of its own, with the reference data (bench/reference.py), and printed as one table. Whatever takes more than the
design allows is marked OVER. `BENCH_SCALE=0.05 make bench` makes do with a twentieth of the data.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench.reference import SCALE, is_fresh, key  # noqa: E402 (the path comes first)

KEPT = ROOT / "var"
MEASURE = [sys.executable, str(ROOT / "bench" / "measure.py")]
WITH_POSTGRES = str(ROOT / "bin" / "with-postgres")


def main():
    print_table("SQLite", on_sqlite())
    if subprocess.run([WITH_POSTGRES, "--available"], check=False).returncode == 0:
        print_table("PostgreSQL", on_postgres())


def on_sqlite():
    store = kept("bench-sqlite")
    return measure(MEASURE, store, DATABASE_URL=f"sqlite:///{store / 'reference.sqlite3'}")


def on_postgres():
    store = kept("bench-postgres")
    return measure([WITH_POSTGRES, "--durable", "--kept", str(store / "data"), *MEASURE], store)


def kept(name):
    """The folder with the reference data in it, emptied first if they are of another version or too old."""
    folder = KEPT / f"{name}-{SCALE:g}-{key()}"
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


if __name__ == "__main__":
    main()
