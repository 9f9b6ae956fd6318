"""What has to be true of the works besides being quick, said in a sentence each for the table."""

import random
import time

from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from geopy.distance import geodesic

from bench import works
from bench.at_once import all_succeeding
from bench.measure import queries_of
from bench.storm import waited
from champions.candidates import candidates, need_of
from champions.hard_rules import barriers
from champions.matching import Weights, miles_to_all, rank
from champions.models import Champion, HelpRequest
from champions.queue import queue
from core.actors import Actor
from core.words import LONDON
from events.actions.schedules import apply_schedule
from events.models import EventPage, Occurrence
from locations.models import VenuePage
from messaging.actions import send_due
from messaging.actions.sending import WAITS
from tests import notify
from tests.factories.messaging import make_messages

FEW = 50
EVENTS = 500
MESSAGES = 5000
REQUESTS, CHAMPIONS, SECONDS_TO_MATCH = 500, 1000, 5


def first_ten_by_distance():
    """With distance alone counting, the first ten are those that geopy's geodesic puts first, of all who may."""
    request, now = works.waiting_request(), timezone.now()
    need, today = need_of(request), now.astimezone(LONDON).date()
    ranked = rank(need, candidates(request, now=now), today=today, weights=Weights(1, 0, 0, 0, 0))
    everybody = candidates(request, now=now, champions=Champion.objects.all())
    may = [
        candidate
        for candidate, miles in zip(everybody, miles_to_all(need, everybody), strict=True)
        if not list(barriers(need, candidate, miles=miles, today=today, enough=1))
    ]
    here = need.latitude, need.longitude
    may.sort(key=lambda candidate: geodesic(here, (candidate.latitude, candidate.longitude)).miles)
    found = [match.candidate.pk for match in ranked.matches]
    if found != [candidate.pk for candidate in may[:10]]:
        return "WRONG: not those that geopy finds nearest"
    return f"as by geodesic distance, of {len(may)} who may, among {len(everybody):,}"


def everyone_matched():
    """500 who wait and 1,000 champions in one part of the country: read, planned all together and one by one."""
    now, dice = timezone.now(), random.Random(20261120)
    with transaction.atomic():
        few_champions_and_requests(dice)
        started = time.process_time()
        found = queue(now=now)
        seconds = time.process_time() - started
        transaction.set_rollback(True)
    best, by_turns = found.best, found.by_turns
    is_worse = (-best.served, best.hundredths) > (-by_turns.served, by_turns.hundredths)
    return (
        f"{best.served} of {best.waiting} in {best.miles:,.0f} miles, one by one {by_turns.served} in "
        f"{by_turns.miles:,.0f}; in {seconds:.1f} s{' OVER' if seconds > SECONDS_TO_MATCH else ''}"
        f"{' WRONG: worse than one by one' if is_worse else ''}"
    )


def few_champions_and_requests(dice):
    """The 1,000 champions nearest the city, and 500 people who wait near where one of them lives."""
    here = works.city().latitude, works.city().longitude
    homes = list(Champion.objects.filter(state="active").values_list("pk", "home_latitude", "home_longitude"))
    homes.sort(key=lambda home: (home[1] - here[0]) ** 2 + (home[2] - here[1]) ** 2)
    Champion.objects.exclude(pk__in=[home[0] for home in homes[:CHAMPIONS]]).update(state="left")
    waiting = list(HelpRequest.objects.waiting()[:REQUESTS])
    HelpRequest.objects.waiting().exclude(pk__in=[request.pk for request in waiting]).update(state="closed")
    for request in waiting:
        _, request.latitude, request.longitude = dice.choice(homes[:CHAMPIONS])
    HelpRequest.objects.bulk_update(waiting, ["latitude", "longitude"], batch_size=100)


def nearest_ten_venues():
    position = works.city().latitude, works.city().longitude
    found = [venue.pk for venue in VenuePage.objects.live().nearest(*position, limit=10)]
    everywhere = VenuePage.objects.live().values_list("pk", "latitude", "longitude")
    by_geopy = sorted(everywhere, key=lambda row: geodesic(position, row[1:]).miles)
    return "as by geodesic distance" if found == [row[0] for row in by_geopy[:10]] else "WRONG: not as geopy has it"


def same_queries():
    """Lists and pages ask the same of the database whether 50 events are published, or all."""
    near = works.events_near_city()[:FEW]
    number = EventPage.objects.live().count()
    with transaction.atomic():
        many = {name: queries_of(prepare()) for name, prepare in works.PAGES.items()}
        EventPage.objects.exclude(pk__in=near).update(live=False)
        few = {name: queries_of(prepare()) for name, prepare in works.PAGES.items()}
        transaction.set_rollback(True)
    differing = [f"{name} {few[name]} and {many[name]}" for name in many if few[name] != many[name]]
    if differing:
        return f"DIFFERENT: {', '.join(differing)}"
    return f"yes: {', '.join(map(str, many.values()))} for {', '.join(many)} ({FEW} and {number:,} events)"


def dates_made_again():
    """The dates of 500 events taken away and made anew, then a second time, which must change nothing."""
    now, by = timezone.now(), Actor.system()
    with transaction.atomic():
        events = list(EventPage.objects.live().filter(schedules__isnull=False).distinct().order_by("pk")[:EVENTS])
        free = Occurrence.objects.filter(event__in=events, starts_at__gt=now, bookings__isnull=True)
        free.delete()
        seconds, added, changed = [], 0, 0
        for _ in range(2):
            started = time.perf_counter()
            found = [apply_schedule(event, by=by, now=now) for event in events]
            seconds.append(time.perf_counter() - started)
            added = max(added, sum(len(plan.changes) for plan in found))
            changed = sum(1 for plan in found if plan)
        transaction.set_rollback(True)
    again = "which changed nothing" if not changed else f"which WRONGLY changed {changed} events"
    return f"{added:,} dates of {len(events)} events in {seconds[0]:.1f} s; again in {seconds[1]:.1f} s, {again}"


def messages_told():
    """A worker tells many to a stand-in for GOV.UK Notify on this machine, of whose answers one in a hundred fails."""
    now = timezone.now()
    dice = random.Random(20261120)
    with works.no_trace(), notify.running() as carrier, override_settings(**carrier.settings()):
        make_messages(MESSAGES, now)
        carrier.fail(*(500 if dice.random() < 0.01 else None for _ in range(MESSAGES)))
        started = time.perf_counter()
        sent = 0
        while sent < MESSAGES:
            sent += send_due(now, limit=MESSAGES)
            now += max(WAITS)
        seconds = time.perf_counter() - started
    twice = len(carrier.sent) - len({each["reference"] for each in carrier.sent})
    return f"{sent:,} in {seconds:.0f} s{f', WRONGLY {twice} of them twice' if twice else ', each once'}"


CHECKS = {
    "15 months of dates made again": dates_made_again,
    "messages told by one worker": messages_told,
    "the first ten champions": first_ten_by_distance,
    "everyone waiting matched at once": everyone_matched,
    "the nearest ten venues": nearest_ten_venues,
    "the same queries at few events": same_queries,
    "four at once book one session": lambda: all_succeeding(4, same=True),
    "four at once book one each": lambda: all_succeeding(4, same=False),
    "200 at once for 20 places": waited,
}
