from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.performance import performance

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def show(request):
    """The charter and how it was kept: frozen figures alone, so that anybody may keep the page for an hour."""
    return render(request, "reports/performance.html", performance())
