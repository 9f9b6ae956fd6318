"""What every test has around it: no network, a database file of its own, a clock to hand in."""

import gc
import os
from datetime import datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.test import TransactionTestCase, override_settings

from tests import network, starting_rows

LONDON = ZoneInfo("Europe/London")

# The database makes the first example slow, so no example is failed for its time alone. In CI the examples are the
# same on every run: a change is not refused for what it did not touch.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

network.guard()
# Objects that refer to one another are few: looking for them as often as Python does takes a tenth of a run.
gc.set_threshold(50_000, 20, 50)


def pytest_addoption(parser):
    parser.addoption(
        "--on", metavar="YYYY-MM-DD", help="run as if it were noon of that day: what passes today is to pass on any day"
    )


def pytest_configure(config):
    if day := config.getoption("--on"):
        travel = time_machine.travel(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=LONDON), tick=True)
        travel.start()
        config.add_cleanup(travel.stop)


def pytest_collection_modifyitems(items):
    """Mark what asks the database. A test that asks it without one of these is refused by pytest-django."""
    for item in items:
        fixtures = {"db", "transactional_db", "live_server"}.intersection(item.fixturenames)
        if fixtures or item.cls or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def no_network():
    """Fail a test that tried to reach another machine, even if the code under test swallowed the refusal."""
    network.attempts.clear()
    yield
    if network.attempts:
        pytest.fail(f"Tests may not use the network, and this one tried to reach {', '.join(network.attempts)}.")


@pytest.fixture(scope="session", autouse=True)
def no_index(django_test_environment):
    """Leave out what Wagtail does after each save of a page for its search and its list of usages: a seventh of a run.

    The tests that search or ask what uses what have the fixture `indexed`; journeys have it all.
    """
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        yield


@pytest.fixture
def indexed(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Give each run and each of its workers an SQLite file of its own, so that two people can test side by side."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.getbasetemp() / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def rows_put_back():
    """Empty the database in Django's way after the first test that commits, and after the others as it was then."""
    empty_and_make_anew, rows = TransactionTestCase._fixture_teardown, {}

    def tear_down(case):
        if rows:
            starting_rows.put_back(rows)
        else:
            empty_and_make_anew(case)
            rows.update(starting_rows.read())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", tear_down)
        yield


@pytest.fixture
def now():
    """The moment the tests live in: ten in the morning on Friday 20 November 2026, in London."""
    return datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)


@pytest.fixture
def london():
    """Make an aware moment from the time on the wall in London: `london(2026, 3, 29, 10, 0)`."""

    def at(*parts):
        return datetime(*parts, tzinfo=LONDON)

    return at
