"""What the log of a running site says of an error: where it happened and of which kind, never its words.

A database's own sentence can hold the whole row that it refused: a name, a telephone number, what somebody needs.
"""

import logging
from traceback import format_tb


class KindsOfErrors(logging.Formatter):
    def formatException(self, exc_info):
        return "\n".join(reversed(list(self.told(exc_info[1]))))

    def told(self, error):
        """The last first, as it came up; then what it arose from."""
        seen = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            yield f"{''.join(format_tb(error.__traceback__))}{kind}"
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
