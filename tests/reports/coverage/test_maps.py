from reports.coverage.maps import HEIGHT, MOST_LETTERS, WIDTH, Drawn, draw


def square(west, south, side=0.1):
    ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return [[ring]]


def block(kind="q1", west=-3.0, south=54.0, **kwargs):
    return Drawn(kind, south + 0.05, west + 0.05, square(west, south, **kwargs))


def test_each_class_is_one_path():
    drawn = draw([block(), block("q4", west=-2.9), block("q1", west=-2.8)], words="Map")

    assert [kind for kind, _ in drawn.paths] == ["q1", "q4"]
    assert drawn.paths[0][1].count("M") == 2
    assert drawn.words == "Map"


def test_a_square_of_the_ground_is_narrowed_as_the_ground_is():
    """A tenth of a degree is 0.59 as far east as it is north, here."""
    drawn = draw([block(south=54.0)], words="")

    assert drawn.height == HEIGHT
    assert drawn.paths == [("q1", "M5 800l470 0 0 -800 -470 0z")]


def test_what_two_areas_share_is_drawn_at_one_place():
    left, right = draw([block("q1"), block("q2", west=-2.9)], words="").paths

    assert left[1].split("l")[0] == "M0 511"
    assert right[1].split("l")[0] == "M300 511"
    assert left[1].split("l")[1].startswith("300 0 ")


def test_an_area_without_a_boundary_is_a_dot():
    drawn = draw([block(), Drawn("q2", 54.05, -2.95)], words="")

    assert [kind for kind, _ in drawn.paths] == ["q1", "q2 dots"]
    assert drawn.paths[1][1].count("M") == 1
    assert drawn.paths[1][1].endswith("l10 10 -10 10 -10 -10z")


def test_one_dot_alone_has_paper_around_it():
    drawn = draw([Drawn("q3", 54.0, -3.0)], words="")

    assert 0 < drawn.width <= WIDTH
    assert 0 < drawn.height <= HEIGHT


def test_all_on_one_meridian_is_no_thread():
    drawn = draw([Drawn("q3", 54.0 + place / 10, -3.0) for place in range(8)], words="")

    assert drawn.width >= 0.5 * drawn.height


def test_thousands_of_areas_are_small_enough_to_send():
    areas = [
        block(f"q{1 + (x + y) % 4}", west=-3 + x / 100, south=54 + y / 100, side=0.01)
        for x in range(150)
        for y in range(150)
    ]

    drawn = draw(areas, words="")

    assert 0 < sum(len(path) for _, path in drawn.paths) <= MOST_LETTERS


def test_nothing_is_drawn_of_nothing():
    assert draw([], words="Map") is None


def test_places_off_the_map_are_left_out_and_the_others_drawn_once():
    drawn = draw([block()], words="", places=[(54.05, -2.95), (54.05, -2.95), (60.0, -2.95)])

    assert len(drawn.places) == 1


def test_names_that_would_lie_on_each_other_give_way_to_the_first():
    towns = [("Carlisle", 54.05, -2.95), ("Stanwix", 54.05, -2.949), ("Penrith", 54.02, -2.95), ("London", 51.5, 0.0)]

    drawn = draw([block()], words="", towns=towns)

    assert [name.words for name in drawn.names] == ["Carlisle", "Penrith"]


def test_a_name_at_the_right_edge_stands_to_the_left_of_its_place():
    name = draw([block()], words="", towns=[("Barrow-in-Furness", 54.05, -2.91)]).names[0]

    assert name.anchor == "end"


def test_what_is_tried_out_has_a_ring_of_that_many_miles():
    """The sheet is 800 high for a tenth of a degree, 6.905 miles."""
    drawn = draw([block()], words="", tried=(54.05, -2.95), near=5)

    assert drawn.tried[2] == round(5 * 8000 / 69.05)
