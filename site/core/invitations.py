"""Optional things to go on to, for somebody who has just finished: apps above bring them to pages of apps below.

In an app's `AppConfig.ready()`:

    invite("Tell us about yourself, if you like", "equality:ask", icon="people")

A template shows them with {% invitations as invited %}. An address takes nothing: it says of nobody who they are.
"""

from dataclasses import dataclass

from django.urls import reverse

INVITATIONS = {}


@dataclass(frozen=True)
class Invitation:
    words: str
    address: str
    icon: str

    @property
    def url(self):
        return reverse(self.address)


def invite(words, address, *, icon=""):
    INVITATIONS[address] = Invitation(words, address, icon)
