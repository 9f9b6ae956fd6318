"""Two records are one person: both sides' details are kept, and what it takes to take them apart again."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from messaging.actions import withdraw_all
from people.actions.people import check, detail_problem
from people.merged import DETAILS, GROUPS, differs, fields_of, says, shown
from people.models import ContactBy, Merge, Person
from people.registry import keepings


@transaction.atomic
def merge_people(kept, gone, *, by, now, take=()):
    """Make `gone` part of `kept`: blanks are filled, and where both say something the other is written into the notes.

    `take` names the details to take from `gone` instead (the keys of DETAILS).
    """
    kept, gone = lock_both(kept, gone)
    if any(person.erased_at or person.merged_into_id for person in (kept, gone)):
        raise Refused("One of the two records is closed: it was merged or erased before.")
    before = fields_of(kept)
    put_together(kept, gone, set(take))
    check(kept)
    kept.save()
    moved = move_what_others_keep(gone, kept, by=by, now=now)
    brought = Person.objects.filter(merged_into=gone)
    moved["people.Person.merged_into"] = {"rows": list(brought.values_list("pk", flat=True))}
    brought.update(merged_into=kept)
    if kept.do_not_contact:
        withdraw_all(person_key=kept.key)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    after = fields_of(kept)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    Merge.objects.create(kept=kept, gone=gone, merged_at=now, merged_by=by.user, changed=changed, moved=moved)
    record("people_merged", kept, by=by, now=now, merged=gone.pk)
    return kept


def lock_both(kept, gone):
    """Both, locked in one order whoever asks, so that two merges cannot wait for each other."""
    if kept.pk == gone.pk:
        raise Refused("Choose another record: nobody can be merged with themselves.")
    # The keys stay, so whoever adds a row about one of them need not wait: they may hold what a merge asks for next.
    both = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk([kept.pk, gone.pk])
    return both[kept.pk], both[gone.pk]


def put_together(kept, gone, take):
    """One of two answers stays in its field, and the other is noted: nothing that either said is lost."""
    noted = []
    for title, fields in DETAILS.items():
        if not says(gone, title) or not differs(kept, gone, title):
            continue
        if title in take or not says(kept, title):
            noted += note(title, kept)
            for name in fields:
                setattr(kept, name, getattr(gone, name))
        else:
            noted += note(title, gone)
    # Whoever asked not to be shown or messaged here is heard, on whichever record they said so.
    kept.do_not_contact = kept.do_not_contact or gone.do_not_contact
    if not kept.verified_at:
        kept.verified_at, kept.verified_by = gone.verified_at, gone.verified_by
    kept.notes = "\n".join(part for part in (kept.notes, gone.notes, *noted) if part)


def note(title, person):
    what = "a way to tell them" if title == "contact_by" else title.replace("_", " ")
    return [f"Also given as {what}: {shown(person, title)}"] if says(person, title) else []


def move_what_others_keep(gone, kept, *, by, now):
    """{what keeps them: {"rows": their numbers, "memo": what its own way of merging wants to know again}}."""
    moved = {}
    for keeping in keepings():
        rows = keeping.rows(gone)
        numbers = list(rows.values_list("pk", flat=True))
        if keeping.merge:
            memo = keeping.merge(rows, kept, by, now)
        else:
            memo = None
            keeping.give(rows, kept)
        if numbers and keeping.is_direct:
            moved[keeping.name] = {"rows": numbers, "memo": memo}
    return moved


@transaction.atomic
def unmerge_people(pk, *, by, now):
    """Take two records apart that a Merge (`pk`) put together. Returns the record that comes back, and sentences about
    what could not be put back.

    What came since stays with the record that was kept, and so does what staff have changed on it since.
    """
    merge = Merge.objects.filter(pk=pk).first()
    if merge is None:
        raise Refused(TOO_LATE)
    kept, gone = lock_both(merge.kept, merge.gone)
    if not Merge.objects.filter(pk=pk).exists():  # taken apart or erased while we waited
        raise Refused(TOO_LATE)
    if kept.merged_into_id:
        raise Refused("The record that was kept has itself been merged into another. Take those two apart first.")
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    said = take_back(kept, merge.changed)
    kept.save()
    said += move_back(merge, kept, gone, by=by, now=now)
    merge.delete()
    record("people_unmerged", kept, by=by, now=now, merged=gone.pk)
    return gone, said


ASK_HOW = "Ask the person whose record was kept how to tell them: the way they chose does not work any more."
TOO_LATE = (
    "These records cannot be taken apart any more: it was done already, one of them was erased since, or it was too "
    "long ago. Nothing has changed."
)


def take_back(kept, changed):
    """Fields that stand as the merge left them are again what they were before. Returns what staff should know."""
    ways = [ContactBy.NONE, kept.contact_by]
    current = fields_of(kept)
    for fields in GROUPS:
        mine = [name for name in fields if name in changed]
        if all(current[name] == changed[name][1] for name in mine):
            for name in mine:
                field = Person._meta.get_field(name)
                setattr(kept, field.attname, field.to_python(changed[name][0]))
    if "notes" in changed:
        before, after = changed["notes"]
        kept.notes = kept.notes.replace(after.removeprefix(before), "", 1)
    wanted = kept.contact_by
    # What they chose may need a telephone number or an address that somebody has taken out since.
    while ways and detail_problem(kept):
        kept.contact_by = ways.pop()
    return [] if kept.contact_by == wanted else [ASK_HOW]


def move_back(merge, kept, gone, *, by, now):
    said = []
    for keeping in keepings():
        if not keeping.is_direct:
            continue
        moved = merge.moved.get(keeping.name, {"rows": [], "memo": None})
        # One that has gone elsewhere since is no longer ours to give.
        keeping.give(keeping.rows(kept).filter(pk__in=moved["rows"]), gone)
        if keeping.unmerge:
            said += keeping.unmerge(moved["memo"], kept, gone, by, now)
    brought = merge.moved["people.Person.merged_into"]["rows"]
    Person.objects.filter(pk__in=brought, merged_into=kept).update(merged_into=gone)
    return said
