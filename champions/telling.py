"""What champions and the people they help are told: one function for each thing, called by the action that did it."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from champions.links import how_was_it_link, link_of
from champions.models import RequestState
from champions.promises import ANSWER_WITHIN
from champions.times import Slot, slot_words
from core.codes import as_typed
from core.roles import SAFEGUARDING
from core.site_address import absolute
from core.words import (
    as_day,
    day_words,
    full_day_words,
    group_reference,
    list_words,
    spell_reference,
    time_words,
)
from messaging.accounts import tell_account
from messaging.models import Channel
from people.telling import tell

REPLY_DAYS = 3


def champion_told(champion, what, *, now, cause="", about=None, needed_by=None, **context):
    """By e-mail, which every champion has; somebody put in by hand may have only a telephone."""
    person = champion.person
    where = (Channel.EMAIL, person.email, person.name) if person.email and not person.do_not_contact else None
    return tell(
        person,
        kind=f"champion_{what}",
        cause=f"champion:{champion.pk}:{what}:{cause or now.isoformat()}",
        context={**words_for_champion(champion), **context},
        about=about or champion,
        now=now,
        where=where,
        needed_by=needed_by,
    )


def resident_told(request, what, *, now, cause="", said=False, **context):
    return tell(
        request.person,
        kind=f"help_{what}",
        cause=f"help:{request.key}:{what}:{cause}",
        context={**words_for(request), **context},
        about=request,
        now=now,
        said=said,
    )


def found_told(request, shared, *, now, cause):
    """Who it could be, with which the person is asked whether that is all right."""
    answer_by = full_day_words(as_day(now + ANSWER_WITHIN))
    words = words_for_match(request.champion, slot_words(shared, last="or"))
    return resident_told(request, "found", now=now, cause=cause, answer_by=answer_by, **words)


def matched_told(request, shared, *, now, said):
    words = words_for_match(request.champion, slot_words(shared, last="or"))
    return resident_told(request, "matched", now=now, cause=now.isoformat(), said=said, **words)


def news_told(request, news, *, now, said=False):
    """What has changed about a request for which we have nobody yet. `news` is one sentence or two."""
    return resident_told(request, "news", now=now, cause=now.isoformat(), said=said, news=news)


def no_longer_theirs(request, champion, *, was, now):
    """`was`: the request's state before. Of somebody who was only found the champion has no name to strike off."""
    what = "match_over" if was == RequestState.MATCHED else "not_this_time"
    return champion_told(champion, what, now=now, cause=f"{request.key}:{now.isoformat()}")


def leads_told(concern, *, now):
    """Every safeguarding lead, that a concern came in and not a word of it."""
    for lead in get_user_model().objects.filter(groups__name=SAFEGUARDING, is_active=True).exclude(email=""):
        tell_account(
            lead,
            kind="concern_came",
            cause=f"concern:{concern.pk}:came:{lead.pk}",
            context={"link": absolute(reverse("concern:inspect", args=[concern.pk]))},
            about=concern,
            now=now,
        )


def offered(offer, *, now):
    return champion_told(offer.champion, "offer", now=now, cause=str(offer.pk), **words_for_offer(offer, now))


def words_for(request):
    """What a message to the person who asked may say. The actions know more when somebody is found."""
    return {
        "request": request,
        "reference": f"H-{group_reference(request.reference)}",
        "spelled": spell_reference(as_typed(request.reference)),
        "path": link_of(request),
        "hear_by": full_day_words(request.promised_on) if request.promised_on else "",
        "how_was_it": how_was_it_link(request),
    }


def words_for_match(champion, times):
    return {"champion_name": first_name(champion.person), "role": champion.role.title, "times": times}


def words_for_champion(champion):
    return {"champion": champion, "first_name": first_name(champion.person)}


def words_for_offer(offer, now):
    return {
        "need": need_words(offer.request),
        "area": offer.request.area,
        "answer_by": moment_words(offer.lapses_at, now),
    }


def need_words(request):
    return list_words(topic.title for topic in request.topics.all()) or "Help with something digital"


def times_of(request):
    """When it would suit the person who asked."""
    slots = [Slot(time.weekday, time.starts, time.ends) for time in request.wanted_times.all()]
    return slot_words(slots, last="or") or "Any time"


def moment_words(moment, now):
    return f"{day_words(moment, now)}, {time_words(moment)}"


def first_name(person):
    return person.name.split(" ", 1)[0]
