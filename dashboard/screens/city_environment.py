"""환경: the air of every station with its official grade, forecasts as they were said, weather now and next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.domain.city.air import BOUNDS, grade, is_valid
from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import Point, Step
from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.words import KOREAN_TIME, time_text
from dashboard.screens.city_curves import CityCurve, days_curve, hours_curve
from dashboard.screens.city_figures import Figure, explained_as, figure
from dashboard.screens.city_series import reading, stations
from dashboard.screens.city_texts import (
    GradeMark,
    age_text,
    at_text,
    mark,
    moment_text,
    names_text,
    value_text,
)
from dashboard.screens.city_view import PANEL_MEASURES, CityView, measure_name

AIR = PANEL_MEASURES[Panel.ENVIRONMENT]
WEATHER = tuple(f"weather.{name}" for name in ("temperature", "rain", "humidity", "wind"))
AHEAD = ("forecast.sky", "forecast.temperature", "forecast.rain_chance", "forecast.rain")
FORECAST_DAYS = 2
DRY = "0"


@dataclass(frozen=True, slots=True)
class AirCell:
    """A value of a station. `reason` is the source's own word for a missing one, `is_old` greys it."""

    text: str
    grade: GradeMark | None
    is_old: bool
    title: str


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station with its values in the order of the table's measures."""

    key: str
    name: str
    href: str
    is_on: bool
    place: str
    cells: tuple[AirCell, ...]
    at_text: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class ForecastText:
    """A forecast as its source says it, with the time it was said."""

    key: str
    title: str
    text: str
    time_text: str


@dataclass(frozen=True, slots=True)
class WeatherHour:
    """One hour ahead; texts in the order of the heads."""

    key: str
    texts: tuple[str, ...]
    is_wet: bool


@dataclass(frozen=True, slots=True)
class EnvironmentBody:
    figures: tuple[Figure, ...]
    at_text: str
    curve: CityCurve
    stations_title: str
    heads: tuple[tuple[str, str, bool], ...]
    """(name, address that colours by it, whether it is the one that does)"""
    place_heads: tuple[str, str, str]
    rows: tuple[StationRow, ...]
    stations_notes: tuple[str, ...]
    stations_empty: str | None
    forecast_title: str
    forecasts: tuple[ForecastText, ...]
    forecast_empty: str | None
    weather_title: str
    weather_now: tuple[Figure, ...]
    weather_text: str
    """Of when the weather is, and whether it rains or snows."""
    weather_empty: str | None
    next_title: str
    hour_heads: tuple[str, ...]
    hours: tuple[WeatherHour, ...]
    weather_explain: tuple[str, ...]


def environment(view: CityView) -> EnvironmentBody:
    """The body of the panel, for the city, a district or a station."""
    words = view.words
    hours = _hours(view)
    weather = tuple(
        each for each in (figure(view, measure, CITY) for measure in WEATHER) if each.value is not None
    )
    rows, notes = _stations(view)
    forecasts = _forecasts(view)
    is_month = view.span == "month"
    return EnvironmentBody(
        figures=tuple(figure(view, measure, view.place) for measure in AIR),
        at_text=at_text(view, view.measure, reading(view, view.measure, view.place).at),
        curve=(days_curve if is_month else hours_curve)(view, view.measure, view.place),
        stations_title=words.city_stations,
        heads=tuple(
            (measure_name(measure, words), view.href(measure=measure), measure == view.measure)
            for measure in AIR
        ),
        place_heads=(words.city_head_station, words.city_head_place, words.city_head_at),
        rows=rows,
        stations_notes=notes,
        stations_empty=None if rows else words.city_no_source,
        forecast_title=words.city_air_forecast,
        forecasts=forecasts,
        forecast_empty=None if forecasts else words.city_air_forecast_none,
        weather_title=words.city_weather,
        weather_now=weather,
        weather_text=" · ".join(dict.fromkeys([*(each.at_text for each in weather), *_wet(view)])),
        weather_empty=None if weather or hours else words.city_weather_none,
        next_title=words.city_weather_next,
        hour_heads=tuple(words.city_weather_heads[name] for name in ("hour", *AHEAD)) if hours else (),
        hours=hours,
        weather_explain=explained_as(
            view,
            Panel.ENVIRONMENT,
            words.city_weather,
            words.city_definitions["weather"],
            words.city_definitions["forecast"],
        ),
    )


def _wet(view: CityView) -> list[str]:
    """The kind of rain or snow now, or that there is none; nothing where nobody says it."""
    found = view.history.latest("weather.precipitation").get(CITY)
    known = view.words.city_wet.get(f"{found.value:.0f}") if found and found.value is not None else None
    return [known] if known else []


def _stations(view: CityView) -> tuple[tuple[StationRow, ...], tuple[str, ...]]:
    """Every station of the place, those gone at the end with their last values, and what must be said of them."""
    place = view.district or CITY
    seen: dict[str, bool] = {}
    for measure in AIR:
        current, gone = stations(view, measure, place)
        for key in current:
            seen[key] = True
        for key in gone:
            seen.setdefault(key, False)
    rows = [_row(view, key) for key in seen]
    order = sorted(
        zip(seen, rows, strict=True), key=lambda pair: (not seen[pair[0]], pair[1].place, pair[1].name)
    )
    names = [row.name for key, row in order if not seen[key]]
    gone_text = (
        view.words.city_gone.format(n=len(names), names=names_text(names, view.words)) if names else ""
    )
    return tuple(row for _, row in order), tuple(text for text in (gone_text,) if text)


def _row(view: CityView, key: str) -> StationRow:
    words, spot = view.words, view.history.spots().get(key)
    points = {measure: view.history.latest(measure).get(key) for measure in AIR}
    newest = max((point.at for point in points.values() if point), default=None)
    is_old = newest is not None and view.now - newest > timedelta(hours=3)
    time = moment_text(AIR[0], newest, words).rpartition(" ")[2]
    return StationRow(
        key=key,
        name=spot.name if spot else key.partition(":")[2],
        href=view.to_spot(key) if spot else "",
        is_on=view.spot is not None and view.spot.place == key,
        place=NAMES.get((spot.district if spot else None) or "", words.city_unknown_district),
        cells=tuple(_cell(view, measure, points[measure]) for measure in AIR),
        at_text=age_text(words, view.now, newest) if newest is not None and is_old else time,
        is_old=is_old,
    )


def _cell(view: CityView, measure: str, point: Point | None) -> AirCell:
    """The value of one station; the last known one, greyed, where it is not of now."""
    words = view.words
    if point is None:
        return AirCell(words.missing_mark, None, is_old=True, title=words.missing)
    text = value_text(measure, point.value, words).partition(" ")[0]
    if point.value is None:
        return AirCell(
            point.flag or words.missing_mark,
            None,
            is_old=True,
            title=f"{words.missing} {point.flag or ''}".strip(),
        )
    is_now = is_valid(point, view.now - timedelta(hours=1))
    found = mark(grade(measure, point.value), words) if is_now and measure in BOUNDS else None
    title = " · ".join(
        part
        for part in (value_text(measure, point.value, words), found.word if found else "", point.flag or "")
        if part
    )
    return AirCell(text, found, is_old=not is_now, title=title)


def _forecasts(view: CityView) -> tuple[ForecastText, ...]:
    """The newest text about each pollutant."""
    words = view.words
    found = view.history.events(("air-forecast",), view.now - timedelta(days=FORECAST_DAYS), view.now)
    newest = {each.subject or "": each for each in found if each.text}
    order = [measure.partition(".")[2].upper() for measure in AIR]
    subjects = sorted(newest, key=lambda name: (order.index(name) if name in order else len(order), name))
    return tuple(
        ForecastText(subject, _pollutant(view, subject), each.text or "", time_text(words, each.at))
        for subject, each in ((subject, newest[subject]) for subject in subjects)
    )


def _pollutant(view: CityView, subject: str) -> str:
    measure = f"air.{subject.lower()}"
    return measure_name(measure, view.words) if measure in BOUNDS else subject


def _hours(view: CityView) -> tuple[WeatherHour, ...]:
    """The hours ahead for which anything is forecast."""
    until = view.now + timedelta(hours=24)
    ahead = (*AHEAD, "forecast.precipitation")
    found: dict[datetime, dict[str, float | None]] = {}
    for measure in ahead:
        for point in view.history.points(measure, CITY, view.now, until, Step.RAW):
            found.setdefault(point.at.astimezone(KOREAN_TIME), {})[measure] = point.value
    return tuple(_hour(view, at, found[at]) for at in sorted(found))


def _hour(view: CityView, at: datetime, values: dict[str, float | None]) -> WeatherHour:
    words = view.words
    kind = values.get("forecast.precipitation")
    is_wet = bool(kind)
    texts = [words.city_hour_only.format(hour=at.hour)]
    for measure in AHEAD:
        value = values.get(measure)
        if measure == "forecast.sky":
            sky = (
                words.city_sky.get(f"{value:.0f}", words.missing_mark)
                if value is not None
                else words.missing_mark
            )
            texts.append(words.city_wet.get(f"{kind:.0f}", sky) if is_wet and kind is not None else sky)
        else:
            texts.append(words.missing_mark if value is None else value_text(measure, value, words))
    return WeatherHour(at.isoformat(), tuple(texts), is_wet)
