"""Small curves of a wall: lines and bars as shares of their box, with what they go over and between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.words import Words
from dashboard.screens.city_curves import Axis, CityCurve, CurveLine, CurvePoint, Role

DAY_HOURS = 24
LEAST_OF_A_COURSE = 3
LEAST_TOP = 4.0
"""A single event a day is a low bar, not a full one."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SparkLine:
    """A line as pieces between its gaps; x from the left, y from the upper edge, 0..1."""

    is_usual: bool
    pieces: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Spark:
    """`bars` are (left, width, height), `last` is where the line ends. `empty_text` stands for a missing curve."""

    lines: tuple[SparkLine, ...]
    bars: tuple[tuple[float, float, float], ...]
    last: Point | None
    span_text: str
    range_text: str
    empty_text: str | None


def spark_of(curve: CityCurve, short: Callable[[float], str], words: Words) -> Spark:
    """The curve of a panel on a wall; `short` prints its lowest and highest value."""
    has_usual = any(line.role is Role.USUAL and line.points for line in curve.lines)
    span = words.wall_city_usual if has_usual else words.wall_city_spans[curve.panel.value]
    known = [point.value for line in curve.lines for point in line.points if point.value is not None]
    if curve.empty_text is not None or not _is_course(curve):
        return Spark((), (), None, span, "", curve.empty_text or words.wall_city_too_few)
    bars = next((line for line in curve.lines if line.role is Role.BARS), None)
    low, high = (0.0 if bars else min(known)), max(known)
    ends = _ends(curve)

    def place(point: CurvePoint) -> Point:
        height = ((point.value or 0.0) - low) / (high - low) if high > low else 0.5
        return (_along(point.x) - ends[0]) / ((ends[1] - ends[0]) or 1.0), 1 - height

    main = next((line for line in curve.lines if line.role is Role.MAIN), None)
    ending = [point for point in main.points if point.value is not None] if main else []
    return Spark(
        lines=tuple(
            SparkLine(line.role is Role.USUAL, _pieces(line, place))
            for line in curve.lines
            if line.role is not Role.BARS
        ),
        bars=_bars(bars.points, max(high, LEAST_TOP)) if bars else (),
        last=place(ending[-1]) if ending else None,
        span_text=span,
        range_text=_range(low, high, short, words, is_hourly=curve.axis is Axis.HOURS),
        empty_text=None,
    )


def _is_course(curve: CityCurve) -> bool:
    """Whether anything has a course: two values are a slope, whose steepness only the box makes."""
    return any(
        sum(point.value is not None for point in line.points) >= LEAST_OF_A_COURSE for line in curve.lines
    )


def _ends(curve: CityCurve) -> tuple[float, float]:
    if curve.axis is Axis.HOURS:
        return 0.0, float(DAY_HOURS)
    places = [_along(point.x) for line in curve.lines for point in line.points]
    return min(places), max(places)


def _along(x: datetime | int) -> float:
    return x.timestamp() if isinstance(x, datetime) else float(x)


def _pieces(line: CurveLine, place: Callable[[CurvePoint], Point]) -> tuple[tuple[Point, ...], ...]:
    pieces: list[list[Point]] = [[]]
    for point in line.points:
        if point.value is None:
            pieces.append([])
        else:
            pieces[-1].append(place(point))
    return tuple(tuple(piece) for piece in pieces if piece)


def _bars(points: Sequence[CurvePoint], high: float) -> tuple[tuple[float, float, float], ...]:
    wide = 1 / len(points)
    return tuple(
        (place * wide + wide * 0.15, wide * 0.7, point.value / high)
        for place, point in enumerate(points)
        if point.value
    )


def _range(low: float, high: float, short: Callable[[float], str], words: Words, *, is_hourly: bool) -> str:
    """An hour's value is the mean of what was told in it: the newest figure need not lie between them."""
    first, last = short(low), short(high)
    text = last if first == last else words.wall_city_range.format(low=first, high=last)
    return words.wall_city_hourly.format(range=text) if is_hourly else text
