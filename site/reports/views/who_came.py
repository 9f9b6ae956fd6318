"""Where the report on who came was: its address is in bookmarks."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from reports.periods import PeriodKind


@require_GET
@permission_required("reports.view_reports", raise_exception=True)
def who_came(request):
    days = {name: request.GET[name] for name in ("first_on", "last_on") if request.GET.get(name)}
    query = f"?{urlencode({'kind': PeriodKind.DATES} | days)}" if days else ""
    return redirect(f"{reverse('figures:report', args=['programme'])}{query}")
