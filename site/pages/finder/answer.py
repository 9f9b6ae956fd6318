"""The one answer: sessions, places and people near somebody, in that order, and never empty."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from core.cards import Action, AnswerCard, Choice, PickGroup, PlaceRow, SessionCard
from core.words import as_day, count_words, day_words, miles_words, time_words
from locations.whereabouts import Whereabouts
from pages.finder import places, sessions
from pages.finder.asked import Asked
from pages.finder.filters import filter_groups, more_groups
from pages.finder.people import People, people_by_phone, people_for
from pages.finder.reach import FARTHEST, Reach, choose, choose_from_home, first_ring, is_plenty
from pages.finder.sketch import Sketch, sketch
from pages.finder.venues import venues_around

SESSIONS_ON_A_PAGE = 8
SESSIONS_ANYWHERE = 6
# With so few places near, little is likely to be on at them: look further at once, and ask the database once less.
FEW_VENUES = 6


@dataclass(frozen=True)
class Answer:
    whereabouts: Whereabouts
    asked: Asked
    reach: Reach
    cards: list[AnswerCard]
    sessions: list[SessionCard]
    page: Page
    next_online: SessionCard | None
    online_words: str
    places: list[PlaceRow]
    places_sentence: str
    people: People
    sketch: Sketch | None
    filters: list[PickGroup]
    more_filters: list[PickGroup]
    look_further: Choice | None

    @property
    def near(self):
        """near CA1 1AA, Carlisle"""
        return self.whereabouts.near


def answer(whereabouts, asked, topics, now):
    """What to say to somebody who is at `whereabouts`."""
    venues, meetings, online = look_around(whereabouts, asked, now)
    reach = choose_from_home(online, asked, now) if asked.online else choose(meetings, asked, now)
    page = Paginator(reach.meetings, SESSIONS_ON_A_PAGE).get_page(asked.page)
    cards = sessions.cards([*page.object_list, *reach.meetings[:1], *online[:1]], now)
    open_places = places.open_places(venues, now)
    people = people_for(whereabouts, asked, now)
    return Answer(
        whereabouts=whereabouts,
        asked=asked,
        reach=reach,
        cards=[
            session_answer(reach, online, cards, asked, now),
            place_answer(open_places, asked),
            people_answer(people),
        ],
        sessions=[cards[meeting.pk] for meeting in page if meeting.pk in cards],
        page=page,
        next_online=cards.get(online[0].pk) if online and not asked.online else None,
        online_words=online_words(online),
        places=places.place_rows(open_places, meetings, now),
        places_sentence=places_sentence(open_places, asked),
        people=people,
        sketch=sketch(whereabouts, [place.venue for place in open_places], asked.q),
        filters=filter_groups(asked, reach),
        more_filters=more_groups(asked, topics),
        look_further=look_further(reach, asked),
    )


def look_around(whereabouts, asked, now):
    """(venues, meetings near, meetings online): near at first, and as far as we ever look when that gives little."""

    def venues_within(miles):
        return venues_around(whereabouts.latitude, whereabouts.longitude, miles, asked)

    miles = first_ring(asked)
    venues = venues_within(miles)
    if len(venues) < FEW_VENUES and miles < FARTHEST:
        miles, venues = FARTHEST, venues_within(FARTHEST)
    meetings, online = sessions.meetings_at(venues, asked, now)
    has_place = any(map(places.has_something_to_use, venues))
    if miles < FARTHEST and not (has_place and (asked.online or is_plenty(meetings, asked))):
        venues = venues_within(FARTHEST)
        meetings, online = sessions.meetings_at(venues, asked, now)
    return venues, meetings, online


def session_answer(reach, online, cards, asked, now):
    if reach.meetings and (first := cards.get(reach.meetings[0].pk)):
        details = first.title if first.miles is None else f"{first.title}. {miles_words(first.miles)} away."
        return AnswerCard(
            "sess",
            "The nearest session" if reach.is_nearest_first else "The next session",
            f"{short_when(first.starts_at, now)}, {first.place}" if first.place else short_when(first.starts_at, now),
            (details,),
            Action(f"See {count_words(len(reach.meetings), 'session')}", "#sessions"),
        )
    if online and (first := cards.get(online[0].pk)):
        return AnswerCard(
            "sess",
            "Sessions at home",
            f"{short_when(first.starts_at, now)}, online",
            (first.title,),
            Action(f"See {online_words(online)}", asked.online_url),
        )
    return AnswerCard(
        "sess",
        "Sessions",
        "None that we know of just now",
        ("Ring us, and we will look with you.",),
        Action("See everything that is on", "/events/"),
    )


def place_answer(open_places, asked):
    if not open_places:
        like_that = " like that" if asked.is_choosy_of_places else ""
        return AnswerCard(
            "plac",
            "Free wifi and computers",
            f"None{like_that} within {FARTHEST} miles that we know of",
            ("Ring us, and we will look with you.",),
            Action("See all our places", "/venues/"),
        )
    chosen = next((place for place in open_places if place.opening.is_open), open_places[0])
    where = f"{chosen.venue.where}. " if chosen.venue.where else ""
    say = f"{chosen.opening.words} at {chosen.venue.title}"
    if not chosen.opening.is_open:
        say = f"{chosen.venue.title}. {chosen.opening.more or chosen.opening.words}"
    return AnswerCard(
        "plac",
        "Free wifi and computers",
        say,
        (f"{where}{miles_words(chosen.venue.miles)} away.",),
        Action(f"See {count_words(len(open_places), 'place')} near you", "#places"),
    )


def people_answer(people):
    if people.near:
        say = f"Yes. {count_words(people.near, 'person', 'people')} can meet you nearby"
        return AnswerCard(
            "peop", "A person to help you", say, ("At a library or another public place, or by phone.",),
            Action("Ask for a person", "#people"),
        )  # fmt: skip
    if people.by_phone:
        helpers = count_words(people.by_phone, "digital champion helps", "digital champions help")
        return AnswerCard(
            "peop",
            "Help by phone",
            "Yes. A person can ring you",
            (f"{helpers} by phone or video. You do not need the internet to start.",),
            Action("Ask for a call", "/help/"),
        )
    return AnswerCard(
        "peop",
        "A person to help you",
        "Ask, and we will look for somebody",
        ("Tell us where you are and what you would like to do.",),
        Action("Ask for a person", "/help/"),
    )


def short_when(moment, now):
    """Today at 2pm; Tuesday at 7pm; Tuesday 1 December at 7pm."""
    days = (as_day(moment) - as_day(now)).days
    near = {0: "Today", 1: "Tomorrow"}.get(days, f"{as_day(moment):%A}")
    return f"{near if 0 <= days < 7 else day_words(moment, now)} at {time_words(moment)}"


def online_words(online):
    return count_words(len(online), "session from home", "sessions from home")


def places_sentence(open_places, asked):
    """Said when there is no place, or the nearest is further away than was asked for."""
    far = asked.within or 5
    if not open_places and asked.is_choosy_of_places:
        return f"We know of none like that within {FARTHEST} miles of you. Take a choice away to see the others."
    if not open_places:
        return (
            f"We know of none within {FARTHEST} miles of you. Ring us: a library near you may still have what you need."
        )
    if open_places[0].venue.miles <= far:
        return ""
    return f"There is none within {count_words(far, 'mile')} of you. These are the nearest."


def look_further(reach, asked):
    if not reach.more:
        return None
    miles, number = reach.more
    return Choice(
        f"Look within {count_words(miles, 'mile')}: {number:,} more", asked.url(within=miles, when=reach.when)
    )


@dataclass(frozen=True)
class WhereAnswer:
    """For somebody of whom we do not know where they are: what we can still offer, and how to say it better."""

    whereabouts: Whereabouts
    asked: Asked
    heading: str
    choices: list[Choice]
    sessions: list[SessionCard]
    sessions_heading: str
    people_card: AnswerCard


HEADINGS = {
    "choice": "Which place do you mean?",
    "unknown": "We do not know where that is",
    "outside": "That is outside our area",
    "nothing": "Find help near you",
}


def answer_anywhere(whereabouts, asked, now):
    """The sessions anybody can come to: from home, unless nothing was said yet of where."""
    everywhere = whereabouts.kind == "nothing" and not asked.online
    wanted = asked if everywhere else Asked(topic=asked.topic, online=True)
    return WhereAnswer(
        whereabouts,
        asked,
        HEADINGS[whereabouts.kind],
        [Choice(label, asked.url(q=query)) for label, query in whereabouts.choices],
        sessions.next_anywhere(wanted, now, SESSIONS_ANYWHERE),
        "The next sessions everywhere" if everywhere else "Sessions from your own home",
        people_answer(people_by_phone(asked, now)),
    )
