"""Booking for a caller, on one screen: who, which session, take the place, read the confirmation out.

Everything on the page is one form, so that nothing typed anywhere is lost; its buttons say what to do. Enter, wherever
it is pressed, looks again for what was typed, and never books.
"""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core import personal
from core.cards import Choice
from core.errors import Refused
from events.actions import bookings
from events.booking_words import booking_page
from events.desk.caller import DONE, KEPT, Caller
from events.desk.people import SEE_PEOPLE, chosen_person
from events.desk.screen import chosen_session, session_context, who_context
from events.forms.event_questions import answers_of
from events.models import Booking, Occurrence
from events.permissions.bookings import Full
from events.views.admin.doors import WRONG, require
from events.views.booking import MOVED, seen_words
from events.views.booking_done import keep_done

BOOK = "events.add_booking"
REFUSED = 409
AWAY = "You were away for a while, so who was calling and which session were cleared. Nothing has been booked."
OTHER_CALLER = "That page was about an earlier caller, so nothing was done. This one is as you left it."
GONE = "The confirmation is shown for a short while only. The booking is safe: find it by its number."
NO_RECORD = "That record is not there any more. Find them again, or book them as a new person."
NO_SESSION = "That session is not there any more. Choose another."
BOTH_FIRST = "Say who is coming and choose the session first. Nothing has been booked yet."
WHO, SESSION, PLACE = "#who", "#session", "#place"


def desk_page(view):
    """For staff who may book for others; what is shown and typed there is kept by nobody else."""

    def allowed(request):
        require(request, BOOK)
        return view(request)

    return require_http_methods(["GET", "HEAD", "POST"])(personal.personal_page(allowed))


@desk_page
def desk(request):
    now = timezone.now()
    caller = Caller.of(request)
    if request.method == "POST":
        return posted(request, caller, now)
    if caller is None:
        caller = Caller()
        caller.keep(request, now=now)
    return show(request, caller, now)


def posted(request, caller, now):
    form_key = request.POST.get("form_key")
    if request.POST.get("do") == "next":
        return next_caller(request)
    if form_key and done_key(request) == form_key:
        return redirect("desk_done")  # the button was pressed twice, or again after Back
    if caller and caller.form_key != form_key:
        messages.warning(request, OTHER_CALLER)
        return redirect("desk")
    if caller is None:
        caller = Caller()
        caller.take(request.POST)
        caller.keep(request, now=now)
        messages.warning(request, AWAY)
        return redirect("desk")
    changed = caller.take(request.POST)
    do, _, what = request.POST.get("do", "").partition(":")
    response = ACTS.get(do, look)(request, caller, what, changed, now)
    if done_key(request) != caller.form_key:
        caller.keep(request, now=now)
    return response


def done_key(request):
    """The form of the booking whose confirmation is to be read out, or None."""
    done = personal.recall(request, DONE)
    return done and done["form_key"]


def next_caller(request):
    personal.finish(request)
    return redirect("desk")


def look(request, caller, what, changed, now):
    if caller.looks_for_sessions and not caller.form("session", check=True, now=now).is_valid():
        return show(request, caller, now, status=WRONG)
    return back_to(SESSION if changed == "session" else WHO)


def choose_place(request, caller, what, changed, now):
    caller.typed["where"] = what
    return back_to(SESSION)


def choose_person(request, caller, what, changed, now):
    person = chosen_person(number(what)) if request.user.has_perm(SEE_PEOPLE) else None
    if person is None:
        messages.error(request, NO_RECORD)
        return back_to(WHO)
    caller.person, caller.is_new = person.pk, False
    look_near(caller, person.postcode)
    return back_to(SESSION)


def choose_newcomer(request, caller, what, changed, now):
    form = caller.form("new", check=True)
    if not form.is_valid():
        return show(request, caller, now, status=WRONG, wrong="new")
    caller.person, caller.is_new = None, True
    look_near(caller, form.cleaned_data["postcode"])
    return back_to(SESSION)


def look_near(caller, postcode):
    """Most come to what is near their home; whoever asked for another place meant that."""
    if postcode and not caller.looks_for_sessions:
        caller.typed["where"] = postcode


def choose_session(request, caller, what, changed, now):
    if not Occurrence.objects.published().filter(pk=number(what)).exists():
        messages.error(request, NO_SESSION)
        return back_to(SESSION)
    caller.occurrence = number(what)
    return back_to(PLACE)


def other_person(request, caller, what, changed, now):
    caller.person, caller.is_new = None, False
    return back_to(WHO)


def other_session(request, caller, what, changed, now):
    caller.occurrence = None
    return back_to(SESSION)


def take_place(request, caller, what, changed, now, *, or_wait=False):
    """`what`: how many places instead of those asked for."""
    caller.typed["places"] = what or caller.typed.get("places", "")
    occurrence = chosen_session(caller)
    if occurrence is None or not (caller.person or caller.is_new):
        return show(request, caller, now, status=WRONG, sentence=BOTH_FIRST)
    asked = list(occurrence.event.questions.all())
    party, questions = caller.form("party", check=True), caller.questions(asked, check=True)
    if not (party.is_valid() and questions.is_valid()):
        return show(request, caller, now, status=WRONG, wrong="party")
    if request.POST.get("seen") != seen_words(occurrence, now=now):
        return show(request, caller, now, status=REFUSED, sentence=MOVED)
    try:
        details = party.cleaned_data | {"answers": answers_of(asked, questions.cleaned_data), "or_wait": or_wait}
        booking, secret = book_it(request, caller, occurrence, now=now, **details)
    except Full as full:
        return show(request, caller, now, status=REFUSED, sentence=full.sentence, full=full)
    except Refused as refusal:
        return show(request, caller, now, status=REFUSED, sentence=refusal.sentence)
    return booked(request, caller, booking, secret, now)


def join_the_wait(request, caller, what, changed, now):
    return take_place(request, caller, what, changed, now, or_wait=True)


def book_it(request, caller, occurrence, *, now, **party):
    asked = {"occurrence": occurrence, "form_key": caller.form_key, "by": request.actor, "now": now, **party}
    if caller.person:
        person = chosen_person(caller.person)
        if person is None:
            raise Refused(NO_RECORD)
        return bookings.book(person=person, **asked)
    form = caller.form("new", check=True)
    if not form.is_valid():
        raise Refused("Look at the details of the new person again. Nothing has been booked yet.")
    return bookings.book_newcomer(details=form.details(), **asked)


def booked(request, caller, booking, secret, now):
    again = {name: caller.typed.get(name, "") for name in ("arrived_by", "where")}
    done = {"form_key": caller.form_key, "key": str(booking.key), "secret": secret, "again": again}
    personal.remember(request, DONE, done, now=now)
    personal.forget(request, KEPT)
    # The paper is the public one, and so are its links.
    keep_done(request, booking, secret, form_key=caller.form_key, now=now)
    return redirect("desk_done")


ACTS = {
    "near": choose_place,
    "person": choose_person,
    "new": choose_newcomer,
    "session": choose_session,
    "other-person": other_person,
    "other-session": other_session,
    "book": take_place,
    "wait": join_the_wait,
}


@desk_page
def desk_done(request):
    """What to read out. From here the same person books another session, or the next caller starts afresh."""
    now = timezone.now()
    done = personal.recall(request, DONE)
    booking = done and Booking.objects.for_page().filter(key=done["key"]).first()
    if not booking:
        messages.info(request, GONE)
        return redirect("desk")
    if request.method == "POST":
        if request.POST.get("do") == "next":
            return next_caller(request)
        personal.forget(request, DONE)
        Caller(person=booking.person_id, typed=done["again"]).keep(request, now=now)
        return back_to(SESSION)
    page = booking_page(booking, now=now) | {"secret": done["secret"], "links": links()}
    return render(request, "events/desk/done.html", page)


def show(request, caller, now, *, status=200, wrong="", sentence="", full=None):
    """`wrong`: which of the forms to say what is wrong in."""
    page = {
        "caller": caller,
        "sentence": sentence,
        "full": full,
        "new_form": caller.form("new", check=wrong == "new"),
        "party_form": caller.form("party", check=wrong == "party"),
        "links": links(),
        "now": now,
    }
    page |= who_context(caller, user=request.user, now=now)
    page |= session_context(caller, by=request.actor, now=now, wrong=wrong)
    page["seen"] = seen_words(page["picked"].occurrence, now=now) if "picked" in page else ""
    return render(request, "events/desk/desk.html", page, status=status)


def number(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def back_to(part):
    return redirect(reverse("desk") + part)


def links():
    return [Choice("Registers", reverse("events:registers")), Choice("Admin", reverse("wagtailadmin_home"))]
