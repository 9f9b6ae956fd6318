"""The choices of a report, as they lie in its address: which period, and where."""

from datetime import date
from urllib.parse import urlencode

from django import forms

from core.govuk import GovukForm
from locations.models import Area
from reports.periods import PeriodKind, between, period_of

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
MOST_YEARS = 5
OF_PERIOD = ("kind", "on", "first_on", "last_on")
NO_SUCH_PLACE = (
    "We know no district or ward of that name. It may have been abolished or renamed: choose one from the list, or use "
    "the code of the old one if figures were kept under it."
)


def day_box(label, hint=""):
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"Enter {label.lower()} as a date, like 2026-04-01."},
    )


class PeriodFilter(GovukForm):
    """A period: of some kind with a day in it, or from one day to another. Nothing chosen: the quarter so far.

    Cleaned, it has `period`.
    """

    say_optional = False

    kind = forms.ChoiceField(
        label="Period",
        choices=PeriodKind.choices,
        required=False,
        error_messages={"invalid_choice": "Choose a kind of period from the list."},
    )
    on = day_box("A day in it", "Any day of the month, quarter or year.")
    first_on = day_box("The first day", "For days of your own.")
    last_on = day_box("The last day")

    def __init__(self, data=None, *, today, **kwargs):
        self.today = today
        super().__init__(data={"kind": "quarter", "on": self.today.isoformat()} | plain(data), **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["period"] = self.own_days() if cleaned["kind"] == PeriodKind.DATES else self.period()
        return cleaned

    def period(self):
        day = self.cleaned_data["on"] or self.today
        if not EARLIEST <= day <= LATEST:
            self.add_error("on", f"Choose a day between {EARLIEST.year} and {LATEST.year}.")
            return None
        return period_of(self.cleaned_data["kind"] or PeriodKind.QUARTER, day)

    def in_address(self):
        """What was chosen as it may lie in an address: the same for the same choice, however it was typed."""
        period = self.cleaned_data["period"]
        if period.kind == PeriodKind.DATES:
            chosen = {"kind": period.kind, "first_on": period.first_on, "last_on": period.last_on}
        else:
            chosen = {"kind": period.kind, "on": period.first_on}
        for name, field in self.fields.items():
            value = self.cleaned_data[name]
            if name not in OF_PERIOD and value not in (None, ""):
                chosen[name] = value.pk if isinstance(value, Area) else field.prepare_value(value)
        return urlencode(chosen)

    def own_days(self):
        first_on, last_on = self.cleaned_data["first_on"], self.cleaned_data["last_on"]
        for name, day in (("first_on", first_on), ("last_on", last_on)):
            if day is None:
                self.add_error(name, f"Choose {self.fields[name].label.lower()}.")
            elif not EARLIEST <= day <= LATEST:
                self.add_error(name, f"Choose a day between {EARLIEST.year} and {LATEST.year}.")
        if self.errors:
            return None
        if last_on < first_on:
            self.add_error("last_on", "The last day is before the first. Change one of them.")
        elif (last_on.year - first_on.year) * 12 + last_on.month - first_on.month >= MOST_YEARS * 12:
            self.add_error("last_on", f"Choose at most {MOST_YEARS} years at a time.")
        return between(first_on, last_on)


def areas_named(name, *, most):
    """At most so many areas of a name, by their codes."""
    return list(Area.objects.filter(name__iexact=name).select_related("parent").order_by("code")[:most])


class PeriodAndPlaceFilter(PeriodFilter):
    """A period, and a district or ward. Cleaned, `place` is an Area or None."""

    place = forms.CharField(
        label="Where", required=False, help_text="A district or ward by its name or code. Empty: everywhere."
    )

    def clean_place(self):
        typed = self.cleaned_data["place"].strip()
        if not typed:
            return None
        found = list(Area.objects.filter(pk=typed.upper())[:1]) or areas_named(typed, most=2)
        if not found:
            raise forms.ValidationError(NO_SUCH_PLACE)
        if len(found) > 1:
            names = " or ".join(f"{area.code} ({area.parent})" for area in found)
            raise forms.ValidationError(f"There is more than one. Enter its code: {names}.")
        return found[0]


class RowsFilter(PeriodAndPlaceFilter):
    """Whose rows: those of sessions in a period, at venues in a place."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        where = self.fields["place"]
        where.help_text = "The district or ward in which the session was held, by its name or code. Empty: everywhere."


def plain(data):
    """What was chosen, without the empty ones, so that these are as if nobody had asked."""
    return {name: value for name, value in (data.items() if data else ()) if value != ""}
