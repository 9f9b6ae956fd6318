"""What a champion's own page shows, worked out here so that the template only shows it."""

from dataclasses import dataclass

from champions import telling
from champions.models import HelpRequest, RequestState
from champions.promises import FIRST_CONTACT_WITHIN, last_in_touch
from champions.requirements import standings
from champions.times import Slot, slot_words
from core.cards import SummaryRow
from core.words import as_day, count_words, day_words, full_day_words, miles_words
from locations.distance import miles_between


@dataclass(frozen=True)
class OfferCard:
    pk: int
    area: object
    answer_by: str
    rows: list


@dataclass(frozen=True)
class HelpedPerson:
    reference: str
    name: str
    venue: object
    last: str
    next: str = ""
    is_new: bool = False  # they have not been in touch yet


def offers_to_answer(champion, now):
    """Need and area of each: nothing that says who it is."""
    offers = champion.offers.open(now).select_related("request__area", "champion__area")
    offers = offers.prefetch_related("request__topics", "request__wanted_times").order_by("lapses_at")
    return [
        OfferCard(offer.pk, offer.request.area, telling.moment_words(offer.lapses_at, now), offer_rows(offer))
        for offer in offers
    ]


def offer_rows(offer):
    return need_rows(offer.request, offer.champion)


def need_rows(request, champion):
    """What somebody asked for, without who they are."""
    rows = [
        SummaryRow("What", telling.need_words(request)),
        SummaryRow("How", request.get_setting_display()),
        SummaryRow("When", telling.times_of(request)),
    ]
    if request.setting in ("venue", "home") and (way := way_words(request.area, champion.area)):
        rows.insert(1, SummaryRow("Where", way))
    if request.language:
        rows.append(SummaryRow("Language", request.language))
    if request.step_free:
        rows.append(SummaryRow("Good to know", "Needs a place without steps"))
    return rows


def way_words(theirs, ours):
    """From the middle of one area to the middle of the other: neither knows where the other lives."""
    if theirs is None:
        return ""
    if ours is None or None in (theirs.latitude, ours.latitude):
        return theirs.name
    miles = miles_between(theirs.latitude, theirs.longitude, ours.latitude, ours.longitude)
    return f"{theirs.name}. {'Your own area' if theirs == ours else miles_words(miles) + ' from your area'}."


def people_helped(champion):
    return (
        HelpRequest.objects.filter(champion=champion, state=RequestState.MATCHED)
        .select_related("person", "venue")
        .prefetch_related("sessions", "topics", "wanted_times")
        .order_by("matched_at")
    )


def helped_cards(requests, now):
    return [
        HelpedPerson(
            request.reference,
            request.person.name,
            request.venue,
            last_words(request, now),
            next_words(request, now),
            is_new=last_in_touch(request) is None,
        )
        for request in requests
    ]


def waiting_for_yes(champion):
    """The areas of those to whom they said yes and who have not answered: nothing that says who it is."""
    return list(HelpRequest.objects.filter(champion=champion, state=RequestState.FOUND).select_related("area"))


def last_words(request, now):
    """Nothing heard of them yet; or how long ago they were last in touch."""
    helped_on = max((session.held_on for session in request.sessions.all()), default=None)
    last = last_in_touch(request)
    if last is None:
        until = full_day_words(as_day(request.matched_at + FIRST_CONTACT_WITHIN))
        return f"They said yes {ago(as_day(request.matched_at), now)}. Please get in touch by {until}."
    if last == helped_on:
        return f"You last helped {ago(last, now)}."
    return f"You were last in touch {ago(last, now)}."


def next_words(request, now):
    """You meet Jean on Tuesday; nothing where no day was agreed, or it has passed."""
    today = as_day(now)
    agreed = [
        session.next_on
        for session in request.sessions.all()
        if session.champion_id == request.champion_id and session.next_on and session.next_on >= today
    ]
    return f"You meet {telling.first_name(request.person)} {when_next(min(agreed), today)}." if agreed else ""


def when_next(day, today):
    """In the middle of a sentence: today, tomorrow, on Tuesday, on Tuesday 24 November."""
    days = (day - today).days
    if days < 2:
        return ("today", "tomorrow")[days]
    return f"on {day:%A}" if days < 7 else f"on {day_words(day, today)}"


def ago(day, now):
    days = (as_day(now) - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{count_words(days, 'day')} ago")


def away_words(champion, now):
    """The holiday that they are on, or the next."""
    today = as_day(now)
    holiday = champion.holidays.filter(until_on__gte=today).first()
    if holiday is None:
        return ""
    if holiday.from_on <= today:
        return f"You are away until {full_day_words(holiday.until_on)}: we do not ask you before then."
    return f"Away from {full_day_words(holiday.from_on)} until {full_day_words(holiday.until_on)}."


def free_words(champion):
    slots = [Slot(each.weekday, each.starts, each.ends) for each in champion.availability.all()]
    return slot_words(slots) or "You have not said when yet"


def still_needed(champion, now):
    return [each for each in standings(champion, as_day(now)) if each.kind != "met"]
