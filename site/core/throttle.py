"""How often something may be tried. Counted in the cache; when the cache is gone, nobody is locked out."""

from contextlib import contextmanager, suppress
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from core.errors import Refused


def hit(name, key, *, limit, seconds):
    """Count one try and return how many are left in this window, never below -1.

    Windows are fixed: they begin with the first try and end `seconds` later.
    """
    cache.add(kept_as(name, key), 0, seconds)
    try:
        used = cache.incr(kept_as(name, key))
    except ValueError:  # it ended between the two calls
        used = 1
    return max(limit - used, -1)


def kept_as(name, key):
    # A hash, because a key may be long, odd, or somebody's address.
    return f"throttle:{sha256(f'{name}:{key}'.encode()).hexdigest()}"


def check(name, key, *, limit, seconds, sentence):
    """Refuse with `sentence` when `key` has tried more than `limit` times in this window."""
    if hit(name, key, limit=limit, seconds=seconds) < 0:
        raise Refused(sentence)


@contextmanager
def what_succeeds(name, key, *, limit, seconds, sentence):
    """The same around what is tried: what is refused does not count."""
    check(name, key, limit=limit, seconds=seconds, sentence=sentence)
    try:
        yield
    except Refused:
        take_off(name, key)
        raise


@contextmanager
def what_fails(name, key, *, limit, seconds, sentence):
    """The same around what is tried: what goes well does not count."""
    check(name, key, limit=limit, seconds=seconds, sentence=sentence)
    yield
    take_off(name, key)


def take_off(name, key):
    """Let one try not have been."""
    with suppress(ValueError):  # the window has ended
        cache.decr(kept_as(name, key))


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
