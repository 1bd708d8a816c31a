"""Air of the invented city at its stations, hour by hour: alike in the whole city, and each its own."""

from datetime import datetime
from math import cos, pi

from db.demo.feeds.world.chance import SEOUL, hours, local_hour, unit, wander
from db.demo.feeds.world.places import Station

POLLUTANTS = ("so2", "co", "o3", "no2", "pm10", "pm25")
DECIMALS = {"so2": 3, "co": 1, "o3": 3, "no2": 3, "pm10": 0, "pm25": 0}
OUTAGE = "통신장애"
_USUAL = {"so2": 0.003, "co": 0.42, "o3": 0.031, "no2": 0.017, "pm10": 34.0, "pm25": 17.0}
_STEPS: dict[str, tuple[float, ...]] = {
    "so2": (0.02, 0.05, 0.15, 1.0),
    "co": (2, 9, 15, 50),
    "o3": (0.03, 0.09, 0.15, 0.6),
    "no2": (0.03, 0.06, 0.2, 2.0),
    "pm10": (30, 80, 150, 600),
    "pm25": (15, 35, 75, 500),
}
"""Upper ends of the four grades."""
_INDEX = (50, 100, 250, 500)
_OUTAGE_HOURS, _OUTAGE_CHANCE = 6, 0.008


def concentration(seed: int, station: Station, pollutant: str, at: datetime) -> float | None:
    """Hourly mean in the pollutant's unit; None while nothing reaches the city from the instrument."""
    if _is_out(seed, station, pollutant, at):
        return None
    return round(_level(seed, station, pollutant, at, fine=True), DECIMALS[pollutant])


def mean_of_day(seed: int, station: Station, pollutant: str, at: datetime) -> float:
    """What the source calls the value of 24 hours: without the swings within the day."""
    return round(_level(seed, station, pollutant, at, fine=False), DECIMALS[pollutant])


def grade(pollutant: str, value: float) -> int:
    """1 좋음, 2 보통, 3 나쁨, 4 매우나쁨."""
    return _grade(_STEPS[pollutant], value)


def index(values: dict[str, float | None]) -> int | None:
    """The comprehensive index: the worst part; none unless both dusts are measured."""
    if values["pm10"] is None or values["pm25"] is None:
        return None
    return max(_part(name, value) for name, value in values.items() if value is not None)


def grade_of_index(value: float) -> int:
    return _grade(_INDEX, value)


def _grade(steps: tuple[float, ...], value: float) -> int:
    return 1 + sum(value > end for end in steps[:3])


def _part(pollutant: str, value: float) -> int:
    """Linear between the ends of the grades."""
    steps = (0.0, *_STEPS[pollutant])
    place = grade(pollutant, value)
    low, high = steps[place - 1], steps[place]
    first, last = (0, *_INDEX)[place - 1], _INDEX[place - 1]
    return round(first + (last - first) * min(1.0, (value - low) / (high - low)))


def _is_out(seed: int, station: Station, pollutant: str, at: datetime) -> bool:
    family = pollutant if pollutant.startswith("pm") else "gas"
    name = f"out:{station.name}:{family}"
    return unit(seed, name, int(hours(at)) // _OUTAGE_HOURS) < _OUTAGE_CHANCE


def _level(seed: int, station: Station, pollutant: str, at: datetime, *, fine: bool) -> float:
    hour = hours(at)
    family = "pm" if pollutant.startswith("pm") else pollutant
    share = 1 + 0.45 * wander(seed, f"air:{family}", hour, 53)
    share *= 1 + 0.2 * wander(seed, f"air:{family}:{station.name}", hour, 29)
    share *= _season(pollutant, at) * _place(pollutant, station, seed)
    if fine:
        share *= _of_day(pollutant, local_hour(at))
        share *= 1 + 0.12 * wander(seed, f"air fine:{pollutant}:{station.name}", hour, 3)
    lowest: float = 0.1 ** DECIMALS[pollutant]
    return max(_USUAL[pollutant] * share, lowest)


def _season(pollutant: str, at: datetime) -> float:
    """Dust and gases of fires in winter and spring, ozone in early summer."""
    turn = 2 * pi * (at.astimezone(SEOUL).timetuple().tm_yday - 35) / 365.25
    return 1 - 0.38 * cos(turn) if pollutant == "o3" else 1 + 0.3 * cos(turn)


def _of_day(pollutant: str, hour: float) -> float:
    """Rush hours carry nitrogen dioxide, the afternoon's sun ozone."""
    if pollutant == "o3":
        return 1 + 0.55 * cos(2 * pi * (hour - 15.5) / 24)
    rush = max(cos(2 * pi * (hour - 8.5) / 24), 0) ** 4 + max(cos(2 * pi * (hour - 20) / 24), 0) ** 4
    return 0.84 + (0.5 if pollutant in ("no2", "co") else 0.28) * rush


def _place(pollutant: str, station: Station, seed: int) -> float:
    beside_road = station.network == "도로변대기" and pollutant in ("no2", "co", "pm10")
    return (0.9 + 0.2 * unit(seed, f"place:{station.name}:{pollutant}")) * (1.25 if beside_road else 1)
