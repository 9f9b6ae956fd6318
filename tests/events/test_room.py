from events.room import Room


def test_left_without_a_capacity_is_without_limit():
    assert Room(capacity=None, taken=300).left is None
    assert Room(capacity=None, taken=300).fits(4)


def test_left_is_never_below_nothing():
    assert Room(capacity=5, taken=8).left == 0


def test_promoted_is_the_first_that_fits_and_then_the_next():
    assert Room(capacity=10, taken=7, waiting=(4, 2, 2, 1)).promoted() == [1, 3]


def test_everybody_waiting_is_promoted_where_there_is_no_limit():
    assert Room(capacity=None, waiting=(4, 1)).promoted() == [0, 1]


def test_a_place_is_held_for_whoever_waits_and_fits():
    room = Room(capacity=10, taken=9, waiting=(1,), may_wait=5)

    assert room.left == 1
    assert room.left_for_newcomers == 0
    assert not room.fits(1)


def test_a_place_that_nobody_waiting_fits_is_open_to_newcomers():
    room = Room(capacity=10, taken=9, waiting=(2,), may_wait=5)

    assert room.fits(1)
    assert not room.fits(2)


def test_waiting_left_counts_places_of_those_who_go_on_waiting():
    assert Room(capacity=10, taken=10, waiting=(2, 1), may_wait=5).waiting_left == 2
    assert Room(capacity=10, taken=9, waiting=(2, 1), may_wait=5).waiting_left == 3
    assert Room(capacity=10, taken=10, waiting=(4,), may_wait=3).waiting_left == 0
