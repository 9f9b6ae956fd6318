"""Counts and bands of champions, and nothing that finds one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champions.public import FEWEST_SHOWN, Band, Ward, by_phone_count, groups_shown, people_by_phone, people_near
from locations.models import Area
from tests.factories.champions import make_champion, make_requirement, make_role
from tests.factories.events import make_topic
from tests.factories.locations import CARLISLE, make_area, make_postcode_group
from topics.models import Topic

pytestmark = pytest.mark.django_db
DALSTON = (54.8420, -2.9850)  # about 4 miles from the middle of Carlisle
PENRITH = (54.6640, -2.7520)  # about 18 miles


@pytest.fixture
def cumbria():
    return make_area("Cumbria", kind="county")


@pytest.fixture
def carlisle(cumbria):
    return make_area("Carlisle", kind="district", parent=cumbria)


def champions_in(area, count, **kwargs):
    kwargs.setdefault("travel_miles", 10)
    return [make_champion(f"Champion {number} of {area.name}", area=area, **kwargs) for number in range(count)]


def test_three_champions_of_one_ward_are_shown_under_its_name(carlisle, now):
    castle = make_area("Castle", parent=carlisle)
    champions_in(castle, 3)

    assert people_near(*CARLISLE, now=now) == [Band("Castle", 3, 2)]


def test_one_and_two_of_neighbouring_wards_are_shown_as_their_district(carlisle, now):
    champions_in(make_area("Castle", parent=carlisle), 1)
    champions_in(make_area("Dalston", parent=carlisle, position=DALSTON), 2)

    assert people_near(*CARLISLE, now=now) == [Band("Carlisle", 3, 5)]


def test_somebody_left_over_joins_others_under_a_wider_name(carlisle, now):
    champions_in(make_area("Castle", parent=carlisle), 3)
    champions_in(make_area("Dalston", parent=carlisle, position=DALSTON), 1)

    assert people_near(*CARLISLE, now=now) == [Band("the wider area", 4, 5)]


def test_two_champions_alone_are_not_shown(carlisle, now):
    champions_in(make_area("Castle", parent=carlisle), 2)

    assert people_near(*CARLISLE, now=now) == []


def test_fewer_than_three_after_the_topic_are_not_shown(carlisle, now):
    castle, scams = make_area("Castle", parent=carlisle), make_topic()
    champions_in(castle, 2, topics=[scams])
    champions_in(castle, 3)

    assert people_near(*CARLISLE, topic=scams, now=now) == []
    assert people_near(*CARLISLE, now=now) == [Band("Castle", 5, 2, ("Stay safe from scams",))]


def test_a_champion_who_does_not_travel_so_far_is_not_counted(carlisle, now):
    dalston = make_area("Dalston", parent=carlisle, position=DALSTON)
    champions_in(dalston, 3, travel_miles=10)
    champions_in(dalston, 1, travel_miles=2)

    assert people_near(*CARLISLE, now=now) == [Band("Dalston", 3, 5)]


def test_only_champions_who_can_meet_somebody_today_are_counted(carlisle, now):
    castle = make_area("Castle", parent=carlisle)
    champions_in(castle, 3)
    champions_in(castle, 1, state="applied")
    champions_in(castle, 1, state="paused")
    champions_in(castle, 1, birth_year=2009)
    champions_in(castle, 1, settings=["phone"])
    champions_in(castle, 1, role=make_role("Helper", "helper", meets_people=False))
    champions_in(castle, 1, role=make_role("Checked", "checked", requirements=[make_requirement()]))

    assert people_near(*CARLISLE, now=now) == [Band("Castle", 3, 2)]


def test_a_check_counts_until_the_day_it_runs_out(carlisle, now):
    check = make_requirement()
    role = make_role(requirements=[check])
    for champion in champions_in(make_area("Castle", parent=carlisle), 3, role=role):
        champion.met.create(requirement=check, met_on="2024-11-20", expires_on="2026-11-20")

    assert people_near(*CARLISLE, now=now) == [Band("Castle", 3, 2)]
    assert people_near(*CARLISLE, now=now.replace(day=21)) == []


def test_topics_and_languages_are_those_of_the_whole_group(carlisle, now):
    castle = make_area("Castle", parent=carlisle)
    champions_in(castle, 2, topics=[make_topic("Phones")], languages=["Polish"])
    champions_in(castle, 1, topics=[make_topic("Video calls")])

    assert people_near(*CARLISLE, now=now) == [Band("Castle", 3, 2, ("Phones", "Video calls"), ("English", "Polish"))]


def test_help_by_telephone_is_counted_wherever_people_live(carlisle, now):
    champions_in(make_area("Castle", parent=carlisle), 1, settings=["phone"], languages=["Polish"])
    champions_in(make_area("Eden", parent=carlisle, position=PENRITH), 1, settings=["venue", "video"])

    assert (by_phone_count(now=now), people_by_phone(now=now)) == (0, None)

    champions_in(make_area("Solway", parent=carlisle), 1, settings=["phone"])

    assert people_by_phone(now=now) == Band("", 3, 0, (), ("English", "Polish"))


@pytest.mark.parametrize("wards", [1, 3, 30])
def test_the_answer_takes_four_queries_however_many_there_are(wards, carlisle, now, django_assert_num_queries):
    for number in range(wards):
        champions_in(make_area(f"Ward {number}", parent=carlisle), 3, topics=Topic.objects.all())

    with django_assert_num_queries(4):
        assert len(people_near(*CARLISLE, now=now)) == wards


@given(
    counts=st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["north", "south", "lone", None])), min_size=1, max_size=12
    )
)
def test_no_group_is_ever_smaller_than_three_and_nobody_is_lost(counts):
    county = Area(code="county", name="County", kind="county")
    areas = {
        "county": county,
        **{code: Area(code=code, name=code, kind="district", parent=county) for code in ("north", "south")},
        "lone": Area(code="lone", name="lone", kind="district"),
    }
    wards = [Ward(f"w{number}", "", parent, 1.0, count) for number, (count, parent) in enumerate(counts)]
    if sum(ward.count for ward in wards) < FEWEST_SHOWN:
        return

    groups = groups_shown(wards, areas)

    assert min(group.count for group in groups) >= FEWEST_SHOWN
    assert sum(group.count for group in groups) == sum(ward.count for ward in wards)


def test_where_nobody_can_be_shown_the_page_says_to_ask(client):
    make_postcode_group("CA1 1")

    html = client.get("/champions/?q=ca1+1aa").content.decode()

    assert "<title>Digital champions near CA1 1AA" in html
    assert '<h3>Near <span class="nb">CA1 1AA</span></h3>' in html
    assert "Ask us, and we will look for somebody." in html


def test_where_somebody_is_near_the_page_says_how_many_and_in_which_area(client, carlisle):
    make_postcode_group("CA1 1", position=CARLISLE)
    champions_in(make_area("Castle", parent=carlisle), 3)

    html = client.get("/champions/?q=ca1+1aa").content.decode()

    assert "<b>3 people</b> in Castle" in html
    assert "Ask us, and we will look" not in html
