"""A label stands within its outline with room around every line of it, as near to its own place as that allows."""

from dashboard.domain.label_place import placed

SQUARE = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
WEDGE = ((0.0, 0.0), (100.0, 0.0), (50.0, 100.0))
LINES = ((40.0, 20.0), (20.0, 20.0))


def test_a_label_with_room_around_it_stays_where_it_is() -> None:
    assert placed((50.0, 50.0), SQUARE, LINES) == (50.0, 50.0)


def test_a_label_at_a_border_moves_no_farther_than_it_must() -> None:
    assert placed((80.0, 50.0), SQUARE, LINES) == (74.0, 50.0), "20 of the widest line, 5 of room, steps of 2"


def test_each_line_is_judged_by_its_own_width() -> None:
    x, y = placed((50.0, 40.0), WEDGE, LINES)
    upside_down = placed((50.0, 40.0), WEDGE, LINES[::-1])

    assert x == upside_down[0] == 50.0
    assert upside_down[1] < y, "the wide line goes where the outline is wide"


def test_where_there_is_little_room_there_is_as_much_around_as_there_can_be() -> None:
    slot = ((0.0, 0.0), (50.0, 0.0), (50.0, 100.0), (0.0, 100.0))

    assert placed((20.0, 50.0), slot, LINES) == (24.0, 50.0), "3 on the nearer side"


def test_a_label_that_fits_nowhere_is_crossed_by_as_few_borders_as_can_be() -> None:
    assert placed((50.0, 50.0), SQUARE, ((110.0, 20.0),)) == (44.0, 50.0), "one of two"
