"""The finder's one answer, on a small map around Carlisle."""

from datetime import date, time, timedelta

import pytest

from locations.models import Closure, OpeningHours
from locations.whereabouts import Whereabouts
from pages.finder.answer import answer, answer_anywhere, short_when
from pages.finder.asked import Asked
from tests.factories.events import make_event, make_occurrence, make_topic
from tests.factories.locations import CARLISLE, make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
HERE = Whereabouts("found", "CA1 1AA, Carlisle", 54.8906, -2.9438)
TOMORROW = date(2026, 11, 21)
PENRITH = (54.6641, -2.7527)  # 17 miles away
BRAMPTON = (54.9417, -2.7350)  # 9 miles away
LONDON_CITY = (51.5150, -0.0900)


def near(**asked):
    return answer(HERE, Asked(q="CA1 1AA", **asked), [], NOW)


def titles(found):
    return [card.title for card in found.sessions]


def on_near(title, venue=None, day=TOMORROW, **kwargs):
    topics = kwargs.pop("topics", ())
    return make_occurrence(make_event(title, topics=topics, **kwargs), day, venue=venue or make_venue())


def test_sessions_come_in_the_order_of_time_with_their_distance():
    library = make_venue()
    for number, title in enumerate(["Second", "Third", "First"]):
        on_near(title, library, TOMORROW + timedelta(days=(1, 2, 0)[number]))

    found = near()

    assert titles(found) == ["First", "Second", "Third"]
    assert {round(card.miles, 1) for card in found.sessions} == {0.4}
    assert found.reach.heading == "3 sessions in the next 7 days"


def test_the_three_arms_come_in_their_order():
    library = make_venue(free_wifi=True, hours={4: ("09:00", "17:30")})
    make_occurrence(make_event("Computer drop-in", booking_mode="drop-in"), date(2026, 11, 20), time(14), venue=library)

    session, place, person = near().cards

    assert (session.heading, session.say) == ("The next session", "Today at 2pm, Carlisle Library")
    assert session.details == ("Computer drop-in. About ½ mile away.",)
    assert place.say == "Open now until 5:30pm at Carlisle Library"
    assert place.details == ("11 Globe Lane, Carlisle. About ½ mile away.",)
    assert person.say == "Ask, and we will look for somebody"


def test_what_nobody_may_come_to_is_not_shown():
    library = make_venue()
    on_near("Draft", library, live=False)
    on_near("For staff", library, audience="staff")
    on_near("At a closed place", make_venue(live=False))
    on_near("Yesterday", library, TOMORROW - timedelta(days=2))
    on_near("In five weeks", library, TOMORROW + timedelta(days=35))
    make_occurrence(make_event("Not on"), TOMORROW, venue=library, state="cancelled")
    on_near("On", library)

    assert titles(near()) == ["On"]


def test_each_filter_narrows():
    scams = make_topic()
    plain = make_venue("Plain hall", kind="community-centre")
    good = make_venue("Good library", kind="library", step_free=True, hearing_loop=True)
    on_near("About scams", plain, topics=[scams])
    on_near("Drop in", plain, booking_mode="drop-in")
    on_near("At the library", good)
    half = make_venue("No loop", kind="other", step_free=True)
    on_near("Up the ramp", half)

    def shown(**asked):
        return set(titles(near(**asked)))

    assert shown() == {"About scams", "Drop in", "At the library", "Up the ramp"}
    assert shown(topic=scams) == {"About scams"}
    assert shown(kind="library") == {"At the library"}
    assert shown(access=("step-free",)) == {"At the library", "Up the ramp"}
    assert shown(access=("step-free", "loop")) == {"At the library"}
    assert shown(booking="drop-in") == {"Drop in"}
    assert shown(booking="book") == {"About scams", "At the library", "Up the ramp"}


def test_when_nothing_is_near_it_looks_further_and_says_so():
    on_near("Far", make_venue("Penrith Library", PENRITH, free_wifi=True))

    found = near()

    assert titles(found) == ["Far"]
    assert found.reach.miles == 25
    assert found.reach.sentence == "There is nothing within 5 miles of you in the next 4 weeks."
    assert [place.name for place in found.places] == ["Penrith Library"]
    assert found.places_sentence == "There is none within 5 miles of you. These are the nearest."


def test_it_offers_what_is_a_little_further():
    for _ in range(3):
        on_near("Near")
    on_near("Further", make_venue("Brampton Library", BRAMPTON))

    further = near().look_further

    assert (further.label, further.url) == (
        "Look within 10 miles: 1 more",
        "/find/?q=CA1+1AA&when=week&within=10",
    )


def test_nothing_within_fifty_miles_still_offers_help_from_home():
    on_near("In London", make_venue("London Library", LONDON_CITY, free_wifi=True))
    online = on_near("The NHS App", delivery="online")
    online.venue = None
    online.save()

    found = near()

    assert found.reach.sentence == "There is nothing within 50 miles of you in the next 4 weeks."
    assert found.sessions == found.places == []
    session, place, person = found.cards
    assert (session.heading, session.say) == ("Sessions at home", "Tomorrow at 10am, online")
    assert session.action.url == "/find/?q=CA1+1AA&when=month&online=yes"
    assert place.say == "None within 50 miles that we know of"
    assert found.places_sentence.startswith("We know of none within 50 miles of you. Ring us")
    assert person.action.url == "/help/"


def test_no_place_of_the_kind_chosen_is_not_said_to_be_no_place_at_all():
    make_venue("Library", kind="library", free_wifi=True)

    found = near(kind="fire-station")

    assert found.cards[1].say == "None like that within 50 miles that we know of"
    assert "Take a choice away" in found.places_sentence


def test_an_empty_programme_is_still_an_answer():
    session, place, person = near().cards

    assert session.say == "None that we know of just now"
    assert (place.action.url, person.action.url) == ("/venues/", "/help/")


def test_sessions_online_are_beside_the_list_and_a_filter_of_their_own():
    on_near("In person")
    on_near("Online", delivery="online")
    on_near("Both ways", delivery="both")

    found = near()
    from_home = near(online=True)

    assert set(titles(found)) == {"In person", "Both ways"}
    assert found.next_online.title in {"Online", "Both ways"}
    assert found.online_words == "2 sessions from home"
    assert set(titles(from_home)) == {"Online", "Both ways"}
    assert {card.miles for card in from_home.sessions} == {None}
    assert from_home.next_online is None


def test_places_say_whether_they_are_open_and_what_is_there():
    make_venue("Nothing to use")
    make_venue("Wifi hall", free_wifi=True, step_free=True, parking=True)
    make_venue("Library", (54.8800, -2.9438), public_computers=14, hearing_loop=True, hours={4: ("09:00", "17:30")})
    station = make_venue("Fire station", (54.8700, -2.9438), free_wifi=True, sessions_only=True)
    on_near("At the station", station, date(2026, 11, 24))

    rows = near().places

    assert [(row.letter, row.name, row.tag.words, row.more, row.facts) for row in rows] == [
        ("A", "Wifi hall", "Ask for opening times", "", "Wifi only. Step-free. Car park."),
        ("B", "Library", "Open now until 5:30pm", "", "14 computers, hearing loop."),
        ("C", "Fire station", "Open for sessions only", "Next: Tuesday 24 November, 10am", "Wifi only."),
    ]


def test_hours_and_closures_read_together_are_told_apart():
    lunch = {4: ("09:00", "10:30"), 5: ("10:00", "13:00")}
    venue = make_venue(free_wifi=True, hours=lunch)
    other = make_venue("Open library", (54.8700, -2.9438), free_wifi=True, hours={4: ("09:00", "17:30")})
    OpeningHours.objects.create(venue=venue, weekday=4, opens="13:00", closes="17:00")
    for first, last in ((21, 22), (24, 24)):
        Closure.objects.create(venue=venue, first_on=date(2026, 11, first), last_on=date(2026, 11, last))
    Closure.objects.create(venue=other, first_on=date(2026, 11, 1), last_on=date(2026, 11, 2))

    rows = near().places

    assert [(row.tag.words, row.more) for row in rows] == [
        ("Closed now", "Opens today, 1pm to 5pm"),
        ("Open now until 5:30pm", ""),
    ]


def test_a_closed_place_says_when_it_opens():
    venue = make_venue(free_wifi=True, hours={4: ("09:00", "17:30"), 5: ("10:00", "13:00")})
    Closure.objects.create(venue=venue, first_on=date(2026, 11, 20), last_on=date(2026, 11, 20), reason="Stocktaking")

    found = near()

    assert found.places[0].tag.words == "Closed today: Stocktaking"
    assert found.cards[1].say == "Carlisle Library. Opens Saturday, 10am to 1pm"


def test_only_eight_sessions_stand_on_a_page():
    library = make_venue()
    event = make_event("Weekly")
    for days in range(13):
        make_occurrence(event, TOMORROW + timedelta(days=days), venue=library)

    first, second, beyond = (near(when="month", page=page) for page in (1, 2, 900))

    assert [len(found.sessions) for found in (first, second, beyond)] == [8, 5, 5]
    assert second.cards[0] == first.cards[0]
    assert first.reach.heading == "13 sessions in the next 4 weeks"


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    def fill(number):
        for _ in range(number):
            venue = make_venue(free_wifi=True, hours={4: ("09:00", "17:30")})
            on_near("Near", venue, topics=[make_topic(f"Topic {venue.pk}")])
            on_near("Online", venue, delivery="online")

    fill(6)
    with django_assert_max_num_queries(7) as few:
        near()
    fill(3)
    with django_assert_max_num_queries(7) as many:
        near()

    assert len(few) == len(many)


def test_where_few_places_are_near_it_looks_far_at_once(django_assert_max_num_queries):
    on_near("Far", make_venue("Penrith Library", PENRITH, free_wifi=True))

    with django_assert_max_num_queries(7):
        near()


def test_where_little_is_on_at_many_places_it_asks_twice_more(django_assert_max_num_queries):
    for _ in range(7):
        make_venue(free_wifi=True)
    on_near("Far", make_venue("Penrith Library", PENRITH))

    with django_assert_max_num_queries(9):
        assert titles(near()) == ["Far"]


def test_who_has_not_said_where_sees_the_next_sessions_everywhere():
    on_near("In Carlisle")
    on_near("In London", make_venue("London Library", LONDON_CITY))

    found = answer_anywhere(Whereabouts("nothing"), Asked(), NOW)

    assert {card.title for card in found.sessions} == {"In Carlisle", "In London"}
    assert found.heading == "Find help near you"


def test_who_is_outside_sees_the_sessions_from_home():
    scams = make_topic()
    on_near("In Carlisle", topics=[scams])
    on_near("Online", delivery="online", topics=[scams])
    on_near("Online, other", delivery="online")

    found = answer_anywhere(Whereabouts("outside"), Asked(q="EC1A 1BB", topic=scams), NOW)

    assert [card.title for card in found.sessions] == ["Online"]
    assert found.heading == "That is outside our area"


def test_a_choice_keeps_the_filters():
    where = Whereabouts("choice", choices=[("Dalton, near Kendal", "Dalton, near Kendal")])

    found = answer_anywhere(where, Asked(q="Dalton", within=10), NOW)

    assert [choice.url for choice in found.choices] == ["/find/?q=Dalton%2C+near+Kendal&within=10"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today at 11am"), (1, "Tomorrow at 11am"), (4, "Tuesday at 11am"), (7, "Friday 27 November at 11am")],
)
def test_short_when(days, words):
    assert short_when(NOW + timedelta(days=days), NOW) == words


def test_carlisle_is_where_these_tests_think_it_is():
    from locations.distance import miles_between

    assert round(miles_between(HERE.latitude, HERE.longitude, *CARLISLE), 1) == 0.4
    assert 16 < miles_between(HERE.latitude, HERE.longitude, *PENRITH) < 19
    assert 8 < miles_between(HERE.latitude, HERE.longitude, *BRAMPTON) < 10
