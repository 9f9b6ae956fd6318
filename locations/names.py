"""Names of places and venues as they are compared: without case, accents or punctuation. Pure."""

import re
import unicodedata

FOLDED_WORDS = {"saint": "st", "sainte": "st", "and": "", "the": ""}


def normalise_name(text):
    """Saint Bees, St. Bees and st bees are one; so are Dalton-in-Furness and dalton in furness."""
    text = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"['’‘`]", "", text)
    words = re.findall(r"[^\W_]+", text)
    folded = [FOLDED_WORDS.get(word, word) for word in words]
    # "The" and "and" are dropped unless nothing else is left of the name.
    return " ".join(word for word in folded if word) or " ".join(words)


def full_name(title, town):
    """Carlisle Library, Carlisle. The town is said once where the name has it in it already."""
    return f"{title}, {town}" if town and town.casefold() not in title.casefold() else title
