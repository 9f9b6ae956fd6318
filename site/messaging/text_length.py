"""How long a text message is, and how many GOV.UK Notify charges for. Pure.

Source: https://www.notifications.service.gov.uk/pricing/text-messages
"""

from dataclasses import dataclass

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
COUNT_TWICE = set("^{}\\[~]|€")
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
    characters = sum(2 if letter in COUNT_TWICE else 1 for letter in text)
    is_plain = set(text) <= GSM | COUNT_TWICE
    alone, each = PLAIN if is_plain else OTHER
    parts = 1 if characters <= alone else -(-characters // each)
    return TextLength(characters, parts, is_plain)
