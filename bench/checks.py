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
from champions.models import Champion
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
    "the nearest ten venues": nearest_ten_venues,
    "the same queries at few events": same_queries,
    "four at once book one session": lambda: all_succeeding(4, same=True),
    "four at once book one each": lambda: all_succeeding(4, same=False),
    "200 at once for 20 places": waited,
}
