from itertools import pairwise

from locations.whereabouts import Whereabouts
from pages.finder.sketch import MIDDLE, PIN, ROOM, SIZE, sketch
from pages.finder.venues import Venue

HERE = Whereabouts("found", "CA1 1AA, Carlisle", 54.89, -2.94)


def venue(latitude, longitude, miles):
    return Venue(
        1, latitude, longitude, "Library", "library", "library", "", "", True, 1, True, False, False, False, miles
    )


def test_north_is_up_and_east_is_right_and_the_farthest_reaches_the_edge():
    north, east = venue(54.89 + 2 / 69.1, -2.94, 2), venue(54.89, -2.89, 1.99)

    drawn = sketch(HERE, [north, east], "CA1 1AA")

    assert (drawn.pins[0].x, drawn.pins[0].y) == (MIDDLE, MIDDLE - ROOM)
    assert drawn.pins[1].x > MIDDLE
    assert drawn.pins[1].y == MIDDLE
    assert (drawn.ring, drawn.ring_words) == (ROOM, "2 miles")
    assert drawn.words == ("Map. A yellow dot marks CA1 1AA. The letters A and B mark the places in the list below.")


def test_a_place_on_the_spot_is_drawn_beside_the_dot():
    drawn = sketch(HERE, [venue(54.89, -2.94, 0)], "CA1 1AA")

    assert (drawn.pins[0].x, drawn.pins[0].y, drawn.ring) == (MIDDLE - PIN, MIDDLE, None)


def test_places_in_one_street_do_not_hide_one_another():
    street = [venue(54.89, -2.94 - number / 10_000, 0.01) for number in range(4)]
    far = [venue(54.89 + 20 / 69.1, -2.94, 20)] * 2

    drawn = sketch(HERE, [*street, *far], "CA1 1AA")

    spots = sorted((pin.y, pin.x) for pin in drawn.pins)
    assert all(one[0] != other[0] or other[1] - one[1] >= PIN for one, other in pairwise(spots))
    assert all(0 < pin.x < SIZE for pin in drawn.pins)


def test_nothing_to_draw_is_no_map():
    assert sketch(HERE, [], "CA1 1AA") is None
