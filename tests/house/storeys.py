"""The house as the design draws it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Imports run one way: an app may import itself and what stands above it here. The three on one line do not know
# each other; the demonstration fills them all.
STOREYS = [
    ["core"],
    ["topics"],
    ["messaging"],
    ["locations"],
    ["people"],
    ["champions"],
    ["events"],
    ["pages", "reports", "opendata"],
    ["demo"],
    ["config"],
]
HEIGHT = {app: height for height, storey in enumerate(STOREYS) for app in storey}


def folder_of(app):
    return ROOT / app if (ROOT / app).is_dir() else ROOT / "site" / app
