"""What the search of /events/ compares: the same on every database, words folded here, parts of words found. Pure."""

from locations.names import normalise_name

MOST_WORDS = 8
LONGEST_QUERY = 200


def search_words(text):
    """The words of a query, each cut to what its singular and its plural share."""
    words = [stem(word) for word in normalise_name(text[:LONGEST_QUERY].replace("\x00", " ")).split()]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def search_terms(*texts):
    """One line to search in."""
    return normalise_name(" ".join(text for text in texts if text))


def stem(word):
    """scams finds scam; class and gas stay as they are."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
