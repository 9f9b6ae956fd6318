"""Publishing what somebody has read and approved: the plan is carried out whole, or nothing is."""

from dataclasses import dataclass, field

from django.db import transaction
from wagtail.models import Page

from core.audit import record
from core.errors import Refused
from events.actions import occurrences, waiting
from events.actions.schedules import flag_unpublished, plan_for
from events.editing import deletion_refusal
from events.models import EventPage, Occurrence, OccurrenceState, Schedule
from events.plan import NOBODY, Line, Plan, Wanted, What
from events.who_is_there import who_is_there

DRAFT_PENDING = (
    "Somebody has changed this event and not yet published it. Publish or discard that draft first, so that it is not "
    "published along with this."
)
LOOK_AGAIN = "Since you looked, something has changed, perhaps a booking. Look again at what will happen."
LOCKED = "This event is locked, so its dates cannot be changed. Whoever locked it can unlock it."


@dataclass(frozen=True)
class Approval:
    """What a person approved. Lines are named as Line.name.

    `keep`: dates with people on them that stay as they are; the others follow the schedule. `hold`: skipped dates that
    are held all the same, {name: None, or (starts_at, ends_at, venue)}. `reason`: public, why dates are off or moved.
    """

    fingerprint: str
    keep: frozenset = frozenset()
    hold: dict = field(default_factory=dict)
    reason: str = ""


class PlanChangedError(Refused):
    """What was approved is not what would happen now. `plan` is what would."""

    def __init__(self, plan):
        super().__init__(LOOK_AGAIN)
        self.plan = plan


@transaction.atomic
def publish(revision, *, approval, by, now):
    """Publish a revision of an event and do with its dates what was approved. Returns the plan.

    Raises PlanChangedError when the plan is no longer the one approved, Refused with a sentence when it cannot be done;
    then nothing is published.
    """
    # Locked in the order in which booking and publishing lock: the page, then its dates.
    page = Page.objects.select_for_update().get(pk=revision.object_id)
    if page.latest_revision_id != revision.pk:
        raise Refused("A newer draft of this event has been saved since. Look at that one first.")
    check_unlocked(page.specific, user=by.user)
    event = revision.as_object()
    rows = list(Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk"))
    found = plan_for(event, schedules=event.schedules.all(), rows=rows, now=now)
    check(found, approval)
    revision.publish(user=by.user)
    settle(EventPage.objects.get(pk=event.pk), found, approval, by=by, now=now)
    return found


def is_to_be_read(draft, *, now):
    """Whether publishing this draft changes a date, or leaves one out that is not left out as it is published now."""
    found = plan_for(draft, schedules=draft.schedules.all(), now=now)
    return bool(found) or bool(left_out(found) - left_out_before(draft, now=now))


def left_out_before(draft, *, now):
    # A page made and published in one go is on the site already, and nobody has read what it leaves out.
    if not draft.live or not draft.live_revision_id:
        return set()
    return left_out(plan_for(draft, schedules=Schedule.objects.filter(event=draft.pk), now=now))


def left_out(found):
    return {(line.name, str(line.clash)) for line in found.of(What.SKIPPED)}


def check(found, approval):
    if found.fingerprint != approval.fingerprint:
        raise PlanChangedError(found)
    if not approval.reason.strip() and any(line.wanted is None for line in following(found, approval)):
        raise Refused("Say why dates with people on them are off, in words for the public.")


def following(found, approval):
    return [line for line in found.asking if line.name not in approval.keep]


def settle(event, found, approval, *, by, now):
    """What publishing left for somebody to decide, was decided."""
    rows = Occurrence.objects.select_related("event").in_bulk([line.row.pk for line in found.asking])
    for line in found.asking:
        row = rows[line.row.pk]
        if line.name in approval.keep:
            occurrences.keep_as_it_is(row, by=by, now=now)
        else:
            occurrences.do_as(row, line.wanted, reason=approval.reason, by=by, now=now)
    for line in found.of(What.SKIPPED):
        if line.name in approval.hold:
            occurrences.hold_anyway(event, line.wanted, at=approval.hold[line.name], by=by, now=now)


def plan_of_unpublishing(event, *, now):
    """The Plan of taking an event off the site: its dates to come with people on them ask, the others just go."""
    coming = Occurrence.objects.filter(event=event.pk, starts_at__gt=now, state=OccurrenceState.ON)
    people = who_is_there([event.pk], now=now)
    lines = [Line(What.DROPPED, row, people=people.get(row.pk, NOBODY)) for row in coming.order_by("starts_at", "pk")]
    return Plan([line for line in lines if line.asks])


def plan_of_deleting(event, *, now):
    """The Plan of deleting an event that nobody is on: all its dates to come go with it."""
    coming = Occurrence.objects.filter(event=event.pk, starts_at__gt=now, state=OccurrenceState.ON)
    return Plan([Line(What.DROPPED, row) for row in coming.order_by("starts_at", "pk")])


@transaction.atomic
def delete(event, *, approval, by, now):
    """Delete an event with its dates. Refused where anybody is booked or came."""
    page = EventPage.objects.select_for_update().get(pk=event.pk)
    list(Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk").values_list("pk"))
    if refusal := deletion_refusal([page]):
        raise Refused(refusal)
    check(plan_of_deleting(page, now=now), approval)
    record("event.deleted", page, by=by, now=now)
    page.delete(user=by.user)


@transaction.atomic
def unpublish(event, *, approval, by, now):
    """Take an event off the site. Those booked are told that it is off, or their dates wait for a decision."""
    page = EventPage.objects.select_for_update().get(pk=event.pk)
    rows = {row.pk: row for row in Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk")}
    found = plan_of_unpublishing(page, now=now)
    check(found, approval)
    for line in following(found, approval):
        occurrences.cancel(rows[line.row.pk], reason=approval.reason, by=by, now=now)
    page.unpublish(user=by.user)
    flag_unpublished(page, by=by, now=now)
    return found


def editable(event, *, user):
    """The event as it is published, to be changed outside the page editor. Raises Refused while a draft is pending."""
    page = EventPage.objects.get(pk=event.pk)
    if not page.live:
        raise Refused("The event is not published. Change its schedule in the page editor.")
    if page.has_unpublished_changes or page.current_workflow_state:
        raise Refused(DRAFT_PENDING)
    check_unlocked(page, user=user)
    return page.get_latest_revision_as_object()


def check_unlocked(page, *, user):
    lock = page.get_lock()
    if lock and user and lock.for_user(user):
        raise Refused(LOCKED)


@transaction.atomic
def change_schedules(event, change, *, approval, by, now):
    """Change the schedules of a published event outside the page editor, in a revision of its own. Returns the plan.

    `change(event)` sets event.schedules of the object it is given; call it on `editable(event)` to see the plan first.
    """
    Page.objects.select_for_update().get(pk=event.pk)
    page = editable(event, user=by.user)
    change(page)
    page.clean()
    revision = page.save_revision(user=by.user, log_action="wagtail.edit", changed=True)
    return publish(revision, approval=approval, by=by, now=now)


class MoveChangedError(Refused):
    """Somebody booked, or gave up a booking, since the move was shown; or another time was written."""

    def __init__(self):
        super().__init__("Look at what will happen before you move it: something has changed since you last looked.")


def check_move(occurrence, starts_at, ends_at, venue, *, now):
    """Raises Refused with why a date cannot be moved there, before anybody is asked to confirm it."""
    occurrences.check_can_move(occurrence, now=now)
    occurrences.check_is_elsewhere(occurrence, starts_at, ends_at, venue)
    occurrences.check_times(occurrence.event, starts_at, ends_at, venue, now=now)


def fingerprint_of_move(occurrence, starts_at, ends_at, venue, *, now):
    """Of one date, where it goes, and who is booked on it."""
    key = (occurrence.schedule_key, occurrence.original_on)
    return fingerprint_of_one(occurrence, Wanted(key, starts_at, ends_at, venue.pk if venue else None), now=now)


def fingerprint_of_decision(occurrence, *, now):
    """Of one date, what its schedule says of it, and who is booked on it."""
    return fingerprint_of_one(occurrence, occurrences.decided_by_schedule(occurrence, now=now), now=now)


def fingerprint_of_one(occurrence, wanted, *, now):
    people = who_is_there([occurrence.event_id], now=now, occurrences=[occurrence.pk])
    what = What.MOVED if wanted else What.DROPPED
    return Plan([Line(what, occurrence, wanted, people.get(occurrence.pk, NOBODY))]).fingerprint


@transaction.atomic
def follow_schedule(occurrence, *, reason, fingerprint, by, now):
    """Do with one date what its schedule says, as it was shown. Refused when that is no longer what would happen."""
    occurrence = waiting.lock(occurrence)
    if occurrence.needs_decision and fingerprint != fingerprint_of_decision(occurrence, now=now):
        raise Refused(LOOK_AGAIN)
    return occurrences.follow_schedule(occurrence, reason=reason, by=by, now=now)


@transaction.atomic
def move(occurrence, *, starts_at, ends_at, venue, reason, fingerprint, by, now):
    """Move one date as it was shown. Raises MoveChangedError when that is no longer what would happen."""
    occurrence = waiting.lock(occurrence)
    if fingerprint != fingerprint_of_move(occurrence, starts_at, ends_at, venue, now=now):
        raise MoveChangedError
    return occurrences.move(
        occurrence, starts_at=starts_at, ends_at=ends_at, venue=venue, reason=reason, by=by, now=now
    )
