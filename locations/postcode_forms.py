"""What people type as a postcode, read as one. Pure: whether it exists is for the table to say."""

import re
from dataclasses import dataclass

OUTWARD = r"(?:[A-Z]{1,2}[0-9]{1,2}|[A-Z]{1,2}[0-9][A-Z])"
INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
UNIT = re.compile(rf"({OUTWARD})({INWARD})")
OUTWARD_ONLY = re.compile(OUTWARD)
# The start of the inward code is enough to go by: CA1 1 or CA1 1A.
SECTOR = re.compile(rf"({OUTWARD})([0-9])[A-Z]?")
UNIT_IN_A_SENTENCE = re.compile(rf"\b({OUTWARD})[\s.-]{{0,3}}({INWARD})\b")

# The letters that begin a postcode somewhere in the United Kingdom and the Crown Dependencies.
POSTCODE_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE".split()
)


@dataclass(frozen=True)
class PostcodeParts:
    """CA1 and 1AA; CA1 and 1 for a sector; CA1 and nothing for an outward code."""

    outward: str
    inward: str = ""

    @property
    def is_unit(self):
        return len(self.inward) == 3

    @property
    def is_sector(self):
        return len(self.inward) == 1

    @property
    def key(self):
        """As the table has it: CA11AA."""
        return self.outward + self.inward

    @property
    def label(self):
        """As people write it: CA1 1AA."""
        return f"{self.outward} {self.inward}".strip()

    @property
    def sector(self):
        return f"{self.outward} {self.inward[0]}" if self.inward else ""

    @property
    def area(self):
        """The letters it begins with: CA."""
        return re.match("[A-Z]+", self.outward).group()


def parse_postcode(text):
    """The postcode, sector or outward code that somebody typed in whatever case and punctuation; None if it is none.

    CA11 is read as the outward code, CA1 1 (with its space) as a sector of CA1.
    """
    text = text.upper()
    compact = re.sub(r"[\W_]", "", text, flags=re.ASCII)
    if len(compact) > 7 or not any(character.isdigit() for character in compact):
        return None
    if match := UNIT.fullmatch(_without_look_alikes(compact)):
        return PostcodeParts(*match.groups())
    if match := re.fullmatch(rf"\W*({OUTWARD})\W+([0-9])[A-Z]?\W*", text, flags=re.ASCII):
        return PostcodeParts(*match.groups())
    if OUTWARD_ONLY.fullmatch(compact):
        return PostcodeParts(compact)
    if match := SECTOR.fullmatch(compact):
        return PostcodeParts(*match.groups())
    return None


def postcode_within(text):
    """The whole postcode that stands in a longer text, such as an address on one line."""
    match = UNIT_IN_A_SENTENCE.search(text.upper())
    return PostcodeParts(*match.groups()) if match else None


def postcode_key(text):
    """CA11AA for a whole postcode, nothing for anything else: what forms and imports store and compare."""
    parts = parse_postcode(text)
    return parts.key if parts and parts.is_unit else ""


def _without_look_alikes(compact):
    """O typed for the nought and I or L for the one, where only a figure can stand.

    An outward code may end in a letter after its figure (W1A), but never in an O, an I or an L.
    """
    if len(compact) < 5:
        return compact
    start, figure, end = compact[:-3], compact[-3], compact[-2:]
    figure = {"O": "0", "I": "1", "L": "1"}.get(figure, figure)
    start = re.sub(r"(?<=[0-9])O$", "0", start)
    start = re.sub(r"(?<=[0-9])[IL]$|(?<=[A-Z]{2})[IL]$", "1", start)
    return start + figure + end
