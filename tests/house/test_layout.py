"""The shape of the house, as docs and design describe it: read from the files themselves."""

import ast
import site
import sysconfig
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.storeys import HEIGHT, ROOT, folder_of


def imported_apps(source):
    """The names of our apps that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        else:
            continue
        yield from (name.split(".")[0] for name in names if name.split(".")[0] in HEIGHT)


def may_know(app, other):
    return app == other or HEIGHT[other] < HEIGHT[app]


def wrong_way_imports(app, source):
    return sorted({other for other in imported_apps(source) if not may_know(app, other)})


@pytest.mark.parametrize("app", HEIGHT)
def test_imports_run_one_way(app):
    wrong = {
        str(path.relative_to(ROOT)): names
        for path in sorted(folder_of(app).rglob("*.py"))
        if (names := wrong_way_imports(app, path.read_text(encoding="utf-8")))
    }

    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "import events",
        "import events.models as told",
        "from events.models import Occurrence",
        "from events import models",
        "def late():\n    from events.actions import bookings",
    ],
)
def test_an_import_that_runs_the_wrong_way_is_found(source):
    assert wrong_way_imports("locations", source) == ["events"]
    assert wrong_way_imports("events", source) == []
    assert wrong_way_imports("pages", source) == []


def test_apps_of_one_storey_do_not_know_each_other():
    assert wrong_way_imports("pages", "from reports.models import Figure") == ["reports"]
    assert wrong_way_imports("demo", "from reports.models import Figure") == []


def test_foreign_keys_run_the_same_way_as_imports():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.get_fields(include_parents=False)
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in HEIGHT
        if not may_know(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert wrong == []


def test_every_app_of_ours_has_its_storey():
    ours = {
        config.label
        for config in apps.get_app_configs()
        if not {".venv", "site-packages"} & set(Path(config.path).parts)
    }

    assert ours - set(HEIGHT) == set()


def test_the_standard_site_module_is_left_alone():
    assert Path(site.__file__).resolve().parent == Path(sysconfig.get_path("stdlib")).resolve()
    assert not (ROOT / "site" / "__init__.py").exists()
