"""Concerns: raised by anybody, read by the safeguarding lead alone, and looked into until they are closed."""

from django.db import transaction

from champions import telling
from champions.actions.blocks import block
from champions.actions.profile import locked_requests_of, take_everything
from champions.actions.states import locked as champion_locked
from champions.actions.states import move
from champions.models import ChampionState, Concern, ConcernNote, ConcernOutcome, ConcernState
from champions.models.champions import GONE_STATES
from core.audit import record
from core.codes import new_reference
from core.errors import Refused
from core.holdings import Holding
from core.once import once
from people.models import ArrivedBy

CONCERN_MONTHS = 72
CONCERN_WHY = (
    "Six years after a concern is closed, as the council keeps its other safeguarding records: a second concern about "
    "the same person may come years after the first."
)
# Their log goes with them.
CONCERNS_CLOSED = Holding(lambda: Concern.objects.filter(state=ConcernState.CLOSED), "closed_at")
LOOKED_INTO = "Being looked into"


def raise_concern(*, form_key, by, now, **said):
    """Take a concern. The form posted twice makes one."""
    return once(
        lambda: take(form_key=form_key, by=by, now=now, **said), known=Concern.objects.filter(form_key=form_key)
    )


@transaction.atomic
def take(
    *,
    about,
    words,
    who="",
    name="",
    contact="",
    request=None,
    champion=None,
    arrived_by=ArrivedBy.WEB,
    form_key,
    by,
    now,
):
    """`request` and `champion`: which of them it is about, where the page that it came from knew."""
    if not words.strip():
        raise Refused("Tell us what has happened, or what worries you.")
    concern = Concern.objects.create(
        reference=new_reference(),
        form_key=form_key,
        about=about,
        who=who,
        words=words,
        name=name,
        contact=contact,
        arrived_by=arrived_by,
        taken_by=by.user,
        request=request,
        champion=champion or (request and request.champion),
        raised_at=now,
    )
    record("concern_raised", concern, by=by, now=now, arrived_by=arrived_by)
    telling.leads_told(concern, now=now)
    return concern


@transaction.atomic
def look(concern, *, by, now):
    """Somebody reads it. Every look is written down, without a word of what it says."""
    concern = locked(concern)
    if concern.first_seen_at is None:
        concern.first_seen_at = now
        concern.save(update_fields=["first_seen_at"])
    record("concern_seen", concern, by=by, now=now)
    return concern


@transaction.atomic
def write_note(*, concern, kind, words, by, now):
    """A line of the log. Whatever is decided about a new concern, it is being looked into from then on."""
    if not words.strip():
        raise Refused("Write what you would like to keep.")
    concern = open_and_locked(concern)
    start(concern)
    record("concern_noted", concern, by=by, now=now, note=kind)
    return log(concern, kind, words.strip(), by=by, now=now)


@transaction.atomic
def close(*, concern, outcome, words, by, now):
    if not words.strip():
        raise Refused("Say why it is closed.")
    concern = open_and_locked(concern)
    concern.state, concern.outcome, concern.closed_at = ConcernState.CLOSED, outcome, now
    concern.save(update_fields=["state", "outcome", "closed_at"])
    log(concern, "decision", f"Closed: {ConcernOutcome(outcome).label}. {words.strip()}", by=by, now=now)
    record("concern_closed", concern, by=by, now=now, outcome=outcome)
    return concern


@transaction.atomic
def open_again(concern, *, by, now):
    concern = locked(concern)
    if concern.state != ConcernState.CLOSED:
        raise Refused("It is open.")
    concern.state, concern.outcome, concern.closed_at = ConcernState.LOOKING, "", None
    concern.save(update_fields=["state", "outcome", "closed_at"])
    log(concern, "decision", "Opened again.", by=by, now=now)
    record("concern_opened_again", concern, by=by, now=now)
    return concern


@transaction.atomic
def say_about_whom(*, concern, champion, by, now):
    """Which champion it is about: they can be stopped from here then."""
    concern = open_and_locked(concern)
    concern.champion = champion
    concern.save(update_fields=["champion"])
    log(concern, "done", "Said which champion it is about.", by=by, now=now)
    record("concern_about_champion", concern, by=by, now=now)
    return concern


@transaction.atomic
def stop_champion(concern, *, by, now):
    """They help nobody from this moment on. Everybody else sees a break that is being looked into, and not why."""
    champion = about_whom(concern)
    requests = locked_requests_of(champion)
    champion, concern = champion_locked(champion), open_and_locked(concern)
    if champion.state in (*GONE_STATES, ChampionState.DECLINED):
        raise Refused("They are not a champion any more.")
    if champion.is_stopped:
        raise Refused("They are stopped already.")
    if champion.state == ChampionState.ACTIVE:
        move(champion, ChampionState.PAUSED, reason=LOOKED_INTO, by=by, now=now, paused_until=None)
    champion.stops.create(concern=concern, put_on_at=now, put_on_by=by.user)
    helped = [(request, request.state) for request in requests if request.champion_id == champion.pk]
    take_everything(champion, requests, by=by, now=now)
    for request, was in helped:
        telling.no_longer_theirs(request, champion, was=was, now=now)
    start(concern)
    log(concern, "done", "Stopped the champion.", by=by, now=now)
    record("champion_stopped", champion, by=by, now=now, handed_over=len(helped))
    return champion


@transaction.atomic
def lift_stop(concern, *, by, now):
    """They are on a break like any other now, and can be brought back."""
    champion, concern = champion_locked(about_whom(concern)), locked(concern)
    if not champion.stops.filter(lifted_at=None).update(lifted_at=now):
        raise Refused("They are not stopped.")
    if champion.state_reason == LOOKED_INTO:
        champion.state_reason = ""
        champion.save(update_fields=["state_reason"])
    log(concern, "done", "Lifted the stop.", by=by, now=now)
    record("champion_stop_lifted", champion, by=by, now=now)
    return champion


@transaction.atomic
def let_apply_again(concern, *, by, now):
    """Whoever was removed may apply again, like anybody. It does not make them a champion."""
    champion, concern = champion_locked(about_whom(concern)), open_and_locked(concern)
    move(champion, ChampionState.LEFT, by=by, now=now)
    start(concern)
    log(concern, "done", "Let them apply again.", by=by, now=now)
    return champion


@transaction.atomic
def block_pair(*, concern, request, reason, by, now):
    """The champion is never matched again with whoever made this request."""
    pair = block(champion=about_whom(concern), person=request.person, reason=reason, for_lead_only=True, by=by, now=now)
    concern = open_and_locked(concern)
    start(concern)
    log(concern, "done", f"Never matched again with who asked in {request}. {pair.reason}", by=by, now=now)
    return pair


def about_whom(concern):
    if concern.champion is None:
        raise Refused("Say first which champion it is about.")
    return concern.champion


def locked(concern):
    return Concern.objects.select_for_update().get(pk=concern.pk)


def open_and_locked(concern):
    concern = locked(concern)
    if concern.state == ConcernState.CLOSED:
        raise Refused("This concern is closed. Open it again first.")
    return concern


def start(concern):
    """From the first thing that is done about it, it is being looked into."""
    if concern.state == ConcernState.NEW:
        concern.state = ConcernState.LOOKING
        concern.save(update_fields=["state"])


def log(concern, kind, words, *, by, now):
    return ConcernNote.objects.create(concern=concern, kind=kind, words=words, written_at=now, written_by=by.user)
