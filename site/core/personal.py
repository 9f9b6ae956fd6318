"""Pages that show somebody's details, perhaps on a library's computer."""

from functools import wraps

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

OPENED = "personal"
# That somebody is still there is written down once a minute, not with every page.
SEEN_EVERY = 60


def personal_page(view):
    """Never stored by a cache or the browser; `request.session` forgets what it opened after 15 idle minutes."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.is_personal = True
        forget_when_idle(request, timezone.now())
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Cache-Control"] = "no-store"
        return response

    wrapped.is_personal = True
    return wrapped


def forget_when_idle(request, now):
    kept = request.session.get(OPENED)
    if kept is None:
        return
    away = now.timestamp() - kept["seen"]
    if away > settings.PERSONAL_IDLE_MINUTES * 60:
        finish(request)
    elif away >= SEEN_EVERY:
        kept["seen"] = now.timestamp()
        end_when_idle(request)


def remember(request, name, value, *, now):
    """Keep `value` (JSON) for this visitor's personal pages, until they finish or go idle."""
    kept = request.session.setdefault(OPENED, {"seen": now.timestamp(), "things": {}})
    kept["seen"] = now.timestamp()
    kept["things"][name] = value
    end_when_idle(request)


def end_when_idle(request):
    """A visitor's session holds nothing but this: its row and its cookie go as well. Staff stay signed in for hours."""
    request.session.modified = True
    if SESSION_KEY not in request.session:
        request.session.set_expiry(settings.PERSONAL_IDLE_MINUTES * 60)


def recall(request, name, default=None):
    return request.session.get(OPENED, {}).get("things", {}).get(name, default)


def forget(request, name):
    if request.session.get(OPENED, {}).get("things", {}).pop(name, None) is not None:
        request.session.modified = True


def is_anything_kept(request):
    return bool(request.session.get(OPENED, {}).get("things"))


def finish(request):
    """\"Finish and clear this computer\": drop everything personal, keep a staff sign-in."""
    request.session.pop(OPENED, None)
