"""What each app keeps about a Person. Apps above come here, so that people never imports them.

In an app's `AppConfig.ready()`:

    keeps(
        "events.Booking",
        "person",
        title="Bookings",
        export=["reference", "occurrence", "state", "needs"],
        erase=["needs"],
        last_activity="occurrence__ends_at",
    )

*export* names the fields a person is given of each row, or is a function of the row that returns a dict.
*erase* names the fields that are emptied, or is a function of (rows, now); `DELETE` removes the rows; `[]` says that
nothing in them is personal. What remains hangs on the emptied Person, so that counts stay right.
*merge* is a function of (rows, into, by, now) where moving the rows to the other Person could break a rule of theirs,
such as one live booking each; left out, they are moved.
*last_activity* leads to a date or moment: retention counts from the latest that any row gives.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

DELETE = "delete"


@dataclass(frozen=True)
class Keeping:
    model_label: str
    person_field: str
    title: str
    export: Any
    erase: Any
    merge: Any = None
    last_activity: str = ""
    matched_by: str = field(default="pk", repr=False)

    @property
    def model(self):
        return apps.get_model(self.model_label)

    def rows(self, person):
        return self.model._base_manager.filter(**{self.person_field: getattr(person, self.matched_by)})


KEPT = {}


def keeps(model, person_field, *, export, erase, merge=None, last_activity="", title="", matched_by="pk"):
    """Say what a model keeps about a person. `matched_by="key"` for a field that holds Person.key without a link."""
    label = model if isinstance(model, str) else model._meta.label
    title = title or str(apps.get_model(label)._meta.verbose_name_plural).capitalize()
    KEPT[label, person_field] = Keeping(
        label, person_field, title, export, erase, merge, last_activity, matched_by=matched_by
    )


def keepings():
    return list(KEPT.values())
