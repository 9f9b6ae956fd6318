"""See that the data are in the database that DATABASE_URL names, measure each work on them, and print the figures as
JSON: `measure.py pages` on the reference data, `measure.py reports` on the five-year programme."""

import contextlib
import gc
import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "21"))
FEWEST_ROUNDS = 3
LONG_ENOUGH_IN_SECONDS = 10


def main():
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()

    measured, mark = {"pages": pages, "reports": reports}[sys.argv[1]], Path(os.environ["BENCH_MARK"])
    # Only the figures go to standard output: what the commands say goes where the progress goes.
    with contextlib.redirect_stdout(sys.stderr):
        figures = measured(mark)
    print(json.dumps(figures))


def pages(mark):
    from bench import checks, reference, works

    reference.ensure(mark)
    with works.no_trace():
        figures = [figure_of(work) for work in works.WORKS]
    return figures + [{"work": name, "note": check()} for name, check in checks.CHECKS.items()]


def reports(mark):
    from bench import programme, report_works

    programme.ensure(mark)
    return list(report_works.figures())


def figure_of(work):
    from bench.works import NotBuiltError

    try:
        do = work.prepare()
    except NotBuiltError as reason:
        return {"work": work.name, "note": str(reason)}

    queries = queries_of(do)
    milliseconds, beside_milliseconds = side_by_side(
        do, work.beside(), time.perf_counter if work.by_the_wall else work_done
    )
    ratio = round(milliseconds / beside_milliseconds, 1)
    return {
        "work": work.name,
        "ms": milliseconds,
        "ratio": ratio,
        "most_ratio": work.most_ratio,
        "queries": queries,
        "most_queries": work.most_queries,
        "over": bool(
            (work.most_ratio and ratio > work.most_ratio) or (work.most_queries and queries > work.most_queries)
        ),
    }


def side_by_side(do, beside, clock):
    """The lower quartile of each, in turns: what else the machine does falls on both alike, and can only add."""
    times, beside_times = [], []
    gc.collect()
    started = time.monotonic()
    while len(times) < ROUNDS and (len(times) < FEWEST_ROUNDS or time.monotonic() - started < LONG_ENOUGH_IN_SECONDS):
        beside_times.append(time_of(beside, clock))
        times.append(time_of(do, clock))
    return (statistics.quantiles(each, n=4)[0] for each in (times, beside_times))


def time_of(do, clock):
    from django.core.cache import cache

    cache.clear()
    started = clock()
    do()
    return (clock() - started) * 1000


def work_done():
    """A clock of seconds that a processor worked for us: here, and for our connection where the database is apart.

    On a machine to itself this is what the clock on the wall says. On a busy one that says something else: a long
    request is put off for others' sake more often than a short one.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    theirs = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not theirs.exists():  # not on Linux, or on another machine
        return time.perf_counter()
    return time.process_time() + int(theirs.read_text().split()[0]) / 1e9


def queries_of(do):
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    do()  # what a process asks once in its life (content types, the site) is not counted
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


if __name__ == "__main__":
    main()
