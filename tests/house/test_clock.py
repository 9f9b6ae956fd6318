"""The clock is read at the doors and handed in: everything behind them can be asked about any moment."""

import ast

import pytest

from tests.house.storeys import HEIGHT, ROOT, folder_of

READS_THE_CLOCK = {
    "timezone.now", "timezone.localtime", "timezone.localdate",
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time",
}  # fmt: skip

# The doors by where they stand; elsewhere a door is known by being handed a request, or a signal's sender.
DOOR_FOLDERS = {"views", "viewsets", "commands", "api", "templatetags"}
DOOR_FILES = {"views.py", "viewsets.py", "api.py", "tasks.py", "feeds.py"}
HANDED_TO_DOORS = {"request", "sender"}


def is_a_door(path):
    return path.name in DOOR_FILES or bool(DOOR_FOLDERS & set(path.parts))


def clock_reads(source):
    """The lines on which a module reads the clock outside anything that is handed a request."""
    tree = ast.parse(source)
    behind_a_door = {
        inner
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        and HANDED_TO_DOORS & {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
        for inner in ast.walk(function)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not node.args and node not in behind_a_door
        if ".".join(ast.unparse(node.func).split(".")[-2:]) in READS_THE_CLOCK
    ]


@pytest.mark.parametrize("app", HEIGHT)
def test_the_clock_is_read_at_the_doors_alone(app):
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted(folder_of(app).rglob("*.py"))
        if not is_a_door(path.relative_to(ROOT)) and "migrations" not in path.parts
        if (lines := clock_reads(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_a_clock_read_behind_the_doors_is_found():
    action = "def book(*, by):\n    at = timezone.now()\n    on = django.utils.timezone.localdate()"

    assert clock_reads(action) == [2, 3]


def test_a_clock_read_at_a_door_or_a_time_handed_in_is_not():
    assert clock_reads("def get_context(self, request):\n    return {'now': timezone.now()}") == []
    assert clock_reads("def day(now):\n    return timezone.localdate(now)") == []
    assert clock_reads("created_at = DateTimeField(default=timezone.now)") == []
