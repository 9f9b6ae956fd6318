"""/events/: what is on from now on, occurrence by occurrence, filtered: a list by the page, a week or a month."""

from functools import cache
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Value

from core.cards import Choice, PickGroup
from core.govuk import GovukForm
from core.words import as_day, day_words, full_day_words
from events.days import days_context
from events.listing import is_on_another_day, left_card, session_card
from events.models import EventKind, Occurrence
from events.wanted import BOOKINGS, FROM_THEN, HOWS, VIEWS, WHENS, Wanted, filtered, fitting, span
from locations.listing import districts_of
from locations.models import VenueKind, VenuePage
from topics.models import Topic

PER_PAGE = 20
# Sessions moved away from the days of one page: more would mean that a whole place had moved.
MOST_LEFT = 100
# We never count farther than this: a later date is reached by choosing it.
MOST_COUNTED = 200
# More would be a wall of links, each made for every visitor: over so wide a land people look from where they are.
MOST_DISTRICTS = 40


class SearchForm(GovukForm):
    say_optional = False

    q = forms.CharField(label="Look for", required=False, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    start = forms.CharField(
        label="From this date on",
        required=False,
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}),
    )

    def __init__(self, wanted):
        # What is no date stands there as it was written, in a box that takes it.
        self.wrong = wanted.wrong
        super().__init__({"q": wanted.get("q"), "from": wanted.typed if wanted.wrong else wanted.get("from")})
        if wanted.wrong:
            self.fields["start"].widget.input_type = "text"

    def add_prefix(self, field_name):
        return "from" if field_name == "start" else super().add_prefix(field_name)

    def clean_start(self):
        if self.wrong:
            raise forms.ValidationError(self.wrong)
        return self.cleaned_data["start"]


def whats_on(query, *, now):
    """All that the page shows."""
    wanted = Wanted.read(query, now=now)
    in_days = wanted.get("view")
    shown = days_context(wanted, now) if in_days else list_context(wanted, query.get("page"), now)
    return shown | {
        "now": now,
        "form": SearchForm(wanted),
        "note": over_words(wanted, now),
        "kept": [(name, value) for name, value in wanted.values.items() if name not in ("q", "from")],
        "is_filtered": bool(wanted.values.keys() - {"view"}),
        "show_all": wanted.address(**{name: "" for name in wanted.values if name != "view"}),
        "filters": filters_of(wanted),
        "groups": [
            picks(wanted, "view", "Show", VIEWS),
            # A week or a month says itself which days it shows.
            *([] if in_days else [picks(wanted, "when", "When", {"": "Any"} | when_labels(wanted, now))]),
            picks(wanted, "how", "How", {"": "Any"} | HOWS),
            picks(wanted, "booking", "Booking", {"": "Any"} | BOOKINGS),
        ],
        "more": more_groups(wanted),
        "more_open": any(wanted.get(name) for name in ("access", "topic", "kind", "place", "district")),
    }


def filters_of(wanted):
    """For the addresses of its calendar and its feed, which show what is to come from whatever day it is."""
    address = wanted.address(view="", when="", **{"from": ""})
    return "" if address == "?" else address


def when_labels(wanted, now):
    if wanted.first_on and wanted.first_on > as_day(now):
        return FROM_THEN
    return {word: label for word, (label, _) in WHENS.items()}


def over_words(wanted, now):
    """A date that is over is no fault: what is on is shown from today."""
    if wanted.first_on and wanted.first_on < as_day(now):
        return f"{full_day_words(wanted.first_on)} is over. This is what is on from today."
    return ""


def list_context(wanted, number, now):
    """Which are on the page, and which were moved away from its days, is asked for first; then the rows of both."""
    coming = list(matching(wanted, now).order_by("starts_at", "pk").values_list("pk", "starts_at")[:MOST_COUNTED])
    page = Paginator(coming, PER_PAGE).get_page(number)
    left = left_on(page, coming, wanted, now)
    found = Occurrence.objects.filter(pk__in=[pk for pk, _ in [*page, *left]]).order_by().rows()
    rows = {row.pk: row for row in found}
    # One may have been deleted since.
    shown, moved = ([rows[pk] for pk, _ in chosen if pk in rows] for chosen in (page, left))
    return {
        "page_obj": page,
        "counted_all": len(coming) < MOST_COUNTED,
        "days": by_day(shown, [row for row in moved if is_on_another_day(row)], now),
        "query": f"{urlencode(wanted.values)}&" if wanted.values else "",
    }


def matching(wanted, now):
    """Those not yet over that fit, and those of today that are off, until the day is over."""
    return fitting(Occurrence.objects.public().to_show(now), wanted, now)


def left_on(page, coming, wanted, now):
    """[(pk, when it was to be)] of those moved away from the days of this page, each known on one page alone."""
    first, last = span(wanted, now)
    rows = filtered(Occurrence.objects.public().moved_away(now), wanted)
    rows = rows.filter(moved_from_at__gte=first) if first else rows
    rows = rows.filter(moved_from_at__lt=last) if last else rows
    if page.has_previous():
        # From where the page before ended.
        rows = rows.filter(moved_from_at__gt=coming[page.start_index() - 2][1])
    if page.has_next():
        rows = rows.filter(moved_from_at__lte=coming[page.end_index() - 1][1])
    return list(rows.order_by("moved_from_at", "pk").values_list("pk", "moved_from_at")[:MOST_LEFT])


def by_day(occurrences, left, now):
    """[(Today, Friday 20 November, its sessions)]; what began on an earlier day and is still on is among today’s."""
    today = as_day(now)
    placed = [(max(as_day(each.starts_at), today), each.starts_at, session_card(each, now)) for each in occurrences]
    placed += [(as_day(each.moved_from_at), each.moved_from_at, left_card(each, now)) for each in left]
    placed.sort(key=lambda each: each[:2])
    return [
        (day_words(day, now), [card for *_, card in each_day])
        for day, each_day in groupby(placed, lambda each: each[0])
    ]


def more_groups(wanted):
    topics, districts = topics_and_districts()
    groups = [
        picks(wanted, "access", "Getting in", {"": "Any", "step-free": "Step-free"}),
        picks(wanted, "topic", "About", {"": "Any"} | topics),
        picks(wanted, "kind", "Kind", {"": "Any"} | dict(EventKind.choices)),
        picks(wanted, "place", "Place", {"": "Any"} | dict(VenueKind.choices)),
    ]
    if len(districts) <= MOST_DISTRICTS or wanted.get("district"):
        groups.append(picks(wanted, "district", "District", {"": "Any"} | districts))
    return groups


def topics_and_districts():
    """Both lists of labels in one query, each in its order."""
    with connection.cursor() as cursor:
        cursor.execute(*labels_sql(connection.vendor))
        rows = sorted(cursor.fetchall())
    return tuple({slug: title for of, _, title, slug in rows if of == kind} for kind in ("topic", "district"))


@cache
def labels_sql(vendor):
    """The query is always the same, and putting it together takes ten times as long as the answer."""
    topics = Topic.objects.order_by().values_list(Value("topic"), "order", "title", "slug")
    return topics.union(
        districts_of(VenuePage.objects.live()).values_list(Value("district"), Value(0), "name", "pk"), all=True
    ).query.sql_with_params()


def picks(wanted, name, heading, labels):
    choices = [
        Choice(label, wanted.address(**{name: value}), wanted.get(name) == value) for value, label in labels.items()
    ]
    return PickGroup(name, heading, choices)
