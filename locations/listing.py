"""The list of places at /venues/: by district, filtered by kind and what is there, searched by name. And its rows."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Subquery

from core.cards import Choice, PickGroup, PlaceRow
from core.govuk import GovukForm
from locations.facilities import FACILITIES, opening_tag, short_facts
from locations.models import Area, VenueKind
from locations.names import normalise_name
from locations.postcode_forms import parse_postcode, postcode_within

PER_PAGE = 40
LONGEST_SEARCH = 100
# The short word in the address for each facility.
HAVING = {
    "wifi": "free_wifi",
    "computers": "public_computers",
    "devices": "device_loan",
    "step-free": "step_free",
    "toilet": "accessible_toilet",
    "loop": "hearing_loop",
    "quiet": "quiet_room",
    "parking": "parking",
    "bus": "bus",
    "creche": "creche",
}
ALWAYS_OFFERED = ("wifi", "computers", "step-free")


class SearchForm(GovukForm):
    say_optional = False

    q = forms.CharField(
        label="Name of the place, or its town",
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-20"}),
    )


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; anything that it does not know is passed over."""

    q: str = ""
    kind: str = ""
    district: str = ""
    having: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, query):
        kind = query.get("kind", "")
        return cls(
            q=" ".join(query.get("q", "")[:LONGEST_SEARCH].replace("\0", " ").split()),
            kind=kind if kind in VenueKind.values else "",
            district=query.get("district", "").replace("\0", "")[:9],
            having=tuple(word for word in HAVING if word in query.getlist("has")),
        )

    def address(self, **changes):
        values = self.pairs(**changes)
        return f"?{urlencode(values)}" if values else "?"

    def pairs(self, **changes):
        values = {"q": self.q, "kind": self.kind, "district": self.district, "has": self.having} | changes
        pairs = [(name, values[name]) for name in ("q", "kind", "district") if values[name]]
        return pairs + [("has", word) for word in values["has"]]

    def toggled(self, word):
        return tuple(each for each in HAVING if (each in self.having) != (each == word))

    @property
    def is_anything(self):
        return bool(self.pairs())


def listing(venues, request, *, now):
    """All that the page of places shows."""
    wanted = Wanted.read(request.GET)
    districts = districts_of(venues).order_by("name")
    found = (
        matching(venues, wanted)
        .select_related("district")
        .order_by(F("district__name").asc(nulls_last=True), "title", "pk")
    )
    page = Paginator(found.prefetch_related("opening_hours", "closures"), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "form": SearchForm({"q": wanted.q}),
        "kept": [pair for pair in wanted.pairs() if pair[0] != "q"],
        "wanted": wanted,
        "near": place_to_find(wanted.q),
        "page_obj": page,
        "by_district": rows_by_district(page, request, now),
        "query": f"{urlencode(wanted.pairs())}&" if wanted.is_anything else "",
        "groups": [_kinds(wanted), _having(wanted, ALWAYS_OFFERED, "has", "With")],
        "more": [
            _having(wanted, [word for word in HAVING if word not in ALWAYS_OFFERED], "more", "Also with"),
            _districts(wanted, districts),
        ],
        "more_open": bool(wanted.district or set(wanted.having) - set(ALWAYS_OFFERED)),
    }


def districts_of(venues):
    """The districts that these venues are in.

    Each of the few districts is asked for one venue, which an index finds. For an EXISTS PostgreSQL would read them
    all.
    """
    one_there = venues.order_by().filter(district=OuterRef("pk")).values("pk")[:1]
    return Area.objects.order_by().filter(kind="district").alias(one=Subquery(one_there)).filter(one__isnull=False)


def matching(venues, wanted):
    if wanted.kind:
        venues = venues.filter(kind=wanted.kind)
    if wanted.district:
        venues = venues.filter(district=wanted.district)
    for word in wanted.having:
        lookup = {"public_computers__gt": 0} if word == "computers" else {HAVING[word]: True}
        venues = venues.filter(**lookup)
    for word in normalise_name(wanted.q).split():
        venues = venues.filter(search_terms__contains=word)
    return venues


def place_to_find(text):
    """A postcode typed into the search of names: the finder answers that better."""
    parts = parse_postcode(text) or postcode_within(text)
    return parts.label if parts else ""


def rows_by_district(venues, request, now):
    """[(district, rows)] in the order of the venues."""
    districts = []
    for venue in venues:
        name = venue.district.name if venue.district else "Elsewhere"
        if not districts or districts[-1][0] != name:
            districts.append((name, []))
        districts[-1][1].append(place_row(venue, now, request=request))
    return districts


def place_row(venue, now, *, letter="", request=None):
    """One venue in a list; its miles if the query measured them."""
    opening = venue.opening(now)
    return PlaceRow(
        name=venue.title,
        url=venue.get_url(request),
        miles=getattr(venue, "miles", None),
        letter=letter,
        tag=opening_tag(opening),
        more=opening.more,
        facts=short_facts(venue),
    )


def _kinds(wanted):
    choices = [Choice("Any", wanted.address(kind=""), not wanted.kind)]
    choices += [Choice(kind.label, wanted.address(kind=kind.value), wanted.kind == kind) for kind in VenueKind]
    return PickGroup("kind", "Kind of place", choices)


def _having(wanted, words, key, heading):
    choices = [
        Choice(FACILITIES[HAVING[word]].label, wanted.address(has=wanted.toggled(word)), word in wanted.having)
        for word in words
    ]
    return PickGroup(key, heading, choices)


def _districts(wanted, districts):
    choices = [Choice("Any", wanted.address(district=""), not wanted.district)]
    choices += [
        Choice(area.name, wanted.address(district=area.code), wanted.district == area.code) for area in districts
    ]
    return PickGroup("district", "District", choices)
