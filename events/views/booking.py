"""Booking a place: one question on each page, check your answers, book."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from core import personal, throttle
from core.cards import SummaryRow
from core.errors import Refused
from core.retention import kept_for
from core.words import full_when_words
from events.actions.bookings import book_newcomer
from events.booking_answers import Answers, kept_as, needs_words, places_words, telling_words
from events.booking_words import course_dates
from events.forms.booking import QUESTIONS
from events.models import Booking
from events.permissions.bookings import BookingRefused, Full, check_at_once, check_can_book
from events.views.booking_done import keep_done, last_done
from events.views.booking_pages import booking_url, books_for_others, cannot_book, meeting_or_404

AWAY = "You were away for a while, so we cleared what you had typed. Nothing has been booked. Please start again."
MOVED = "This session has been moved since you looked. Please look at the date, time and place again."
TOO_MANY = "There have been very many bookings from here in the last hour. Please wait a while, or ring us to book."
# A library full of people shares one address, and so may all the libraries of a council. To be told that it is full
# does not count.
BOOKINGS_AN_HOUR = 300


@personal.personal_page
def question(request, slug, day, name):
    now = timezone.now()
    occurrence = meeting_or_404(slug, day)
    answers = Answers.begun(request, occurrence)
    if name not in answers.names:
        raise Http404("No such question")
    check_published(occurrence, answers)
    room = Booking.objects.room_for(occurrence, now=now)
    try:
        has_place = check_can_book(occurrence, room, places=1, now=now, or_wait=True, by_staff=request.actor.is_staff)
    except BookingRefused as refusal:
        return cannot_book(request, occurrence, refusal)
    number = answers.names.index(name)
    if any(not answers.is_answered(earlier) for earlier in answers.names[:number]):
        return start_again(request, occurrence)
    form = QUESTIONS[name](
        request.POST if request.method == "POST" else None,
        initial=answers.said.get(name),
        said=answers.said,
        is_staff=books_for_others(request),
        **({"asked": answers.asked} if name == "session" else {}),
    )
    if form.is_valid():
        answers.said[name] = form.cleaned_data
        answers.keep(request, now=now)
        return redirect(next_url(occurrence, answers))
    page = {
        "form": form,
        "heading": form.heading,
        "progress": f"Question {number + 1} of {len(answers.names)}",
        "back_url": back_url(occurrence, answers, name),
        "occurrence": occurrence,
        "dates": course_dates(occurrence, now=now),
        "is_full": not has_place,
        "waiting": len(room.waiting),
        "now": now,
    }
    return render(request, "events/booking/question.html", page, status=422 if form.errors else 200)


def check_published(occurrence, answers):
    """An event taken down while somebody books it says so; one that was never up is not there."""
    if not occurrence.event.live and not answers.said:
        raise Http404("Not published")


def next_url(occurrence, answers):
    if answers.next_question is None:
        return booking_url("booking_check", occurrence)
    return booking_url("booking_question", occurrence, name=answers.next_question)


def back_url(occurrence, answers, name):
    """The question before; back to the check page from where an answer is being changed."""
    if answers.next_question is None:
        return booking_url("booking_check", occurrence)
    number = answers.names.index(name)
    if number == 0:
        return occurrence.get_absolute_url()
    return booking_url("booking_question", occurrence, name=answers.names[number - 1])


def start_again(request, occurrence):
    """The answers are gone: because they became a booking, to which Back leads as well, or because time went by."""
    if last_done(request, occurrence):
        return redirect(booking_url("booking_done", occurrence))
    messages.warning(request, AWAY)
    return redirect(booking_url("booking_start", occurrence))


@personal.personal_page
def check(request, slug, day):
    now = timezone.now()
    occurrence = meeting_or_404(slug, day)
    answers = Answers.of(request, occurrence)
    if request.method == "POST" and was_booked(request, occurrence, answers):
        return redirect(booking_url("booking_done", occurrence))
    if answers is None:
        return start_again(request, occurrence)
    if answers.next_question:
        return redirect(next_url(occurrence, answers))
    if request.method == "POST" and request.POST.get("form_key") == answers.form_key:
        if request.POST.get("seen") != seen_words(occurrence, now=now):
            return show_check(request, occurrence, answers, now=now, status=409, sentence=MOVED)
        return confirm(request, occurrence, answers, now=now)
    return show_check(request, occurrence, answers, now=now)


def seen_words(occurrence, *, now):
    """When and where it was when the page was shown: nobody is booked for another time than they read."""
    dates = occurrence.booked_together(now)
    words = "+".join(f"{date.starts_at:%Y%m%d%H%M}-{date.venue_id or 'online'}" for date in dates)
    return words if len(dates) == 1 else sha256(words.encode()).hexdigest()[:24]


def was_booked(request, occurrence, answers):
    """The button pressed twice, or pressed again after Back: the same booking is shown again."""
    done = last_done(request, occurrence)
    posted = request.POST.get("form_key")
    return bool(done and posted == done["form_key"] and (answers is None or answers.form_key != posted))


def confirm(request, occurrence, answers, *, now):
    try:
        if request.POST.get("website"):
            # Filled in by a program: people do not see this box.
            raise Refused("Something did not look right, so nothing was booked. Please try again, or ring us.")
        address = throttle.client_address(request)
        or_wait = request.POST.get("or_wait") == "yes"
        asked = {"form_key": answers.form_key, "or_wait": or_wait, "by": request.actor, "now": now}
        check_at_once(occurrence=occurrence, places=answers.places, **asked)
        with throttle.what_succeeds("book", address, limit=BOOKINGS_AN_HOUR, seconds=3600, sentence=TOO_MANY):
            booking, secret = book_newcomer(
                occurrence=occurrence, details=answers.details(), **asked, **answers.party()
            )
    except Full as refusal:
        if refusal.is_final:
            return cannot_book(request, occurrence, refusal)
        return show_check(request, occurrence, answers, now=now, status=409, just_filled=True)
    except BookingRefused as refusal:
        return cannot_book(request, occurrence, refusal)
    except Refused as refusal:
        return show_check(request, occurrence, answers, now=now, status=409, sentence=refusal.sentence)
    personal.forget(request, kept_as(occurrence))
    keep_done(request, booking, secret, form_key=answers.form_key, now=now)
    return redirect(booking_url("booking_done", occurrence))


def show_check(request, occurrence, answers, *, now, status=200, sentence="", just_filled=False):
    """The answers, and what pressing the button would do now. Nobody is promised a place while they read this."""
    room = Booking.objects.room_for(occurrence, now=now)
    full = None
    try:
        check_can_book(occurrence, room, places=answers.places, now=now, by_staff=request.actor.is_staff)
    except Full as refusal:
        if refusal.is_final:
            return cannot_book(request, occurrence, refusal)
        full = refusal
    except BookingRefused as refusal:
        return cannot_book(request, occurrence, refusal)
    page = {
        "occurrence": occurrence,
        "answers": answers,
        "seen": seen_words(occurrence, now=now),
        "back_url": booking_url("booking_question", occurrence, name=answers.names[-1]),
        "session_rows": session_rows(occurrence, now=now),
        "answer_rows": answer_rows(occurrence, answers),
        "places_url": booking_url("booking_question", occurrence, name="places"),
        "full": full,
        "just_filled": just_filled and full,
        "waiting": len(room.waiting),
        "sentence": sentence,
        "kept_for": kept_for("people"),
        "now": now,
    }
    return render(request, "events/booking/check.html", page, status=status)


def session_rows(occurrence, *, now):
    venue = occurrence.venue
    dates = occurrence.booked_together(now)
    when = "\n".join(full_when_words(date.starts_at, date.ends_at) for date in dates)
    rows = [
        SummaryRow("What", occurrence.event.title, "/events/", "the session"),
        SummaryRow(
            "When" if len(dates) == 1 else f"All {len(dates)} dates",
            when,
            occurrence.event.get_url() or "/events/",
            "the date" if len(dates) == 1 else "the course",
        ),
    ]
    if venue:
        rows.append(SummaryRow("Where", ", ".join(filter(None, [venue.title, venue.address, venue.town]))))
    return rows


def answer_rows(occurrence, answers):
    you = answers.about_you
    said = answers.said

    def row(key, value, question, what):
        return SummaryRow(key, value, booking_url("booking_question", occurrence, name=question), what)

    return [
        row("Name", said["who"]["name"], "who", "the name"),
        row("Places", places_words(**said["places"]), "places", "how many places"),
        row("What would help", needs_words(**said["needs"]), "needs", "what would help"),
        *(row(each["question"], each["answer"], "session", each["question"]) for each in answers.answers),
        row(
            "If it changes",
            telling_words(about_you=you, **answers.details()),
            "contact",
            "how we tell you" if you else "how we tell them",
        ),
        row("Postcode", said["postcode"]["postcode"] or "Not given", "postcode", "the postcode"),
    ]
