"""How an editor says when a schedule repeats: plain controls that need no script.

What the controls cannot show is kept as the text of an iCalendar rule, and nothing is lost.
"""

import re
from datetime import date, datetime

import recurrence
from django import forms
from django.urls import reverse
from recurrence import MONTHLY, WEEKLY, Recurrence, Rule, to_weekday
from recurrence.exceptions import RecurrenceError

from events.next_dates import next_dates
from events.schedule import as_moment, end_of_day, extra_days, local_date, skipped_days
from events.schedule_checks import MOST_TIMES
from events.schedule_words import WEEKDAYS, has_other_parts

OWN_RULE = "RAW"
REPEATS = [
    ("", "It does not repeat"),
    ("W1", "Every week"),
    ("W2", "Every 2 weeks"),
    ("W4", "Every 4 weeks"),
    ("M1", "Every month, the first"),
    ("M2", "Every month, the second"),
    ("M3", "Every month, the third"),
    ("M4", "Every month, the fourth"),
    ("M-1", "Every month, the last"),
    (OWN_RULE, "By a rule of its own"),
]
DAYS = list(zip(Rule.weekdays, WEEKDAYS, strict=True))
DATE_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
MOST_DATES = 400
LONGEST_RULE = 4000
TIMES_WRONG = f"Enter how many times as a whole number from 1 to {MOST_TIMES:,}."
MOST_RULES = 5


class RecurrenceWidget(forms.MultiWidget):
    template_name = "events/recurrence_widget.html"
    use_fieldset = True

    # What the form says besides: their names end like this, where the widget's own name ends with the field's.
    told_by = ("first_on", "start_time", "end_time")

    class Media:
        css = {"all": ["events/css/recurrence.css"]}
        js = ["events/js/recurrence.js"]

    def __init__(self, attrs=None):
        widgets = {
            "repeat": forms.Select(choices=REPEATS),
            "days": forms.CheckboxSelectMultiple(choices=DAYS),
            "until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "times": forms.NumberInput(attrs={"min": 1, "max": MOST_TIMES}),
            "skip": forms.Textarea(attrs={"rows": 3}),
            "extra": forms.Textarea(attrs={"rows": 3}),
            "rule": forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        }
        super().__init__(widgets, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["told_by"] = " ".join(self.told_by)
        context["widget"]["address"] = reverse("event_dates:next_dates")
        context["widget"]["shown"] = self.shown
        return context

    def tell(self, pattern, *, today, **told):
        """What the form's first date and times make of it, to be shown with the controls."""
        self.shown = next_dates(pattern, today=today, **told)

    shown = None

    def decompress(self, value):
        if isinstance(value, str):
            value = recurrence.deserialize(value, False)
        if not value:
            return ["", [], None, None, "", "", ""]
        dates = [as_lines(skipped_days(value)), as_lines(extra_days(value))]
        shown = [] if not value.rrules and not value.exrules else rule_answers(value)
        if shown is None:
            return [OWN_RULE, [], None, None, *dates, rules_text(value)]
        return [*(shown or ["", [], None, None]), *dates, ""]

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else ""


class RecurrenceFormField(forms.MultiValueField):
    widget = RecurrenceWidget

    def __init__(self, **kwargs):
        for name in ("max_length", "empty_value", "strip"):
            kwargs.pop(name, None)
        fields = [
            forms.ChoiceField(choices=REPEATS, required=False),
            forms.MultipleChoiceField(choices=DAYS, required=False),
            forms.DateField(
                required=False,
                input_formats=["%Y-%m-%d", *DATE_FORMATS],
                error_messages={"invalid": "Enter the last date like 16/12/2026."},
            ),
            forms.IntegerField(
                required=False,
                min_value=1,
                max_value=MOST_TIMES,
                error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], TIMES_WRONG),
            ),
            forms.CharField(required=False),
            forms.CharField(required=False),
            forms.CharField(
                required=False,
                max_length=LONGEST_RULE,
                error_messages={"max_length": f"The rule is longer than {LONGEST_RULE:,} characters."},
            ),
        ]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value):
        if value and value[0] == OWN_RULE:
            # The rule says it all: what is left in the other controls counts for nothing, and cannot be wrong.
            value = [OWN_RULE, [], None, None, *value[4:]]
        return super().clean(value)

    def compress(self, answers):
        if not answers:
            return Recurrence(include_dtstart=False)
        repeat, days, until, times, skip, extra, text = answers
        if repeat == OWN_RULE:
            made = read_rules(text)
        else:
            made = Recurrence(rrules=made_rules(repeat, days, until, times), include_dtstart=False)
        made.exdates = as_moments(skipped_days(made) | read_dates(skip, "Dates to skip"))
        made.rdates = as_moments(extra_days(made) | read_dates(extra, "Extra dates"))
        return made

    def has_changed(self, initial, data):
        # A browser sends the lines of a textarea with line ends of its own.
        as_kept = [answer.replace("\r\n", "\n") if isinstance(answer, str) else answer for answer in data]
        return super().has_changed(initial, as_kept)


def rule_answers(value):
    """[repeat, days, until, times], or None for a rule that the controls cannot show."""
    if value.exrules or len(value.rrules) != 1:
        return None
    rule = value.rrules[0]
    days = sorted((to_weekday(day) for day in rule.byday), key=lambda day: day.number)
    starts_on_monday = getattr(rule.wkst, "number", rule.wkst) in (None, 0)
    too_often = rule.count is not None and not 1 <= rule.count <= MOST_TIMES
    if has_other_parts(rule) or not starts_on_monday or (rule.until and rule.count) or too_often:
        return None
    repeat = f"W{rule.interval}" if rule.freq == WEEKLY else month_answer(rule, days)
    if repeat not in dict(REPEATS) or (rule.freq == WEEKLY and any(day.index for day in days)):
        return None
    until = local_date(rule.until) if rule.until else None
    return [repeat, [Rule.weekdays[day.number] for day in days], until, rule.count]


def month_answer(rule, days):
    positions = {day.index for day in days}
    if rule.freq != MONTHLY or rule.interval != 1 or len(positions) != 1:
        return None
    return f"M{positions.pop()}"


def made_rules(repeat, days, until, times):
    if not repeat:
        if days or until or times:
            raise forms.ValidationError("Say how often it repeats, or clear the days, last date and number of times.")
        return []
    if until and times:
        raise forms.ValidationError("Give a last date or a number of times, not both.")
    weekdays = [getattr(recurrence, day) for day in days]
    limits = {"until": end_of_day(until) if until else None, "count": times}
    number = int(repeat[1:])
    if repeat.startswith("W"):
        return [Rule(WEEKLY, interval=number, byday=weekdays, **limits)]
    if not weekdays:
        raise forms.ValidationError("Choose the day of the week, for example Tuesday for the first Tuesday.")
    return [Rule(MONTHLY, byday=[day(number) for day in weekdays], **limits)]


def read_rules(text):
    """An iCalendar rule as somebody typed or pasted it, with or without RRULE: in front."""
    text = text.strip()
    if not text:
        raise forms.ValidationError("Enter the rule, for example RRULE:FREQ=MONTHLY;BYMONTHDAY=15.")
    if re.match(r"FREQ\s*=", text):
        text = f"RRULE:{text}"
    if re.search(r"INTERVAL\s*=\s*(-\s*\d|0+\b)", text, re.IGNORECASE):
        raise forms.ValidationError("The interval must be 1 or more: every week is INTERVAL=1.")
    try:
        made = recurrence.deserialize(text, False)
        made.dtstart = made.dtend = None
        # Reading is laxer than writing: what could not be written back is refused now.
        made = recurrence.deserialize(recurrence.serialize(made), False)
    except (RecurrenceError, ValueError, TypeError, OverflowError):
        raise forms.ValidationError(
            "We cannot read this rule. It should look like RRULE:FREQ=MONTHLY;BYMONTHDAY=15."
        ) from None
    if not made.rrules:
        raise forms.ValidationError("The rule says no RRULE. It should look like RRULE:FREQ=MONTHLY;BYMONTHDAY=15.")
    if len(made.rrules) + len(made.exrules) > MOST_RULES:
        raise forms.ValidationError(f"A schedule can have {MOST_RULES} rules at most. Add another schedule.")
    return made


def rules_text(value):
    rules = Recurrence(rrules=value.rrules, exrules=value.exrules, include_dtstart=False)
    return recurrence.serialize(rules)


def read_dates(text, label):
    lines = [line.strip() for line in re.split(r"[\n,;]", text or "") if line.strip()]
    if len(lines) > MOST_DATES:
        raise forms.ValidationError(f"{label}: {MOST_DATES} dates at most.")
    return {read_date(line, label) for line in lines}


def read_date(line, label):
    for pattern in DATE_FORMATS:
        try:
            found = datetime.strptime(line, pattern).date()
        except ValueError:
            continue
        if date(1990, 1, 1) <= found <= date(2200, 1, 1):
            return found
    raise forms.ValidationError(
        "%(label)s: %(line)s is not a date like 25/12/2026.", params={"label": label, "line": line[:40]}
    )


def as_lines(days):
    return "\n".join(f"{day:%d/%m/%Y}" for day in sorted(days))


def as_moments(days):
    return [as_moment(day) for day in sorted(days)]
