from django.db import transaction

from core.audit import record
from core.errors import Refused
from reports.models import Yardstick


@transaction.atomic
def set_yardstick(*, sort, measure, period, number, source="", by, now):
    """Say what a period is to reach, or what an earlier one came to. Said again for the same, the later holds."""
    if not number:
        raise Refused("A number of 0 says nothing: leave it empty where there is none.")
    yardstick, _ = Yardstick.objects.update_or_create(
        sort=sort,
        measure=measure,
        kind=period.kind,
        first_on=period.first_on,
        defaults={"number": number, "source": source},
    )
    record("yardstick_set", yardstick, by=by, now=now, sort=sort, measure=measure, period=period.key, number=number)
    return yardstick


@transaction.atomic
def drop_yardstick(*, yardstick, by, now):
    record("yardstick_dropped", yardstick, by=by, now=now, measure=yardstick.measure, period=yardstick.period.key)
    yardstick.delete()
