"""Help that a champion gave."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Sum

from champions import telling
from champions.actions.requests import end
from champions.actions.states import locked
from champions.models import HelpRequest, HelpSession, RequestState
from core.audit import record
from core.errors import Refused
from core.words import as_day, duration_words, full_day_words

LONGEST_IN_MINUTES = 600
# Nobody helps longer than this in one day: more is a slip of the keyboard.
LONGEST_DAY_IN_MINUTES = 12 * 60
FARTHEST_IN_MILES = 200
NEXT_WITHIN = timedelta(days=366)
# A slip is put right while it is remembered; later the figures of the programme rest on it.
CAN_CORRECT_FOR = timedelta(days=14)


@transaction.atomic
def log_help(
    *,
    champion,
    request=None,
    held_on,
    minutes,
    setting,
    topics=(),
    outcome,
    next_on=None,
    travel_miles=None,
    finished=False,
    form_key,
    by,
    now,
):
    """Write down help given. `request` is empty for somebody at a drop-in; `finished` frees the champion's place."""
    if request:
        request = HelpRequest.objects.select_for_update().get(pk=request.pk)
    champion = locked(champion)
    # Asked under the lock: posted twice at once, the second finds what the first wrote.
    if known := champion.sessions.filter(form_key=form_key).first():
        return known
    check_may_log(champion, request)
    check_entry(champion, request, held_on, minutes, travel_miles, now)
    check_next(request, next_on, held_on, finished=finished)
    session = HelpSession.objects.create(
        champion=champion,
        request=request,
        held_on=held_on,
        minutes=minutes,
        setting=setting,
        outcome=outcome,
        next_on=next_on,
        travel_miles=travel_miles,
        form_key=form_key,
        logged_at=now,
    )
    session.topics.set(topics)
    record("help_logged", session, by=by, now=now, minutes=minutes, outcome=outcome)
    if finished and request and request.state == RequestState.MATCHED:
        end(request, RequestState.CLOSED, session.get_outcome_display(), by=by, now=now)
        telling.resident_told(request, "closed", now=now)
    return session


@transaction.atomic
def correct_help(
    *, champion, session, held_on, minutes, setting, topics=(), outcome, next_on=None, travel_miles=None, by, now
):
    """Put right what they wrote down. Whom it was for stays: for somebody else it is an entry of its own."""
    champion = locked(champion)
    session = champion.sessions.select_related("request").get(pk=session.pk)
    check_may_correct(session, now=now)
    check_may_log(champion, None)
    check_entry(champion, session.request, held_on, minutes, travel_miles, now, but=session)
    check_next(session.request, next_on, held_on)
    was = session.minutes
    session.held_on, session.minutes, session.setting, session.outcome = held_on, minutes, setting, outcome
    session.next_on, session.travel_miles = next_on, travel_miles
    session.save()
    session.topics.set(topics)
    record("help_corrected", session, by=by, now=now, was=was, minutes=minutes)
    return session


@transaction.atomic
def delete_help(*, champion, session, by, now):
    """It was written down by mistake."""
    champion = locked(champion)
    session = champion.sessions.get(pk=session.pk)
    check_may_correct(session, now=now)
    record("help_deleted", session, by=by, now=now, minutes=session.minutes)
    session.delete()


def check_may_correct(session, *, now):
    if now - session.logged_at > CAN_CORRECT_FOR:
        raise Refused(
            f"This was written down more than {CAN_CORRECT_FOR.days} days ago, so it counts by now. "
            "Ring us if something in it is wrong."
        )


def check_entry(champion, request, held_on, minutes, travel_miles, now, but=None):
    check_day(champion, request, held_on, now)
    check_minutes(champion, held_on, minutes, but=but)
    if travel_miles is not None and not 0 <= travel_miles <= FARTHEST_IN_MILES:
        raise Refused(f"Enter up to {FARTHEST_IN_MILES} miles, there and back. Leave it empty if you did not travel.")


def check_next(request, next_on, held_on, *, finished=False):
    if next_on is None:
        return
    if request is None:
        raise Refused("At a drop-in there is no next time. Leave that date empty.")
    if finished:
        raise Refused("If you have finished, there is no next time. Leave that date empty, or take the tick away.")
    if next_on <= held_on:
        raise Refused("The next time must be after the day when you helped. Check both dates.")
    if next_on - held_on > NEXT_WITHIN:
        raise Refused("The next time is more than a year ahead. Check the year.")


def check_may_log(champion, request):
    if champion.active_since is None:
        raise Refused("You can tell us about help you gave once you are cleared.")
    if champion.state not in ("active", "paused"):
        raise Refused("You are not a champion at the moment. Ring us if you would like to come back.")
    if request and request.champion_id != champion.pk:
        raise Refused("You are not helping this person. Choose somebody from the list.")


def check_day(champion, request, held_on, now):
    today = as_day(now)
    if held_on > today:
        raise Refused("The date is in the future. Enter the day when you helped.")
    # A request that has gone to somebody else since says only when that was.
    is_theirs = request is not None and request.champion_id == champion.pk
    first = as_day(request.matched_at if is_theirs else champion.active_since)
    if held_on < first:
        what = "you were matched with this person" if is_theirs else "you became a champion"
        raise Refused(f"That is before {what}, on {full_day_words(first)}. Check the date.")


def check_minutes(champion, held_on, minutes, *, but=None):
    if not 1 <= minutes <= LONGEST_IN_MINUTES:
        raise Refused(f"Enter between 1 and {LONGEST_IN_MINUTES} minutes. An hour is 60.")
    others = champion.sessions.filter(held_on=held_on).exclude(pk=but.pk if but else None)
    before = others.aggregate(total=Sum("minutes"))["total"] or 0
    if before + minutes > LONGEST_DAY_IN_MINUTES:
        raise Refused(
            f"That would make {duration_words(before + minutes)} on {full_day_words(held_on)}. Check the minutes."
        )
