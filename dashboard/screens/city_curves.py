"""Curves of the city: lines over time or over the hours of a day, with their marks and their words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dashboard.domain.city.air import BOUNDS
from dashboard.domain.city.history import Point, Step
from dashboard.domain.city.measures import MEASURES, Panel
from dashboard.domain.city.traffic import usual_day
from dashboard.domain.words import KOREAN_TIME, Words, date_text
from dashboard.screens.city_figures import explained
from dashboard.screens.city_holidays import compared_days
from dashboard.screens.city_scores import MilestoneMark, milestone_marks
from dashboard.screens.city_series import MOST_ROADS, ROAD_MEASURES, counted_roads, curve, longest_roads
from dashboard.screens.city_texts import value_text
from dashboard.screens.city_view import (
    MONTHS_SHOWN,
    CityView,
    day_start,
    hour_start,
    measure_name,
    month_start,
    target_of,
)

HOUR_TICKS = (0, 6, 12, 18, 24)

Label = Callable[[datetime, Words], str]


class Axis(StrEnum):
    """What lies along a curve: moments, or the hours of a day."""

    TIME = "time"
    HOURS = "hours"


class Role(StrEnum):
    """How a line is drawn: as the figure itself, as the second of two, as what it is compared with."""

    MAIN = "main"
    SECOND = "second"
    USUAL = "usual"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """`x` is a moment in Korean time, or an hour of the day; `value` is None where a gap is; `when` says `x`."""

    x: datetime | int
    value: float | None
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class CurveLine:
    key: str
    name: str
    role: Role
    points: tuple[CurvePoint, ...]
    last_text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """An official bound across a curve; `number` is the grade that begins above it."""

    value: float
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Goal:
    """The target of a curve."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class CityCurve:
    """A curve with its heading. `empty_text` stands where there is nothing to draw; `ticks` are hours of a day.

    `printed_step` is the smallest difference that its figures are printed with. `marks` are days on which a
    stage of a linked project ended.
    """

    name: str
    panel: Panel
    title: str
    aside: str
    axis: Axis
    lines: tuple[CurveLine, ...]
    limits: tuple[Limit, ...]
    first_text: str
    last_text: str
    explain: tuple[str, ...]
    ticks: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()
    empty_text: str | None = None
    is_spark: bool = False
    from_zero: bool = False
    goal: Goal | None = None
    printed_step: float = 0
    marks: tuple[MilestoneMark, ...] = ()


def hours_curve(view: CityView, measure: str, place: str) -> CityCurve:
    """The last 24 hours, hour by hour."""
    end = hour_start(view.now) + timedelta(hours=1)
    points = curve(view, measure, place, end - timedelta(hours=24), end, Step.HOUR)
    title = view.words.city_air_day.format(name=measure_name(measure, view.words))
    return of_points(
        view, measure, ("curve", title), points, hour_label, official_limits(measure, view.words)
    )


def days_curve(view: CityView, measure: str, place: str) -> CityCurve:
    """The last 30 days, day by day; the last is today so far."""
    start = day_start(view.now, 29)
    points = curve(view, measure, place, start, day_start(view.now, -1), Step.DAY)
    title = view.words.city_air_month.format(name=measure_name(measure, view.words))
    return of_points(view, measure, ("curve", title), points, day_label, official_limits(measure, view.words))


def months_curve(
    view: CityView, measure: str, place: str, name: str = "curve", months: int = MONTHS_SHOWN
) -> CityCurve:
    """The last months, month by month."""
    start = month_start(view.now, months)
    points = curve(view, measure, place, start, month_start(view.now, -1), Step.MONTH)
    title = view.words.city_pop_curve.format(name=measure_name(measure, view.words))
    return of_points(view, measure, (name, title), points, month_label)


def as_bars(drawn: CityCurve) -> CityCurve:
    """The same as bars from zero: for counts of a time, which are no course of one thing."""
    lines = tuple(replace(line, role=Role.BARS) for line in drawn.lines)
    return replace(drawn, lines=lines, from_zero=True)


def profile(view: CityView, measure: str, place: str) -> CityCurve:
    """The hours of this day against the mean of the last same weekdays."""
    words = view.words
    start = day_start(view.now)
    today = curve(view, measure, place, start, start + timedelta(days=1), Step.HOUR)
    compared = compared_days(view)
    before = [curve(view, measure, place, day, day + timedelta(days=1), Step.HOUR) for day in compared.days]
    usual = usual_day(before, KOREAN_TIME)
    now_line = [
        CurvePoint(
            _hour(each.at), each.value, value_text(measure, each.value, words), hour_label(each.at, words)
        )
        for each in today
    ]
    usual_line = [
        CurvePoint(
            hour, each.value, _usual_text(measure, each, words), words.city_hour_only.format(hour=hour)
        )
        for hour, each in usual.items()
    ]
    weeks = sum(any(each.value is not None for each in day) for day in before)
    hour = max(
        (point.x for point in now_line if point.value is not None and isinstance(point.x, int)), default=None
    )
    same_hour = [point for point in usual_line if point.x == hour] if hour is not None else []
    lines = [
        _line("usual", words.city_profile_usual.format(n=weeks), Role.USUAL, usual_line, same_hour),
        _line("today", words.city_profile_today.format(weekday=compared.weekday), Role.MAIN, now_line),
    ]
    return CityCurve(
        name="curve",
        panel=MEASURES[measure].panel,
        title=words.city_profile.format(name=MEASURES[measure].name),
        aside=MEASURES[measure].unit,
        axis=Axis.HOURS,
        lines=tuple(line for line in lines if line.points),
        limits=(),
        first_text=words.city_hour_only.format(hour=0),
        last_text=words.city_hour_only.format(hour=24),
        explain=explained(view, measure),
        ticks=tuple((hour, words.city_hour_only.format(hour=hour)) for hour in HOUR_TICKS),
        notes=tuple(
            text
            for text in (
                road_note(view, measure, place),
                "" if usual else words.city_profile_none,
                *compared.notes,
            )
            if text
        ),
        empty_text=None if today or usual else words.city_empty_curve,
        printed_step=10 ** -MEASURES[measure].decimals,
    )


def of_points(
    view: CityView,
    measure: str,
    names: tuple[str, str],
    points: Sequence[Point],
    label: Label,
    limits: tuple[Limit, ...] = (),
) -> CityCurve:
    """A curve of one series over time; `names` are its own and its title."""
    words = view.words
    drawn = [
        CurvePoint(
            each.at.astimezone(KOREAN_TIME),
            each.value,
            value_text(measure, each.value, words),
            label(each.at, words),
        )
        for each in points
    ]
    line = _line("main", measure_name(measure, words), Role.MAIN, drawn)
    days = [each.at.astimezone(KOREAN_TIME).date() for each in points]
    marks = tuple(milestone_marks(view, measure, days[0], days[-1])) if days else ()
    return CityCurve(
        name=names[0],
        panel=MEASURES[measure].panel,
        title=names[1],
        aside=MEASURES[measure].unit,
        axis=Axis.TIME,
        lines=(line,) if any(each.value is not None for each in drawn) else (),
        limits=limits,
        first_text=label(points[0].at, words) if points else "",
        last_text=label(points[-1].at, words) if points else "",
        explain=explained(view, measure),
        notes=tuple(
            text for text in (road_note(view, measure, view.place), *_said_marks(marks, words)) if text
        ),
        goal=_goal(view, measure),
        printed_step=10 ** -MEASURES[measure].decimals,
        marks=marks,
        empty_text=None if any(each.value is not None for each in drawn) else words.city_empty_curve,
    )


def _said_marks(marks: Sequence[MilestoneMark], words: Words) -> tuple[str, ...]:
    """What the marks are, all of them by day, and what they do not say."""
    if not marks:
        return ()
    listed = ", ".join(
        words.score_mark.format(n=n, day=date_text(words, mark.day), text=mark.text)
        for n, mark in enumerate(marks, start=1)
    )
    return words.score_not_cause, words.score_marks.format(list=listed)


def _goal(view: CityView, measure: str) -> Goal | None:
    target = target_of(view, measure, view.place)
    if target is None:
        return None
    text = view.words.score_goal_line.format(value=value_text(measure, target.value, view.words))
    return Goal(target.value, text)


def official_limits(measure: str, words: Words) -> tuple[Limit, ...]:
    """The official bounds of a measure with grades, each where the next grade begins."""
    return tuple(
        Limit(
            bound,
            place,
            words.city_limit.format(
                grade=words.city_grades[str(place)], value=value_text(measure, bound, words)
            ),
        )
        for place, bound in enumerate(BOUNDS.get(measure, ()), start=2)
    )


def road_note(view: CityView, measure: str, place: str) -> str:
    """That a curve is made of some of the roads only, where it is."""
    if measure not in ROAD_MEASURES or place in view.history.latest(measure):
        return ""
    if len(counted_roads(view, measure, place)) <= MOST_ROADS:
        return ""
    return view.words.city_roads_curve_part.format(n=len(longest_roads(view, measure, place)))


def hour_label(at: datetime, words: Words) -> str:
    local = at.astimezone(KOREAN_TIME)
    return words.city_hour.format(month=local.month, day=local.day, hour=local.hour)


def day_label(at: datetime, words: Words) -> str:
    local = at.astimezone(KOREAN_TIME)
    return words.city_day.format(month=local.month, day=local.day)


def month_label(at: datetime, words: Words) -> str:
    local = at.astimezone(KOREAN_TIME)
    return words.city_month.format(year=local.year, month=local.month)


def _usual_text(measure: str, point: Point, words: Words) -> str:
    return f"{value_text(measure, point.value, words)} ({words.city_points.format(n=point.n)})"


def _line(
    key: str, name: str, role: Role, points: Sequence[CurvePoint], said: Sequence[CurvePoint] | None = None
) -> CurveLine:
    """A line with the text of its last known point, or of that in `said`."""
    known = [point for point in (points if said is None else said) if point.value is not None]
    return CurveLine(key, name, role, tuple(points), known[-1].text if known else "")


def _hour(at: datetime) -> int:
    return at.astimezone(KOREAN_TIME).hour
