"""How often something may be tried. Counted in the cache; when the cache is gone, nobody is locked out."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from core.errors import Refused


def hit(name, key, *, limit, seconds):
    """Count one try and return how many are left in this window, never below -1.

    Windows are fixed: they begin with the first try and end `seconds` later.
    """
    # A hash, because a key may be long, odd, or somebody's address.
    cache_key = f"throttle:{sha256(f'{name}:{key}'.encode()).hexdigest()}"
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
    """The visitor's address, for counting only. A whole library shares one: limits on it alone must be generous.

    Behind proxies of our own it is the last that they did not add themselves: what stands before it in
    X-Forwarded-For may be made up.
    """
    proxies = settings.TRUSTED_PROXY_COUNT
    passed_on = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(passed_on) >= proxies and passed_on[-proxies]:
        return passed_on[-proxies]
    return request.META.get("REMOTE_ADDR", "")
