"""A date asked as day, month and year, so that nobody needs a calendar or a slash."""

import calendar
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from core.words import list_words

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}


class DatePartsInput(forms.Widget):
    template_name = "govuk/widgets/date_parts.html"
    use_fieldset = True
    PARTS = ("day", "month", "year")

    def __init__(self, attrs=None, birthday=False):
        super().__init__(attrs)
        self.birthday = birthday

    def value_from_datadict(self, data, files, name):
        return tuple(str(data.get(f"{name}_{part}", "")).strip() for part in self.PARTS)

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{part}" in data for part in self.PARTS)

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else id_

    def get_context(self, name, value, attrs):
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_parts", ())
        context = super().get_context(name, None, attrs)
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{attrs.get('id', name)}_{part}",
                "label": part.capitalize(),
                "value": answer,
                "width": 4 if part == "year" else 2,
                "numeric": part != "month",
                "wrong": part in wrong,
                "autocomplete": f"bday-{part}" if self.birthday else "",
            }
            for part, answer in zip(self.PARTS, value or ("", "", ""), strict=True)
        ]
        return context


class DatePartsField(forms.Field):
    """A date. The month may be a number or its name; an error says which part to put right."""

    widget = DatePartsInput

    def prepare_value(self, value):
        return (str(value.day), str(value.month), str(value.year)) if isinstance(value, date) else value

    def to_python(self, value):
        if value is None or isinstance(value, date):
            return value
        if not any(value):
            return None
        self.check_complete(value)
        day, month, year = whole_number(value[0]), month_number(value[1]), whole_number(value[2])
        self.check_parts(day, month, year)
        try:
            return date(year, month, day)
        except ValueError as error:
            days = calendar.monthrange(year, month)[1]
            words = f"Check the day: {calendar.month_name[month]} {year} has {days} days"
            raise ValidationError(words, code="no_such_day", params={"parts": ("day",)}) from error

    @staticmethod
    def check_complete(value):
        missing = [part for part, answer in zip(DatePartsInput.PARTS, value, strict=True) if not answer]
        if missing:
            words = f"Enter the {list_words(missing)} as well"
            raise ValidationError(words, code="missing_part", params={"parts": missing})

    @staticmethod
    def check_parts(day, month, year):
        wrong = {
            "day": None if 1 <= day <= 31 else "The day must be a number from 1 to 31",
            "month": None if 1 <= month <= 12 else "The month must be a number from 1 to 12, or its name",
            "year": None if 1900 <= year <= 2200 else "The year must have 4 numbers, like 1956",
        }
        found = [
            ValidationError(words, code=f"wrong_{part}", params={"parts": (part,)})
            for part, words in wrong.items()
            if words
        ]
        if found:
            raise ValidationError(found)


def whole_number(text):
    """The number typed; -1 for anything else. Only plain digits: int() would take ² or 1_0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1


def month_number(text):
    named = [number for name, number in MONTHS.items() if len(text) >= 3 and name.startswith(text.lower())]
    return named[0] if named else whole_number(text)
