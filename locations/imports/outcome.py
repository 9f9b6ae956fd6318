"""What an import did: how many rows were taken, and which were not and why."""

from collections import Counter
from dataclasses import dataclass, field

from core.words import count_words

MOST_EXAMPLES = 5


class LeftOut(Exception):
    """A row that cannot be taken; its text is the reason."""


@dataclass
class Outcome:
    read: int = 0
    taken: int = 0
    left_out: Counter = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, reason, what):
        self.left_out[reason] += 1
        examples = self.examples.setdefault(reason, [])
        if len(examples) < MOST_EXAMPLES:
            examples.append(what)

    def lines(self, one, many=None):
        """The report, to print."""
        yield f"{count_words(self.read, 'row')} read, {count_words(self.taken, one, many)} taken."
        for reason, number in self.left_out.most_common():
            shown = ", ".join(self.examples[reason])
            more = ", …" if number > len(self.examples[reason]) else ""
            yield f"  {number:,} left out: {reason} ({shown}{more})"
        yield from self.notes
