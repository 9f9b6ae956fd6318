import pytest

from core.cache import ForgivingRedisCache
from core.errors import Refused
from core.throttle import check


@pytest.fixture
def gone(monkeypatch):
    """A Redis that nobody answers for: port 1 on this machine."""
    return ForgivingRedisCache("redis://127.0.0.1:1/0", {})


def test_without_redis_reading_is_a_miss_and_writing_is_forgotten(gone):
    gone.set("a", 1)
    gone.set_many({"b": 2})
    gone.delete("a")
    gone.delete_many(["a", "b"])
    gone.clear()

    assert gone.get("a") is None
    assert gone.get("a", "default") == "default"
    assert gone.get_many(["a", "b"]) == {}
    assert gone.get_or_set("a", lambda: 3) == 3
    assert gone.has_key("a") is False
    assert "a" not in gone
    assert gone.touch("a") is False


def test_without_redis_nobody_is_locked_out(gone, monkeypatch):
    monkeypatch.setattr("core.throttle.cache", gone)

    for _ in range(10):
        check("try", "key", limit=1, seconds=60, sentence="Wait a minute.")


def test_with_a_cache_the_one_try_too_many_is_refused():
    for _ in range(3):
        check("try out", "key", limit=3, seconds=60, sentence="Wait a minute.")
    check("try out", "another", limit=3, seconds=60, sentence="Wait a minute.")

    with pytest.raises(Refused, match="Wait a minute"):
        check("try out", "key", limit=3, seconds=60, sentence="Wait a minute.")
