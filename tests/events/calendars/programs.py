"""Calendar programs other than our own, reading what we send."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from tests.house.storeys import ROOT

READ = Path(__file__).with_name("read.mjs")


def read_with_ical_js(data):
    """What ical.js (Thunderbird's and many websites') understands of a calendar: {method, events: [...]}."""
    return json.loads(run_node(READ, data))


def run_node(script, data):
    places = os.pathsep.join([os.environ["PATH"], str(ROOT / ".venv" / "bin")])
    node = shutil.which("node", path=places)
    assert node, "There is no Node: run `make setup`."
    # With the zone of a machine abroad: what is read must not lean on it.
    abroad = {**os.environ, "TZ": "Asia/Tokyo"}
    command = [node, str(script)]  # our own
    return subprocess.run(command, input=data, capture_output=True, check=True, cwd=ROOT, env=abroad).stdout
