"""The demonstration's own small tables, and how to read them."""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def read_table(name):
    """The rows of `<name>.csv` as dictionaries of text."""
    with (HERE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
