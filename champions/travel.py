"""How far is far, by how somebody gets about. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reach:
    """Miles that are usual for this way of getting about, and the most that makes sense."""

    usual: int
    most: int


FARTHEST_IN_MILES = 60
REACHES = {"foot": Reach(2, 5), "bus": Reach(10, 40), "car": Reach(15, FARTHEST_IN_MILES)}
TOO_FAR = {
    "foot": "That is a long way on foot. Enter up to 5 miles, or choose another way",
    "bus": "That is a long way by bus. Enter up to 40 miles, or choose another way",
}


def usual_miles(travels_by):
    return REACHES[travels_by].usual


def most_miles(travels_by):
    """Of somebody who has not said how they get about: the most of all."""
    return REACHES[travels_by].most if travels_by else FARTHEST_IN_MILES


def too_far_words(travels_by):
    return TOO_FAR.get(travels_by, f"Enter {FARTHEST_IN_MILES} miles or fewer")
