"""기상청: weather of the last hour, the forecast of three days, and the log of warnings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import MappingProxyType

from db.demo.feeds.call import Call, Refused, Row
from db.demo.feeds.gateway import NestedItems
from db.demo.feeds.world.alarms import CHANGE_LIFTED, LIFTED, Line, warnings
from db.demo.feeds.world.chance import SEOUL
from db.demo.feeds.world.weather import Weather, weather

FORECAST = "/1360000/VilageFcstInfoService_2.0"
WARNINGS = "/1360000/WthrWrnInfoService/getPwnCd"
PUBLISHED_AFTER = timedelta(minutes=10)
ISSUES = (2, 5, 8, 11, 14, 17, 20, 23)
FORECAST_DAYS = 3
AREAS = (("L1030100", "대전"), ("L1170000", "세종"))
"""Areas with warnings, all under the office 133; the second is here to be told apart."""
_OFFICE = "133"
_KEPT = timedelta(days=3)
"""So far back goes a question for warnings that names no days."""


def observed(call: Call) -> list[Row]:
    """getUltraSrtNcst: the weather of an hour."""
    at, head = _base(call)
    if at.minute or at + PUBLISHED_AFTER > call.now:
        return []
    given = weather(call.seed, at)
    values = {
        "PTY": given.form,
        "REH": given.humidity,
        "RN1": f"{given.rain:g}",
        "T1H": given.temperature,
        "UUU": round(given.eastward, 1),
        "VEC": given.direction,
        "VVV": round(given.northward, 1),
        "WSD": given.wind,
    }
    return [
        {**head, "category": name, **_grid(call), "obsrValue": str(value)} for name, value in values.items()
    ]


def forecast(call: Call) -> list[Row]:
    """getVilageFcst: every hour to the end of the third day after."""
    issue, head = _base(call)
    if issue.hour not in ISSUES or issue.minute or issue + PUBLISHED_AFTER > call.now:
        return []
    last = (issue + timedelta(days=FORECAST_DAYS + 1)).replace(hour=0)
    hours = (last - issue) // timedelta(hours=1)
    return [
        {
            **head,
            "category": name,
            "fcstDate": f"{at:%Y%m%d}",
            "fcstTime": f"{at:%H%M}",
            "fcstValue": value,
            **_grid(call),
        }
        for at in (issue + timedelta(hours=ahead) for ahead in range(1, hours + 1))
        for name, value in _foretold(call.seed, at, (at - issue) / timedelta(hours=1))
    ]


def logged(call: Call) -> list[Row]:
    """getPwnCd: lines of the log of warnings, newest first."""
    since, until = _span(call)
    area, kind, office = call.text("areaCode"), call.text("warningType"), call.text("stnId")
    return [
        _line(code, name, each)
        for each in reversed(warnings(call.seed, since, min(until, call.now)))
        for code, name in AREAS
        if area in ("", code) and kind in ("", str(each.kind)) and office in ("", _OFFICE, "0")
    ]


def _base(call: Call) -> tuple[datetime, Row]:
    """base_date and base_time as a moment and as they are repeated in every row."""
    day, time = call.text("base_date"), call.text("base_time")
    if not day or not time or not call.text("nx") or not call.text("ny"):
        raise Refused("11")
    return _moment(day + time, "%Y%m%d%H%M"), {"baseDate": day, "baseTime": time}


def _moment(text: str, form: str) -> datetime:
    try:
        return datetime.strptime(text, form).replace(tzinfo=SEOUL)
    except ValueError as error:
        raise Refused("10") from error


def _grid(call: Call) -> Row:
    return {"nx": call.number("nx", 1), "ny": call.number("ny", 1)}


def _foretold(seed: int, at: datetime, lead: float) -> Iterator[tuple[str, str]]:
    given = weather(seed, at, lead)
    yield "TMP", f"{given.temperature:.0f}"
    yield "UUU", f"{given.eastward:.1f}"
    yield "VVV", f"{given.northward:.1f}"
    yield "VEC", str(given.direction)
    yield "WSD", f"{given.wind:.1f}"
    yield "SKY", str(given.sky)
    yield "PTY", str(given.form)
    yield "POP", str(given.chance)
    yield "WAV", "0"
    yield "PCP", _rain(given)
    yield "REH", str(given.humidity)
    yield "SNO", _snow(given)
    if at.hour == 6:
        yield "TMN", f"{min(_day(seed, at, lead)):.1f}"
    if at.hour == 15:
        yield "TMX", f"{max(_day(seed, at, lead)):.1f}"


def _day(seed: int, at: datetime, lead: float) -> list[float]:
    midnight = at.replace(hour=0)
    return [weather(seed, midnight + timedelta(hours=hour), lead).temperature for hour in range(0, 24, 3)]


def _rain(given: Weather) -> str:
    mm = 0.0 if given.form == 3 else given.rain
    if mm == 0:
        return "강수없음"
    return "1mm 미만" if mm < 1 else f"{mm:.1f}mm" if mm < 30 else "30.0~50.0mm"


def _snow(given: Weather) -> str:
    if given.snow == 0:
        return "적설없음"
    return "0.5cm 미만" if given.snow < 0.5 else f"{given.snow:.1f}cm" if given.snow < 5 else "5.0cm 이상"


def _span(call: Call) -> tuple[datetime, datetime]:
    """The days asked for, both included."""
    since, until = call.text("fromTmFc"), call.text("toTmFc")
    day = timedelta(days=1)
    return (
        _moment(since, "%Y%m%d") if since else call.now - _KEPT,
        _moment(until, "%Y%m%d") + day - timedelta(seconds=1) if until else call.now,
    )


def _line(code: str, name: str, each: Line) -> Row:
    """A line; times that it does not speak of are 0."""
    announced = int(f"{each.at.astimezone(SEOUL):%Y%m%d%H%M}")
    is_end = each.command in (LIFTED, CHANGE_LIFTED)
    return {
        "allEndTime": 0,
        "areaCode": code,
        "areaName": name,
        "cancel": "0",
        "command": str(each.command),
        "endTime": announced if is_end else 0,
        "startTime": 0 if is_end else announced,
        "stnId": _OFFICE,
        "tmFc": announced,
        "tmSeq": each.sequence,
        "warnStress": str(each.stress),
        "warnVar": str(each.kind),
    }


class Kma(NestedItems):
    id = "kma"
    operations = MappingProxyType(
        {f"{FORECAST}/getUltraSrtNcst": observed, f"{FORECAST}/getVilageFcst": forecast, WARNINGS: logged}
    )
