"""People with whom nothing has happened for long enough are forgotten."""

from core.actors import Actor
from core.errors import Refused
from people.actions.erasing import erase_person
from people.models import Merge, Person

MONTHS = 12
WHY = (
    "A learner or volunteer may come back within a year, and the year's reports count distinct people. After that "
    "nothing needs their name."
)

MERGE_MONTHS = 3
MERGE_WHY = "A mistaken merge shows within weeks, when the wrong person is told something. It can be undone until then."


def forget_merges(before, now):
    deleted, _ = Merge.objects.filter(merged_at__lt=before).delete()
    return deleted


# Apps above say here before which moment nobody needs the rows of people any more: `until(now)`, None for no matter.
NEEDED = {}


def needed_until_kept(name, until):
    NEEDED[name] = until


def erase_inactive(before, now):
    """Erase, one by one, people made known before `before` with nothing later. Returns how many.

    Nobody goes who did something in a time whose figures are not kept yet: what is needed of them is needed whole.
    """
    before = min([before, *(moment for until in NEEDED.values() if (moment := until(now)))])
    inactive = Person.objects.known().filter(created_at__lt=before)
    keys = inactive.exclude(pk__in=Person.objects.active_since(before).values("pk"))
    keys = keys.exclude(pk__in=Person.objects.in_use(now).values("pk")).values_list("pk", flat=True)
    gone = 0
    for pk in list(keys):
        try:
            erase_person(Person(pk=pk), by=Actor.system(), now=now, why="retention")
        except Refused:  # something began since the list was made
            continue
        gone += 1
    return gone
