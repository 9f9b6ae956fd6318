"""Whatever changes something says who did it, when, and leaves a line in the audit trail."""

import ast

import pytest

from tests.house.storeys import HEIGHT, ROOT, folder_of


def actions_of(app):
    folder = folder_of(app)
    return sorted([*folder.glob("actions.py"), *folder.glob("actions/*.py")])


def unaudited(source):
    """Names of public functions that are handed `by` and neither record a line nor hand `by` on to who does.

    A function that others of its module call is a part of theirs.
    """
    tree = ast.parse(source)
    parts = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = []
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_") or function.name in parts:
            continue
        names = {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
        if "by" in names and not any(audits(node) for node in ast.walk(function)):
            found.append(function.name)
    return found


def audits(node):
    if not isinstance(node, ast.Call):
        return False
    hands_on = any(keyword.arg == "by" and ast.unparse(keyword.value) == "by" for keyword in node.keywords)
    in_order = any(isinstance(argument, ast.Name) and argument.id == "by" for argument in node.args)
    return hands_on or in_order or ast.unparse(node.func) == "record"


def positional(source):
    """Names of public functions that could be handed who or when by place, where one is easily taken for the other."""
    return [
        function.name
        for function in ast.parse(source).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if {"by"} & {argument.arg for argument in function.args.args}
    ]


@pytest.mark.parametrize("app", HEIGHT)
def test_every_action_leaves_an_audit_line(app):
    found = {str(path.relative_to(ROOT)): names for path in actions_of(app) if (names := unaudited(path.read_text()))}

    assert found == {}


@pytest.mark.parametrize("app", HEIGHT)
def test_every_action_is_told_who_by_name(app):
    found = {str(path.relative_to(ROOT)): names for path in actions_of(app) if (names := positional(path.read_text()))}

    assert found == {}


def test_an_action_that_forgets_is_found():
    assert unaudited("def book(*, person, by, now):\n    person.save()") == ["book"]
    assert unaudited("def book(*, person, by, now):\n    record('booked', person, by=by, now=now)") == []
    assert unaudited("def book(*, person, by, now):\n    make(person, by=by)") == []
    assert positional("def book(person, by, now):\n    record()") == ["book"]


def test_there_are_actions_to_look_at():
    assert sum(len(actions_of(app)) for app in HEIGHT) > 5
