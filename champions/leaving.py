"""What whoever leaves, is removed or is stopped gives up in the apps above, which say so in `AppConfig.ready()`.

when_leaving("rota", give_up_places)   # give_up_places(champion, by=, now=), in the transaction of leaving
"""

GIVEN_UP = {}


def when_leaving(name, give_up):
    GIVEN_UP[name] = give_up


def give_up_everything(champion, *, by, now):
    """The champion is locked by whoever calls."""
    for give_up in GIVEN_UP.values():
        give_up(champion, by=by, now=now)
