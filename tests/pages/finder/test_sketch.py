from locations.whereabouts import Whereabouts
from pages.finder.sketch import MIDDLE, ROOM, sketch
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


def test_a_place_on_the_spot_is_drawn():
    drawn = sketch(HERE, [venue(54.89, -2.94, 0)], "CA1 1AA")

    assert (drawn.pins[0].x, drawn.pins[0].y, drawn.ring) == (MIDDLE, MIDDLE, None)


def test_nothing_to_draw_is_no_map():
    assert sketch(HERE, [], "CA1 1AA") is None
