"""What the page to type paper answers back sends: one box for each person, skill area and moment."""

from core.errors import Refused
from events.actions.confidence import Given
from events.models import HowSure, Moment

LEVELS = {"": None, **{str(level): level for level in HowSure.values}}


def box_name(person, area, moment):
    return f"{person.pk}-{area}-{moment}"


def read(post, session):
    """Those answers alone that differ from what the page showed: an old page undoes nothing newer."""
    return [
        Given(asked.person.pk, area, moment, level)
        for asked in session.people
        for area in session.areas
        for moment in Moment.values
        if (level := changed(post, box_name(asked.person, area, moment))) is not False
    ]


def changed(post, name):
    """The level in this box, None for one taken away, False where it is as it was."""
    typed = post.get(name)
    if typed is None or typed == post.get(f"was-{name}", ""):
        return False
    if typed not in LEVELS:
        raise Refused("Choose one of the five answers, or leave the box as it is.")
    return LEVELS[typed]


def boxes(session, post=None):
    """[(asked, [(area's title, [(moment's words, name, level shown, level known)])])], with what was typed so far."""
    return [
        (asked, [(title, boxes_of(asked, area, post)) for area, title in session.titles]) for asked in session.people
    ]


def boxes_of(asked, area, post):
    found = []
    for moment in Moment:
        name, known = box_name(asked.person, area, moment), str(asked.said.get((area, moment), ""))
        shown = post.get(name, known) if post else known
        was = post.get(f"was-{name}", known) if post else known
        found.append((moment.label, name, shown, was))
    return found
