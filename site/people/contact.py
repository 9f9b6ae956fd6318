"""What people give us to be reached by: whether it will do, and the form in which two are compared. Pure.

Everything is kept as typed. The problems are sentences to show beside the question, or "" when there is none.
"""

import re
import unicodedata

from django.utils.html import urlize

PHONE_HELP = "Enter a phone number, like 01632 960 123"
EMAIL_HELP = "Enter an e-mail address, like name@example.com"
EITHER_HELP = "Enter a phone number, like 01632 960 123, or an e-mail address, like name@example.com"

EXTENSION = re.compile(r"(?:extension|extn|ext|x|#)[.:\s]*\d{1,6}\s*$", re.IGNORECASE)
PUNCTUATION = re.compile(r"[\s()\[\]./\\\-‐‑‒–—−,]+")  # and every dash that a keyboard makes
APOSTROPHES = "'’‘`."  # and the full stop of an initial
JOINERS = {"\u200c", "\u200d"}  # they shape Persian names and emoji
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")


def one_line(text):
    """What somebody typed as one clean line: no line breaks, control or direction characters, no spaces to spare."""
    kept = (
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in text
        if unicodedata.category(character) != "Cf" or character in JOINERS
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def several_lines(text):
    """The same for an address: its lines stay lines."""
    return "\n".join(line for line in map(one_line, text.splitlines()) if line)


def compare_phone(text):
    """Digits alone, a British number beginning with 0, anyone else's with +; its extension left off. "" if it is none.

    01632 960 123, (01632) 960123, +44 (0)1632 960123 and 0044 1632 960123 ext 4 are all 01632960123.
    """
    text = "".join(plain_digit(character) for character in one_line(text))
    number = PUNCTUATION.sub("", EXTENSION.sub("", text).strip())
    number = re.sub(r"^00", "+", number)
    number = re.sub(r"^\+440?", "0", number)
    return number if re.fullmatch(r"\+?\d{1,19}", number) else ""


def plain_digit(character):
    """٧ and ７ are 7."""
    value = unicodedata.digit(character, None)
    return character if value is None else str(value)


def compare_email(text):
    """Small letters, because nobody's mail server tells them apart. "" if it cannot be an address."""
    text = unicodedata.normalize("NFC", one_line(text)).casefold().removeprefix("mailto:")
    return text if EMAIL.fullmatch(text) and len(text) <= 254 else ""


def compare_name(text):
    """Small, unaccented words: Zoë O'Brien-Day is zoe obrien day."""
    letters = unicodedata.normalize("NFKD", one_line(text).casefold())
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in APOSTROPHES)
    return " ".join(kept.replace("-", " ").split())[:255]


def phone_problem(text):
    number = compare_phone(text)
    if number.startswith("+"):
        return "" if re.fullmatch(r"\+[1-9]\d{6,14}", number) else PHONE_HELP
    return "" if re.fullmatch(r"0[1-9]\d{8,9}", number) and len(one_line(text)) <= 60 else PHONE_HELP


def mobile_problem(text):
    """A text message needs a mobile number."""
    if phone_problem(text):
        return PHONE_HELP
    number = compare_phone(text)
    if number.startswith("+") or re.match(r"07[1-57-9]", number):
        return ""
    return "Enter a mobile number, like 07700 900 123, or choose another way for us to tell you"


def email_problem(text):
    return "" if compare_email(text) else EMAIL_HELP


def either_problem(text):
    """For a helper, who gives one or the other."""
    return EITHER_HELP if email_problem(text) and phone_problem(text) else ""


def name_problem(text):
    name = one_line(text)
    if not any(unicodedata.category(character)[0] in "LNS" for character in name):
        return "Enter a name"
    if "<a " in urlize(name):
        # A message begins with the name: anybody could have us send their link to anybody.
        return "Enter a name without a web or e-mail address in it"
    return "" if len(name) <= 255 else "Enter a name of 255 characters or fewer"
