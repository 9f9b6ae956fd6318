from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.ease import COOKIE, ease_of

A_YEAR = 60 * 60 * 24 * 365


@require_safe
@never_cache
def ease(request):
    """Larger text or night colours, for this browser. A plain link, so that it works in a form's own page too."""
    chosen = ease_of(request).choose(request.GET.get("text", ""), request.GET.get("colours", ""))
    response = HttpResponseRedirect(safe_next(request))
    response.set_cookie(
        COOKIE, chosen.cookie, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def safe_next(request):
    """Where the person was, if that is on this site; home if not."""
    address = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return address
    return "/"
