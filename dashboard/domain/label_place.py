"""Where a label of several lines stands within an outline, so that no line of it touches a border."""

from collections.abc import Iterable, Sequence
from functools import cache

from dashboard.domain.city_map import Point, is_inside

STEP, REACH = 2.0, 44.0
"""A label is looked for on a grid so fine, and so far from its own place."""
MARGINS = (5.0, 4.0, 3.0, 2.0)
"""Clearances from the outline that are tried, the best first."""

Line = tuple[float, float]
Box = tuple[float, float, float, float]


@cache
def placed(near: Point, ring: tuple[Point, ...], lines: tuple[Line, ...]) -> Point:
    """The middle of a label: the place nearest to `near` with the most room around it.

    `lines` are width and height of each from the top, centred; all lengths are of one kind, y grows downwards.
    Where it fits nowhere, borders cross as few of its lines as can be. Kept, for a map and its words are few.
    """
    around = [point for point in _around(near) if is_inside(point, ring)]
    for margin in MARGINS:
        for point in around:
            if not any(_crossings(point, ring, lines, margin)):
                return point
    return min(around, key=lambda point: sum(_crossings(point, ring, lines, 0.0)), default=near)


def _around(near: Point) -> list[Point]:
    """Places of the grid, the nearest first."""
    steps = range(-int(REACH / STEP), int(REACH / STEP) + 1)
    moves = sorted(
        ((x, y) for x in steps for y in steps), key=lambda move: (move[0] ** 2 + move[1] ** 2, move)
    )
    return [(near[0] + x * STEP, near[1] + y * STEP) for x, y in moves]


def _crossings(middle: Point, ring: Sequence[Point], lines: Sequence[Line], margin: float) -> Iterable[bool]:
    """Whether each side of the outline meets each line with its margin."""
    boxes = list(_boxes(middle, lines, margin))
    sides = zip(ring, (*ring[1:], ring[0]), strict=True)
    return (_meets(side, box) for side in sides for box in boxes)


def _boxes(middle: Point, lines: Sequence[Line], margin: float) -> Iterable[Box]:
    x, y = middle
    top = y - sum(height for _, height in lines) / 2
    for width, height in lines:
        yield x - width / 2 - margin, top - margin, x + width / 2 + margin, top + height + margin
        top += height


def _meets(side: tuple[Point, Point], box: Box) -> bool:
    """Whether a straight line from point to point lies in a box anywhere (Liang and Barsky)."""
    (x1, y1), (x2, y2) = side
    left, top, right, bottom = box
    first, last = 0.0, 1.0
    edges = ((x1 - x2, x1 - left), (x2 - x1, right - x1), (y1 - y2, y1 - top), (y2 - y1, bottom - y1))
    for into, room in edges:
        if into == 0:
            if room < 0:
                return False
        elif into < 0:
            first = max(first, room / into)
        else:
            last = min(last, room / into)
    return first <= last
