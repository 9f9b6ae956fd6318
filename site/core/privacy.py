"""Which fields hold personal data. Every field of every model is in exactly one class.

Each app says so in its own `privacy.py`:

    FIELDS = {
        "people.Person": {
            "personal": "name email phone",
            "special": "adjustments",
            "neither": "id key created_at",
        },
    }

*personal* is about an identified or identifiable person (UK GDPR article 4); *special* is special-category data
(article 9); *neither* is all else. Export, erasure and retention are driven by this table, and
tests/core/test_privacy.py fails on a field that is not in it.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from core.privacy_fields import ON_SOME_DATABASES

CLASSES = ("personal", "special", "neither")


def classification():
    """{model label: {field name: class}} for all apps that have a `privacy.py`."""
    table = {}
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.privacy") is None or config.name == "core":
            continue
        for label, by_class in import_module(f"{config.name}.privacy").FIELDS.items():
            _add(table, label, by_class)
    for label, by_class in import_module("core.privacy_fields").FIELDS.items():
        _add(table, label, by_class)
    return table


def _add(table, label, by_class):
    fields = table.setdefault(label, {})
    for name, names in by_class.items():
        if name not in CLASSES:
            raise ValueError(f"{label}: {name} is not one of {', '.join(CLASSES)}")
        for field in names.split():
            if field in fields:
                raise ValueError(f"{label}.{field} is classified twice")
            fields[field] = name


def unclassified():
    """The fields, as `app.Model.field`, that stand in no class; and classes for fields that are no more."""
    table = classification()
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        names = {field.name for field in model._meta.local_fields + model._meta.local_many_to_many}
        known = set(table.get(label, {}))
        wrong += [f"{label}.{name} is not classified" for name in sorted(names - known)]
        gone = {f"{label}.{name}" for name in known - names} - ON_SOME_DATABASES
        wrong += [f"{field} is classified but does not exist" for field in sorted(gone)]
    known_labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    gone = set(table) - known_labels - ON_SOME_DATABASES
    wrong += [f"{label} is classified but does not exist" for label in sorted(gone)]
    return wrong
