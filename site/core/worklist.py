"""What is waiting for somebody, on the first page of the admin: each app says what it has in `AppConfig.ready()`.

worklist.register(
    ("request waiting", "requests waiting"), count_waiting, "helprequest:index", "champions.change_helprequest"
)
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Work:
    """`count(now)` is how many wait; `permission` who is shown it; `address` the list to open, with its `query`.

    `labels` says what waits, of one and of several.
    """

    labels: tuple[str, str]
    count: Callable
    address: str
    permission: str
    query: str = ""

    @property
    def url(self):
        return reverse(self.address) + (f"?{self.query}" if self.query else "")

    def words(self, number):
        one, several = self.labels
        return one if number == 1 else several


WORK = {}


def register(labels, count, address, permission, query=""):
    WORK[labels] = Work(labels, count, address, permission, query)


def is_for(user):
    """Whether anything here is theirs to do. Wagtail itself says which pages wait for a moderator."""
    return any(user.has_perm(work.permission) for work in WORK.values())


def waiting_for(user, now):
    """[(how many, words, link)] of what this user may do and somebody waits for. Nothing that has none."""
    mine = [(work, work.count(now)) for work in WORK.values() if user.has_perm(work.permission)]
    return [(number, work.words(number), work.url) for work, number in mine if number]
