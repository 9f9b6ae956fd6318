"""Publishing what somebody has read and approved: the plan is carried out whole, or nothing is."""

from dataclasses import dataclass, field

from django.db import transaction
from wagtail.models import Page

from core.errors import Refused
from events.actions import occurrences
from events.actions.schedules import plan_for
from events.models import EventPage, Occurrence
from events.plan import What

DRAFT_PENDING = (
    "Somebody has changed this event and not yet published it. Publish or discard that draft first, so that it is not "
    "published along with this."
)
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
        super().__init__("Since you looked, something has changed, perhaps a booking. Look again at what will happen.")
        self.plan = plan


@transaction.atomic
def publish(revision, *, approval, by, now):
    """Publish a revision of an event and do with its dates what was approved. Returns the plan.

    Raises PlanChangedError when the plan is no longer the one approved, Refused with a sentence when it cannot be done;
    then nothing is published.
    """
    # Locked in the order in which booking and publishing lock: the page, then its dates.
    Page.objects.select_for_update().get(pk=revision.object_id)
    event = revision.as_object()
    rows = list(Occurrence.objects.select_for_update().filter(event_id=event.pk).order_by("pk"))
    found = plan_for(event, schedules=event.schedules.all(), rows=rows, now=now)
    check(found, approval)
    revision.publish(user=by.user)
    settle(EventPage.objects.get(pk=event.pk), found, approval, by=by, now=now)
    return found


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


def editable(event, *, user):
    """The event as it is published, to be changed outside the page editor. Raises Refused while a draft is pending."""
    page = EventPage.objects.get(pk=event.pk)
    if not page.live:
        raise Refused("The event is not published. Change its schedule in the page editor.")
    if page.has_unpublished_changes or page.current_workflow_state:
        raise Refused(DRAFT_PENDING)
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise Refused(LOCKED)
    return page.get_latest_revision_as_object()


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
