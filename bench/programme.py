"""The synthetic five-year programme of the reports' numbers: 200 venues, 50,000 occurrences, 40,000 persons, 600,000
attendances, 2,000 champions with what they were asked and what they gave, in 319 small areas. Made up, from a seed.

It is in a database of its own in var/, made anew when the tables or this code change, or its dates are a week old.
"""

import random
from collections import defaultdict
from datetime import timedelta

from bench import reference
from bench.reference import SCALE, hurry, settle

SEED = 20261128
VENUES, EVENTS, PERSONS, CHAMPIONS = (round(number * SCALE) for number in (200, 2_500, 40_000, 2_000))
MEETINGS = 20  # of each event
MARKS = round(600_000 * SCALE)
LSOAS = 319
POSTCODES = 28_000  # enough of the country for so many small areas
YEARS = timedelta(days=5 * 365)
AHEAD = timedelta(days=45)
MADE_BY = (*reference.MADE_BY, "programme*.py")


def key():
    return reference.key(MADE_BY)


def ensure(mark):
    reference.ensure(mark, build)


def build(say):
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from bench import programme_help as given
    from bench import programme_sessions as sessions
    from bench import reference_pages as pages
    from bench import reference_people
    from bench.land import make_land
    from demo.programme import load_courses, load_topics
    from demo.world import name_the_programme

    rng, now = random.Random(SEED), timezone.now()
    say("Tables")
    call_command("migrate", verbosity=0)
    hurry(connection)
    with transaction.atomic():
        land = make_land(rng, POSTCODES)
        name_the_programme()
        load_courses(load_topics())
        users = get_user_model().objects
        manager = users.create_superuser("manager", "manager@example.org")
        pages.make_areas(land)
        postcodes = sessions.make_postcodes(land, rng)
        venues = pages.make_venues(land, rng, VENUES, now)
        dates = sessions.make_sessions(venues, rng, now, manager)
        say(f"{len(venues):,} venues and {len(dates):,} occurrences; people and who came")
        people = sessions.make_people(land, postcodes, rng, PERSONS, now)
        sessions.make_marks(dates, people, rng, now)
        say(f"{MARKS:,} attendances; champions and what they gave")
        by_district = defaultdict(list)
        for venue in venues:
            by_district[venue.district_id].append(venue)
        volunteers = reference_people.make_people(land, rng, CHAMPIONS, now)
        champions = reference_people.make_champions(land, volunteers, by_district, rng, now, given.applied)
        given.make_help(land, people, champions, rng, now)
        given.make_learning(people, dates, rng, now)
        given.make_trail(champions, now)
        sessions.make_small_areas(land, rng)
    settle(connection)
    say("Done")
