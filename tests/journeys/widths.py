"""The windows in which journeys are gone through."""

import pytest

# Where a page breaks, it breaks in the smallest. The wider take as long again: `make slow` goes through those.
WIDTHS = (320, pytest.param(1280, marks=pytest.mark.slow))
REGISTER_WIDTHS = (pytest.param(320, marks=pytest.mark.slow), 820, pytest.param(1280, marks=pytest.mark.slow))
TABLET_WIDTHS = (320, pytest.param(820, marks=pytest.mark.slow))
# With and without script, each in one window; the third in `make slow`.
TABLET_AND_SCRIPT = ((320, False), (820, True), pytest.param(320, True, marks=pytest.mark.slow))
PAPER_AND_SCRIPT = ((320, False), (1280, True), pytest.param(320, True, marks=pytest.mark.slow))
DESK_AND_SCRIPT = ((320, True), (1280, False), pytest.param(1280, True, marks=pytest.mark.slow))
