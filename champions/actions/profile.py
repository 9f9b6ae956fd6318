"""What champions say of themselves: topics, languages, when, where and how far; and coming and going."""

from django.db import transaction
from django.db.models import Q

from champions import telling
from champions.actions import references
from champions.actions.requests import next_promise, settle
from champions.actions.states import locked, move
from champions.leaving import give_up_everything
from champions.models import OPEN_STATES, ChampionState, HelpRequest, OfferState, RequestState, Setting
from champions.models.champions import GONE_STATES
from champions.times import WEEKDAY_NAMES
from champions.travel import FARTHEST_IN_MILES, most_miles, too_far_words
from core.accounts import end_sessions
from core.audit import record
from core.codes import new_code
from core.errors import Refused
from core.words import as_day
from locations.models import Area
from people.actions import update_person

LONGEST_LANGUAGE = 40
# About 140 bits: nobody comes upon it by trying.
CALENDAR_KEY_LENGTH = 30


def fill_in(
    champion,
    *,
    topics,
    languages,
    settings,
    slots,
    travel_miles,
    max_people,
    travels_by="",
    shown_to_others=False,
    venues=(),
    home=None,
):
    """Put what somebody said onto their row and save it. Refuses what makes no sense."""
    check_ways(settings, travel_miles, max_people, travels_by)
    check_slots(slots)
    champion.languages = [language.strip()[:LONGEST_LANGUAGE] for language in languages if language.strip()]
    champion.settings = [value for value in Setting.values if value in settings]
    champion.travel_miles, champion.max_people = travel_miles, max_people
    champion.travels_by, champion.shown_to_others = travels_by, shown_to_others
    if home:
        move_home(champion, *home)
    champion.save()
    champion.topics.set(topics)
    champion.venues.set(venues)
    set_slots(champion, slots)


def set_slots(champion, slots):
    champion.availability.all().delete()
    for slot in slots:
        champion.availability.create(weekday=slot.weekday, starts=slot.starts, ends=slot.ends)


def check_slots(slots):
    for slot in slots:
        if slot.starts >= slot.ends:
            raise Refused(f"On {WEEKDAY_NAMES[slot.weekday]} the time to finish must be after the time to start.")


def check_ways(settings, travel_miles, max_people, travels_by=""):
    if not settings:
        raise Refused("Choose at least one way in which you could help.")
    if not 1 <= travel_miles <= FARTHEST_IN_MILES:
        raise Refused(f"Choose how far you would go: between 1 and {FARTHEST_IN_MILES} miles.")
    if travel_miles > most_miles(travels_by):
        raise Refused(f"{too_far_words(travels_by)}.")
    if not 1 <= max_people <= 20:
        raise Refused("Choose how many people you would help at once: between 1 and 20.")


def move_home(champion, postcode, whereabouts):
    """The exact place is for matching alone; the ward is all that anybody else may know."""
    if not whereabouts.is_found:
        raise Refused(whereabouts.sentence)
    champion.home_postcode = postcode[:8]
    champion.home_latitude, champion.home_longitude = whereabouts.latitude, whereabouts.longitude
    codes = [whereabouts.ward_code, whereabouts.district_code]
    areas = Area.objects.in_bulk([code for code in codes if code])
    champion.area = next((areas[code] for code in codes if code in areas), None)


@transaction.atomic
def update_profile(*, champion, by, now, home=None, **profile):
    champion = locked(champion)
    fill_in(champion, home=home, **profile)
    if home:
        update_person(champion.person, postcode=home[0], by=by, now=now)
    record("champion_updated", champion, by=by, now=now)
    return champion


@transaction.atomic
def set_times(*, champion, slots, by, now):
    """When they can usually help, to the minute."""
    champion = locked(champion)
    check_slots(slots)
    set_slots(champion, slots)
    record("champion_times_set", champion, by=by, now=now, stretches=len(slots))
    return champion


@transaction.atomic
def pause(*, champion, until=None, reason="", by, now):
    """Take a break. Nobody new is offered; the people they help stay with them."""
    today = as_day(now)
    if until and until <= today:
        raise Refused("Enter the day you will be back: tomorrow or later. Or leave it empty.")
    requests = locked_requests_of(champion)
    champion = move(locked(champion), ChampionState.PAUSED, reason=reason, by=by, now=now, paused_until=until)
    take_back_offers(champion, by=by, now=now)
    for request in requests:
        if request.state == RequestState.FOUND:
            hand_over(request, by=by, now=now)
    return champion


@transaction.atomic
def return_from_pause(*, champion, by, now):
    """Back from a break. If a check ran out meanwhile they are active, but get no offers until a new one is in."""
    return move(locked(champion), ChampionState.ACTIVE, by=by, now=now, paused_until=None)


@transaction.atomic
def leave(*, champion, reason="", by, now):
    """Stop being a champion, or take an application back, by their own wish."""
    return go(champion, ChampionState.LEFT, reason=reason, by=by, now=now)


def go(champion, state, *, reason, by, now):
    """They are a champion no more: closes the account, and the people they helped wait for somebody else."""
    requests = locked_requests_of(champion)
    champion = locked(champion)
    if champion.state in GONE_STATES:
        raise Refused("They are not a champion any more.")
    champion = move(champion, state, reason=reason, by=by, now=now, paused_until=None)
    take_everything(champion, requests, by=by, now=now)
    drop_calendar_address(champion=champion, by=by, now=now)
    references.stop_asking(champion=champion, by=by, now=now)
    close_account(champion, by=by, now=now)
    return champion


def take_everything(champion, requests, *, by, now):
    """Take out of their hands what is in them: offers, the people they help, and what they were to do at sessions."""
    take_back_offers(champion, by=by, now=now)
    for request in requests:
        if request.champion_id == champion.pk:
            hand_over(request, by=by, now=now)
    give_up_everything(champion, by=by, now=now)


def locked_requests_of(champion, **of):
    """Everything offered to them, and all that is theirs and has not ended; `of` narrows it, for example to a person.

    Requests are locked before champions, in every action, so that two of them never wait for each other.
    """
    offered = champion.offers.filter(state=OfferState.OPEN).values("request")
    theirs = Q(champion=champion, state__in=OPEN_STATES)
    return list(HelpRequest.objects.select_for_update().filter(Q(pk__in=offered) | theirs, **of).order_by("pk"))


def take_back_offers(champion, *, by, now):
    for offer in champion.offers.filter(state=OfferState.OPEN).select_related("request"):
        settle(offer, offer.request, OfferState.WITHDRAWN, by=by, now=now)


def hand_over(request, *, by, now, news=""):
    """Put a matched request back among those waiting, and tell the person that we are looking again.

    `news` says why, where it is not that the champion cannot go on.
    """
    request.offers.filter(state=OfferState.ACCEPTED).update(state=OfferState.WITHDRAWN)
    request.state, request.promised_on = RequestState.WAITING, next_promise(now)
    request.champion = request.venue = request.found_at = request.matched_at = request.in_touch_at = None
    request.save()
    record("help_handed_over", request, by=by, now=now)
    if news:
        telling.news_told(request, news, now=now)
    else:
        telling.resident_told(request, "handed_over", now=now, cause=now.isoformat())


def close_account(champion, *, by, now):
    """Signed out on every device at once. Staff who are champions keep the account they work with."""
    user = champion.user
    if user and not user.has_perm("wagtailadmin.access_admin"):
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user, by=by, now=now)


@transaction.atomic
def new_calendar_address(*, champion, by, now):
    """A private address of the calendar of what they lead. One that they had before stops working at once."""
    champion = locked(champion)
    champion.calendar_key = new_code(CALENDAR_KEY_LENGTH)
    champion.save(update_fields=["calendar_key"])
    record("champion_calendar_address_made", champion, by=by, now=now)
    return champion


@transaction.atomic
def drop_calendar_address(*, champion, by, now):
    """Their calendar can be read by nobody any more."""
    champion = locked(champion)
    if champion.calendar_key:
        champion.calendar_key = None
        champion.save(update_fields=["calendar_key"])
        record("champion_calendar_address_dropped", champion, by=by, now=now)
    return champion


@transaction.atomic
def correct(*, champion, role, birth_year, home=None, by, now, represents=None, team="", manager=""):
    """What staff put right on somebody's behalf: the role and what goes with it, the year of birth, the postcode."""
    champion = locked(champion)
    champion.role, champion.birth_year = role, birth_year
    champion.represents, champion.team, champion.manager = represents, team, manager
    if home:
        move_home(champion, *home)
        update_person(champion.person, postcode=home[0], by=by, now=now)
    champion.save()
    record("champion_corrected", champion, by=by, now=now)
    return champion
