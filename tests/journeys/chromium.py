"""Which Chromium the browser tests drive, and how it is started.

The browser is the machine's own (Debian's package where tests run as root there), never one that Playwright downloads.
"""

import os
import shutil
import sys

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# What root in a container needs, and nothing that calls out: no name but this machine's is ever looked up.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find_chromium():
    """The path of the browser, or None. CHROMIUM in the environment names one in an unusual place."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else PROGRAMS
    return next((path for path in map(shutil.which, candidates) if path), None)


if __name__ == "__main__":
    sys.exit(find_chromium() is None)
