"""What the files of the project may and may not say."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Written in two halves, or this file would find itself.
PLACES_OF_ONE_MACHINE = re.compile(
    "|".join(["/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/", "/ho" + "me/", "/Use" + "rs/"])
)
REGISTRIES = re.compile(
    "|".join(
        [
            "registry" + r"\.npm",
            "pypi" + r"\.org/(simple|packages)",
            "pythonhosted" + r"\.org",
            r"deb\.debian" + r"\.org",
        ]
    )
)
INLINE = re.compile(
    r"""<[^>]*\sstyle\s*=|<style\b|<[^>]*\son[a-z]+\s*=|javascript:|<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)"""
)
PINNED = re.compile(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*")


def tracked_files(*endings):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name.endswith(endings or "")]
    return [path for path in paths if path.is_file()]


def found_in(pattern, paths):
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        for match in pattern.finditer(text):
            number = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{number}: {match.group()[:120]}")
    return found


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r ", "-c "))]


def test_no_file_names_a_place_on_one_machine():
    assert found_in(PLACES_OF_ONE_MACHINE, tracked_files()) == []


def test_no_file_names_a_registry():
    assert found_in(REGISTRIES, tracked_files()) == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_no_template_has_a_style_or_a_script_of_its_own():
    """The Content-Security-Policy would stop it; e-mails, which have no policy, may carry their style."""
    pages = [path for path in tracked_files(".html") if "messages" not in path.parts]

    assert found_in(INLINE, pages) == []


@pytest.mark.parametrize(
    "line",
    [
        '<p class="a" style="color: red">',
        "<style>",
        '<a href="#" onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_a_style_or_script_of_its_own_is_found(line):
    assert INLINE.search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<script src="/static/a.js" defer></script>',
        '<script type="application/ld+json">{}</script>',
        '<link rel="stylesheet" href="/static/a.css">',
        '<p class="style">on time = good</p>',
    ],
)
def test_what_the_policy_allows_is_not_found(line):
    assert not INLINE.search(line)


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-alone.txt", "constraints.txt"],
)
def test_python_packages_are_pinned_exactly(name):
    assert [line for line in pins(name) if not PINNED.fullmatch(line)] == []


def test_what_we_ask_for_is_what_the_constraints_allow():
    constraints = {line.lower() for line in pins("constraints.txt")}
    asked = {re.sub(r"\[.*\]", "", line).lower() for line in pins("requirements.txt") + pins("requirements-dev.txt")}

    assert asked - constraints == set()


def test_npm_packages_are_pinned_exactly():
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = (package["dependencies"] | package["devDependencies"]).values()

    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_every_setting_from_the_environment_is_in_the_example():
    settings = (ROOT / "site" / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", settings))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    told = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))

    assert read - told == set()
