import pytest
from django.core.cache import cache
from django.test import RequestFactory

from core.errors import Refused
from core.throttle import client_address, hit, what_succeeds


@pytest.fixture(autouse=True)
def no_tries_counted():
    cache.clear()


def test_hit_says_how_many_tries_are_left():
    assert [hit("try", "a", limit=2, seconds=60) for _ in range(4)] == [1, 0, -1, -1]
    assert hit("try", "b", limit=2, seconds=60) == 1


def test_what_is_refused_does_not_count():
    limits = {"limit": 1, "seconds": 60, "sentence": "Too many."}

    for _ in range(3):
        with pytest.raises(Refused, match=r"It is full\."), what_succeeds("try", "a", **limits):
            raise Refused("It is full.")
    with what_succeeds("try", "a", **limits):
        pass

    with pytest.raises(Refused, match=r"Too many\."), what_succeeds("try", "a", **limits):
        raise AssertionError("It is done all the same.")


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, None, "10.0.0.9"),
        (0, "203.0.113.7", "10.0.0.9"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_the_visitors_address_is_the_last_that_our_proxies_did_not_add(settings, proxies, passed_on, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {} if passed_on is None else {"X-Forwarded-For": passed_on}

    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9")) == address
