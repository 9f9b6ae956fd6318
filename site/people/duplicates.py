"""How alike two people's details are. Pure: it decides nothing, staff do.

A shared telephone says little alone: couples have one, and so may a whole care home.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from people.contact import compare_name

LIKELY = 60


@dataclass(frozen=True)
class Likeness:
    score: int
    reasons: tuple[str, ...]

    @property
    def likely(self):
        return self.score >= LIKELY


def compare(one, other):
    """Compare two people by name, contacts and postcode; each needs only those attributes."""
    score, reasons = name_likeness(one.name, other.name)
    if one.email_compared and one.email_compared == other.email_compared:
        score += 40
        reasons.append("the same e-mail address")
    if one.phone_compared and one.phone_compared == other.phone_compared:
        score += 30
        reasons.append("the same telephone")
    if plain(one.postcode) and plain(one.postcode) == plain(other.postcode):
        score += 15
        reasons.append("the same postcode")
    if reasons and not reasons[0].endswith("name"):
        reasons.append("but another name: perhaps they live together")
    return Likeness(score, tuple(reasons))


def name_likeness(one, other):
    one, other = words(one), words(other)
    if one == other:
        return 50, ["the same name"]
    if one and other and initials_fit(one, other):
        return 40, ["a shorter form of the name"]
    ratio = SequenceMatcher(None, " ".join(one), " ".join(other)).ratio()
    return (35, ["nearly the same name"]) if ratio >= 0.85 else (0, [])


def initials_fit(one, other):
    """W Braithwick and Wilhelmina Braithwick."""
    return one[-1] == other[-1] and (one[0].startswith(other[0]) or other[0].startswith(one[0]))


def words(name):
    return compare_name(name).split()


def plain(postcode):
    return postcode.replace(" ", "").upper()
