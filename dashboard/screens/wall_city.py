"""⑥ 도시 현황 on a wall: the districts with residents and air, four panels; the same for one district."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.city.air import grade
from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.history import FeedState
from dashboard.domain.city.measures import DAY, HOUR, MEASURES, Panel
from dashboard.domain.city_map import Point
from dashboard.domain.label_place import Line, placed
from dashboard.domain.lead import DISTRICT
from dashboard.domain.playlist import SceneKind
from dashboard.domain.runs import Freshness, freshness
from dashboard.domain.short_names import cut, width
from dashboard.domain.words import KOREAN_TIME, Words
from dashboard.screens.city import CityScreen, PanelSummary, city_screen
from dashboard.screens.city_events import warning_title, warnings_at
from dashboard.screens.city_figures import Figure
from dashboard.screens.city_messages import has_feed
from dashboard.screens.city_series import Reading, reading, usable
from dashboard.screens.city_sources import ailing
from dashboard.screens.city_texts import GradeMark, age_text, grade_mark, mark, period_end, value_text
from dashboard.screens.city_view import MESSAGES, PANEL_MEASURES, CityView, city_view
from dashboard.screens.map_drawn import Shape
from dashboard.screens.wall_lines import ems
from dashboard.screens.wall_spark import Spark, spark_of
from dashboard.screens.wall_view import Scene, Span, WallView, key_of
from dashboard.urls import Address, Page

RESIDENTS, AIR = PANEL_MEASURES[Panel.POPULATION][0], PANEL_MEASURES[Panel.ENVIRONMENT][0]
TENS = 10_000
MANY = 10 * TENS
"""From so many people on a figure is said in 만."""
MOST_ROWS = 2
NAME_WIDEST = 7.0
MAP_TALL = 573.0
"""Units of the map's height on every screen that is no wall of panels; the types and dot of a label below, in units."""
NAME_TYPE, LABEL_TYPE, DOT = 26.0, 20.5, 16.7
NAME_LINE, LABEL_LINE = 28.6, 23.6
SMALL_TALL, SMALL_NAME = 260.0, 20.5
"""The map's height on a wall of panels, where names alone stand on it, and their type; in units."""
SENTENCE_WIDEST, NARROW_WIDEST = 18.0, 13.0
"""Syllables beside the title, and beside that of a district: the head says the link's state at its longest, too."""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line under a figure: what, and its value; `is_late` lights what is wrong."""

    label: str
    text: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class CityPanel:
    """A domain with one figure. `at_text` is of when it is; missing figures say 자료 없음."""

    panel: Panel
    name: str
    figure_name: str
    value: str
    is_missing: bool
    grade: GradeMark | None
    at_text: str
    rows: tuple[PanelRow, ...]
    spark: Spark


@dataclass(frozen=True, slots=True)
class DistrictShape:
    """A district as drawn: all places are shares (0..1) of the map from its left and upper edge.

    `label` is the middle of what stands on it; `small` that of its name alone, on the small map of a wall of panels.
    """

    name: str
    ring: tuple[tuple[float, float], ...]
    label: tuple[float, float]
    small: tuple[float, float]
    step: int
    residents: str
    air: GradeMark
    is_on: bool


@dataclass(frozen=True, slots=True)
class WallCity:
    """`ratio` is the map's width over its height, `legend` what its colours, dots and drawing are."""

    panels: tuple[CityPanel, ...]
    districts: tuple[DistrictShape, ...]
    ratio: float
    heads: tuple[str, ...]
    legend: tuple[str, ...]


def scenes(view: WallView) -> tuple[Scene, ...]:
    """The whole city; none where no statistics are connected."""
    found = _scene(view, None)
    return (found,) if found else ()


def district(view: WallView, code: str) -> Scene | None:
    """The same for one district, lit on the map; None for a code that is no district's."""
    return _scene(view, code) if code in DISTRICTS else None


def _scene(view: WallView, code: str | None) -> Scene | None:
    if view.city is None:
        return None
    address = Address(Page.CITY).with_option("district", code)
    city = city_view(view.city, address, view.city_map, view.words)
    drawn = city_screen(city.picture, address, view.city_map, view.words)
    title = view.words.wall_scenes[SceneKind.CITY]
    if code:
        title = view.words.wall_city_title_of.format(title=title, place=NAMES[code])
    key = f"{DISTRICT}:{code}" if code else key_of(SceneKind.CITY)
    return Scene(SceneKind.CITY, key, title, _sentence(city), _content(city, drawn))


def _sentence(city: CityView) -> tuple[Span, ...]:
    """Warnings, air, sources that are not heard from: as many of them as the head has room for."""
    words, active = city.words, warnings_at(city, city.now).active
    parts: list[Span] = []
    if active:
        parts.append(Span(words.city_sentence_warnings.format(n=len(active)), is_late=True))
    elif has_feed(city):
        parts.append(Span(words.city_sentence_no_warnings))
    bad = ailing(city)
    if bad:
        parts.append(Span(words.city_sentence_bad.format(n=bad), is_late=True))
    found = grade(AIR, usable(reading(city, AIR, city.place)))
    if found is not None:
        name = MEASURES[AIR].name.partition("(")[0]
        parts.append(Span(words.city_sentence_grade.format(name=name, grade=mark(found, words).word)))
    if not parts:
        return (Span(words.city_sentence_none),)
    widest = NARROW_WIDEST if city.district else SENTENCE_WIDEST
    kept: list[Span] = []
    for part in parts:
        if kept and sum(width(each.text) for each in kept) + width(part.text) > widest:
            break
        kept += [Span(", "), part] if kept else [part]
    return tuple(kept)


def _content(city: CityView, drawn: CityScreen) -> WallCity:
    words = city.words
    rings = [shape.ring for shape in drawn.map.shapes]
    xs, ys = ([point[axis] for ring in rings for point in ring] for axis in (0, 1))
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - west) / (east - west), (north - point[1]) / (north - south)

    ratio = (east - west) / (north - south)
    return WallCity(
        panels=tuple(_panel(city, each) for each in drawn.panels),
        districts=tuple(_district(city, shape, place, ratio) for shape in drawn.map.shapes),
        ratio=ratio,
        heads=tuple(words.wall_city_heads.values()),
        legend=(
            words.wall_city_schematic,
            words.wall_city_colour.format(name=words.wall_city_heads["residents"]),
            words.wall_city_dot.format(name=MEASURES[AIR].name.partition("(")[0]),
        ),
    )


def _district(city: CityView, shape: Shape, place: Callable[[Point], Point], ratio: float) -> DistrictShape:
    words, code = city.words, {name: code for code, name in NAMES.items()}[shape.name]
    residents = _residents(reading(city, RESIDENTS, code), words)
    air = _air(reading(city, AIR, code), words)
    ring = tuple(place(point) for point in shape.ring)
    near = place(shape.label)

    def label(tall: float, lines: tuple[Line, ...]) -> tuple[float, float]:
        """Where these lines stand on a map of that height, in units."""
        wide = tall * ratio
        outline = tuple((x * wide, y * tall) for x, y in ring)
        x, y = placed((near[0] * wide, near[1] * tall), outline, lines)
        return x / wide, y / tall

    return DistrictShape(
        name=shape.name,
        ring=ring,
        label=label(MAP_TALL, _label_lines(shape.name, residents, air)),
        small=label(SMALL_TALL, ((ems(shape.name) * SMALL_NAME, SMALL_NAME),)),
        step=shape.step or 0,
        residents=residents,
        air=air,
        is_on=shape.is_on,
    )


def _label_lines(name: str, residents: str, air: GradeMark) -> tuple[Line, ...]:
    """Width and height of what stands on a district, in units."""
    return (
        (ems(name) * NAME_TYPE, NAME_LINE),
        (ems(residents) * LABEL_TYPE, LABEL_LINE),
        (ems(air.word) * LABEL_TYPE + DOT, LABEL_TYPE),
    )


def _residents(found: Reading, words: Words) -> str:
    return words.missing if found.value is None else _short(RESIDENTS, found.value, words)


def _air(found: Reading, words: Words) -> GradeMark:
    return grade_mark(AIR, found, words) or mark(None, words)


# ---- panels ----


def _panel(city: CityView, each: PanelSummary) -> CityPanel:
    measure = PANEL_MEASURES[each.panel][0]
    trouble = _trouble(city, each.panel)
    return CityPanel(
        panel=each.panel,
        name=each.name,
        figure_name=_figure_name(each),
        value=_value(measure, each.figure, city.words),
        is_missing=each.figure.value is None,
        grade=each.figure.grade,
        at_text=_at(city, measure, each.figure),
        rows=trouble or _rows(city, each)[:MOST_ROWS],
        spark=spark_of(each.spark, lambda value: _short(measure, value, city.words), city.words),
    )


def _figure_name(each: PanelSummary) -> str:
    """Of "인구(거주자)" what the panel's own name does not say; else the name without its formula."""
    name, _, inner = each.figure.name.partition("(")
    return inner.rstrip(")") if name == each.name and inner else name


def _value(measure: str, figure: Figure, words: Words) -> str:
    if figure.value is None:
        return words.missing
    if measure == MESSAGES:
        return figure.value_text
    if figure.value >= MANY:
        return words.wall_city_tens_of.format(n=f"{figure.value / TENS:,.1f}", unit=MEASURES[measure].unit)
    return value_text(measure, figure.value, words)


def _short(measure: str, value: float, words: Words) -> str:
    """A figure without its unit."""
    if value >= MANY:
        return words.wall_city_tens.format(n=f"{value / TENS:,.1f}")
    return f"{value:,.{MEASURES[measure].decimals if measure in MEASURES else 0}f}"


def _at(city: CityView, measure: str, figure: Figure) -> str:
    words = city.words
    if figure.value is None:
        has_any = (
            any(feed.panel is MEASURES[measure].panel for feed in city.picture.feeds)
            if (measure in MEASURES)
            else bool(city.picture.feeds)
        )
        return "" if has_any else words.wall_city_no_source
    at = city.now if measure == MESSAGES else reading(city, measure, city.place).at
    if at is None:
        return ""
    time = _moment(measure, at, words)
    if figure.is_old:
        return words.wall_city_at_old.format(
            time=time, age=age_text(words, city.now, period_end(measure, at))
        )
    return words.wall_city_at.format(time=time)


def _moment(measure: str, at: datetime, words: Words) -> str:
    """A time as fine as the measure is: a month, a day, an hour, else a minute."""
    local = at.astimezone(KOREAN_TIME)
    seconds = MEASURES[measure].seconds if measure in MEASURES else 0
    if seconds > DAY:
        return words.city_month.format(year=local.year, month=local.month)
    if seconds == DAY:
        return words.city_day.format(month=local.month, day=local.day)
    template = words.city_hour if seconds == HOUR else words.wall_city_minute
    return template.format(month=local.month, day=local.day, hour=local.hour, minute=local.minute)


def _rows(city: CityView, each: PanelSummary) -> tuple[PanelRow, ...]:
    """The warnings in force by name; else how the figure moved."""
    words = city.words
    if each.panel is Panel.DISASTER:
        named = [warning_title(one, words.city_warning_name) for one in warnings_at(city, city.now).active]
        if named:
            titles = list(dict.fromkeys(named))
            more = len(titles) - MOST_ROWS
            rows = [PanelRow(cut(title, NAME_WIDEST + 3), "", is_late=True) for title in titles[:MOST_ROWS]]
            if more > 0:
                last = PanelRow(rows[-1].label, words.wall_city_more_names.format(n=more), is_late=True)
                rows = [*rows[:-1], last]
            return tuple(rows)
    return tuple(
        PanelRow(words.wall_city_since.format(since=line.label), line.delta_text)
        for line in each.figure.changes
        if line.delta_text
    )


def _trouble(city: CityView, panel: Panel) -> tuple[PanelRow, ...]:
    """The source of a panel that ails most, how many more do, and when it last gave anything."""
    words = city.words
    found = [
        (freshness(city.now, feed.last_good, feed.seconds), feed)
        for feed in city.picture.feeds
        if feed.panel is panel
    ]
    bad = [pair for pair in found if pair[0] is not Freshness.FRESH or pair[1].problem]
    if not bad:
        return ()
    state, worst = max(bad, key=lambda pair: (list(Freshness).index(pair[0]), bool(pair[1].problem)))
    name = cut(worst.label, NAME_WIDEST)
    if len(bad) > 1:
        name = words.wall_city_ailing.format(name=cut(worst.label, NAME_WIDEST - 1), n=len(bad) - 1)
    word = words.wall_city_failed if state is Freshness.FRESH else words.freshness[state.value]
    return (
        PanelRow(name, word, is_late=True),
        PanelRow(words.wall_city_last_good, _last_good(worst, words), is_late=True),
    )


def _last_good(feed: FeedState, words: Words) -> str:
    if feed.last_good is None:
        return words.wall_city_never
    local = feed.last_good.astimezone(KOREAN_TIME)
    return words.wall_city_minute.format(
        month=local.month, day=local.day, hour=local.hour, minute=local.minute
    )
