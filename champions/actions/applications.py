"""From applying to being cleared: every step of a champion's way in."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from champions import telling
from champions.actions.profile import fill_in
from champions.actions.states import locked, move
from champions.models import Champion, ChampionState, Requirement
from champions.requirements import missing_words
from core.audit import record
from core.errors import Refused
from core.once import once
from core.words import LONDON, full_day_words
from people.actions import create_person, verify_person
from people.models import ContactBy

OLDEST_CHAMPION = 110
YOUNGEST_CHAMPION = 13
# A date further back than this is a slip of the keyboard.
OLDEST_CHECK_IN_YEARS = 10
LONGEST_USERNAME = 150


def apply(*, form_key, by, now, **said):
    """Take an application. The form posted twice makes one champion."""
    return once(
        lambda: take(form_key=form_key, by=by, now=now, **said), known=Champion.objects.filter(form_key=form_key)
    )


@transaction.atomic
def take(*, role, name, email, phone, birth_year, home, profile, why, form_key, by, now):
    """An unverified person, a champion to be checked, and an account to follow it with.

    `home` is (postcode, Whereabouts); `profile` is what actions.profile.fill_in takes.
    """
    if not role.open_to_apply:
        raise Refused("That role is not open at the moment. Choose another one.")
    check_birth_year(birth_year, now)
    postcode, whereabouts = home
    person = create_person(
        name=name, contact_by=ContactBy.EMAIL, email=email, phone=phone, postcode=postcode, by=by, now=now
    )
    champion = Champion(person=person, role=role, applied_at=now, birth_year=birth_year, why=why, form_key=form_key)
    fill_in(champion, home=(postcode, whereabouts), **profile)
    champion.user = new_account(person)
    champion.save(update_fields=["user"])
    record("champion_applied", champion, by=by, now=now, role=role.slug)
    telling.champion_told(champion, "applied", now=now)
    return champion


def check_birth_year(year, now):
    this_year = now.astimezone(LONDON).year
    if not this_year - OLDEST_CHAMPION <= year <= this_year:
        raise Refused("Enter the year in which you were born, like 1961.")
    if year > this_year - YOUNGEST_CHAMPION:
        raise Refused(f"You can become a champion in the year in which you turn {YOUNGEST_CHAMPION}.")


def new_account(person):
    """An account without a password: they sign in with a code sent by e-mail.

    None when somebody already has one with this address. Nobody is told so here, because the address has not been
    proved yet; the account is joined to the champion when a coordinator has seen who they are.
    """
    users, username = get_user_model().objects, person.email_compared[:LONGEST_USERNAME]
    if users.filter(Q(email__iexact=person.email_compared) | Q(username__iexact=username)).exists():
        return None
    return users.create_user(username=username, email=person.email_compared)


@transaction.atomic
def start_checks(*, champion, by, now):
    return move(locked(champion), ChampionState.IN_CHECKS, by=by, now=now)


@transaction.atomic
def record_requirement(*, champion, requirement, met_on, certificate_number="", by, now):
    """Write down that a requirement was seen to be met. Of a DBS check its number and date, never what it says."""
    champion = locked(champion)
    today = now.astimezone(LONDON).date()
    expires_on = check_date(requirement, met_on, today)
    certificate_number = certificate_number.replace(" ", "")
    if requirement.kind == Requirement.Kind.DBS and not (
        certificate_number.isdigit() and len(certificate_number) == 12
    ):
        raise Refused("Enter the 12 digits of the certificate number.")
    met, _ = champion.met.update_or_create(
        requirement=requirement,
        defaults={
            "met_on": met_on,
            "expires_on": expires_on,
            "certificate_number": certificate_number,
            "seen_by": by.user,
        },
    )
    record("champion_requirement_recorded", champion, by=by, now=now, requirement=requirement.pk)
    return met


def check_date(requirement, met_on: date, today: date):
    """When it runs out, or a refusal if the date cannot be right."""
    if met_on > today:
        raise Refused(f"The date is in the future. Enter {full_day_words(today)} or earlier.")
    if met_on < today - relativedelta(years=OLDEST_CHECK_IN_YEARS):
        raise Refused(f"That is more than {OLDEST_CHECK_IN_YEARS} years ago. Check the year.")
    if not requirement.valid_months:
        return None
    expires_on = met_on + relativedelta(months=requirement.valid_months)
    if expires_on < today:
        raise Refused(f"It ran out on {full_day_words(expires_on)}. A new one is needed.")
    return expires_on


@transaction.atomic
def activate(*, champion, by, now):
    """Clear a champion: everything that the role asks must be in date."""
    champion = locked(champion)
    today = now.astimezone(LONDON).date()
    if missing := missing_words(champion, today):
        raise Refused(f"They cannot be active yet. Still needed: {missing}.")
    if champion.birth_year is None:
        raise Refused("Fill in the year in which they were born first: under-18s never help one to one.")
    if champion.home_latitude is None:
        raise Refused("Fill in their postcode first.")
    first_time = champion.active_since is None
    move(champion, ChampionState.ACTIVE, by=by, now=now, active_since=champion.active_since or now, paused_until=None)
    verify_person(champion.person, by=by, now=now)
    join_account(champion)
    if first_time:
        telling.champion_told(champion, "active", now=now)
    return champion


def join_account(champion):
    """Somebody who had an account before they applied gets to their champion's page with it."""
    if champion.user_id or not champion.person.email_compared:
        return
    users = get_user_model().objects.filter(email__iexact=champion.person.email, champion=None, is_active=True)
    champion.user = users.first() or new_account(champion.person)
    champion.save(update_fields=["user"])


@transaction.atomic
def decline(*, champion, reason, by, now):
    """Say no to an application, kindly. The reason is kept for staff; the message does not repeat it."""
    if not reason.strip():
        raise Refused("Enter the reason. Only staff see it.")
    champion = move(locked(champion), ChampionState.DECLINED, reason=reason, by=by, now=now)
    telling.champion_told(champion, "declined", now=now)
    return champion
