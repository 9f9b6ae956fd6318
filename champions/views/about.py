"""/champions/: what champions do, and how many are near. Nothing here finds one of them."""

from django.shortcuts import render
from django.utils import timezone

from champions.models import Role
from champions.public import people_by_phone, people_near
from core.cards import PeopleRow
from core.words import list_words
from locations.whereabouts import find_place
from topics.models import Topic

TOPICS_SHOWN = 4


def about(request):
    now = timezone.now()
    typed = request.GET.get("q", "")
    topic = Topic.objects.filter(slug=request.GET.get("topic", "")[:60].replace("\x00", "")).first()
    place = find_place(typed) if typed else None
    near = people_near(place.latitude, place.longitude, topic=topic, now=now) if place and place.is_found else []
    page = {
        "q": typed[:100],
        "place": place,
        "topic": topic,
        "is_somebody_near": bool(near),
        "people": rows(near, topic, now) if place and place.is_found else [],
        "roles": Role.objects.filter(open_to_apply=True).prefetch_related("requirements"),
    }
    return render(request, "champions/about.html", page)


def rows(near, topic, now):
    found = [PeopleRow(band.count_words, f"in {band.area_name}", facts(band), band.band_words) for band in near]
    from_home = people_by_phone(topic=topic, now=now)
    if from_home:
        where = "by phone or video, wherever you are"
        found.append(PeopleRow(from_home.count_words, where, facts(from_home), from_home.band_words))
    return found


def facts(band):
    topics = list(band.topics[:TOPICS_SHOWN])
    if len(band.topics) > TOPICS_SHOWN:
        topics.append("and more")
    sentences = ["; ".join(topics), list_words(band.languages)]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)
