"""A form posted twice makes one thing, even when both arrive at the same moment."""

from django.db import IntegrityError, transaction


def once(make, *, known):
    """What `make()` makes in one transaction, unless the QuerySet `known` has it already.

    Of two at once the database lets the first in. The other looks again; if what stood in its way was something else,
    such as an account of the same name, it may now know better, and tries once more.
    """
    try:
        with transaction.atomic():
            return known.first() or make()
    except IntegrityError:
        with transaction.atomic():
            return known.first() or make()
