"""How long a text message is, and how many GOV.UK Notify charges for. Pure.

Source: https://www.notifications.service.gov.uk/pricing/text-messages
"""

from dataclasses import dataclass

# GSM 03.38: what fits into seven bits; the letters below take two places.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNT_TWICE = set("^{}\\[~]|€\f")
# What Notify writes more simply by itself.
SIMPLER = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
# (alone, each of several)
PLAIN, OTHER = (160, 153), (70, 67)
MOST = 918


@dataclass(frozen=True)
class TextLength:
    characters: int
    parts: int
    is_plain: bool

    @property
    def is_too_long(self):
        return self.characters > MOST


def length_of(text):
    """A letter outside the alphabet of old telephones makes every letter of the message dearer."""
    text = text.strip().translate(SIMPLER)
    return TextLength(places(text), parts(text), is_plain(text))


def parts(text):
    """How many the very letters of a text are sent in."""
    alone, each = PLAIN if is_plain(text) else OTHER
    return 1 if places(text) <= alone else -(-places(text) // each)


def places(text):
    """How many places its letters take: outside the small alphabet those of UTF-16, in which an emoji takes two."""
    if is_plain(text):
        return len(text) + sum(letter in COUNT_TWICE for letter in text)
    return len(text.encode("utf-16-be")) // 2


def is_plain(text):
    return set(text) <= GSM | COUNT_TWICE
