"""From what somebody typed to a point on the map: `find_place("ca1-1aa")`, `find_place("Dalton")`.

It never fails: whatever was typed, the answer has a `kind` and, where there is something to say, a sentence to show.
What was typed is in no log and is stored nowhere: it may be somebody's home.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q
from django.db.models.functions import Length

from locations.distance import box_around, miles_to_each
from locations.models import Place, PlaceKind, Postcode, PostcodeGroup
from locations.names import normalise_name
from locations.postcode_forms import POSTCODE_AREAS, PostcodeParts, parse_postcode, postcode_within

__all__ = ["Whereabouts", "find_place", "normalise_name", "parse_postcode"]

# Nobody types a longer place than this; what comes after is not looked at.
LONGEST_TEXT = 100
MOST_CHOICES = 10
# A place is named after a city from farther off than after a village.
REACH_IN_MILES = {PlaceKind.CITY: 5, PlaceKind.TOWN: 3, PlaceKind.VILLAGE: 1.5}
FARTHEST_NAME_IN_MILES = 8
SIZE = {kind: number for number, kind in enumerate(PlaceKind.values)}


@dataclass(frozen=True)
class Whereabouts:
    """kind: found; choice (several places, or a name much like it); unknown; outside; nothing (was typed).

    `choices` are (label, what to ask instead); `sentence` explains any kind, and a found one that is not exact.
    """

    kind: str
    label: str = ""
    latitude: float | None = None
    longitude: float | None = None
    ward_code: str = ""
    district_code: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    sentence: str = ""

    @property
    def is_found(self):
        return self.kind == "found"

    @property
    def near(self):
        """near CA1 1AA, Carlisle: also where the label says already that it is only near."""
        return self.label if self.label.startswith("near ") else f"near {self.label}"


def find_place(text):
    """Where the person means: by postcode, part of one, or the name of a place."""
    text = str(text or "")[:LONGEST_TEXT]
    name = normalise_name(text)
    if not name:
        return Whereabouts("nothing", sentence="Type a postcode, or the name of a town or village.")
    parts = parse_postcode(text)
    if parts:
        return _find_postcode(parts)
    return _find_name(text) or _find_postcode_in(text) or _guess_name(name) or _unknown_name(text)


def _find_postcode_in(text):
    parts = postcode_within(text)
    return _find_postcode(parts) if parts else None


def _find_postcode(parts: PostcodeParts):
    if parts.is_unit and (postcode := Postcode.objects.filter(pk=parts.key).first()):
        return _found(postcode, _with_settlement(parts.label, postcode))
    group = _group_for(parts)
    if group is None:
        return _unknown_or_outside(parts)
    if group.label == parts.label:
        return _found(group, _with_settlement(parts.label, group))
    if parts.inward == "" or group.label.replace(" ", "") == parts.key:
        return _found(group, _with_settlement(group.label, group))
    sentence = f"We do not have {parts.label} itself, so distances are from the middle of {group.label}."
    return _found(group, _with_settlement(f"near {parts.label}", group), sentence)


def _group_for(parts):
    """Its sector, else its outward code. CA11 is the outward code if there is one, else the sector CA1 1."""
    labels = [parts.sector, parts.outward]
    if not parts.inward and parts.outward[-1].isdigit() and parts.outward[-2].isdigit():
        labels.append(f"{parts.outward[:-1]} {parts.outward[-1]}")
    groups = PostcodeGroup.objects.in_bulk([label for label in labels if label])
    return next((groups[label] for label in labels if label in groups), None)


def _unknown_or_outside(parts):
    """A postcode whose letters are used elsewhere in the country, and by nothing we hold, is somewhere else."""
    ours = PostcodeGroup.objects.filter(label__regex=rf"^{parts.area}[0-9]").exists()
    if parts.area in POSTCODE_AREAS and not ours:
        sentence = (
            f"{parts.label} is outside the area that we know. Anyone may join a session online, "
            "or type a place nearer to us."
        )
        return Whereabouts("outside", parts.label, sentence=sentence)
    return Whereabouts(
        "unknown",
        parts.label,
        sentence=f"We cannot find {parts.label}. Check it, or type the name of a town or village.",
    )


def _find_name(text):
    """By its whole name, with or without what tells it from others; then by how its name begins."""
    head, _, tail = text.partition(",")
    name, told_by = normalise_name(head), normalise_name(tail)
    if not name:
        return None
    found = list(
        Place.objects.filter(Q(search_name=name) | Q(search_name__startswith=f"{name} ")).select_related("district")
    )
    found.sort(key=lambda place: (place.search_name != name, _size(place), str(place)))
    exact = [place for place in found if place.search_name == name]
    told = [place for place in exact or found if told_by and _is_told_by(place, told_by)]
    if told:
        return _found_place(told[0])
    if len(exact) == 1 and not _has_bigger(found, exact[0]):
        return _found_place(exact[0])
    return _one_or_choice(found)


def _guess_name(name):
    """Words of its name in any order, then the beginning of what was typed, then a spelling much like it."""
    return _by_words(name) or _by_leading_words(name) or _by_spelling(name)


def _by_words(name):
    if len(name) < 3:
        return None
    query = Q()
    for word in name.split():
        query &= Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")
    found = list(Place.objects.filter(query).select_related("district")[:100])
    return _one_or_choice(_largest_first(found))


def _by_leading_words(name):
    """Kendal library, Carlisle city centre: the longest beginning that is a place."""
    words = name.split()
    beginnings = [" ".join(words[:length]) for length in range(len(words) - 1, 0, -1)]
    found = list(Place.objects.filter(search_name__in=beginnings).select_related("district"))
    if not found:
        return None
    longest = max(len(place.search_name) for place in found)
    return _one_or_choice(
        sorted(
            (place for place in found if len(place.search_name) == longest),
            key=lambda place: (_size(place), str(place)),
        )
    )


def _by_spelling(name):
    """A name that begins with the same letter and is spelt much the same is asked about, never assumed."""
    if len(name) < 4:
        return None
    # A slip adds or drops a letter or two; names of quite another length need not be compared.
    names = (
        Place.objects.annotate(length=Length("search_name"))
        .filter(search_name__startswith=name[0], length__range=(len(name) - 2, len(name) + 2))
        .values_list("search_name", flat=True)
        .distinct()
    )
    close = get_close_matches(name, list(names), n=3, cutoff=0.8)
    if not close:
        return None
    places = list(Place.objects.filter(search_name__in=close))
    places.sort(key=lambda place: (close.index(place.search_name), _size(place), str(place)))
    choices = _choices(places)
    meant = "this one" if len(choices) == 1 else "one of these"
    return Whereabouts("choice", choices=choices, sentence=f"We do not know that name. Did you mean {meant}?")


def _unknown_name(text):
    shown = " ".join(text.split())
    shown = f"{shown[:37]}…" if len(shown) > 40 else shown
    shown = "".join(character for character in shown if character.isprintable())
    return Whereabouts(
        "unknown", shown, sentence=f"We do not know a place called “{shown}”. Check the spelling, or type a postcode."
    )


def _one_or_choice(places):
    if not places:
        return None
    if len(places) == 1:
        return _found_place(places[0])
    return Whereabouts("choice", choices=_choices(places), sentence="There are several. Which one do you mean?")


def _choices(places):
    """(label, what to ask instead) of each: the label is enough to find the one."""
    labels = dict.fromkeys(_told_apart(place) if _would_ask_again(place, places) else str(place) for place in places)
    return [(label, label) for label in list(labels)[:MOST_CHOICES]]


def _would_ask_again(place, places):
    """Its name alone also begins or is another's: Cleator is not Cleator Moor."""
    return any(f"{other.search_name} ".startswith(f"{place.search_name} ") for other in places if other is not place)


def _told_apart(place):
    """Brampton, town is not Brampton, near Appleby."""
    return str(place) if place.qualifier else f"{place.name}, {place.get_kind_display().lower()}"


def _is_told_by(place, words):
    """Dalton, near Kendal and Dalton, Kendal are one; its kind or its district tells it too."""
    told = [normalise_name(place.qualifier), normalise_name(place.district.name) if place.district else ""]
    told.append("" if place.qualifier else normalise_name(place.get_kind_display()))
    return any(words == each or each == f"near {words}" for each in told if each)


def _has_bigger(found, place):
    return any(_size(other) < min(_size(place), SIZE[PlaceKind.VILLAGE]) for other in found)


def _largest_first(places):
    return sorted(places, key=lambda place: (_size(place), str(place)))


def _size(place):
    return SIZE.get(place.kind.lower(), len(SIZE))


def _found_place(place):
    return Whereabouts("found", str(place), place.latitude, place.longitude, district_code=place.district_id or "")


def _found(row, label, sentence=""):
    return Whereabouts("found", label, row.latitude, row.longitude, row.ward_code, row.district_code, sentence=sentence)


def _with_settlement(label, row):
    """CA1 1AA, Carlisle: people know a place by its town."""
    near = Place.objects.in_box(box_around(row.latitude, row.longitude, FARTHEST_NAME_IN_MILES))
    best = None
    rows = near.filter(kind__in=REACH_IN_MILES).values_list("name", "kind", "latitude", "longitude")
    distances = miles_to_each(row.latitude, row.longitude, [each[2:] for each in rows])
    for (name, kind, *_), miles in zip(rows, distances, strict=True):
        rank = miles / REACH_IN_MILES[PlaceKind(kind)]
        if miles <= FARTHEST_NAME_IN_MILES and (best is None or rank < best[0]):
            best = rank, name
    return f"{label}, {best[1]}" if best else label
