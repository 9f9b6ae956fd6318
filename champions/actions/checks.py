"""What is written down of a champion's checks: seen by staff, attended by register, agreed by themselves."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction

from champions.actions.states import locked
from champions.models import ChampionRequirement, Conduct, Decision, Requirement
from core.audit import record
from core.errors import Refused
from core.words import as_day, full_day_words

# A date further back than this is a slip of the keyboard.
OLDEST_CHECK_IN_YEARS = 10


@transaction.atomic
def record_requirement(*, champion, requirement, met_on, by, now, certificate_number="", **dbs):
    """Write down that a requirement was seen to be met. Of a DBS check never what it says.

    `dbs`: level, decision, update_service, status_checked_on.
    """
    champion, today = locked(champion), as_day(now)
    expires_on = check_date(requirement, met_on, today)
    if requirement.kind == Requirement.Kind.DBS:
        return record_dbs(champion, requirement, met_on, certificate_number, by=by, now=now, **dbs)
    met = write(champion, requirement, met_on, expires_on, by=by, conduct=conduct_for(requirement))
    record("champion_requirement_recorded", champion, by=by, now=now, requirement=requirement.pk)
    return met


def write(champion, requirement, met_on, expires_on, *, by, **more):
    met, _ = champion.met.update_or_create(
        requirement=requirement,
        defaults={
            "met_on": met_on,
            "expires_on": expires_on,
            "seen_by": by.user if by.is_staff else None,
            "attended_on": None,
            "seen_on": None,
            **more,
        },
    )
    return met


def conduct_for(requirement):
    return Conduct.objects.current() if requirement.kind == Requirement.Kind.AGREEMENT else None


def check_date(requirement, met_on: date, today: date):
    """When it runs out, or a refusal if the date cannot be right."""
    if met_on > today:
        raise Refused(f"The date is in the future. Enter {full_day_words(today)} or earlier.")
    if met_on < today - relativedelta(years=OLDEST_CHECK_IN_YEARS):
        raise Refused(f"That is more than {OLDEST_CHECK_IN_YEARS} years ago. Check the year.")
    expires_on = runs_out_on(requirement, met_on)
    if expires_on and expires_on < today:
        raise Refused(f"It ran out on {full_day_words(expires_on)}. A new one is needed.")
    return expires_on


def runs_out_on(requirement, met_on):
    return met_on + relativedelta(months=requirement.valid_months) if requirement.valid_months else None


def record_dbs(
    champion,
    requirement,
    met_on,
    number,
    *,
    level="",
    decision=Decision.CLEAR,
    update_service=False,
    status_checked_on=None,
    by,
    now,
):
    """One certificate stands for every DBS requirement up to its level, whichever role asks it."""
    number, level = number.replace(" ", ""), level or requirement.level
    check_dbs(requirement, met_on, number, level, update_service, status_checked_on, now)
    known = champion.met.filter(requirement=requirement, certificate_number=number).first()
    seen_by = known.seen_by if known else by.user
    decided_by = None if decision == Decision.UNDECIDED else by.user
    covered = Requirement.objects.filter(kind=Requirement.Kind.DBS, level__in=Requirement.Level.up_to(level))
    for each in {requirement, *covered}:
        write(
            champion,
            each,
            met_on,
            runs_out_on(each, met_on),
            by=by,
            certificate_number=number,
            level=level,
            decision=decision,
            update_service=update_service,
            status_checked_on=status_checked_on,
            seen_by=seen_by,
            decided_by=decided_by,
        )
    record(
        "champion_requirement_recorded", champion, by=by, now=now, requirement=requirement.pk, decision=str(decision)
    )
    return champion.met.get(requirement=requirement)


def check_dbs(requirement, met_on, number, level, update_service, status_checked_on, now):
    if not (number.isascii() and number.isdigit() and len(number) == 12):
        raise Refused("Enter the 12 digits of the certificate number.")
    if requirement.level and requirement.level not in Requirement.Level.up_to(level):
        asked = requirement.get_level_display().lower()
        raise Refused(f"A {Requirement.Level(level).label.lower()} check is not enough: this asks for {asked}.")
    if status_checked_on is None:
        return
    if not update_service:
        raise Refused("Tick that they let us ask the update service, or leave out the date on which you asked it.")
    if not met_on <= status_checked_on <= as_day(now):
        raise Refused("The date on which you asked the update service is between the date on the check and today.")


@transaction.atomic
def follow_training(*, champion, requirement, attended_on, by, now):
    """What the registers say of one training: the last date attended, or None when nobody marked them present.

    What staff recorded stays where it is later, and comes back when a register is put right.
    """
    champion = locked(champion)
    met = ChampionRequirement.objects.filter(champion=champion, requirement=requirement).first()
    staff_on = staff_date(met)
    if staff_on and attended_on and attended_on < staff_on:
        attended_on = None
    if (met.attended_on if met else None) == attended_on:
        return
    if attended_on:
        expires_on, seen_by = runs_out_on(requirement, attended_on), met and met.seen_by
        row = write(champion, requirement, attended_on, expires_on, by=by)
        row.attended_on, row.seen_on, row.seen_by = attended_on, staff_on, seen_by
        row.save(update_fields=["attended_on", "seen_on", "seen_by"])
    elif staff_on:
        met.met_on, met.expires_on = staff_on, runs_out_on(requirement, staff_on)
        met.attended_on = met.seen_on = None
        met.save(update_fields=["met_on", "expires_on", "attended_on", "seen_on"])
    elif met:
        met.delete()
    attended = attended_on is not None
    record("champion_training_followed", champion, by=by, now=now, requirement=requirement.pk, attended=attended)


def staff_date(met):
    """When staff saw it, whatever a register said since."""
    if met is None:
        return None
    return met.seen_on if met.attended_on else met.met_on
