from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.events import make_event, make_occurrence
from tests.processes import Site


@pytest.fixture
def run_site(tmp_path):
    """Start the site as in production, on the tests' own database: see tests/processes.py."""
    with ExitStack() as running:
        yield lambda **how: running.enter_context(Site(tmp_path, **how))


@pytest.fixture
def new_session():
    """A session in ten days with 20 places, of the clock that other processes go by."""

    def new(waiting=30):
        day = timezone.localdate() + timedelta(days=10)
        return make_occurrence(event=make_event(waiting_list_places=waiting), day=day, capacity=20)

    return new
