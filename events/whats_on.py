"""/events/: what is on from now on, occurrence by occurrence, filtered and by the page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import Value
from django.utils.functional import cached_property

from core.cards import Choice, PickGroup
from core.govuk import GovukForm
from core.words import LONDON, as_day, day_words
from events.listing import session_card
from events.models import BookingMode, Delivery, EventKind, EventPage, Occurrence
from locations.models import Area, VenueKind, VenuePage
from topics.models import Topic

PER_PAGE = 20
# We never count farther than this: a later date is reached by choosing it.
MOST_COUNTED = 200
LONGEST_SEARCH = 100
# More would be a wall of links, each made for every visitor: over so wide a land people look from where they are.
MOST_DISTRICTS = 40
WHENS = {"today": ("Today", 1), "week": ("Next 7 days", 7), "month": ("Next 4 weeks", 28)}
HOWS = {"in-person": "In person", "online": "Online, from home"}
BOOKINGS = {"book": "Book a place", "drop-in": "Just turn up"}
NAMES = ("q", "from", "when", "how", "booking", "access", "topic", "kind", "place", "district")


class SearchForm(GovukForm):
    say_optional = False

    q = forms.CharField(label="Look for", required=False, widget=forms.TextInput({"class": "govuk-input--width-20"}))
    start = forms.CharField(
        label="From this date on",
        required=False,
        widget=forms.DateInput({"type": "date", "class": "govuk-input--width-10"}),
    )

    def add_prefix(self, field_name):
        return "from" if field_name == "start" else super().add_prefix(field_name)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for, by name; anything that it does not know is passed over."""

    values: dict

    @classmethod
    def read(cls, query):
        texts = {name: " ".join(query.get(name, "")[:LONGEST_SEARCH].replace("\0", " ").split()) for name in NAMES}
        known = {"when": WHENS, "how": HOWS, "booking": BOOKINGS, "access": {"step-free"}}
        known |= {"kind": EventKind.values, "place": VenueKind.values}
        for name, choices in known.items():
            texts[name] = texts[name] if texts[name] in choices else ""
        texts["from"] = read_day(texts["from"])
        return cls({name: text for name, text in texts.items() if text})

    def get(self, name):
        return self.values.get(name, "")

    def address(self, **changes):
        values = {name: value for name, value in (self.values | changes).items() if value}
        return f"?{urlencode(values)}" if values else "?"


def read_day(text):
    """A date near enough to mean something, or ""."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if 2000 <= day.year < 2200 else ""


class CappedPaginator(Paginator):
    """Counts to MOST_COUNTED and no farther, so that a page costs the same however much is on."""

    def __init__(self, occurrences, per_page):
        super().__init__(occurrences.for_list(), per_page)
        # Without the sums of places that for_list adds: they would be worked out for every row counted.
        self.counted = occurrences.order_by().values("pk")

    @cached_property
    def count(self):
        return self.counted[:MOST_COUNTED].count()


def whats_on(query, *, now):
    """All that the page shows."""
    wanted = Wanted.read(query)
    page = CappedPaginator(matching(wanted, now), PER_PAGE).get_page(query.get("page"))
    return {
        "now": now,
        "form": SearchForm({"q": wanted.get("q"), "from": wanted.get("from")}),
        "kept": [(name, value) for name, value in wanted.values.items() if name not in ("q", "from")],
        "is_filtered": bool(wanted.values),
        "page_obj": page,
        "counted_all": page.paginator.count < MOST_COUNTED,
        "days": by_day(page, now),
        "query": f"{urlencode(wanted.values)}&" if wanted.values else "",
        "groups": [
            picks(wanted, "when", "When", {word: label for word, (label, _) in WHENS.items()}),
            picks(wanted, "how", "How", HOWS),
            picks(wanted, "booking", "Booking", BOOKINGS),
        ],
        "more": more_groups(wanted),
        "more_open": any(wanted.get(name) for name in ("access", "topic", "kind", "place", "district")),
    }


def matching(wanted, now):
    occurrences = Occurrence.objects.public().upcoming(now)
    if wanted.get("from"):
        first = datetime.combine(date.fromisoformat(wanted.get("from")), time(), tzinfo=LONDON)
        occurrences = occurrences.filter(starts_at__gte=first)
    if wanted.get("when"):
        occurrences = occurrences.filter(starts_at__lt=end_of(wanted, now))
    if events := event_filters(wanted):
        occurrences = occurrences.filter(event__in=EventPage.objects.filter(**events).values("pk"))
    if venues := venue_filters(wanted):
        occurrences = occurrences.filter(venue__in=VenuePage.objects.filter(**venues).values("pk"))
    return occurrences.matching(wanted.get("q"))


def end_of(wanted, now):
    """Midnight after the last day, counted from the date asked for if there is one."""
    first = date.fromisoformat(wanted.get("from")) if wanted.get("from") else as_day(now)
    _, days = WHENS[wanted.get("when")]
    return datetime.combine(max(first, as_day(now)) + timedelta(days=days), time(), tzinfo=LONDON)


def event_filters(wanted):
    found = {}
    if wanted.get("how") == "online":
        found["delivery__in"] = [Delivery.ONLINE, Delivery.BOTH]
    elif wanted.get("how"):
        found["delivery__in"] = [Delivery.IN_PERSON, Delivery.BOTH]
    if wanted.get("booking"):
        found["booking_mode"] = BookingMode(wanted.get("booking"))
    if wanted.get("topic"):
        found["topics__slug"] = wanted.get("topic")
    if wanted.get("kind"):
        found["kind"] = wanted.get("kind")
    return found


def venue_filters(wanted):
    found = {}
    if wanted.get("access"):
        found["step_free"] = True
    if wanted.get("place"):
        found["kind"] = wanted.get("place")
    if wanted.get("district"):
        found["district"] = wanted.get("district")
    return found


def by_day(occurrences, now):
    """[(Today, Friday 20 November, its sessions)]; what began on an earlier day and is still on is among today’s."""
    today = as_day(now)
    grouped = groupby(occurrences, key=lambda each: max(as_day(each.starts_at), today))
    return [(day_words(day, now), [session_card(each, now) for each in each_day]) for day, each_day in grouped]


def more_groups(wanted):
    topics, districts = topics_and_districts()
    groups = [
        picks(wanted, "access", "Getting in", {"step-free": "Step-free"}),
        picks(wanted, "topic", "About", topics),
        picks(wanted, "kind", "Kind", dict(EventKind.choices)),
        picks(wanted, "place", "Place", dict(VenueKind.choices)),
    ]
    if len(districts) <= MOST_DISTRICTS or wanted.get("district"):
        groups.append(picks(wanted, "district", "District", districts))
    return groups


def topics_and_districts():
    """Both lists of labels in one query, each in its order."""
    topics = Topic.objects.order_by().values_list(Value("topic"), "order", "title", "slug")
    with_venues = VenuePage.objects.live().order_by().values("district")
    districts = Area.objects.order_by().filter(kind="district", pk__in=with_venues)
    rows = sorted(topics.union(districts.values_list(Value("district"), Value(0), "name", "pk"), all=True))
    return tuple({slug: title for of, _, title, slug in rows if of == kind} for kind in ("topic", "district"))


def picks(wanted, name, heading, labels):
    choices = [Choice("Any", wanted.address(**{name: ""}), not wanted.get(name))]
    choices += [
        Choice(label, wanted.address(**{name: value}), wanted.get(name) == value) for value, label in labels.items()
    ]
    return PickGroup(name, heading, choices)
