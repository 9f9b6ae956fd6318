"""Who may be on the rota of a session. Each rule once, in words for the champion or for staff who ask one."""

from dataclasses import dataclass

from champions.candidates import is_adult
from champions.models import Availability
from champions.requirements import missing_words
from champions.telling import first_name
from champions.times import WEEKDAY_NAMES
from core.errors import Refused
from core.words import as_day, full_day_words, list_words, local, time_range
from events.models import Occurrence, RotaPlace, RotaState
from events.permissions.registers import is_led_by
from events.rota_needs import wanted_at


class NotFreeThenError(Refused):
    """Only what they said themselves stands against it: who signs up may come all the same."""


@dataclass(frozen=True)
class Voice:
    """You are; Rowan is."""

    are: str
    lead: str
    their: str
    said: str


def voice_for(champion, *, by_staff):
    if not by_staff:
        return Voice("You are", "You lead", "your", "You said that you are")
    name = first_name(champion.person)
    return Voice(f"{name} is", f"{name} leads", "their", f"{name} is")


def check_can_come(occurrence, champion, *, now, by_staff=False, anyway=False, instead_of=None):
    """Refuses with a sentence. `instead_of`: the place that is passed on to them."""
    say = voice_for(champion, by_staff=by_staff)
    check_is_to_come(occurrence, now=now)
    check_wants_champions(occurrence)
    check_is_cleared(champion, occurrence, say)
    check_is_here(champion, occurrence, say)
    check_is_nowhere_else(champion, occurrence, say)
    others = confirmed_at(occurrence, but=[champion.pk, instead_of.champion_id if instead_of else None])
    if instead_of is None and len(others) >= wanted_at(occurrence).wanted:
        raise Refused("This session has all the champions that it needs.")
    if is_minor(champion, occurrence) and not any(not is_minor(each, occurrence) for each in others):
        raise Refused(f"{say.are} under 18, and no adult champion is coming to this session yet.")
    if not anyway:
        check_is_free(champion, occurrence, say)


def check_is_to_come(occurrence, *, now):
    if occurrence.is_cancelled:
        raise Refused("This session is not on.")
    if occurrence.starts_at <= now:
        raise Refused("This session has begun or is over.")


def check_wants_champions(occurrence):
    if not occurrence.event.live:
        raise Refused("This session is no longer on the site.")
    if wanted_at(occurrence).wanted == 0:
        raise Refused("This session asks for no champions.")


def check_is_cleared(champion, occurrence, say):
    if champion.state == "paused":
        raise Refused(f"{say.are} taking a break. Come back from it first.")
    if champion.state != "active":
        raise Refused(f"{say.are} not an active champion.")
    # On the day itself: a check may run out before.
    if missing := missing_words(champion, as_day(occurrence.starts_at)):
        raise Refused(f"On that day {say.their} checks are not all in date: {missing}. Ring us about it.")


def check_is_here(champion, occurrence, say):
    day = as_day(occurrence.starts_at)
    if holiday := champion.holidays.filter(from_on__lte=day, until_on__gte=day).first():
        raise Refused(f"{say.are} away until {full_day_words(holiday.until_on)}.")


def check_is_nowhere_else(champion, occurrence, say):
    places = RotaPlace.objects.clashing(champion, occurrence).select_related("occurrence__event")
    if clash := places.first():
        raise Refused(f"{say.are} on the rota of {clash.occurrence.event.title} at that time.")
    if champion.user_id and (led := led_by(champion, occurrence).first()):
        raise Refused(f"{say.lead} {led.event.title} at that time.")


def led_by(champion, occurrence):
    at_that_time = Occurrence.objects.filter(
        state="on", starts_at__lt=occurrence.ends_at, ends_at__gt=occurrence.starts_at
    )
    return at_that_time.filter(is_led_by(champion.user_id)).select_related("event")


def confirmed_at(occurrence, but=()):
    places = RotaPlace.objects.confirmed().filter(occurrence=occurrence).exclude(champion__in=[pk for pk in but if pk])
    return [place.champion for place in places.select_related("champion__person", "champion__role")]


def is_minor(champion, occurrence):
    """By what is known of their age; where nothing is, whoever has a role that is open to under-18s."""
    grown_up = is_adult(champion.birth_year, champion.person.age_band, as_day(occurrence.starts_at))
    return not grown_up or (champion.birth_year is None and champion.role.open_to_under_18s)


def check_is_free(champion, occurrence, say):
    """Whoever has said nothing of their week can sign up themselves, and is not asked."""
    availability = list(champion.availability.all())
    if not availability and say.are == "You are":
        return
    if words := not_free_words(availability, occurrence, say):
        raise NotFreeThenError(words)


def not_free_words(availability, occurrence, say):
    """What they said of their week that stands against it, or ""."""
    if covers(availability, occurrence):
        return ""
    weekday = local(occurrence.starts_at).weekday()
    day = f"{WEEKDAY_NAMES[weekday]}s"
    that_day = [slot for slot in availability if slot.weekday == weekday]
    if not that_day:
        return f"{say.said} not free on {day}."
    free = list_words([time_range(slot.starts, slot.ends) for slot in that_day])
    return f"{say.said} free on {day} {free} only."


def covers(stretches, occurrence):
    """Whether one of these stretches of a week has room for the whole session."""
    starts, ends = local(occurrence.starts_at), local(occurrence.ends_at)
    return any(
        each.weekday == starts.weekday() and each.starts <= starts.time() and each.ends >= ends.time()
        for each in stretches
    )


def free_then(occurrence):
    """Those that do, as a QuerySet of Availability."""
    starts, ends = local(occurrence.starts_at), local(occurrence.ends_at)
    return Availability.objects.filter(weekday=starts.weekday(), starts__lte=starts.time(), ends__gte=ends.time())


def check_is_theirs(place, state=RotaState.CONFIRMED):
    if place.state != state:
        raise Refused(f"This place is “{place.get_state_display().lower()}” by now. Look at the page again.")
