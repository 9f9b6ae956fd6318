"""Two revisions of a schedule side by side: how it repeats in words, and as a rule where there are no plain words."""

import recurrence
from wagtail.admin.compare import FieldComparison

from events.schedule import rules_of
from events.schedule_words import describe, plain_rule_words


class RecurrenceComparison(FieldComparison):
    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        values = self.val_a, self.val_b
        self.val_a, self.val_b = (in_words(value, row) for value, row in zip(values, (obj_a, obj_b), strict=True))
        if self.val_a == self.val_b and len({text_of(value) for value in values}) > 1:
            # The words leave out what differs: which of many dates are skipped, or a rule of exceptions.
            self.val_a, self.val_b = (f"{self.val_a} ({text_of(value)})" for value in values)


def in_words(value, row):
    first_on = getattr(row, "first_on", None)
    words = describe(value, first_on=first_on) if value else ""
    if any(plain_rule_words(rule, first_on) is None for rule in rules_of(value)) or len(rules_of(value)) > 1:
        words = f"{words} ({text_of(value)})"
    return words


def text_of(value):
    return " ".join(recurrence.serialize(value).split()) if value else ""
