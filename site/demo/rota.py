"""Champions at sessions, their holidays, and what they alone may read."""

from datetime import timedelta

from django.utils.timezone import localdate

from champions.models import Champion, ChampionState, HelpSession, Holiday
from demo.residents import BATCH
from events.models import EventPage, Occurrence, RotaNeed, RotaPlace, RotaState
from events.rota_lists import suited
from events.rota_needs import with_room
from locations.distance import miles_to_each
from pages.models import ChampionsAreaPage, ForChampionsPage

WEEKS_BACK = 26
WAYS = [(2, "foot"), (9, "bus"), (60, "car")]
FOR_CHAMPIONS = [
    (
        "guide",
        "Your first meeting",
        "What to say, what to bring, and what to leave for the next time.",
        "<h2>Before you meet</h2><p>Ring or write within five days. Say that you are a digital champion, and their "
        "request number. Agree on a library or another public place.</p><h2>When you meet</h2><ul><li>Ask what they "
        "would like to do, and do that first.</li><li>Let them hold the device.</li><li>Look away when they type a PIN "
        "or a password.</li><li>Write down the steps together.</li></ul>",
    ),
    (
        "guide",
        "When something worries you",
        "Whom to ring, and what you need not decide yourself.",
        "<p>If somebody seems to be in danger, ring 999. If you are worried about how somebody is treated, or about "
        "money, ring the office the same day. You need not be sure.</p>",
    ),
    (
        "news",
        "Twelve tablets to borrow",
        "For sessions and for people at home: ask at any library.",
        "<p>Each comes with a data card. Please wipe them before you bring them back; the guide is in the box.</p>",
    ),
]


def load_rota(champions, rng, now):
    """After the sessions and the champions: what is wanted, who was there, who comes."""
    active = [champion for champion in champions if champion.state == ChampionState.ACTIVE]
    say_how_they_get_about(champions, rng)
    go_away(active, rng, now)
    ask_for_champions(rng)
    were_there(active, rng, now)
    are_coming(rng, now)
    meet_again(rng, now)
    write_for_champions(now)


def say_how_they_get_about(champions, rng):
    for champion in champions:
        champion.travels_by = next(way for miles, way in WAYS if champion.travel_miles <= miles)
        champion.shown_to_others = rng.random() < 0.4
    Champion.objects.bulk_update(champions, ["travels_by", "shown_to_others"], BATCH)


def go_away(active, rng, now):
    holidays = []
    for champion in rng.sample(active, len(active) // 6):
        first = localdate(now) + timedelta(days=rng.randrange(-5, 40))
        holidays.append(Holiday(champion=champion, from_on=first, until_on=first + timedelta(days=rng.choice([6, 13]))))
    Holiday.objects.bulk_create(holidays)


def ask_for_champions(rng):
    events = EventPage.objects.live().filter(kind__in=["drop-in", "one-to-one"], audience="everyone").order_by("pk")
    RotaNeed.objects.bulk_create(
        RotaNeed(event=event, wanted=rng.choice([1, 2, 2, 3]), minimum=rng.choice([0, 1])) for event in events
    )


def were_there(active, rng, now):
    """Half a year of sessions, each with one or two of those who live near."""
    held = Occurrence.objects.filter(
        event__rota_needs__isnull=False,
        state="on",
        venue__latitude__isnull=False,
        starts_at__lt=now,
        starts_at__gt=now - timedelta(weeks=WEEKS_BACK),
    )
    places = []
    for row in held.select_related("venue").order_by("starts_at", "pk"):
        homes = [(champion.home_latitude, champion.home_longitude) for champion in active]
        miles = miles_to_each(row.venue.latitude, row.venue.longitude, homes)
        near = [champion for _, champion in sorted(zip(miles, active, strict=True), key=lambda each: each[0])[:4]]
        for champion in rng.sample(near, rng.choice([0, 1, 1, 2])):
            came = rng.random() < 0.93
            places.append(
                RotaPlace(
                    occurrence=row,
                    champion=champion,
                    state=RotaState.CONFIRMED,
                    changed_at=row.starts_at - timedelta(days=10),
                    attended=came,
                    minutes=int((row.ends_at - row.starts_at).total_seconds() // 60) if came else None,
                )
            )
    RotaPlace.objects.bulk_create(places, BATCH)


def are_coming(rng, now):
    """Most sessions to come have somebody; a few have been asked, and some want more."""
    for row in with_room(now).select_related("event", "venue").prefetch_related("event__topics")[:40]:
        for champion in suited(row)[: rng.choice([0, 1, 1, 2])]:
            state = RotaState.CONFIRMED if rng.random() < 0.8 else RotaState.ASKED
            RotaPlace.objects.create(
                occurrence=row, champion=champion, state=state, changed_at=now - timedelta(days=rng.randrange(1, 9))
            )


def meet_again(rng, now):
    """Those who help somebody at the moment mostly know when they meet next."""
    going_on = HelpSession.objects.filter(request__state="matched").order_by("request", "-held_on", "-pk")
    latest = {session.request_id: session for session in reversed(going_on)}
    for session in latest.values():
        session.next_on = localdate(now) + timedelta(days=rng.randrange(1, 12))
        session.travel_miles = rng.choice([None, 2, 4, 10])
        session.save(update_fields=["next_on", "travel_miles"])


def write_for_champions(now):
    area = ChampionsAreaPage.objects.get()
    for kind, title, summary, body in FOR_CHAMPIONS:
        page = area.add_child(instance=ForChampionsPage(title=title, kind=kind, summary=summary, body=body))
        page.save_revision().publish()
    meeting = ForChampionsPage(
        title="Champions’ coffee morning",
        kind="meeting",
        summary="Meet the others, with cake. No talks.",
        meets_at=now.replace(hour=10, minute=30, second=0, microsecond=0) + timedelta(days=12),
        where="Penrith Library, Eden Rooms",
    )
    area.add_child(instance=meeting).save_revision().publish()
