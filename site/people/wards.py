"""Which ward a person's postcode lies in: all that reports need of an address."""

import re

from locations.models import Area, Postcode


def ward_of(postcode):
    """The ward, or None where the postcode or its ward is not in our tables. One query."""
    key = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    if not key:
        return None
    return Area.objects.filter(code__in=Postcode.objects.filter(key=key).values("ward_code")).first()
