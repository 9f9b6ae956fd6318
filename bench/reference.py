"""The reference data of the design's table of numbers: 1.75 million postcodes, 5,000 venues, 100,000 upcoming
occurrences on 5,000 events, 5,000 champions. Made up, from a seed, with nothing but this folder.

It takes minutes, so it is kept in var/ until the tables or this code change, or its dates are a week old.
"""

import hashlib
import os
import random
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261120
# What everything is multiplied by; `BENCH_SCALE=0.05 make bench` is quick, and good for finding what is plainly slow.
SCALE = float(os.environ.get("BENCH_SCALE", "1"))
POSTCODES, VENUES, EVENTS, LEARNERS, CHAMPIONS = (
    round(number * SCALE) for number in (1_750_000, 5_000, 5_000, 20_000, 5_000)
)
OLDEST = timedelta(days=7)


MADE_BY = ("reference*.py", "land.py", "pour.py")


def key(made_by=MADE_BY):
    """Of everything that decides what is made."""
    made_by = [path for pattern in made_by for path in (ROOT / "bench").glob(pattern)]
    migrations = [path for path in ROOT.glob("**/migrations/0*.py") if not {".venv", "node_modules"} & set(path.parts)]
    digest = hashlib.sha256(str(SCALE).encode())
    for path in sorted([*made_by, *migrations]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def is_fresh(mark):
    """Whether the file that is written when all is made is there, and not so old that the dates have gone by."""
    return mark.exists() and datetime.now(UTC) - datetime.fromisoformat(mark.read_text()) < OLDEST


def ensure(mark, make=None):
    """Make the data in the database that DATABASE_URL names, unless the mark says that they are there."""
    if is_fresh(mark):
        return
    started = time.monotonic()
    (make or build)(say=lambda text: print(f"  {time.monotonic() - started:4.0f} s  {text}", file=sys.stderr))
    mark.write_text(datetime.now(UTC).isoformat())


def build(say):
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from bench import reference_pages as pages
    from bench import reference_people as people
    from bench.land import make_land
    from demo.programme import load_courses, load_topics
    from demo.world import name_the_programme
    from events.models import Occurrence

    rng, now = random.Random(SEED), timezone.now()
    say("Tables")
    call_command("migrate", verbosity=0)
    hurry(connection)
    with transaction.atomic():
        land = make_land(rng, POSTCODES)
        name_the_programme()
        load_courses(load_topics())
        users = get_user_model().objects
        users.create_superuser("manager", "manager@example.org")
        lead = users.create_user("lead", "lead@example.org")
        say(f"{len(land.wards):,} wards, {len(land.places):,} places, {POSTCODES:,} postcodes")
        pages.make_areas(land)
        pages.make_places(land)
        pages.make_postcodes(land, rng, POSTCODES)
        say(f"{VENUES:,} venues and {EVENTS:,} events")
        venues = pages.make_venues(land, rng, VENUES, now)
        pages.make_events(venues, rng, EVENTS, now, lead)
        say(f"{Occurrence.objects.upcoming(now).count():,} upcoming occurrences; people, bookings and champions")
        everybody = people.make_people(land, rng, LEARNERS + CHAMPIONS, now)
        learners, volunteers = everybody[:LEARNERS], everybody[LEARNERS:]
        people.make_bookings(learners, rng, now)
        by_district = defaultdict(list)
        for venue in venues:
            by_district[venue.district_id].append(venue)
        champions = people.make_champions(land, volunteers, by_district, rng, now)
        people.make_help(land, learners, champions, rng, now)
    settle(connection)
    say("Done")


def hurry(connection):
    """What is lost if the machine stops now is made again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def settle(connection):
    """As the database would be a day later: PostgreSQL tidies up and counts by itself, SQLite writes its log back."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
