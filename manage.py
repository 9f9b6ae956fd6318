#!/usr/bin/env python
"""Django's command line for Digital Link."""

import os
import sys
from pathlib import Path

# `site/` is a plain folder on the import path: Python already has a module called `site`.
sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
