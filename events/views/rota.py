"""A champion's rota: sessions near them that want champions, and those they are on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from champions.views.me import champion_page
from core.errors import Refused
from core.errors import refusal_of as sentence_of
from core.words import miles_words
from events.actions import rota
from events.models import Occurrence, RotaPlace
from events.permissions.rota import NotFreeThenError, check_can_come
from events.rota_lists import first_names_at, places_coming, sessions_near
from events.rota_needs import wanted_at
from locations.distance import miles_between

WRONG = 422
DONE = {
    "sign-up": "You are on the rota. Thank you.",
    "take": "The place is yours. Thank you. We have told the other champion.",
    "no": "Thank you for telling us. We are asking somebody else.",
    "drop": "You are no longer on the rota of this session. Thank you for telling us.",
    "offer": "We have told the champions who could come instead. Until one of them says yes, the place is yours.",
    "keep": "You keep your place.",
}
# After these the session is theirs still, and its page has more to say than the list.
STAYS = ("sign-up", "take", "offer", "keep")


@champion_page
def listing(request, champion, *, now):
    places = list(places_coming(champion, now))
    names = first_names_at([place.occurrence_id for place in places if place.is_confirmed], but=champion)
    may_sign_up = champion.state == "active"
    page = {
        "champion": champion,
        "on": [(place, names.get(place.occurrence_id, [])) for place in places if place.is_confirmed],
        "asked": [place for place in places if not place.is_confirmed],
        "near": sessions_near(champion, now) if may_sign_up else [],
        "offered": offered_to(champion, now) if may_sign_up else [],
        "now": now,
    }
    return render(request, "events/rota/listing.html", page)


def offered_to(champion, now):
    """Places that others would give up, which this champion could take."""
    places = RotaPlace.objects.confirmed().upcoming(now).filter(offered_at__isnull=False).exclude(champion=champion)
    places = places.select_related("occurrence__event", "occurrence__venue")
    return [
        place
        for place in places[:20]
        if not sentence_of(check_can_come, place.occurrence, champion, now=now, instead_of=place)
    ]


@champion_page
def session(request, champion, pk, *, now):
    """One session: sign up, say yes or no, drop out, offer a place, take one over."""
    occurrence = get_object_or_404(Occurrence.objects.published().to_act_on(), pk=pk)
    if request.method != "POST":
        return show(request, champion, occurrence, now=now)
    do = request.POST.get("do", "")
    try:
        act(do, request, champion, occurrence, now=now)
    except NotFreeThenError as warning:
        return show(request, champion, occurrence, now=now, warning=warning.sentence, do=do)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return show(request, champion, occurrence, now=now, status=WRONG)
    messages.success(request, DONE[do])
    return redirect("events:rota_session", pk=pk) if do in STAYS else redirect("events:rota")


def act(do, request, champion, occurrence, *, now):
    by, anyway = request.actor, "anyway" in request.POST
    if do == "sign-up":
        rota.sign_up(occurrence=occurrence, champion=champion, anyway=anyway, by=by, now=now)
    elif do == "take":
        offered = offered_at(occurrence, champion)
        if offered is None:
            raise Refused(rota.IS_TAKEN)
        rota.take_over(place=offered, champion=champion, anyway=anyway, by=by, now=now)
    elif do in ON_THEIR_PLACE:
        place = RotaPlace.objects.filter(occurrence=occurrence, champion=champion).select_related("champion").first()
        if place is None:
            raise Refused("You are not on the rota of this session.")
        ON_THEIR_PLACE[do](place=place, by=by, now=now)
    else:
        raise Refused("Choose one of the buttons on this page.")


def offered_at(occurrence, champion):
    """The place of another that has been offered longest, or None."""
    places = RotaPlace.objects.confirmed().filter(occurrence=occurrence, offered_at__isnull=False)
    return places.exclude(champion=champion).order_by("offered_at").first()


ON_THEIR_PLACE = {"no": rota.say_no, "drop": rota.drop_out, "offer": rota.offer_place, "keep": rota.keep_place}


def show(request, champion, occurrence, *, now, warning="", do="sign-up", status=200):
    place = RotaPlace.objects.filter(occurrence=occurrence, champion=champion).first()
    is_on = place is not None and place.is_confirmed
    number = RotaPlace.objects.confirmed().filter(occurrence=occurrence).count()
    wanted = wanted_at(occurrence).wanted
    # While there is room nobody needs to make some.
    offered = offered_at(occurrence, champion) if number >= wanted else None
    page = {
        "champion": champion,
        "occurrence": occurrence,
        "place": place,
        "is_on": is_on,
        "names": first_names_at([occurrence.pk], but=champion).get(occurrence.pk, []) if is_on else [],
        "coming": number,
        "wanted": wanted,
        "offered": offered,
        "why_not": "" if is_on else why_not(occurrence, champion, offered, now=now),
        "miles": miles_to(champion, occurrence.venue),
        "warning": warning,
        "do": do if warning else ("take" if offered else "sign-up"),
        "is_to_come": occurrence.starts_at > now and not occurrence.is_cancelled,
        "now": now,
    }
    return render(request, "events/rota/session.html", page, status=WRONG if warning else status)


def why_not(occurrence, champion, offered, *, now):
    """What stands against their coming, other than what they said of their own week."""
    return sentence_of(check_can_come, occurrence, champion, now=now, anyway=True, instead_of=offered)


def miles_to(champion, venue):
    if venue is None or None in (venue.latitude, champion.home_latitude):
        return ""
    there = (venue.latitude, venue.longitude)
    return miles_words(miles_between(champion.home_latitude, champion.home_longitude, *there))
