"""From applying to being cleared: every step of a champion's way in."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from champions import telling
from champions.actions import drafts, references
from champions.actions.profile import fill_in
from champions.actions.removal import check_was_not_removed
from champions.actions.states import locked, move
from champions.ages import may_be_under_18
from champions.models import ApplicationDraft, Champion, ChampionState, Decision
from champions.requirements import missing_of, standings
from core.audit import record
from core.errors import Refused
from core.once import once
from core.words import LONDON, as_day, list_words
from people.actions import create_person, verify_person
from people.models import ContactBy

OLDEST_CHAMPION = 110
YOUNGEST_CHAMPION = 13
LONGEST_USERNAME = 150
TOO_YOUNG = (
    "Until the year in which you turn 19 you can help at sessions, beside an adult. Go back to how you would like to "
    "help, and choose rota helper or another role that is open to under-18s."
)


def apply(*, form_key, by, now, **said):
    """Take an application. The form posted twice makes one champion."""
    return once(
        lambda: take(form_key=form_key, by=by, now=now, **said), known=Champion.objects.filter(form_key=form_key)
    )


@transaction.atomic
def take(
    *,
    role,
    name,
    email,
    phone,
    birth_year,
    home,
    profile,
    why,
    form_key,
    by,
    now,
    represents=None,
    team="",
    manager="",
    referees=(),
):
    """An unverified person, a champion to be checked, and an account to follow it with.

    `home` is (postcode, Whereabouts); `profile` is what actions.profile.fill_in takes; `referees` are dicts of what
    actions.references.name_referee takes.
    """
    if not role.open_to_apply:
        raise Refused("That role is not open at the moment. Choose another one.")
    check_birth_year(birth_year, now)
    check_old_enough(role, birth_year, now)
    postcode, whereabouts = home
    person = create_person(
        name=name, contact_by=ContactBy.EMAIL, email=email, phone=phone, postcode=postcode, by=by, now=now
    )
    champion = Champion(person=person, role=role, applied_at=now, birth_year=birth_year, why=why, form_key=form_key)
    champion.represents, champion.team, champion.manager = represents, team, manager
    fill_in(champion, home=(postcode, whereabouts), **profile)
    champion.user = new_account(person)
    champion.save(update_fields=["user"])
    record("champion_applied", champion, by=by, now=now, role=role.slug)
    for referee in referees:
        references.name_referee(champion=champion, **referee, by=by, now=now)
    drafts.forget(ApplicationDraft.objects.filter(form_key=form_key))
    telling.champion_told(champion, "applied", now=now)
    return champion


def check_birth_year(year, now):
    this_year = now.astimezone(LONDON).year
    if not this_year - OLDEST_CHAMPION <= year <= this_year:
        raise Refused("Enter the year in which you were born, like 1961.")
    if year > this_year - YOUNGEST_CHAMPION:
        raise Refused(f"You can become a champion in the year in which you turn {YOUNGEST_CHAMPION}.")


def check_old_enough(role, birth_year, now):
    if not role.open_to_under_18s and may_be_under_18(birth_year, as_day(now)):
        raise Refused(TOO_YOUNG)


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
    """From now on it is being looked at: whoever they named is asked for a reference."""
    check_was_not_removed(champion)
    champion = move(locked(champion), ChampionState.IN_CHECKS, by=by, now=now)
    references.ask_all(champion=champion, by=by, now=now)
    return champion


@transaction.atomic
def activate(*, champion, by, now):
    """Clear a champion: everything that the role asks must be in date."""
    champion = locked(champion)
    check_was_not_removed(champion)
    today = as_day(now)
    asked = standings(champion, today)
    if any(each.kind == Decision.NOT_CLEAR for each in asked):
        raise Refused("They were not cleared to help. Decline the application, or record the decision again.")
    if missing := missing_of(asked):
        raise Refused(f"They cannot be active yet. Still needed: {list_words(missing)}.")
    if champion.birth_year is None:
        raise Refused("Fill in the year in which they were born first: under-18s never help one to one.")
    if champion.home_latitude is None:
        raise Refused("Fill in their postcode first.")
    first_time = champion.active_since is None
    move(champion, ChampionState.ACTIVE, by=by, now=now, active_since=champion.active_since or now, paused_until=None)
    verify_person(champion.person, by=by, now=now)
    references.stop_asking(champion=champion, by=by, now=now)
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
    references.stop_asking(champion=champion, by=by, now=now)
    telling.champion_told(champion, "declined", now=now)
    return champion
