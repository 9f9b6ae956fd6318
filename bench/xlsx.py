"""Write every row of who came as XLSX, as the worker's process does, and print how long it took and in what memory."""

import json
import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[1]


def main():
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()

    from django.db.models import Max, Min

    from core.words import as_day
    from events.models import Occurrence
    from reports.periods import between
    from reports.rows import HEADER, rows_of
    from reports.xlsx import write_xlsx

    ends = Occurrence.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    period, told = between(as_day(ends["first"]), as_day(ends["last"])), [0]
    started, worked = time.perf_counter(), time.process_time()
    with TemporaryFile() as file:
        write_xlsx(file, [("Rows", HEADER, rows_of(period, after_each=told.append))])
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    print(json.dumps({"rows": told[-1], "seconds": seconds, "worked": worked, "mb": most_memory()}))


def most_memory():
    """In megabytes. Linux counts into ru_maxrss what the process that started this one had."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
