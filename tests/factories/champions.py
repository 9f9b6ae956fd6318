from datetime import time, timedelta
from uuid import uuid4

from champions.actions.offers import accept
from champions.models import BlockedPair, Champion, Concern, HelpRequest, Offer, Requirement, Role
from core.actors import Actor
from core.codes import new_reference
from tests.factories.accounts import make_user
from tests.factories.locations import CARLISLE, make_area
from tests.factories.people import NOW, make_person


def make_requirement(title="DBS check", kind="dbs", **kwargs):
    return Requirement.objects.create(title=title, kind=kind, **kwargs)


def make_role(title="Digital champion", slug="digital-champion", requirements=(), **kwargs):
    role, _ = Role.objects.update_or_create(
        slug=slug, defaults={"title": title, "description": "Helps people.", **kwargs}
    )
    role.requirements.set(requirements)
    return role


def make_champion(
    name="Rowan Pettifer", state="active", role=None, area=None, home=CARLISLE, topics=(), times=None, now=NOW, **kwargs
):
    """A champion who is free on Tuesday mornings unless `times` ([(weekday, start, end)]) says otherwise."""
    kwargs.setdefault("settings", ["venue", "phone"])
    person = kwargs.pop("person", None) or make_person(name, phone="01632 960 145", contact_by="phone")
    champion = Champion.objects.create(
        person=person,
        state=state,
        role=role or make_role(),
        area=area or make_area(),
        home_latitude=home[0],
        home_longitude=home[1],
        home_postcode=kwargs.pop("home_postcode", "CA3 8NX"),
        applied_at=now,
        active_since=now if state == "active" else None,
        **kwargs,
    )
    champion.topics.set(topics)
    for weekday, starts, ends in times if times is not None else [(1, time(9), time(12))]:
        champion.availability.create(weekday=weekday, starts=starts, ends=ends)
    return champion


def make_helper(name, **kwargs):
    """A grown-up champion who can sign in and be e-mailed."""
    person = make_person(name, email=f"{name.split()[0].lower()}@example.org", contact_by="email")
    kwargs.setdefault("birth_year", 1961)
    return make_champion(person=person, user=make_user(), **kwargs)


def make_request(person=None, topics=(), position=CARLISLE, times=(), now=NOW, **kwargs):
    request = HelpRequest.objects.create(
        reference=kwargs.pop("reference", None) or new_reference(),
        person=person or make_person("Arthur Fernley"),
        form_key=uuid4(),
        words=kwargs.pop("words", "Help with my phone"),
        where=kwargs.pop("where", "CA1 1AA"),
        latitude=position[0],
        longitude=position[1],
        created_at=now,
        **kwargs,
    )
    request.topics.set(topics)
    for weekday, starts, ends in times:
        request.wanted_times.create(weekday=weekday, starts=starts, ends=ends)
    return request


def make_offer(request=None, champion=None, now=NOW, **kwargs):
    kwargs.setdefault("lapses_at", now + timedelta(days=3))
    return Offer.objects.create(
        request=request or make_request(), champion=champion or make_champion(), made_at=now, **kwargs
    )


def make_help(champion, request=None, held_on=None, minutes=60, now=NOW, topics=(), **kwargs):
    """Help that a champion gave and wrote down."""
    session = champion.sessions.create(
        request=request,
        held_on=held_on or now.date(),
        minutes=minutes,
        outcome=kwargs.pop("outcome", "done"),
        form_key=uuid4(),
        logged_at=now,
        **kwargs,
    )
    session.topics.set(topics)
    return session


def make_holiday(champion, from_on=None, until_on=None, now=NOW):
    """A fortnight from today unless told otherwise."""
    from_on = from_on or now.date()
    return champion.holidays.create(from_on=from_on, until_on=until_on or from_on + timedelta(days=14))


def make_found(request, champion, now=NOW):
    """A champion has said yes, and the person who asked has not been heard yet."""
    offer = make_offer(request, champion, now=now)
    HelpRequest.objects.filter(pk=request.pk).update(state="offered")
    accept(offer=offer, by=Actor.of(champion.user), now=now)
    request.refresh_from_db()
    return request


def make_concern(words="She asked for his PIN.", now=NOW, **kwargs):
    kwargs.setdefault("about", "champion")
    return Concern.objects.create(reference=new_reference(), form_key=uuid4(), words=words, raised_at=now, **kwargs)


def make_pair(champion=None, person=None, reason="They do not get on.", now=NOW, **kwargs):
    return BlockedPair.objects.create(
        champion=champion or make_champion(), person=person or make_person(), reason=reason, made_at=now, **kwargs
    )
