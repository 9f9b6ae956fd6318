"""What the screen for a caller shows of who is coming and of the session, as far as they are chosen."""

from events.booking_answers import telling_words
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
    may_see = user.has_perm(SEE_PEOPLE)
    page = {"may_see": may_see, "may_merge": user.has_perm("people.merge_person")}
    if caller.person:
        person = chosen_person(caller.person)
        caller.person = person and person.pk
        if person:
            alike = perhaps(person) if may_see else []
            return (
                page
                | {"person": person, "facts": facts_of(person), "alike": described(alike)}
                | {"coming": bookings_to_come(person, now)}
            )
    if caller.is_new:
        form = caller.form("new", check=True)
        if form.is_valid():
            details = form.details()
            alike = perhaps(newcomer(details)) if may_see else []
            return page | {"newcomer": details, "telling": telling_words(**details), "alike": described(alike)}
        caller.is_new = False
    sought = caller.typed.get("sought", "").strip()
    people, more = people_like(sought) if sought and may_see else ([], False)
    groups = [[(one, facts_of(one)) for one in group] for group in grouped(people)]
    return page | {"sought_form": caller.form("who"), "sought": sought, "groups": groups, "more_people": more}


def described(alike):
    return [(person, facts_of(person), likeness) for person, likeness in alike]


def session_context(caller, *, by, now, wrong=""):
    if caller.occurrence:
        occurrence = chosen_session(caller)
        if occurrence:
            room = Booking.objects.room_for(occurrence, now=now)
            return {
                "picked": offered(occurrence, room, by=by, now=now),
                "dates": occurrence.course_left(now) if occurrence.books_whole_course else [],
                "questions_form": caller.questions(list(occurrence.event.questions.all()), check=wrong == "party"),
            }
        caller.occurrence = None
    form = caller.form("session", check=caller.looks_for_sessions)
    found = sessions_for(form.cleaned_data, by=by, now=now) if form.is_valid() else None
    return {"session_form": form, "found": found}


def chosen_session(caller):
    rows = Occurrence.objects.published().with_room().select_related("event", "venue", "lead")
    return rows.filter(pk=caller.occurrence).first() if caller.occurrence else None
