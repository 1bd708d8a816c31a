"""Car parks and bus routes one by one: what is free at each, how many buses run on each."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import ABSURD, AHEAD, Point
from dashboard.domain.city.measures import CITY, Panel
from dashboard.screens.city_figures import explained_as
from dashboard.screens.city_texts import age_text, is_old, moment_text, value_text
from dashboard.screens.city_view import CityView

FREE, PLACES = "traffic.parking", "traffic.parking_total"
BUSES, ROUTES = "traffic.route_buses", "traffic.bus_routes"
CAR_PARK, BUS = "parking:", "bus:"


@dataclass(frozen=True, slots=True)
class StandRow:
    """`share` is the length of a bar beside the value, 0..1: what is free, or beside the most; None where unknown."""

    key: str
    name: str
    place: str
    value_text: str
    total_text: str
    at_text: str
    is_old: bool
    share: float | None


@dataclass(frozen=True, slots=True)
class StandList:
    title: str
    aside: str
    heads: tuple[str, ...]
    rows: tuple[StandRow, ...]
    note: str
    explain: tuple[str, ...]


def car_parks(view: CityView) -> StandList:
    """The car parks of the city or a district, the fullest first; their sum is made of those known now."""
    words = view.words
    free, totals = (view.history.latest(measure) for measure in (FREE, PLACES))
    keys = [key for key in free if key.startswith(CAR_PARK) and _is_in(view, key)]
    current = [
        key for key in keys if _is_current(view, FREE, free[key]) and _number(totals.get(key)) is not None
    ]
    rows = sorted((_car_park(view, key, free[key], totals.get(key)) for key in keys), key=_fullest)
    total = sum(_number(totals.get(key)) or 0 for key in current)
    aside = words.car_parks_sum.format(
        free=f"{sum(_number(free[key]) or 0 for key in current):,.0f}", total=f"{total:,.0f}", n=len(current)
    )
    left = len(keys) - len(current)
    return StandList(
        title=words.car_parks,
        aside=aside if current else "",
        heads=tuple(words.car_parks_heads.split(",")),
        rows=tuple(rows),
        note=words.car_parks_left.format(n=left) if left else "",
        explain=explained_as(view, Panel.TRAFFIC, words.car_parks, words.car_parks_definition),
    )


def bus_lines(view: CityView) -> StandList:
    """The routes that are asked about, by their number; a route belongs to no district."""
    words, latest = view.words, view.history.latest(BUSES)
    keys = sorted((key for key in latest if key.startswith(BUS)), key=lambda key: _route_order(view, key))
    current = [key for key in keys if _is_current(view, BUSES, latest[key])]
    everywhere = _number(view.history.latest(ROUTES).get(CITY))
    template = words.bus_lines_sum_unknown if everywhere is None else words.bus_lines_sum
    aside = template.format(
        buses=f"{sum(_number(latest[key]) or 0 for key in current):,.0f}",
        n=len(current),
        all=f"{everywhere or 0:,.0f}",
    )
    most = max((_number(latest[key]) or 0 for key in current), default=0)
    return StandList(
        title=words.bus_lines,
        aside=aside if current else "",
        heads=(),
        rows=tuple(_bus_line(view, key, latest[key], most) for key in keys) if view.place == CITY else (),
        note="",
        explain=explained_as(view, Panel.TRAFFIC, words.bus_lines, words.bus_lines_definition),
    )


def _car_park(view: CityView, key: str, free: Point, total: Point | None) -> StandRow:
    spot, places, left = view.history.spots().get(key), _number(total), _number(free)
    old = is_old(view, FREE, free.at)
    return StandRow(
        key=key,
        name=spot.name if spot else key.removeprefix(CAR_PARK),
        place=NAMES.get((spot.district if spot else None) or "", view.words.missing_mark),
        value_text=value_text(FREE, free.value, view.words),
        total_text=value_text(PLACES, places, view.words),
        at_text=age_text(view.words, view.now, free.at) if old else _clock(view, free.at),
        is_old=old,
        share=left / places if left is not None and places else None,
    )


def _clock(view: CityView, at: datetime) -> str:
    return moment_text(FREE, at, view.words).rpartition(" ")[2]


def _bus_line(view: CityView, key: str, point: Point, most: float) -> StandRow:
    number, old = _number(point), is_old(view, BUSES, point.at)
    return StandRow(
        key=key,
        name=view.words.bus_line.format(name=_route_name(view, key)),
        place="",
        value_text=value_text(BUSES, point.value, view.words),
        total_text="",
        at_text=age_text(view.words, view.now, point.at) if old else "",
        is_old=old,
        share=number / most if number is not None and most else None,
    )


def _route_name(view: CityView, key: str) -> str:
    spot = view.history.spots().get(key)
    return spot.name if spot else key.removeprefix(BUS)


def _route_order(view: CityView, key: str) -> tuple[int, str]:
    name = _route_name(view, key)
    return (int(name) if name.isdecimal() else 10**6), name


def _fullest(row: StandRow) -> tuple[bool, float, str]:
    return row.share is None, row.share or 0, row.name


def _is_in(view: CityView, key: str) -> bool:
    spot = view.history.spots().get(key)
    return view.place == CITY or (spot is not None and spot.district == view.district)


def _is_current(view: CityView, measure: str, point: Point) -> bool:
    return _number(point) is not None and not is_old(view, measure, point.at)


def _number(point: Point | None) -> float | None:
    """The value where it can be one."""
    return None if point is None or point.flag in (ABSURD, AHEAD) else point.value
