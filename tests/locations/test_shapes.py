import pytest

from locations.shapes import NotAShape, middle_of, shape_of

SQUARE = [[-3.0, 54.0], [-2.0, 54.0], [-2.0, 55.0], [-3.0, 55.0], [-3.0, 54.0]]


def test_a_polygon_and_a_multipolygon_come_out_alike():
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    several = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}

    assert shape_of(polygon) == shape_of(several) == [[SQUARE]]


def test_points_are_kept_to_a_metre_or_so_and_without_height():
    rough = [[-3.123456789, 54.0, 17.5], *SQUARE[1:]]

    assert shape_of({"type": "Polygon", "coordinates": [rough]})[0][0][0] == [-3.12346, 54.0]


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (None, "it has no boundary that we can read"),
        ({"type": "Point", "coordinates": [-3, 54]}, "it has no boundary that we can read"),
        ({"type": "Polygon", "coordinates": []}, "it has no boundary that we can read"),
        ({"type": "Polygon", "coordinates": [SQUARE[:3]]}, "it has no boundary that we can read"),
        ({"type": "Polygon", "coordinates": [["here", "there"]]}, "it has no boundary that we can read"),
        (
            {"type": "Polygon", "coordinates": [[[339560, 555499]] * 4]},
            "its boundary is not in degrees of longitude and latitude (WGS 84)",
        ),
    ],
)
def test_what_is_no_boundary_says_why(geometry, why):
    with pytest.raises(NotAShape, match="^" + why.replace("(", r"\(").replace(")", r"\)")):
        shape_of(geometry)


def test_the_middle_is_that_of_the_largest_part():
    island = [[-5.0, 50.0], [-4.9, 50.0], [-4.9, 50.1], [-5.0, 50.1], [-5.0, 50.0]]

    assert middle_of([[island], [SQUARE]]) == (54.5, -2.5)


def test_the_middle_of_a_triangle_is_a_third_of_the_way_up():
    assert middle_of([[[[0.0, 0.0], [3.0, 0.0], [0.0, 3.0], [0.0, 0.0]]]]) == (1.0, 1.0)


def test_a_shape_without_an_area_has_its_first_point_for_a_middle():
    assert middle_of([[[[-3.0, 54.0]] * 4]]) == (54.0, -3.0)
