"""How long each kind of page takes, beside the smallest possible page: `make bench`.

Everything is measured twice, on SQLite and (where its programs are installed) on a PostgreSQL made for the purpose,
each in a process of its own with a database of its own, and printed as one table. Whatever takes more than the design
allows it is marked OVER.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURE = [sys.executable, str(ROOT / "bench" / "measure.py")]
WITH_POSTGRES = str(ROOT / "bin" / "with-postgres")


def main():
    with tempfile.TemporaryDirectory() as folder:
        results = {"SQLite": measure(MEASURE, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3")}
        if subprocess.run([WITH_POSTGRES, "--available"], check=False).returncode == 0:
            results["PostgreSQL"] = measure([WITH_POSTGRES, "--durable", *MEASURE])
    for database, rows in results.items():
        print_table(database, rows)


def measure(command, **environment):
    """Run the measuring process; what it says while it works goes to our own standard error."""
    print("Making a world and measuring in it:", " ".join(environment.values()) or "PostgreSQL", file=sys.stderr)
    finished = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, env=os.environ | environment | {"DEBUG": "false"}, text=True
    )
    return json.loads(finished.stdout)


def print_table(database, rows):
    print(f"\n{database}")
    print(f"{'work':<34}{'ms':>9}{'x floor':>9}{'at most':>9}{'queries':>9}{'at most':>9}")
    for row in rows:
        if "note" in row:
            print(f"{row['work']:<34}  {row['note']}")
            continue
        print(
            f"{row['work']:<34}{row['ms']:>9.2f}{row['ratio']:>9.1f}{row['most_ratio'] or '':>9}"
            f"{row['queries']:>9}{row['most_queries'] or '':>9}  {'OVER' if row['over'] else ''}".rstrip()
        )


if __name__ == "__main__":
    main()
