from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import health


@require_safe
@never_cache
def health_page(request):
    """200 when all is well, else 503, for whatever watches the site."""
    well, parts = health(timezone.now())
    return JsonResponse({"well": well, **parts}, status=200 if well else 503)
