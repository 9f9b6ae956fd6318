"""The links of an answer, for those who may open where they lead; for others the words are left."""

from dataclasses import replace

from wagtail.permissions import page_permission_policy

from reports.tables import Link

EDIT_PAGES = "wagtailcore.change_page"


def for_reader(answer, user):
    return replace(answer, tables=tuple(table_for(table, user) for table in answer.tables))


def table_for(table, user):
    rows = tuple(row_for(row, user) for row in table.rows)
    return replace(table, rows=rows, total=row_for(table.total, user) if table.total else None)


def row_for(row, user):
    return tuple(
        str(value) if isinstance(value, Link) and not may_open(user, value.permission) else value for value in row
    )


def may_open(user, permission):
    if permission == EDIT_PAGES:  # which Wagtail gives page by page, and Django knows nothing of
        return page_permission_policy.user_has_permission(user, "change")
    return not permission or user.has_perm(permission)
