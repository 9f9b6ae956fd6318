"""What the charter is measured by: {Case: how many} for each promise, counted by the database by the day."""

from collections import Counter

from django.db.models import CharField, Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, TruncDate

from champions.models import Champion, ChampionState, HelpRequest, Offer
from core.models import AuditLine
from core.words import LONDON, as_day
from events.models import Attendance, InboundEvent, Occurrence, OccurrenceState
from locations.holidays import holidays_between
from messaging.models import Message, MessageState
from reports.in_time import Case, Notice, WorkingDays, measure
from reports.models import Promised

# Sent to whoever asks at once and by itself, or when they themselves want no help any more: no answer of ours.
NO_ANSWER = ["help_asked", "help_cancelled"]
SESSION_OFF = "booking_session_off"
# A champion's first change of state that is a reply; who left of their own accord took the application back.
REPLIES = ["champion_in_checks", "champion_active", "champion_declined"]


def cases_of(first_at, before, now):
    """{promise: {Case: how many}} of what began from the one moment until before the other, in five queries."""
    return {promise: count(first_at, before, now) for promise, count in COUNTS.items()}


def working_days(first_on, last_on):
    return WorkingDays(first_on, last_on, holidays_between(first_on, last_on))


def measured(standards, cases, working, *, now):
    """{key: Measured}. `cases` are as cases_of gives them, `working` are the WorkingDays of all that time until now."""
    today = as_day(now)
    return {
        each.key: measure(
            cases.get(each.key, {}), days=each.days, count=Notice() if each.is_notice else working, today=today
        )
        for each in standards
    }


def during(cases, period):
    """Those of the cases that began in a period."""
    return {
        key: {case: number for case, number in counted.items() if period.first_on <= case.since <= period.last_on}
        for key, counted in cases.items()
    }


def answered_requests(first_at, before, now):
    asked = HelpRequest.objects.filter(created_at__gte=first_at, created_at__lt=before)
    offers = Offer.objects.filter(request=OuterRef("pk"))
    told = about("champions.helprequest", Message.objects.exclude(kind__in=NO_ANSWER))
    return tally(
        asked.annotate(
            offered_at=first_of(offers, "request", "made_at"), told_at=first_of(told, "about_id", "created_at")
        ),
        "created_at",
        done=["offered_at", "told_at", "found_at"],
        ended="closed_at",
    )


def matched_requests(first_at, before, now):
    asked = HelpRequest.objects.filter(created_at__gte=first_at, created_at__lt=before)
    return tally(asked, "created_at", done=["matched_at"], ended="closed_at")


def returned_registers(first_at, before, now):
    """Of sessions of our own that were held. A mark in the room may be a learner's own, so it is none of a register."""
    held = Occurrence.objects.filter(state=OccurrenceState.ON, ends_at__gte=first_at, ends_at__lt=min(before, now))
    held = held.exclude(event__in=InboundEvent.objects.filter(event__isnull=False).values("event"))
    marks = Attendance.objects.filter(occurrence=OuterRef("pk"), marked_at__gte=OuterRef("ends_at"))
    back = Coalesce("register_closed_at", first_of(marks, "occurrence", "marked_at"))
    return tally(held.annotate(back_at=back), "ends_at", done=["back_at"])


def told_of_cancelled(first_at, before, now):
    """Each message to somebody booked. It is of use until the session was to begin."""
    off = Message.objects.filter(kind=SESSION_OFF, needed_by__gte=first_at, needed_by__lt=before)
    off = off.exclude(state=MessageState.WITHDRAWN)
    return tally(off, "needed_by", done=["sent_at"])


def answered_applications(first_at, before, now):
    lines = about("champions.champion", AuditLine.objects.all())
    applied = Champion.objects.filter(applied_at__gte=first_at, applied_at__lt=before).annotate(
        replied_at=first_of(lines.filter(action__in=REPLIES), "about_id", "at"),
        left_at=first_of(lines.filter(action="champion_left"), "about_id", "at"),
    )
    # Whom staff put in as active never applied.
    applied = applied.filter(Q(state=ChampionState.APPLIED) | Q(replied_at__isnull=False) | Q(left_at__isnull=False))
    return tally(applied, "applied_at", done=["replied_at"], ended="left_at")


COUNTS = {
    Promised.ANSWER: answered_requests,
    Promised.MATCH: matched_requests,
    Promised.REGISTER: returned_registers,
    Promised.CANCELLED: told_of_cancelled,
    Promised.APPLICATION: answered_applications,
}


def about(label, rows):
    """Messages or audit lines about each row of the query that they stand in."""
    return rows.filter(about_type=label, about_id=Cast(OuterRef("pk"), CharField()))


def first_of(rows, by, moment):
    """The first moment of the rows that belong to one."""
    return Subquery(rows.order_by().values(by).annotate(first=Min(moment)).values("first"))


def tally(rows, since, *, done, ended=None):
    """{Case: how many}: done on the first of the days that are known, or not at all."""
    names = [since, *done, *([ended] if ended else [])]
    days = {f"{name}_on": TruncDate(F(name), tzinfo=LONDON) for name in names}
    found = Counter()
    for row in rows.order_by().values(**days).annotate(number=Count("pk")):
        known = [row[f"{name}_on"] for name in done if row[f"{name}_on"]]
        ended_on = row[f"{ended}_on"] if ended else None
        found[Case(row[f"{since}_on"], min(known, default=None), ended_on)] += row["number"]
    return found
