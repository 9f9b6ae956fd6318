"""Help that a champion gave."""

from django.db import transaction
from django.db.models import Sum

from champions import telling
from champions.actions.requests import end
from champions.actions.states import locked
from champions.models import HelpRequest, HelpSession, RequestState
from core.audit import record
from core.errors import Refused
from core.words import LONDON, duration_words, full_day_words

LONGEST_IN_MINUTES = 600
# Nobody helps longer than this in one day: more is a slip of the keyboard.
LONGEST_DAY_IN_MINUTES = 12 * 60


@transaction.atomic
def log_help(
    *, champion, request=None, held_on, minutes, setting, topics=(), outcome, finished=False, form_key, by, now
):
    """Write down help given. `request` is empty for somebody at a drop-in; `finished` frees the champion's place."""
    if request:
        request = HelpRequest.objects.select_for_update().get(pk=request.pk)
    champion = locked(champion)
    # Asked under the lock: posted twice at once, the second finds what the first wrote.
    if known := champion.sessions.filter(form_key=form_key).first():
        return known
    check_may_log(champion, request)
    check_day(champion, request, held_on, now)
    check_minutes(champion, held_on, minutes)
    session = HelpSession.objects.create(
        champion=champion,
        request=request,
        held_on=held_on,
        minutes=minutes,
        setting=setting,
        outcome=outcome,
        form_key=form_key,
        logged_at=now,
    )
    session.topics.set(topics)
    record("help_logged", session, by=by, now=now, minutes=minutes, outcome=outcome)
    if finished and request and request.state == RequestState.MATCHED:
        end(request, RequestState.CLOSED, session.get_outcome_display(), by=by, now=now)
        telling.resident_told(request, "closed", now=now)
    return session


def check_may_log(champion, request):
    if champion.active_since is None:
        raise Refused("You can tell us about help you gave once you are cleared.")
    if champion.state not in ("active", "paused"):
        raise Refused("You are not a champion at the moment. Ring us if you would like to come back.")
    if request and request.champion_id != champion.pk:
        raise Refused("You are not helping this person. Choose somebody from the list.")


def check_day(champion, request, held_on, now):
    today = now.astimezone(LONDON).date()
    if held_on > today:
        raise Refused("The date is in the future. Enter the day when you helped.")
    since = request.matched_at if request else champion.active_since
    first = since.astimezone(LONDON).date()
    if held_on < first:
        what = "you were matched with this person" if request else "you became a champion"
        raise Refused(f"That is before {what}, on {full_day_words(first)}. Check the date.")


def check_minutes(champion, held_on, minutes):
    if not 1 <= minutes <= LONGEST_IN_MINUTES:
        raise Refused(f"Enter between 1 and {LONGEST_IN_MINUTES} minutes. An hour is 60.")
    before = champion.sessions.filter(held_on=held_on).aggregate(total=Sum("minutes"))["total"] or 0
    if before + minutes > LONGEST_DAY_IN_MINUTES:
        raise Refused(
            f"That would make {duration_words(before + minutes)} on {full_day_words(held_on)}. Check the minutes."
        )
