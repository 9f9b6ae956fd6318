"""What the screen for a caller shows of who is coming and of the session, as far as they are chosen."""

from events.booking_answers import telling_words
from events.booking_words import course_dates
from events.desk.people import (
    SEE_PEOPLE,
    bookings_to_come,
    chosen_person,
    facts_of,
    grouped,
    newcomer,
    people_like,
    perhaps,
)
from events.desk.sessions import offered, sessions_for
from events.models import Booking, Occurrence


def who_context(caller, *, user, now):
    """Whoever is chosen, or the new person, or else those who are like what was typed."""
    may_see = user.has_perm(SEE_PEOPLE)
    page = {"may_see": may_see, "may_merge": user.has_perm("people.merge_person")}
    shown = known_context(caller, may_see, now) or new_context(caller, may_see) or sought_context(caller, may_see)
    return page | shown


def known_context(caller, may_see, now):
    person = chosen_person(caller.person) if caller.person else None
    caller.person = person and person.pk
    if person is None:
        return None
    coming = bookings_to_come(person, now)
    return {"person": person, "facts": facts_of(person), "coming": coming, "alike": alike(person, may_see)}


def new_context(caller, may_see):
    form = caller.form("new", check=caller.is_new)
    if not form.is_valid():
        caller.is_new = False
        return None
    details = form.details()
    return {"newcomer": details, "telling": telling_words(**details), "alike": alike(newcomer(details), may_see)}


def alike(person, may_see):
    found = perhaps(person) if may_see else []
    return [(other, facts_of(other), likeness) for other, likeness in found]


def sought_context(caller, may_see):
    sought = caller.typed.get("sought", "").strip()
    people, more = people_like(sought) if sought and may_see else ([], False)
    groups = [[(one, facts_of(one)) for one in group] for group in grouped(people)]
    return {"sought_form": caller.form("who"), "sought": sought, "groups": groups, "more_people": more}


def session_context(caller, *, by, now, wrong=""):
    """The session that is chosen, with what it asks, or else those that are like what was typed."""
    if caller.occurrence:
        occurrence = chosen_session(caller)
        if occurrence:
            room = Booking.objects.room_for(occurrence, now=now)
            return {
                "picked": offered(occurrence, room, by=by, now=now),
                "dates": course_dates(occurrence, now=now),
                "questions_form": caller.questions(list(occurrence.event.questions.all()), check=wrong == "party"),
            }
        caller.occurrence = None
    form = caller.form("session", check=caller.looks_for_sessions, now=now)
    found = sessions_for(form.cleaned_data, by=by, now=now) if form.is_valid() else None
    return {"session_form": form, "found": found}


def chosen_session(caller):
    rows = Occurrence.objects.published().with_room().select_related("event", "venue", "lead")
    return rows.filter(pk=caller.occurrence).first() if caller.occurrence else None
