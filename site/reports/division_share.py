"""What a member may post and pin up: sentences, and where to find the next sessions."""

from urllib.parse import urlencode

from core.site_address import absolute
from core.words import count_words, full_when_words
from events.listing import place_words
from locations.whereabouts import find_place
from reports.division_facts import DAYS


def finder_address(ground, venues):
    """Where anybody sees what is near: by the name of the area where the finder knows it, or by a postcode in it."""
    place = ground.name if is_known(ground) else next((venue.postcode for venue in venues if venue.postcode), "")
    return absolute(f"/find/?{urlencode({'q': place})}" if place else "/find/")


def is_known(ground):
    """A ward may have the name of a village elsewhere."""
    found = find_place(ground.name)
    return found.is_found and found.district_code == ground.district_code


def sentences(ground, sessions, address, programme):
    """Ready to be posted, each whole by itself."""
    ring = ring_words(programme)
    found = []
    if sessions:
        number = count_words(len(sessions), "session")
        found.append(
            f"Would you like to do more with your phone, tablet or computer? In {ground.name} there "
            f"{'is' if len(sessions) == 1 else 'are'} {number} in the next {DAYS} days. {ring}See which: {address}"
        )
        first = sessions[0]
        found.append(
            f"Next in {ground.name}: {first.title}, {full_when_words(first.starts_at, first.ends_at)}, "
            f"{place_words(first)}. {absolute(first.get_absolute_url())}"
        )
    found.append(
        "Do you know somebody who would like a hand with going online? A digital champion can meet them near "
        f"{ground.name}, or help by telephone. No account and no e-mail are needed. "
        f"{ring}Ask here: {absolute('/help/')}"
    )
    return found


def ring_words(programme):
    cost = f" ({programme.phone_cost})" if programme.phone_cost else ""
    return f"Ring {programme.phone}{cost}. " if programme.phone else ""
