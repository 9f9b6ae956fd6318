"""A request for one-to-one help, from asking to its end."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from champions import telling
from champions.models import HelpRequest, OfferState, RequestState
from champions.promises import HEAR_IN_WORKING_DAYS, working_days_after
from core.audit import record
from core.codes import new_reference
from core.errors import Refused
from core.once import once
from core.words import as_day
from locations.distance import miles_to_each
from locations.holidays import holidays_between
from locations.models import Area, AreaKind
from people.actions import create_person
from people.models import ArrivedBy
from people.telling import TOLD_AT_ONCE, may_be_told

TRIES_FOR_A_REFERENCE = 5
# Coordinators. Somebody else on the staff who is a champion too is a champion here.
SEES_EVERYBODY = "champions.change_helprequest"


def ask_for_help(*, form_key, by, now, **asked):
    """Take a request. The form posted twice makes one."""
    return once(
        lambda: take(form_key=form_key, by=by, now=now, **asked),
        known=HelpRequest.objects.filter(form_key=form_key),
    )


@transaction.atomic
def take(
    *,
    person,
    words,
    topics,
    setting,
    where,
    whereabouts,
    slots=(),
    travel_miles=2,
    step_free=False,
    language="",
    form_key,
    arrived_by=ArrivedBy.WEB,
    by,
    now,
):
    """`person` is what create_person takes. They hear from us within three working days, found or not."""
    if not whereabouts.is_found:
        raise Refused(whereabouts.sentence)
    if not words.strip() and not topics:
        raise Refused("Tell us what you would like help with, or choose a topic.")
    person = create_person(**person, language=language, by=by, now=now)
    request = with_reference(
        person=person,
        words=words.strip(),
        setting=setting,
        travel_miles=travel_miles,
        step_free=step_free,
        language=language.strip()[:40],
        where=where[:120],
        latitude=whereabouts.latitude,
        longitude=whereabouts.longitude,
        area=area_of(whereabouts),
        form_key=form_key,
        arrived_by=arrived_by,
        taken_by=by.user,
        created_at=now,
        promised_on=next_promise(now),
    )
    request.topics.set(topics)
    for slot in slots:
        request.wanted_times.create(weekday=slot.weekday, starts=slot.starts, ends=slot.ends)
    record("help_asked", request, by=by, now=now, setting=setting, arrived_by=arrived_by)
    telling.resident_told(request, "asked", now=now, said=arrived_by in TOLD_AT_ONCE)
    return request


def with_reference(**fields):
    for attempt in range(TRIES_FOR_A_REFERENCE):
        try:
            with transaction.atomic():
                return HelpRequest.objects.create(reference=new_reference(), **fields)
        except IntegrityError:
            if attempt == TRIES_FOR_A_REFERENCE - 1:
                raise


def next_promise(now):
    """The day by which somebody hears from us, counted from now."""
    today = as_day(now)
    # Even over Christmas no three working days are farther away than a fortnight.
    closed = holidays_between(today, today + timedelta(days=14))
    return working_days_after(today, HEAR_IN_WORKING_DAYS, closed)


def area_of(whereabouts):
    """The ward, or at least the district: what a champion sees before saying yes."""
    codes = [code for code in (whereabouts.ward_code, whereabouts.district_code) if code]
    areas = Area.objects.in_bulk(codes)
    if whereabouts.ward_code in areas:
        return areas[whereabouts.ward_code]
    return nearest_ward(whereabouts) or next((areas[code] for code in codes if code in areas), None)


def nearest_ward(whereabouts):
    """Of a place known by its name, which has no ward: a district is too wide for anybody to say how far it is."""
    placed = {"latitude__isnull": False, "longitude__isnull": False}
    wards = list(Area.objects.filter(kind=AreaKind.WARD, parent=whereabouts.district_code or None, **placed))
    middles = [(ward.latitude, ward.longitude) for ward in wards]
    miles = dict(zip(wards, miles_to_each(whereabouts.latitude, whereabouts.longitude, middles), strict=True))
    return min(miles, key=miles.get, default=None)


def locked(request):
    return HelpRequest.objects.select_for_update().get(pk=request.pk)


@transaction.atomic
def close_request(*, request, outcome, by, now):
    """It has ended. Whoever was matched has room again, and whoever had help is asked whether it did any good."""
    request = locked(request)
    was = request.state
    had_help = had_any_help(request)
    request = end(request, RequestState.CLOSED, outcome, by=by, now=now)
    if was == RequestState.FOUND:
        telling.no_longer_theirs(request, request.champion, was=was, now=now)
    telling.resident_told(request, "closed" if had_help else "ended", now=now)
    return request


def had_any_help(request):
    """Matched when it ended, or helped by somebody before."""
    return request.matched_at is not None or request.sessions.exists()


@transaction.atomic
def cancel_request(*, request, reason="", by, now):
    """They do not want help any more. Whoever was asked or matched is told."""
    request = locked(request)
    was = request.state
    request = end(request, RequestState.CANCELLED, reason, by=by, now=now)
    if request.champion:
        telling.no_longer_theirs(request, request.champion, was=was, now=now)
    telling.resident_told(request, "cancelled", now=now)
    return request


def end(request, state, outcome, *, by, now):
    if not request.is_open:
        raise Refused("This request has already ended.")
    was = request.state
    for offer in request.offers.filter(state=OfferState.OPEN):
        offer.state, offer.answered_at = OfferState.WITHDRAWN, now
        offer.save(update_fields=["state", "answered_at"])
        telling.champion_told(offer.champion, "offer_over", now=now, cause=str(offer.pk))
    request.turns.all().delete()
    request.state, request.outcome, request.closed_at = state, outcome.strip()[:200], now
    request.save(update_fields=["state", "outcome", "closed_at"])
    record(f"help_{state.value}", request, by=by, now=now, was=was)
    return request


def settle(offer, request, state, *, by, now):
    """An offer is open no more, and its request waits for the next champion."""
    offer.state, offer.answered_at = state, now
    offer.save(update_fields=["state", "answered_at"])
    if request.state == RequestState.OFFERED:
        request.state = RequestState.WAITING
        request.save(update_fields=["state"])
    record(f"offer_{state.value}", offer, by=by, now=now)
    return offer


@transaction.atomic
def look_at_contact(*, request, by, now):
    """The person behind a request, and a line that says who looked. A champion may look while they are matched."""
    if not (by.user and by.user.has_perm(SEES_EVERYBODY)):
        champion = getattr(by.user, "champion", None)
        mine = champion is not None and request.champion_id == champion.pk and not champion.is_stopped
        if not mine or champion.state not in ("active", "paused") or request.state != RequestState.MATCHED:
            raise Refused("You see how to reach somebody while you are helping them.")
        if not may_be_told(request.person):
            raise Refused("They asked us not to be in touch. Please ring us before you do anything else.")
    record("help_contact_seen", request, by=by, now=now)
    return request.person
