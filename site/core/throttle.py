"""How often something may be tried. Counted in the cache; when the cache is gone, nobody is locked out."""

from django.core.cache import cache

from core.errors import Refused


def hit(name, key, *, limit, seconds):
    """Count one try and return how many are left in this window, never below -1.

    Windows are fixed: they begin with the first try and end `seconds` later.
    """
    cache_key = f"throttle:{name}:{key}"
    cache.add(cache_key, 0, seconds)
    try:
        used = cache.incr(cache_key)
    except ValueError:  # it ended between the two calls
        used = 1
    return max(limit - used, -1)


def check(name, key, *, limit, seconds, sentence):
    """Refuse with `sentence` when `key` has tried more than `limit` times in this window."""
    if hit(name, key, limit=limit, seconds=seconds) < 0:
        raise Refused(sentence)


def client_address(request):
    """The visitor's address, for counting only. A whole library shares one: limits on it alone must be generous."""
    return request.META.get("REMOTE_ADDR", "")
