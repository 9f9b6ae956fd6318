"""Somebody asks from thousands of points where champions are, and tries to work out where each of them lives.

The attacker is given more than anybody has: they know all champions but one, so that the difference between two sets of
answers is that one alone. From where the answers differ they keep every place that could be the middle of such a
circle. Against what the site answers that comes out at the middle of the ward, which everybody may know; against exact
distances, the control, it comes out at the front door.
"""

import random
import re

import pytest
import time_machine
from django.test import Client

from champions.models import Champion
from champions.public import people_near
from locations.distance import miles_between, miles_to_each
from locations.models import Area, Postcode
from tests.champions.test_leaks import addresses, body
from tests.factories.champions import make_champion, make_role
from tests.factories.locations import make_area, make_home, make_postcode
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
COUNTY = (54.55, 54.95, -3.1, -2.5)  # south, north, west, east: about 28 by 25 miles
WARDS_ACROSS = 4
EACH = 3
# How far apart the places are that the attacker weighs, and how much nearer than the ward is luck.
GRID_IN_MILES = 0.4
LUCK_IN_MILES = 0.3


@pytest.fixture
def county():
    """Sixteen wards, three champions in each, every one of them a mile or more from the middle of their ward."""
    make_home()
    rng, role = random.Random(20), make_role()
    south, north, west, east = COUNTY
    district = make_area("Eden", kind="district", parent=make_area("Cumbria", kind="county"))
    for row in range(WARDS_ACROSS):
        for column in range(WARDS_ACROSS):
            middle = (
                south + (row + 0.5) * (north - south) / WARDS_ACROSS,
                west + (column + 0.5) * (east - west) / WARDS_ACROSS,
            )
            ward = make_area(f"Ward {row} {column}", parent=district, position=middle)
            for _ in range(EACH):
                home = (middle[0] + rng.choice([-1, 1]) * rng.uniform(0.02, 0.04), middle[1] + rng.uniform(-0.03, 0.03))
                make_champion(area=ward, home=home, role=role, travel_miles=5, settings=["venue"])


def points(count, box=COUNTY):
    rng, (south, north, west, east) = random.Random(7), box
    return [(rng.uniform(south, north), rng.uniform(west, east)) for _ in range(count)]


def target():
    """Of a ward in the middle of the county, so that the attacker can ask from all around it."""
    return Champion.objects.select_related("area").filter(area__name="Ward 1 1").first()


def points_around(champion, count=150):
    """A few well-placed ones are as good as thousands: 8 miles to each side of the ward."""
    ward = champion.area
    return points(count, (ward.latitude - 0.12, ward.latitude + 0.12, ward.longitude - 0.2, ward.longitude + 0.2))


def answers(asked):
    return [tuple(people_near(*point, now=NOW)) for point in asked]


def without(champion, ask):
    """What would be answered if this one were on a break."""
    Champion.objects.filter(pk=champion.pk).update(state="paused")
    said = ask()
    Champion.objects.filter(pk=champion.pk).update(state="active")
    return said


def located(asked, differs):
    """The middle of all places that could be the middle of the circle from within which the answers differ."""
    inside = [point for point, differ in zip(asked, differs, strict=True) if differ]
    about = middle_of(inside)
    outside = [point for point, differ in zip(asked, differs, strict=True) if not differ]
    # Those that lie next to the edge say where it is.
    inside = sorted(inside, key=lambda point: -miles_between(*about, *point))[:150]
    outside = sorted(outside, key=lambda point: distance_squared(about, point))[:300]
    fits = {place: misfit(place, inside, outside) for place in grid_around(about)}
    least = min(fits.values())
    return middle_of([place for place, wrong in fits.items() if wrong <= least + 1e-9])


def misfit(place, inside, outside):
    """How far the farthest point inside lies beyond the nearest one outside: 0 or less for a true circle."""
    return max(0, max(miles_to_each(*place, inside)) - min(miles_to_each(*place, outside)))


def distance_squared(a, b):
    return (a[0] - b[0]) ** 2 + 0.33 * (a[1] - b[1]) ** 2


def middle_of(places):
    return tuple(sum(place[axis] for place in places) / len(places) for axis in (0, 1))


def grid_around(place, miles=4):
    steps = range(-int(miles / GRID_IN_MILES), int(miles / GRID_IN_MILES) + 1)
    north, east = GRID_IN_MILES / 69, GRID_IN_MILES / 40
    return [(place[0] + up * north, place[1] + right * east) for up in steps for right in steps]


def attack(champion, asked, ask):
    """How far the attacker's best guess is from the home, and how far the middle of the ward is."""
    with_all, without_one = ask(), without(champion, ask)
    differs = [a != b for a, b in zip(with_all, without_one, strict=True)]
    assert 20 < sum(differs) < len(differs) / 2, "hardly an answer speaks of them: this proves nothing"
    home = (champion.home_latitude, champion.home_longitude)
    ward = miles_between(*home, champion.area.latitude, champion.area.longitude)
    return miles_between(*home, *located(asked, differs)), ward


def measure_from_homes():
    """Every champion is measured from their own door, as by a site that knows no wards."""
    for champion in Champion.objects.select_related("area"):
        home = (champion.home_latitude, champion.home_longitude)
        champion.area = make_area(f"Door {champion.pk}", parent=champion.area.parent, position=home)
        champion.save()


def does_no_better_than_the_ward(guess, ward):
    return guess > ward - LUCK_IN_MILES


def test_knowing_all_champions_but_one_finds_that_ones_ward_and_nothing_finer(county):
    champion = target()
    asked = points_around(champion)

    assert does_no_better_than_the_ward(*attack(champion, asked, lambda: answers(asked)))


def test_the_same_attack_finds_the_door_where_distances_are_exact(county):
    """The control: it would fail if the public were told distances from homes."""
    champion = target()
    asked = points_around(champion)
    measure_from_homes()

    guess, ward = attack(champion, asked, lambda: answers(asked))

    assert guess < 0.75
    assert not does_no_better_than_the_ward(guess, ward)


def test_no_answer_changes_when_everybody_moves_house_within_their_ward(county):
    asked = points(60)
    before, rng = answers(asked), random.Random(3)
    for champion in Champion.objects.select_related("area"):
        champion.home_latitude = champion.area.latitude + rng.uniform(-0.04, 0.04)
        champion.home_longitude = champion.area.longitude + rng.uniform(-0.04, 0.04)
        champion.home_postcode = f"CA{champion.pk % 90} 1AA"
        champion.save()

    assert answers(asked) == before
    assert len(set(before)) > 10


# The public addresses whose answers speak of champions. Another that does needs its line in the attack below.
SPEAK_OF_CHAMPIONS = {"/champions/", "/find/"}


def test_the_attack_asks_every_public_address_that_speaks_of_champions(county):
    make_postcode("CA1 1AA", position=points(1)[0], ward=Area.objects.filter(kind="ward").first())
    asked = {*addresses(), "/"} - {"/health/"}
    with time_machine.travel(NOW, tick=False):
        with_champions = {address: said(address) for address in asked}
        Champion.objects.update(state="paused")
        without_them = {address: said(address) for address in asked}

    assert {address for address in asked if with_champions[address] != without_them[address]} == SPEAK_OF_CHAMPIONS


def said(address):
    """The words of the answer alone: tokens stand in its tags, and differ each time."""
    return re.sub(r"<[^>]+>", "", body(Client().get(address, {"q": "CA1 1AA"})).split("{'Content-Type'")[0])


def ask_pages(client, address):
    """What the page says of people, for every postcode: the attacker reads it as a person would."""
    keys = list(Postcode.objects.order_by("pk").values_list("pk", flat=True))

    def ask():
        return [people_said(client.get(address, {"q": key})) for key in keys]

    return ask


def people_said(answer):
    text = re.sub(r"<[^>]+>", "", answer.content.decode())
    return re.findall(r"\d+ (?:people|digital champions)[^.\n]*|[Ww]ithin \d+ miles", text)


@pytest.mark.slow
def test_ten_thousand_points_do_no_better_than_the_ward(county):
    asked = points(10_000)

    assert does_no_better_than_the_ward(*attack(target(), asked, lambda: answers(asked)))


@pytest.mark.slow
@pytest.mark.parametrize("address", sorted(SPEAK_OF_CHAMPIONS))
def test_the_pages_themselves_do_no_better_than_the_ward(address, county, client):
    asked = points(500)
    for number, point in enumerate(asked):
        make_postcode(f"CA{1 + number // 100} {number % 10}{'ABDEFGHJLN'[number // 10 % 10]}A", position=point)
    asked = list(Postcode.objects.order_by("pk").values_list("latitude", "longitude"))

    assert does_no_better_than_the_ward(*attack(target(), asked, ask_pages(client, address)))
