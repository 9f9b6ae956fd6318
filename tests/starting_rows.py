"""Put the database back as a flushed one is, after a test that commits.

Django empties every table, and has `post_migrate` make the permissions, roles and pages again: half a second each time.
Here what that leaves is read once, and written back as it was.
"""

from django.core.cache import cache
from django.db import connection, transaction


def read():
    """{table: (columns, rows)} of all tables, those without a row included."""
    with connection.cursor() as cursor:
        return {table: read_table(cursor, table) for table in tables()}


def tables():
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def read_table(cursor, table):
    cursor.execute(f"SELECT * FROM {quote(table)} ORDER BY 1")
    return [column[0] for column in cursor.description], cursor.fetchall()


@transaction.atomic
def put_back(starting_rows):
    with connection.cursor() as cursor:
        for table in starting_rows:
            cursor.execute(f"DELETE FROM {quote(table)}")
        for table, (columns, rows) in starting_rows.items():
            if rows:
                cursor.executemany(insertion(table, columns), rows)
    cache.clear()  # it remembers such as which page is a site's root


def insertion(table, columns):
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"


def quote(name):
    return connection.ops.quote_name(name)
