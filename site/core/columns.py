"""Columns of the admin's lists, in our words.

Wagtail's own column of dates says how long ago something was, and "just now" of all that is still to come.
"""

from wagtail.admin.ui.tables import Column

from core.words import as_day, time_words


class DayColumn(Column):
    """20 Nov 2026."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return short_day_words(value) if value else ""


class MomentColumn(Column):
    """Fri 20 Nov 2026, 2pm."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return f"{as_day(value):%a} {short_day_words(value)}, {time_words(value)}" if value else ""


class YesNoColumn(Column):
    def get_value(self, instance):
        return "Yes" if super().get_value(instance) else "No"


def short_day_words(value):
    day = as_day(value)
    return f"{day.day} {day:%b %Y}"
