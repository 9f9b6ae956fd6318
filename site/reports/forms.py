from datetime import date

from django import forms

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
MOST_YEARS = 5


def date_box(label):
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": f"Choose {label.lower()}.",
            "invalid": f"Enter {label.lower()} as a date, like 2026-04-01.",
        },
    )


class PeriodForm(forms.Form):
    """From which day to which."""

    first_on = date_box("The first day")
    last_on = date_box("The last day")

    def clean(self):
        first_on, last_on = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first_on is None or last_on is None:
            return
        if first_on < EARLIEST or last_on > LATEST:
            raise forms.ValidationError(f"Choose days between {EARLIEST.year} and {LATEST.year}.")
        if last_on < first_on:
            raise forms.ValidationError("The last day is before the first. Change one of them.")
        if (last_on.year - first_on.year) * 12 + last_on.month - first_on.month >= MOST_YEARS * 12:
            raise forms.ValidationError(f"Choose at most {MOST_YEARS} years at a time.")
