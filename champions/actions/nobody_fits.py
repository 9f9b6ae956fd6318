"""What can be done for somebody whom nobody fits. Each tells the person, who hears by when they hear again."""

from datetime import timedelta
from math import ceil

from django.db import transaction

from champions import telling
from champions.actions.requests import locked, next_promise
from champions.actions.states import locked as champion_locked
from champions.models import RequestState, Setting
from champions.travel import FARTHEST_IN_MILES, most_miles, too_far_words
from core.audit import record
from core.errors import Refused
from core.words import as_day, count_words, full_day_words

LONGEST_PROMISE = timedelta(days=60)


@transaction.atomic
def wait(*, request, promised_on, by, now):
    """We go on looking, and they hear from us by a day."""
    request = locked_and_waiting(request)
    check_promise(promised_on, now)
    request.promised_on = promised_on
    request.save(update_fields=["promised_on"])
    record("help_promised", request, by=by, now=now)
    telling.news_told(request, "We have not found anybody for you yet, and go on looking.", now=now)
    return request


def check_promise(promised_on, now):
    today = as_day(now)
    if promised_on <= today:
        raise Refused("Enter the day by which they hear from us: tomorrow or later.")
    if promised_on > today + LONGEST_PROMISE:
        raise Refused(f"Enter a day before {full_day_words(today + LONGEST_PROMISE)}: nobody should wait for longer.")


@transaction.atomic
def widen(*, request, travel_miles, by, now):
    """They said that they could go farther."""
    request = locked_and_waiting(request)
    if not request.travel_miles < travel_miles <= FARTHEST_IN_MILES:
        raise Refused(f"Choose how far they can go: more than {count_words(request.travel_miles, 'mile')}.")
    was, request.travel_miles = request.travel_miles, travel_miles
    looked_again(request, f"As you said, we now look up to {count_words(travel_miles, 'mile')} from you.", now=now)
    record("help_widened", request, by=by, now=now, was=was, miles=travel_miles)
    return request


@transaction.atomic
def champion_goes_farther(*, request, champion, miles, by, now):
    """A champion said that they would come so far, for this person and whoever comes after."""
    request, champion = locked_and_waiting(request), champion_locked(champion)
    miles = ceil(miles)
    if miles <= champion.travel_miles:
        raise Refused("They travel that far already. Look who fits now.")
    if miles > most_miles(champion.travels_by):
        raise Refused(f"{too_far_words(champion.travels_by)}.")
    was, champion.travel_miles = champion.travel_miles, miles
    champion.save(update_fields=["travel_miles"])
    looked_again(request, "Somebody who lives farther away may be able to come, and we are asking them.", now=now)
    record("champion_goes_farther", champion, by=by, now=now, was=was, miles=miles)
    return champion


@transaction.atomic
def by_telephone(*, request, by, now):
    """They agreed to be helped by telephone instead."""
    request = locked_and_waiting(request)
    if request.setting == Setting.PHONE:
        raise Refused("It is by telephone already.")
    was, request.setting = request.setting, Setting.PHONE
    looked_again(request, "As you said, we now look for somebody who helps by telephone.", now=now)
    record("help_by_telephone", request, by=by, now=now, was=was)
    return request


@transaction.atomic
def tell_of_session(*, request, session, by, now):
    """Tell them of a session near them, to which they can come meanwhile. `session` is a SessionNearby."""
    request = locked_and_waiting(request)
    record("help_session_told", request, by=by, now=now)
    news = f"You can come to a session while you wait: {session.title}, {session.when}, {session.where}."
    telling.news_told(request, news, now=now)
    return request


def looked_again(request, news, *, now):
    request.promised_on = next_promise(now)
    request.save()
    telling.news_told(request, news, now=now)


def locked_and_waiting(request):
    request = locked(request)
    if request.state != RequestState.WAITING:
        raise Refused(f"This request is not waiting: it is “{request.get_state_display().lower()}”.")
    return request
