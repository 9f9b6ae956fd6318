"""Places to test with. Positions are real ones in and around Carlisle unless given."""

from datetime import time
from itertools import count
from unittest.mock import patch

from wagtail.models import Site

from locations.models import Area, OpeningHours, Place, Postcode, PostcodeGroup, VenueIndexPage, VenuePage
from pages.models import HomePage

NUMBERS = count(1)
CARLISLE = (54.8951, -2.9382)


def make_home():
    """The home page of the default site, made once."""
    home = HomePage.objects.first()
    if home:
        return home
    site = Site.objects.get(is_default_site=True)
    home = HomePage(title="Home", slug="front")
    add_page(site.root_page.get_root(), home)
    site.root_page = home
    site.save()
    return home


def make_index(model, slug, title):
    page = model.objects.first()
    if not page:
        page = model(title=title, slug=slug)
        add_page(make_home(), page)
    return page


def add_page(parent, page):
    """Put it below another, checked as a draft is: what a factory makes is right, and to check it all takes as long."""
    with patch.object(page, "full_clean", page.minimal_clean):
        parent.add_child(instance=page)


def make_area(name="Castle", code=None, kind="ward", parent=None, position=CARLISLE):
    code = code or f"E05{next(NUMBERS):06}"
    return Area.objects.create(
        code=code, name=name, kind=kind, parent=parent, latitude=position[0], longitude=position[1]
    )


def make_postcode(postcode="CA1 1AA", position=(54.890559, -2.943791), ward=None, district=None, **kwargs):
    return Postcode.objects.create(
        key=postcode.replace(" ", ""),
        latitude=position[0],
        longitude=position[1],
        ward_code=ward.code if ward else "",
        district_code=district.code if district else "",
        **kwargs,
    )


def make_postcode_group(label="CA1", position=(54.8905, -2.9200), **kwargs):
    return PostcodeGroup.objects.create(label=label, latitude=position[0], longitude=position[1], **kwargs)


def make_place(name="Alston", qualifier="", position=(54.8110, -2.4380), **kwargs):
    from locations.whereabouts import normalise_name

    return Place.objects.create(
        name=name,
        search_name=normalise_name(name),
        qualifier=qualifier,
        latitude=position[0],
        longitude=position[1],
        source_id=f"test{next(NUMBERS)}",
        **kwargs,
    )


def make_venue(title="Carlisle Library", position=CARLISLE, hours=None, live=True, **kwargs):
    """A venue page. `hours` is {weekday number: ("09:00", "17:30")}."""
    number = next(NUMBERS)
    kwargs.setdefault("town", "Carlisle")
    kwargs.setdefault("address", "11 Globe Lane")
    kwargs.setdefault("postcode", "CA3 8NX")
    kwargs.setdefault("slug", f"venue-{number}")
    latitude, longitude = position or (None, None)
    venue = VenuePage(title=title, latitude=latitude, longitude=longitude, position_source="hand", live=live, **kwargs)
    add_page(make_index(VenueIndexPage, "venues", "Places"), venue)
    for weekday, (opens, closes) in (hours or {}).items():
        # Not through the page, which keeps its children back until it is saved.
        OpeningHours.objects.create(
            venue=venue, weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
        )
    return venue
