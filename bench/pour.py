"""Rows into tables by the hundred thousand: prepared by Django's fields, written by each database's quickest way."""

from itertools import chain, islice

from django.core.management.color import no_style
from django.db import connection
from django.db.models import JSONField, Max

CHUNK = 20_000
PLAIN = {int, float, str, bool, type(None)}


def pour(model, rows):
    """Write unsaved instances, each with its primary key, or without one where the database counts by itself.

    A page's columns are in two tables: pour it into Page first and into its own model then.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = [field for field in model._meta.local_concrete_fields if field.primary_key is False or first.pk]
    values = ([as_stored(field, getattr(row, field.attname)) for field in fields] for row in chain([first], rows))
    pour_values(model._meta.db_table, [field.column for field in fields], values)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def as_stored(field, value):
    """Most values are stored as they are, and asking the field takes longer than writing them."""
    if type(value) in PLAIN and not isinstance(field, JSONField):
        return value
    return field.get_db_prep_save(value, connection)


def pour_values(table, columns, values):
    """Write tuples that the database takes as they are."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        values = iter(values)
        while chunk := list(islice(values, CHUNK)):
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", chunk)


def next_pk(model):
    return (model.objects.aggregate(highest=Max("pk"))["highest"] or 0) + 1
