"""Taking down what somebody said of themselves: as numbers, so that nothing can be traced back to them."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from core.holdings import Holding
from core.words import as_day
from reports.equality_questions import CONDITION, QUESTIONS
from reports.models import EqualityCount, UsedEqualityForm

MONTHS = 36
WHY = (
    "To see over three years whether the programme reaches everybody alike, and whether what was changed helped. After "
    "that the published tables say it, in which small numbers are hidden."
)
KEY_KEPT_FOR = timedelta(days=1)


def take(*, form_key, answers, through, now):
    """Count one form; False where it was counted before or has no answer in it. `answers` is {question: answer}.

    No line is left in the audit trail, and nobody is handed in to be named in one: it would say to the second when
    somebody answered, and which member of staff sat beside them.
    """
    if not any(answers.values()):
        return False
    today = as_day(now)
    try:
        with transaction.atomic():
            UsedEqualityForm.objects.create(key=form_key, used_on=today)
            for question in QUESTIONS:  # always in this order, so that two at once do not wait for each other
                count_one(today.replace(day=1), through, question.name, answers.get(question.name, ""))
    except IntegrityError:
        return False
    return True


def count_one(month, through, question, answer):
    row, _ = EqualityCount.objects.get_or_create(
        month=month, through=through, question=question, answer=answer, condition=CONDITION
    )
    EqualityCount.objects.filter(pk=row.pk).update(people=F("people") + 1)


def forget_used_forms(now):
    UsedEqualityForm.objects.filter(used_on__lt=as_day(now - KEY_KEPT_FOR)).delete()


# A month goes whole.
COUNTS = Holding(EqualityCount.objects.all, "month", limit=lambda before: as_day(before).replace(day=1))
