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

*export* names the fields a person is given of each row, or is a function of the row that returns a dict; an empty one
keeps it from them, which needs an exemption in law (docs/decisions.md).
*erase* names the fields that are emptied, or is a function of (rows, now); `DELETE` removes the rows; `[]` says that
nothing in them is personal. What remains hangs on the emptied Person, so that counts stay right.
*merge* is a function of (rows, into, by, now) where moving the rows to the other Person could break a rule of theirs,
such as one live booking each; left out, they are moved. What it returns (JSON) is kept for *unmerge*, a function of
(memo, kept, gone, by, now) called once the rows were given back; it returns sentences about what it could not mend.
*last_activity* leads to a date or moment: retention counts from the latest that any row gives.
*shown* says how staff see a row on the person's page: where it leads, who may, and in which words.
*in_use* is a Q, or a function of now that returns one: a person with such a row cannot be erased before it has ended,
for example an active champion or a booking still to come.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse

DELETE = "delete"


@dataclass(frozen=True)
class Shown:
    """`words(row)` as a link to `address`, for staff with `permission`. `related` is fetched with the rows."""

    address: str
    permission: str
    words: Any
    related: tuple = ()


@dataclass(frozen=True)
class Keeping:
    model_label: str
    person_field: str
    title: str
    export: Any
    erase: Any
    merge: Any = None
    unmerge: Any = None
    last_activity: str = ""
    in_use: Any = None
    matched_by: str = field(default="pk", repr=False)
    shown: Shown | None = None

    @property
    def model(self):
        return apps.get_model(self.model_label)

    @property
    def name(self):
        return f"{self.model_label}.{self.person_field}"

    @property
    def is_direct(self):
        """Whether the rows have the person themselves; others go wherever goes what they hang on."""
        return "__" not in self.person_field

    def give(self, rows, person):
        rows.update(**{self.person_field: getattr(person, self.matched_by)})

    def rows(self, person):
        return self.model._default_manager.filter(**{self.person_field: getattr(person, self.matched_by)})

    def lines(self, person, most=10):
        """(words, address) of the newest rows, as staff see them."""
        rows = self.rows(person).select_related(*self.shown.related).order_by("-pk")[:most]
        return [(self.shown.words(row), reverse(self.shown.address, args=[row.pk])) for row in rows]

    def rows_in_use(self, now):
        """Every person's rows that keep them from being erased."""
        return self.model._default_manager.filter(self.in_use(now) if callable(self.in_use) else self.in_use)

    def people_with(self, rows):
        """A condition on Person: having one of these rows."""
        return Q(**{f"{self.matched_by}__in": rows.exclude(**{self.person_field: None}).values(self.person_field)})


KEPT = {}


def keeps(
    model,
    person_field,
    *,
    export,
    erase,
    merge=None,
    unmerge=None,
    last_activity="",
    in_use=None,
    title="",
    matched_by="pk",
    shown=None,
):
    """Say what a model keeps about a person. `matched_by="key"` for a field that holds Person.key without a link."""
    label = model if isinstance(model, str) else model._meta.label
    title = title or str(apps.get_model(label)._meta.verbose_name_plural).capitalize()
    KEPT[label, person_field] = Keeping(
        label, person_field, title, export, erase, merge, unmerge, last_activity, in_use, matched_by, shown
    )


def keepings():
    return list(KEPT.values())
