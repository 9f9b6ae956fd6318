"""Champions' training that the registers know of: attended, it counts; put right on a register, it no longer does."""

from django.db import transaction
from django.db.models import Max

from champions.actions.checks import follow_training
from champions.models import Champion, ChampionRequirement, Requirement
from core.audit import record
from core.errors import Refused
from core.words import as_day
from events.models import Attendance, EventKind, EventPage, Mark, TrainingFor


@transaction.atomic
def count_training(*, requirement, event, by, now):
    """From now on, and for whoever was at it already."""
    if requirement.kind != Requirement.Kind.TRAINING or event.kind != EventKind.CHAMPION_TRAINING:
        raise Refused("Only an event of the kind “champion training” counts, and only for a training.")
    link, _ = TrainingFor.objects.get_or_create(requirement=requirement, event=event)
    record("training_counts", requirement, by=by, now=now, event=event.pk)
    follow(people=came_to(event), events=[event.pk], by=by, now=now)
    return link


@transaction.atomic
def stop_counting(*, link, by, now):
    """From now on. What was recorded stays, as if staff had seen it."""
    recorded = ChampionRequirement.objects.filter(
        requirement=link.requirement_id, champion__person__in=came_to(link.event), attended_on__isnull=False
    )
    kept = recorded.update(attended_on=None, seen_on=None)
    record("training_counts_no_more", link.requirement, by=by, now=now, event=link.event_id, kept=kept)
    link.delete()


def came_to(event):
    return Attendance.objects.filter(occurrence__event=event, mark=Mark.PRESENT).values("person")


def follow_register(occurrence, people, *, by, now):
    """After marks were made on the register of a training."""
    if occurrence.event.kind == EventKind.CHAMPION_TRAINING:
        follow(people=people, events=[occurrence.event_id], by=by, now=now)


def follow(*, people, events=None, by, now):
    """Of the champions among these people: what the registers say is what is recorded."""
    links = TrainingFor.objects.filter(event__in=events) if events else TrainingFor.objects.all()
    requirements = Requirement.objects.filter(pk__in=links.values("requirement"))
    if not requirements:
        return
    for champion in Champion.objects.filter(person__in=people).exclude(state__in=["left", "declined"]).order_by("pk"):
        for requirement in requirements:
            attended_on = last_attended(champion, requirement)
            follow_training(champion=champion, requirement=requirement, attended_on=attended_on, by=by, now=now)


def last_attended(champion, requirement):
    events = EventPage.objects.filter(trains_for__requirement=requirement)
    came = Attendance.objects.filter(person=champion.person_id, mark=Mark.PRESENT, occurrence__event__in=events)
    starts_at = came.aggregate(last=Max("occurrence__starts_at"))["last"]
    return starts_at and as_day(starts_at)
