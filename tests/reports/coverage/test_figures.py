"""The county of tests/factories/coverage.py: every mile and person worked out by hand."""

from datetime import date, time, timedelta
from math import inf

import pytest

from champions.models import Champion
from locations.models import Closure, Lsoa
from reports.coverage.figures import To, Who, coverage, risk_weights
from reports.coverage.gaps import Trial, far, total
from reports.coverage.tables import asked_tables
from tests.factories.champions import make_champion, make_helper, make_offer, make_request, make_requirement, make_role
from tests.factories.coverage import DISTRICT, make_county, make_lsoa, make_small_areas, north
from tests.factories.events import make_booking, make_event, make_occurrence, make_topic
from tests.factories.locations import make_area, make_venue
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FRIDAY_WEEK = TODAY + timedelta(days=7)


def miles(found, to):
    """{small area: whole miles}"""
    return {area.name: area.miles[to] if area.miles[to] == inf else round(area.miles[to]) for area in found.areas}


def miles_to_sessions(**kwargs):
    return miles(coverage(now=NOW, **kwargs), To.SESSION)


def test_each_small_area_knows_how_far_it_is_to_everything():
    make_county(TODAY)

    found = coverage(now=NOW)

    assert miles(found, To.SESSION) == {"Town": 1, "Edge": 4, "Hill": 8, "Moor": 14}
    assert miles(found, To.COMPUTER) == {"Town": 1, "Edge": 4, "Hill": 8, "Moor": 14}
    assert miles(found, To.CHAMPION) == {"Town": 7, "Edge": 4, "Hill": 0, "Moor": 6}


@pytest.mark.parametrize(
    ("who", "to", "everybody", "beyond"),
    [
        (Who.EVERYONE, To.SESSION, 2200, 600),
        (Who.AGED_65, To.SESSION, 650, 300),
        (Who.DISABLED, To.SESSION, 270, 110),
        (Who.AGED_65, To.CHAMPION, 650, 250),
        (Who.DISABLED, To.COMPUTER, 270, 110),
    ],
)
def test_people_are_counted_who_are_asked_about(who, to, everybody, beyond):
    make_county(TODAY)

    found = coverage(now=NOW, who=who)

    assert (total(found.areas), far(found.areas, to)) == (everybody, beyond)


def test_people_are_weighted_by_the_risk_of_their_area():
    """The average risk of 2,100 people is 6,200 / 2,100: Hill's 500 at 6 stand for 1,016. Moor's has no score."""
    make_county(TODAY)

    found = coverage(now=NOW, who=Who.AT_RISK)

    assert [(area.name, round(area.people)) for area in found.areas] == [
        ("Edge", 406),
        ("Hill", 1016),
        ("Moor", 100),
        ("Town", 677),
    ]
    assert round(total(found.areas)) == 2200


def test_weights_bear_no_scores_and_scores_of_nought():
    assert risk_weights([(100, None)]) == [1]
    assert risk_weights([(100, 0.0)]) == [1]
    assert risk_weights([(0, 3.0)]) == [1]


def test_a_session_at_the_hall_would_bring_hill_and_moor_near():
    """Hill goes 2 miles there where it goes 8 now, Moor 4 where it goes 14. Town and Edge have the library nearer."""
    _, hall = make_county(TODAY)

    found = coverage(now=NOW, who=Who.AGED_65)

    (venue, trial), *others = found.best(5)
    assert (venue.pk, venue.name, others) == (hall.pk, "Northern Hall", [])
    assert (trial.brought_near, trial.nearest_for) == (300, 300)
    assert trial.trip_now == pytest.approx((250 * 8 + 50 * 14) / 300, abs=0.02)
    assert trial.trip_then == pytest.approx((250 * 2 + 50 * 4) / 300, abs=0.02)


def test_a_place_that_is_nearer_for_nobody_changes_nothing():
    make_county(TODAY)
    beside = make_venue("Beside the library", position=north(-1))

    found = coverage(now=NOW)

    assert found.trial_at(next(venue for venue in found.venues if venue.pk == beside.pk)) == Trial(0, 0, None, None)


def test_places_are_ranked_by_whom_they_bring_near_then_by_whom_they_are_nearest_for():
    make_county(TODAY)
    make_venue("At Moor", position=north(14))
    make_venue("At two miles", position=north(2.2))

    found = coverage(now=NOW, who=Who.AGED_65)

    assert [(venue.name, trial.brought_near) for venue, trial in found.best(2)] == [
        ("Northern Hall", 300),
        ("At Moor", 50),
    ]


def test_of_a_district_only_its_people_count_and_they_may_go_to_another():
    make_county(TODAY)
    make_lsoa("Elsewhere", 2, district_code="E07000901", district_name="Southland")

    assert miles_to_sessions(district="E07000901") == {"Elsewhere": 2}
    assert len(miles_to_sessions(district=DISTRICT)) == 4


def test_an_area_without_a_position_is_left_out_and_its_people_are_counted():
    make_county(TODAY)
    make_lsoa("Lost", position=(None, None), population=120)

    found = coverage(now=NOW)

    assert "Lost" not in miles(found, To.SESSION)
    assert (found.lost_areas, found.lost) == (1, 120)


def test_without_anything_to_go_to_it_is_nowhere():
    make_small_areas()

    found = coverage(now=NOW)

    assert {area.miles[to] for area in found.areas for to in To} == {inf}
    assert found.best(5) == []


def test_without_a_table_of_small_areas_there_is_nothing():
    found = coverage(now=NOW)

    assert (found.areas, found.best(5)) == ([], [])


# Which sessions count


@pytest.mark.parametrize(
    ("event", "occurrence"),
    [
        ({"live": False}, {}),
        ({"audience": "staff"}, {}),
        ({"delivery": "online"}, {}),
        ({}, {"state": "cancelled"}),
        ({}, {"day": TODAY - timedelta(days=1)}),
        ({}, {"day": TODAY + timedelta(days=31)}),
        ({}, {"starts": time(10)}),
    ],
    ids=["draft", "for staff", "online", "cancelled", "yesterday", "in 31 days", "this morning"],
)
def test_a_session_that_nobody_can_come_to_is_none(event, occurrence):
    make_small_areas()
    day = TODAY if "starts" in occurrence else FRIDAY_WEEK

    make_occurrence(make_event(**event), **{"day": day, "venue": make_venue(position=north(0))} | occurrence)

    assert set(miles_to_sessions().values()) == {inf}


def test_a_session_online_and_at_a_place_counts():
    make_small_areas()
    make_occurrence(make_event(delivery="both"), FRIDAY_WEEK, venue=make_venue(position=north(0)))

    assert miles_to_sessions()["Town"] == 1


def test_where_every_session_is_full_there_is_nothing_to_go_to_and_it_is_named():
    make_small_areas()
    hall = make_venue(position=north(0))
    full = make_occurrence(make_event(capacity=1), FRIDAY_WEEK, venue=hall)
    make_booking(full)

    found = coverage(now=NOW)
    assert (found.held, found.only_full) == ({}, {hall.pk})

    make_occurrence(full.event, FRIDAY_WEEK + timedelta(days=7), venue=hall)
    found = coverage(now=NOW)
    assert (found.held, found.only_full) == ({hall.pk: 1}, set())


def test_a_course_that_is_too_late_to_join_is_nothing_to_go_to():
    make_small_areas()
    hall = make_venue(position=north(0))
    course = make_event(booking_scope="course")
    make_occurrence(course, TODAY - timedelta(days=7), venue=hall)
    make_occurrence(course, FRIDAY_WEEK, venue=hall)

    assert set(miles_to_sessions().values()) == {inf}


def test_a_place_that_is_off_the_site_is_nowhere():
    make_small_areas()
    make_occurrence(make_event(), FRIDAY_WEEK, venue=make_venue(position=north(0), live=False))

    assert set(miles_to_sessions().values()) == {inf}


# Which champions count


def champion_miles():
    return miles(coverage(now=NOW), To.CHAMPION)["Town"]


def at_town(**kwargs):
    return make_champion(area=make_area("Town", position=north(1)), home=north(13), **kwargs)


def test_a_champion_is_at_the_middle_of_their_ward_and_never_at_home():
    make_small_areas()
    at_town()

    assert champion_miles() == 0


@pytest.mark.parametrize(
    "kwargs",
    [{"state": "paused"}, {"settings": ["phone", "video"]}, {"birth_year": 2012}, {"max_people": 1}],
    ids=["on a break", "by telephone", "under 18", "full"],
)
def test_a_champion_who_cannot_help_one_more_face_to_face_is_left_out(kwargs):
    make_small_areas()
    champion = at_town(**kwargs)
    if "max_people" in kwargs:
        make_request(champion=champion, state="matched")

    assert champion_miles() == inf


def test_who_has_been_asked_and_not_answered_has_no_room_for_another():
    make_small_areas()
    make_offer(make_request(state="offered"), at_town(max_people=1))

    assert champion_miles() == inf


def test_who_lacks_what_their_role_asks_is_left_out():
    make_small_areas()
    at_town(role=make_role("Visitor", "visitor", requirements=[make_requirement()]))

    assert champion_miles() == inf


# Which computers count


def computer_miles():
    return miles(coverage(now=NOW), To.COMPUTER)["Town"]


@pytest.mark.parametrize(
    ("kwargs", "expected"),
    [
        ({"public_computers": 2, "hours": {5: ("10:00", "13:00")}}, 1),
        ({"public_computers": 0, "hours": {5: ("10:00", "13:00")}}, inf),
        ({"public_computers": 2, "hours": {4: ("10:00", "13:00")}}, inf),
        ({"public_computers": 2}, inf),
        ({"public_computers": 2, "hours": {5: ("10:00", "13:00")}, "sessions_only": True}, inf),
        ({"public_computers": 2, "hours": {5: ("10:00", "13:00")}, "live": False}, inf),
    ],
)
def test_a_computer_is_one_that_anybody_may_use_on_a_saturday(kwargs, expected):
    make_small_areas()
    make_venue(position=north(0), **kwargs)

    assert computer_miles() == expected


def test_a_place_that_is_shut_on_every_coming_saturday_has_no_computer_for_now():
    make_small_areas()
    library = make_venue(position=north(0), public_computers=2, hours={5: ("10:00", "13:00")})
    closure = Closure.objects.create(venue=library, first_on=TODAY, last_on=TODAY + timedelta(days=60))
    assert computer_miles() == inf

    closure.last_on = date(2026, 12, 6)  # 12 December is a Saturday in the coming 30 days
    closure.save()
    assert computer_miles() == 1


# What was asked for and not found


def asked(district=""):
    where, what = asked_tables(NOW, district)
    return list(where.rows), list(what.rows)


def test_requests_and_waiting_lists_are_counted_by_ward_and_by_topic():
    north_land = make_area("Northland", code=DISTRICT, kind="district")
    hill = make_area("Hill", parent=north_land)
    scams, shopping = make_topic(), make_topic("Shop online", area="transacting")
    make_request(area=hill, topics=[scams])
    make_request(area=hill, topics=[scams, shopping], state="offered")
    make_request(topics=[shopping])
    make_request(area=hill, topics=[scams], state="closed")
    make_request(area=hill, topics=[scams], state="matched", champion=make_helper("Rowan Pettifer"))
    session = make_occurrence(make_event(topics=[scams]), FRIDAY_WEEK, venue=make_venue(ward=hill, district=north_land))
    make_booking(session, state="waiting", places=2)
    make_booking(session, state="confirmed")

    assert asked() == (
        [("Hill", "Northland", 2, 1), ("Not known", "", 1, 0)],
        [("Stay safe from scams", 2, 1), ("Shop online", 2, 0)],
    )
    assert asked(DISTRICT)[0] == [("Hill", "Northland", 2, 1)]
    assert asked("E07000999") == ([], [])


def test_a_place_waited_for_on_a_whole_course_is_one():
    course = make_event(booking_scope="course", topics=[make_topic()])
    for day in (7, 14, 21):
        occurrence = make_occurrence(course, TODAY + timedelta(days=day))
        make_booking(occurrence, state="waiting", reference="ABC234", whole_course=True)

    where, what = asked()

    assert [row[-1] for row in where] == [1]
    assert what == [("Stay safe from scams", 0, 1)]


def test_who_waits_for_what_is_over_or_off_waits_no_more():
    make_booking(make_occurrence(make_event(), TODAY - timedelta(days=7)), state="waiting")
    make_booking(make_occurrence(make_event(), FRIDAY_WEEK, state="cancelled"), state="waiting")

    assert asked() == ([], [])


# As many questions of the database however much there is


def test_the_queries_do_not_grow(django_assert_max_num_queries):
    make_county(TODAY)
    with django_assert_max_num_queries(12) as few:
        coverage(now=NOW).best(10)

    for number in range(8):
        make_lsoa(f"More {number}", 20 + number)
        venue = make_venue(position=north(20 + number), public_computers=1, hours={5: ("10:00", "13:00")})
        make_occurrence(make_event(), FRIDAY_WEEK, venue=venue)
        make_champion(f"Champion {number}", area=make_area(f"More {number}", position=north(20 + number)))
    with django_assert_max_num_queries(len(few)):
        found = coverage(now=NOW)
        found.best(10)

    assert len(found.areas) == Lsoa.objects.count() == 12
    assert len(found.held) == Champion.objects.count() == 9
