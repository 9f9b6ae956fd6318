"""Two revisions of a schedule side by side: how it repeats in words, and as a rule where there are no plain words."""

import recurrence
from wagtail.admin.compare import FieldComparison

from events.schedule import rules_of
from events.schedule_words import describe, plain_rule_words


class RecurrenceComparison(FieldComparison):
    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (in_words(value, row) for value, row in ((self.val_a, obj_a), (self.val_b, obj_b)))


def in_words(value, row):
    first_on = getattr(row, "first_on", None)
    words = describe(value, first_on=first_on) if value else ""
    if any(plain_rule_words(rule, first_on) is None for rule in rules_of(value)) or len(rules_of(value)) > 1:
        words = f"{words} ({' '.join(recurrence.serialize(value).split())})"
    return words
