"""Weather of the invented city, hour by hour, and what a forecast of it would have said."""

from dataclasses import dataclass
from datetime import datetime
from math import cos, pi, sin

from db.demo.feeds.world.chance import SEOUL, hours, local_hour, wander

_COLDEST_DAY = 18


@dataclass(frozen=True, slots=True)
class Weather:
    """Degrees Celsius, mm in the hour, cm of snow in the hour, per cent, m/s and the degree the wind comes from.

    `sky` is 1 clear, 3 clouded, 4 overcast; `form` 0 none, 1 rain, 2 rain and snow, 3 snow.
    """

    temperature: float
    rain: float
    snow: float
    humidity: int
    wind: float
    direction: int
    sky: int
    form: int
    chance: int

    @property
    def eastward(self) -> float:
        return -self.wind * sin(self.direction * pi / 180)

    @property
    def northward(self) -> float:
        return -self.wind * cos(self.direction * pi / 180)


def weather(seed: int, at: datetime, lead_hours: float = 0.0) -> Weather:
    """The weather of an hour; with `lead_hours`, as it was foretold so many hours before."""
    hour = hours(at)
    error = min(lead_hours / 72, 1.0)
    damp = wander(seed, "damp", hour, 31) + 0.35 * wander(seed, "damp fine", hour, 5)
    damp += 0.25 * error * wander(seed, "damp error", hour + 40 * lead_hours, 17)
    temperature = _temperature(seed, at, hour) + 2.4 * error * wander(seed, "heat error", hour, 23)
    temperature -= 1.8 * max(damp, 0.0)
    fall = max(damp - 0.72, 0.0)
    mm = round(14 * fall * (1.5 if temperature > 18 else 0.7), 1)
    form = 0 if mm == 0 else 1 if temperature > 2.5 else 2 if temperature > 0.8 else 3
    wind = max(0.3, 1.9 + 1.5 * wander(seed, "wind", hour, 9) + 0.8 * _warmth_of_day(at))
    return Weather(
        temperature=round(temperature, 1),
        rain=mm,
        snow=round(mm * 0.9, 1) if form == 3 else 0.0,
        humidity=round(min(98, max(18, 58 + 26 * damp - 14 * _warmth_of_day(at)))),
        wind=round(wind, 1),
        direction=round(180 + 179 * wander(seed, "wind from", hour, 14)),
        sky=4 if damp > 0.35 else 3 if damp > -0.1 else 1,
        form=form,
        chance=10 * round(min(9, max(0, 4.5 + 6 * (damp - 0.4)))),
    )


def _temperature(seed: int, at: datetime, hour: float) -> float:
    day = at.astimezone(SEOUL).timetuple().tm_yday
    season = -cos(2 * pi * (day - _COLDEST_DAY) / 365.25)
    return 13.2 + 13.0 * season + 4.6 * _warmth_of_day(at) + 3.4 * wander(seed, "heat", hour, 67)


def _warmth_of_day(at: datetime) -> float:
    """-1 before dawn .. 1 in the afternoon."""
    return cos(2 * pi * (local_hour(at) - 15) / 24)
