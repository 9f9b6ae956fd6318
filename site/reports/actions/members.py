from django.db import transaction

from core.audit import record
from reports.models import MemberArea


@transaction.atomic
def set_areas(*, user, areas, by, now):
    """These and no others are the areas of an elected member. `areas` are grounds.Known."""
    MemberArea.objects.filter(user=user).exclude(code__in=[area.code for area in areas]).delete()
    MemberArea.objects.bulk_create(
        [MemberArea(user=user, code=area.code, name=area.name, district_code=area.district_code) for area in areas],
        ignore_conflicts=True,
    )
    record("member_areas_set", user, by=by, now=now, areas=[area.code for area in areas])
