import pytest
from django.core.cache import cache
from django.test import RequestFactory

from core.throttle import client_address, hit


@pytest.fixture(autouse=True)
def no_tries_counted():
    cache.clear()


def test_hit_says_how_many_tries_are_left():
    assert [hit("try", "a", limit=2, seconds=60) for _ in range(4)] == [1, 0, -1, -1]
    assert hit("try", "b", limit=2, seconds=60) == 1


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
