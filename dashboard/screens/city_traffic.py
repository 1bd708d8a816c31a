"""교통: how fast one gets along by road and district, incidents, accidents, buses, bicycles and parking."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import Step
from dashboard.domain.city.measures import CITY, MEASURES
from dashboard.screens.city_curves import CityCurve, as_bars, days_curve, month_label, of_points, profile
from dashboard.screens.city_figures import Figure, figure
from dashboard.screens.city_incidents import IncidentList, incidents
from dashboard.screens.city_series import LENGTH, curve, roads
from dashboard.screens.city_stands import FREE as PARKING
from dashboard.screens.city_stands import StandList, bus_lines, car_parks
from dashboard.screens.city_texts import age_text, is_old, moment_text, value_text
from dashboard.screens.city_view import CityView, month_start

SHOWN = ("traffic.speed", "traffic.congested")
OTHER = ("traffic.accidents", "traffic.deaths", "traffic.buses", "traffic.bikes", PARKING)
OPERATOR = "expressway:00"
"""The operator that nearly all of the country's toll gates belong to."""
MOST_ROWS = 60
MONTHS = 12


@dataclass(frozen=True, slots=True)
class RoadRow:
    """A road. `share` is its speed beside that of the fastest, for a bar."""

    key: str
    name: str
    href: str
    is_on: bool
    place: str
    speed_text: str
    congested_text: str
    length_text: str
    at_text: str
    is_old: bool
    share: float | None


@dataclass(frozen=True, slots=True)
class TrafficBody:
    figures: tuple[Figure, ...]
    curve: CityCurve
    roads_title: str
    heads: tuple[str, ...]
    rows: tuple[RoadRow, ...]
    roads_note: str
    roads_empty: str | None
    other_title: str
    other: tuple[Figure, ...]
    other_empty: str | None
    accidents: CityCurve | None
    incidents: IncidentList
    stands: tuple[StandList, ...]


def traffic(view: CityView) -> TrafficBody:
    """The body of the panel, for the city, a district or a road."""
    words = view.words
    rows = _rows(view)
    parks, buses = car_parks(view), bus_lines(view)
    other = tuple(each for each in _other(view, has_car_parks=bool(parks.rows)) if each.value is not None)
    is_month = view.span == "month"
    return TrafficBody(
        figures=tuple(figure(view, measure, view.place) for measure in SHOWN),
        curve=(days_curve if is_month else profile)(view, view.measure, view.place),
        roads_title=words.city_roads,
        heads=(
            words.city_head_road,
            words.city_head_place,
            *(MEASURES[measure].name for measure in SHOWN),
            words.city_head_length,
            words.city_head_at,
        ),
        rows=rows[:MOST_ROWS],
        roads_note=words.city_roads_more.format(n=MOST_ROWS, all=f"{len(rows):,}")
        if len(rows) > MOST_ROWS
        else "",
        roads_empty=None if rows else words.city_no_source,
        other_title=words.city_traffic_other,
        other=other,
        other_empty=None if other else words.city_no_source,
        accidents=_accidents(view),
        incidents=incidents(view),
        stands=tuple(each for each in (parks, buses) if each.rows),
    )


def _other(view: CityView, *, has_car_parks: bool) -> Iterator[Figure]:
    """Figures of the place; the sum of car parks stands at their list, cars on motorways are of the whole country."""
    for measure in OTHER:
        if measure != PARKING or not has_car_parks:
            yield figure(view, measure, view.district or CITY)
    if view.place == CITY:
        yield figure(view, "traffic.expressway", OPERATOR, view.words.expressway_partner)


def _rows(view: CityView) -> tuple[RoadRow, ...]:
    """The roads of the place, the slowest first; those without a value at the end."""
    speeds, jams = (view.history.latest(measure) for measure in SHOWN)
    lengths = view.history.latest(LENGTH)
    place = view.district or CITY
    keys = dict.fromkeys(key for measure in SHOWN for key in roads(view, measure, place))
    values = {key: speeds[key].value if key in speeds else None for key in keys}
    fastest = max((value for value in values.values() if value is not None), default=None)

    def order(key: str) -> tuple[bool, float, str]:
        value = values[key]
        return value is None, value or 0, key

    return tuple(
        _row(
            view,
            key,
            tuple(points[key].value if key in points else None for points in (speeds, jams, lengths)),
            fastest,
        )
        for key in sorted(keys, key=order)
    )


def _row(view: CityView, key: str, values: tuple[float | None, ...], fastest: float | None) -> RoadRow:
    words, spot = view.words, view.history.spots().get(key)
    speed, jam, length = values
    times = [view.history.latest(measure)[key].at for measure in SHOWN if key in view.history.latest(measure)]
    at = max(times, default=None)
    old = is_old(view, SHOWN[0], at)
    time = moment_text(SHOWN[0], at, words).rpartition(" ")[2]
    return RoadRow(
        key=key,
        name=spot.name if spot else key.partition(":")[2],
        href=view.to_spot(key) if spot else "",
        is_on=view.spot is not None and view.spot.place == key,
        place=NAMES.get((spot.district if spot else None) or "", words.missing_mark),
        speed_text=value_text(SHOWN[0], speed, words),
        congested_text=value_text(SHOWN[1], jam, words),
        length_text=value_text(LENGTH, length, words),
        at_text=age_text(words, view.now, at) if at is not None and old else time,
        is_old=old,
        share=speed / fastest if speed is not None and fastest else None,
    )


def _accidents(view: CityView) -> CityCurve | None:
    """Accidents of the last months; None where no source gives any."""
    since = month_start(view.now, MONTHS)
    points = curve(view, "traffic.accidents", view.district or CITY, since, month_start(view.now), Step.MONTH)
    if not any(point.value is not None for point in points):
        return None
    return as_bars(
        of_points(view, "traffic.accidents", ("accidents", view.words.city_accidents), points, month_label)
    )
