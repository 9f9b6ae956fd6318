"""Everything that is kept about a person, to give to them."""

import io
import json
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder

from core.privacy import classification
from people.models import Person
from people.registry import keepings

LONDON = ZoneInfo("Europe/London")


def everything_about(person):
    """[(title, [row, …])], each row a dict of what is kept under plain names; merged records included."""
    people = [person, *Person.objects.filter(merged_into=person)]
    sections = [("You", [own_details(one) for one in people])]
    for keeping in keepings():
        rows = [said for one in people for row in keeping.rows(one) if (said := as_row(keeping, row))]
        if rows:
            sections.append((keeping.title, rows))
    return sections


def own_details(person):
    names = [name for name, kind in classification()["people.Person"].items() if kind != "neither"]
    shown = [name for name in names if not name.endswith("_compared")]
    return shown_fields(person, [*shown, "contact_by", "do_not_contact", "created_at"])


def export_merge(merge):
    """What stood on the record that was kept, before another was put into it."""
    names = [name for name in merge.changed if not name.endswith("_compared")]
    before = {f"{Person._meta.get_field(name).verbose_name} before": merge.changed[name][0] for name in names}
    return {"put together": merge.merged_at, **before}


def as_row(keeping, row):
    return keeping.export(row) if callable(keeping.export) else shown_fields(row, keeping.export)


def shown_fields(row, names):
    return {str(row._meta.get_field(name).verbose_name): value_of(row, name) for name in names}


def value_of(row, name):
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [str(value) for value in getattr(row, name).all()]
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    return str(value) if field.is_relation and value is not None else value


def as_text(sections):
    """The same on paper: for reading, not for a machine."""
    lines = ["What we keep about you", ""]
    for title, rows in sections:
        lines += [title.upper(), ""]
        for row in rows:
            lines += [f"  {name}: {in_words(value)}" for name, value in row.items() if value not in ("", None, [])]
            lines.append("")
    return "\n".join(lines)


def in_words(value):
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def as_zip(person):
    """A zip file of both: your-data.txt to read, your-data.json to carry elsewhere."""
    sections = everything_about(person)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("your-data.txt", as_text(sections))
        file.writestr("your-data.json", json.dumps(dict(sections), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    return packed.getvalue()
