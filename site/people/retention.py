"""People with whom nothing has happened for long enough are forgotten."""

from django.db.models import Exists, OuterRef, Q

from core.actors import Actor
from core.errors import Refused
from core.holdings import Holding, Standing
from people.actions.erasing import erase_person
from people.models import Merge, Person

MONTHS = 12
WHY = (
    "A learner or volunteer may come back within a year, and the year's reports count distinct people. After that "
    "nothing needs their name."
)

STILL_IN_USE = "with something under way, such as an active champion or a booking to come"
WAITING = "needed until the figures of their time are frozen"

MERGE_MONTHS = 3
MERGE_WHY = "A mistaken merge shows within weeks, when the wrong person is told something. It can be undone until then."
MERGES = Holding(Merge.objects.all, "merged_at")


# Apps above say here before which moment nobody needs the rows of people any more: `until(now)`, None for no matter.
NEEDED = {}


def needed_until_kept(name, until):
    NEEDED[name] = until


def needed_from(now):
    """From which moment on what people did is still needed; None where nothing is."""
    return min((moment for until in NEEDED.values() if (moment := until(now))), default=None)


def is_inactive(before):
    """Known for so long, and nothing has happened with them since.

    Asked of each whom we have known for so long: of a time when there was hardly anybody that is ten times as quick.
    """
    return Q(created_at__lt=before) & ~Exists(Person.objects.active_since(before).filter(pk=OuterRef("pk")))


def is_in_use(now):
    return Q(pk__in=Person.objects.in_use(now).values("pk"))


def erase_inactive(before, now):
    """Erase, one by one, people made known before `before` with nothing later. Returns how many.

    Nobody goes who did something in a time whose figures are not kept yet: what is needed of them is needed whole.
    """
    going = Person.objects.known().filter(is_inactive(min(before, needed_from(now) or before)), ~is_in_use(now))
    gone = 0
    for pk in list(going.values_list("pk", flat=True)):
        try:
            erase_person(Person(pk=pk), by=Actor.system(), now=now, why="retention")
        except Refused:  # something began since the list was made
            continue
        gone += 1
    return gone


def people_stand(before, soon, now):
    """How it stands with the people whom we know. No oldest: what counts is the last thing that happened with each.

    Put together here: the database would look for everything that happened once for each number.
    """
    known, in_use = Person.objects.known(), keys_of(Person.objects.in_use(now))
    inactive, needed = keys_of(known.filter(is_inactive(before))), needed_from(now)
    going = keys_of(known.filter(is_inactive(needed))) if needed and needed < before else inactive
    overdue, waiting = going - in_use, inactive - in_use - going
    soon = keys_of(known.filter(is_inactive(soon))) - in_use - inactive
    excused = ((STILL_IN_USE, len(inactive & in_use)), (WAITING, len(waiting)))
    excused = tuple(each for each in excused if each[1])
    return Standing(known.count(), None, len(overdue), len(soon), excused, needed)


def keys_of(people):
    return set(people.order_by().values_list("pk", flat=True))
