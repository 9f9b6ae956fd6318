"""References and secret codes that can be read aloud over the telephone and typed back wrongly.

The alphabet has no look-alikes: no I, L, O, U (as in Crockford's base 32), and neither B, D, S nor Z,
which sound or look like 8, T, 5 and 2. What people type instead is understood.
"""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

ALPHABET = "ACEFGHJKMNPQRTVWXY0123456789"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "B": "8", "D": "0", "S": "5", "Z": "2"})
REFERENCE_LENGTH = 6
SECRET_LENGTH = 8


def new_code(length):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_reference():
    """Six characters, about 480 million of them. The caller tries again if the database already has it."""
    return new_code(REFERENCE_LENGTH)


def new_secret():
    """Eight characters: about 38 bits, tried against a throttle."""
    return new_code(SECRET_LENGTH)


def as_typed(text):
    """What somebody typed, as it is stored: capitals, no spaces or dashes, look-alikes put right."""
    return re.sub(r"[^A-Z0-9]", "", text.upper()).translate(MISREAD)


def keyed_hash(secret):
    """What is kept of a secret code: without SECRET_KEY it cannot be worked back, short as it is."""
    return hmac.new(settings.SECRET_KEY.encode(), as_typed(secret).encode(), hashlib.sha256).hexdigest()


def same_secret(secret, kept):
    return hmac.compare_digest(keyed_hash(secret), kept)
