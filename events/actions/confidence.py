"""How sure people say they feel: taken down, said again, or taken away where it was written down by mistake."""

from dataclasses import dataclass

from django.db import transaction

from core.audit import record
from core.errors import Refused
from core.words import as_day
from events.models import Confidence, HowSure, Moment
from people.models import Person
from topics.models import SkillArea


@dataclass(frozen=True)
class Given:
    """One answer. Without a level it takes away the one that was there."""

    person: int
    area: str
    moment: str
    level: int | None

    @property
    def about(self):
        return self.person, self.area, self.moment


@transaction.atomic
def take_answers(answers, *, occurrence=None, on=None, asked_by, by, now):
    """Keep what people said about a session, or `on` a day without one. Returns how many answers were new or different.

    Asked again about the same, the later answer stands.
    """
    on = on or as_day(now)
    lock_learners({given.person for given in answers})
    kept = answers_so_far(answers, occurrence=occurrence, on=on)
    new, changed, gone = [], [], []
    for given in answers:
        check_answer(given)
        row = kept.get(given.about)
        if given.level is None:
            gone += [row.pk] if row else []
        elif row is None:
            new.append(Confidence(person_id=given.person, area=given.area, moment=given.moment, occurrence=occurrence))
            fill_in(new[-1], given, on=on, asked_by=asked_by, by=by)
        elif row.level != given.level:
            changed.append(fill_in(row, given, on=on, asked_by=asked_by, by=by))
    Confidence.objects.bulk_create(new)
    Confidence.objects.bulk_update(changed, ["level", "answered_on", "asked_by", "taken_by"])
    Confidence.objects.filter(pk__in=gone).delete()
    number = len(new) + len(changed) + len(gone)
    if number:
        about = occurrence or Person(pk=answers[0].person)
        record("confidence_taken", about, by=by, now=now, answers=number, asked_by=str(asked_by))
    return number


def lock_learners(numbers):
    """So that an answer sent twice at once is kept once. A record that was merged or erased takes no more."""
    people = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk(numbers)
    if len(people) < len(numbers) or any(one.erased_at or one.merged_into_id for one in people.values()):
        raise Refused("This record is closed, so nothing more can be written on it.")


def answers_so_far(answers, *, occurrence, on):
    rows = Confidence.objects.filter(person__in={given.person for given in answers}, occurrence=occurrence)
    if occurrence is None:
        rows = rows.filter(answered_on=on)
    return {(row.person_id, row.area, row.moment): row for row in rows.order_by("pk")}


def check_answer(given):
    if given.area not in SkillArea.values or given.moment not in Moment.values:
        raise Refused("This is not a question that we ask.")
    if given.level is not None and given.level not in HowSure.values:
        raise Refused("Choose one of the five answers, from not at all confident to very confident.")


def fill_in(row, given, *, on, asked_by, by):
    row.level, row.answered_on, row.asked_by, row.taken_by = given.level, on, asked_by, by.user
    return row
