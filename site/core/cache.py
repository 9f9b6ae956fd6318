import logging

from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger("digital_link.cache")


def _forgiving(name, when_gone):
    """A method of RedisCache that answers `when_gone` instead of raising when Redis cannot be reached."""

    def method(self, *args, **kwargs):
        from redis.exceptions import RedisError

        try:
            return getattr(super(ForgivingRedisCache, self), name)(*args, **kwargs)
        except RedisError:
            logger.warning("The cache cannot be reached: %s was skipped.", name)
            return when_gone(*args, **kwargs)

    return method


class ForgivingRedisCache(RedisCache):
    """Redis, but the site goes on without it: a read is a miss, a write is forgotten."""

    get = _forgiving("get", lambda key, default=None, version=None: default)
    set = _forgiving("set", lambda *args, **kwargs: None)
    add = _forgiving("add", lambda *args, **kwargs: True)
    delete = _forgiving("delete", lambda *args, **kwargs: False)
    touch = _forgiving("touch", lambda *args, **kwargs: False)
    get_many = _forgiving("get_many", lambda *args, **kwargs: {})
    set_many = _forgiving("set_many", lambda *args, **kwargs: [])
    delete_many = _forgiving("delete_many", lambda *args, **kwargs: None)
    has_key = _forgiving("has_key", lambda *args, **kwargs: False)
    incr = _forgiving("incr", lambda key, delta=1, version=None: delta)
    clear = _forgiving("clear", lambda: False)
