"""What happens next and by when, said to whoever asked for help and kept in view for coordinators. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.words import as_day, full_day_words

# Whoever asks hears from us, found or not.
HEAR_IN_WORKING_DAYS = 3
# Of telling us whether the champion whom we found is all right; after that somebody asks again.
ANSWER_WITHIN = timedelta(days=5)
FIRST_CONTACT_WITHIN = timedelta(days=5)
# Without a word from the champion for so long, somebody asks how it goes.
QUIET_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class Step:
    """Of what happens next. `by` is the last day, where there is one; `is_now`: this is what we wait for."""

    words: str
    by: date | None = None
    is_now: bool = False

    @property
    def by_words(self):
        return full_day_words(self.by) if self.by else ""


def working_days_after(day, count, holidays=()):
    """The day that lies `count` working days on: Monday to Friday, bank holidays left out."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day


def steps(request, champion_name=""):
    """What is still to come for an open request, the next first."""
    who = champion_name or "The champion"
    place = ", at a library or another public place" if request.setting == "venue" else ""
    meet = Step(f"You agree a time together{place}")
    if request.state == "matched":
        return matched_steps(request, who, meet)
    in_touch = Step(f"{who} is in touch, within {FIRST_CONTACT_WITHIN.days} days of your yes")
    if request.state == "found":
        answer = Step("You tell us whether that is all right", as_day(request.found_at + ANSWER_WITHIN), is_now=True)
        return [answer, in_touch, meet]
    hear = Step("You hear from us, even if we have not found anybody yet", request.promised_on, is_now=True)
    agree = Step("When somebody says yes, we tell you their first name and ask whether that is all right")
    return [hear, agree, in_touch, meet]


def matched_steps(request, who, meet):
    ask_us = Step("You can ring us at any time, if it does not go well or you would rather have somebody else")
    if request.in_touch_at or request.sessions.all():
        return [meet, ask_us]
    return [Step(f"{who} is in touch", as_day(request.matched_at + FIRST_CONTACT_WITHIN), is_now=True), meet, ask_us]


def last_in_touch(request):
    """The day on which the champion last was, as far as they told us: they said so, or wrote down help."""
    days = [session.held_on for session in request.sessions.all()]
    return max([*days, *([as_day(request.in_touch_at)] if request.in_touch_at else [])], default=None)


def flags(request, now):
    """What somebody should see to about one request, in words."""
    today = as_day(now)
    if request.state in ("waiting", "offered") and request.promised_on and request.promised_on < today:
        return [f"They were to hear from us by {full_day_words(request.promised_on)}"]
    if request.state == "found" and request.found_at + ANSWER_WITHIN <= now:
        return ["They have not said yes or no to the champion: ring them"]
    if request.state == "matched":
        return contact_flags(request, now)
    return []


def contact_flags(request, now):
    last = last_in_touch(request)
    if last is None and request.matched_at + QUIET_AFTER <= now:
        return [f"No contact in {QUIET_AFTER.days} days: ask both how it goes"]
    if last is None and request.matched_at + FIRST_CONTACT_WITHIN <= now:
        return [f"No first contact within {FIRST_CONTACT_WITHIN.days} days: ring the champion"]
    if last is not None and last <= as_day(now - QUIET_AFTER):
        return [f"No contact in {QUIET_AFTER.days} days: ask both how it goes"]
    return []
