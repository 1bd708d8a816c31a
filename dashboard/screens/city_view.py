"""What an address of `/city` asks for: a panel, a district, a spot, a measure, a span, a month."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from dashboard import urls
from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.history import CityHistory, CityPicture, Point, Spot, Step
from dashboard.domain.city.measures import CITY, MEASURES, Measure, Panel
from dashboard.domain.city.targets import Target
from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Event
from dashboard.domain.words import KOREAN_TIME, Words
from dashboard.urls import EVERYTHING, Address

MESSAGES = "disaster.messages"
"""Stands among the measures: how many messages were sent, which are events and no series."""
STATION, ROAD = "station:", "road:"
SPOT_PANELS: Mapping[str, Panel] = MappingProxyType({STATION: Panel.ENVIRONMENT, ROAD: Panel.TRAFFIC})
"""How the key of a spot begins -> the panel that shows it."""
PANEL_MEASURES: Mapping[Panel, tuple[str, ...]] = MappingProxyType(
    {
        Panel.POPULATION: ("population.residents", "population.registered", "population.households"),
        Panel.DISASTER: (MESSAGES,),
        Panel.ENVIRONMENT: tuple(f"air.{name}" for name in ("pm25", "pm10", "o3", "no2", "co", "so2", "cai")),
        Panel.TRAFFIC: ("traffic.speed", "traffic.congested"),
    }
)
"""The measures that a panel can be drawn with; the first is its figure on the overview."""
HEADLINES = tuple(PANEL_MEASURES[panel][0] for panel in Panel)
PANEL_SPANS: Mapping[Panel, tuple[str, ...]] = MappingProxyType(
    {
        Panel.DISASTER: ("month", "year"),
        Panel.ENVIRONMENT: ("day", "month"),
        Panel.TRAFFIC: ("day", "month"),
    }
)
"""How long a time the curves of a panel may show; the first is what they show unasked."""
MONTHS_SHOWN = 60

_Judge = Callable[[Address, str], bool]


@dataclass(frozen=True, slots=True)
class CityView:
    """What every part of the screen needs to know. `here` holds only what means something.

    `portfolio` on the day `on` holds the projects that are to move the statistics, where there is any.
    """

    picture: CityPicture
    here: Address
    words: Words
    city_map: CityMap
    panel: Panel | None
    district: str | None
    spot: Spot | None
    measure: str
    span: str
    month: date | None
    portfolio: Portfolio | None = None
    on: date | None = None

    @property
    def history(self) -> CityHistory:
        return self.picture.history

    @property
    def now(self) -> datetime:
        """Real time on Korean clocks: days and months are counted there."""
        return self.picture.now.astimezone(KOREAN_TIME)

    @property
    def place(self) -> str:
        """The key of the series that are looked at."""
        return self.spot.place if self.spot else self.district or CITY

    @property
    def place_name(self) -> str:
        if self.spot:
            return self.spot.name
        return NAMES[self.district] if self.district else self.words.city_whole

    def href(self, **changes: str | None) -> str:
        """The same screen with some options changed; None takes one out."""
        here = self.here
        for name, value in changes.items():
            here = here.with_option(name, value)
        return urls.href(here)

    def to_panel(self, panel: Panel | None) -> str:
        """A panel for the same district, or the overview."""
        value = panel.value if panel else None
        return self.href(panel=value, spot=None, measure=None, span=None, month=None)

    def to_district(self, code: str | None) -> str:
        """The same panel for a district, for the whole city when that is shown already."""
        return self.href(district=None if code == self.district and not self.spot else code, spot=None)

    def to_spot(self, place: str) -> str:
        """A station or a road in its panel."""
        panel = panel_of(place)
        return self.href(panel=panel.value if panel else None, spot=place, district=None)


class RememberedHistory:
    """A history whose answers are kept while one screen is drawn: its parts ask for the same things."""

    def __init__(self, history: CityHistory) -> None:
        self._history = history
        self._latest: dict[str, Mapping[str, Point]] = {}
        self._points: dict[tuple[str, str, datetime, datetime, Step], tuple[Point, ...]] = {}
        self._events: dict[tuple[tuple[str, ...], datetime, datetime], tuple[Event, ...]] = {}
        self._spots: Mapping[str, Spot] | None = None

    def latest(self, measure: str) -> Mapping[str, Point]:
        if measure not in self._latest:
            self._latest[measure] = self._history.latest(measure)
        return self._latest[measure]

    def points(
        self, measure: str, place: str, since: datetime, until: datetime, step: Step
    ) -> tuple[Point, ...]:
        key = (measure, place, since, until, step)
        if key not in self._points:
            self._points[key] = self._history.points(*key)
        return self._points[key]

    def events(self, kinds: tuple[str, ...], since: datetime, until: datetime) -> tuple[Event, ...]:
        key = (kinds, since, until)
        if key not in self._events:
            self._events[key] = self._history.events(*key)
        return self._events[key]

    def spots(self) -> Mapping[str, Spot]:
        if self._spots is None:
            self._spots = self._history.spots()
        return self._spots


def city_view(
    picture: CityPicture,
    address: Address,
    city_map: CityMap,
    words: Words,
    projects: tuple[Portfolio, date] | None = None,
) -> CityView:
    """What `address` asks for; options that mean nothing here are set aside and said."""
    picture = replace(picture, history=RememberedHistory(picture.history))
    spots = picture.history.spots()
    here = address
    for name, is_meant in _judges(spots):
        value = here.option(name)
        if value is not None and not is_meant(here, value):
            here = replace(here.with_option(name, None), ignored=(*here.ignored, (name, value)))
    panel = _panel(here)
    offered = PANEL_MEASURES[panel] if panel else HEADLINES
    spans = PANEL_SPANS.get(panel, ("",)) if panel else ("",)
    month = here.option("month")
    return CityView(
        picture=picture,
        here=here,
        words=words,
        city_map=city_map,
        panel=panel,
        district=here.option("district"),
        spot=spots.get(here.option("spot") or ""),
        measure=here.option("measure") or offered[0],
        span=here.option("span") or spans[0],
        month=_month(month) if month else None,
        portfolio=projects[0] if projects else None,
        on=projects[1] if projects else None,
    )


def target_of(view: CityView, measure: str, place: str) -> Target | None:
    """The target that a figure is held against; that of a sum is for its own time and stands in the table only."""
    found = (each for each in view.picture.targets if (each.measure, each.place) == (measure, place))
    return next((each for each in found if each.per is None), None)


def panel_of(place: str) -> Panel | None:
    """The panel that shows a spot; None for one that has no page of its own."""
    return next((panel for start, panel in SPOT_PANELS.items() if place.startswith(start)), None)


def measure_name(measure: str, words: Words) -> str:
    return words.city_map_messages if measure == MESSAGES else MEASURES[measure].name


def known_measure(measure: str) -> Measure | None:
    """The measure; None for the count of messages, which is none."""
    return MEASURES.get(measure)


def month_start(at: datetime, back: int = 0) -> datetime:
    """The beginning of the month of `at`, or of one before it."""
    place = at.year * 12 + at.month - 1 - back
    year, month = divmod(place, 12)
    return at.replace(year=year, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def day_start(at: datetime, back: int = 0) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)


def hour_start(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def is_filtered(address: Address) -> bool:
    """Whether projects are chosen, which means nothing to the city's statistics."""
    return address.filter != EVERYTHING


def _judges(spots: Mapping[str, Spot]) -> Iterator[tuple[str, _Judge]]:
    """Options in an order in which each may rely on those before it."""
    yield "panel", lambda _, value: value in tuple(Panel)
    yield "district", lambda _, value: value in DISTRICTS
    yield "spot", lambda here, value: value in spots and panel_of(value) == _panel(here)
    yield "measure", lambda here, value: value in _offered(here)
    yield "span", lambda here, value: value in PANEL_SPANS.get(_panel(here) or Panel.POPULATION, ())
    yield "month", lambda here, value: _panel(here) is Panel.POPULATION and _month(value) is not None


def _panel(here: Address) -> Panel | None:
    value = here.option("panel")
    return Panel(value) if value else None


def _offered(here: Address) -> tuple[str, ...]:
    panel = _panel(here)
    return PANEL_MEASURES[panel] if panel else HEADLINES


def _month(text: str) -> date | None:
    """The first day of "2026-04"; None for a text that is no month."""
    year, dash, month = text.partition("-")
    is_month = dash and year.isascii() and month.isascii() and year.isdigit() and month.isdigit()
    if not is_month or len(year) != len("2026") or not 1 <= int(month) <= 12 or int(year) < 1:
        return None
    return date(int(year), int(month), 1)
