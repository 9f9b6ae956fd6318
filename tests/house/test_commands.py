"""What a person types, and what is asked before a change is accepted, stay the same commands."""

import os
import re
import subprocess

from tests.house.storeys import ROOT


def test_make_has_every_command_that_the_design_names():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert {"setup", "run", "test", "slow", "check", "bench"} - targets == set()


def test_what_is_asked_before_a_change_is_accepted_is_what_a_person_types():
    script = ROOT / ".ci" / "run"
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    assert os.access(script, os.X_OK)
    assert commands[-3:] == ["export CI=true", "make check", "make test"]


def test_programs_that_the_makefile_runs_can_be_run():
    listed = subprocess.run(["git", "ls-files", "--stage", "bin"], cwd=ROOT, capture_output=True, check=True, text=True)
    plain = [line for line in listed.stdout.splitlines() if not line.startswith("100755") and not line.endswith(".py")]

    assert plain == []
