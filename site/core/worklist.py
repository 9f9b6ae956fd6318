"""What is waiting for somebody, on the first page of the admin: each app says what it has in `AppConfig.ready()`.

worklist.register("Requests waiting for a champion", count_waiting, "helprequest:index", "champions.change_helprequest")
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Work:
    """`count(now)` is how many wait; `permission` who is shown it; `address` the list to open, with its `query`."""

    label: str
    count: Callable
    address: str
    permission: str
    query: str = ""

    @property
    def url(self):
        return reverse(self.address) + (f"?{self.query}" if self.query else "")


WORK = {}


def register(label, count, address, permission, query=""):
    WORK[label] = Work(label, count, address, permission, query)


def waiting_for(user, now):
    """[(work, how many)] of what this user may do and somebody waits for. Nothing that has none."""
    mine = [(work, work.count(now)) for work in WORK.values() if user.has_perm(work.permission)]
    return [(work, number) for work, number in mine if number]
