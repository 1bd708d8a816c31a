"""행정안전부 주민등록 인구: residents by sex and age, and households, of the city and its districts by month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import product

from dashboard.domain.city.districts import district, named
from dashboard.domain.city.measures import AGE_BANDS, SEXES, age_measure
from dashboard.domain.words import KOREAN_TIME
from db.feeds.feed import Parsed, Request, Settings
from db.feeds.gateway import json_page
from db.feeds.months import month_of, spans
from db.feeds.reading import Reading, Row, Unusable, month

AGES, HOUSEHOLDS = "selectAdmmSexdAgePpltn", "selectAdmmPpltnHhStus"
OPTIONS = {
    "area": "3000000000",
    # 1 everybody (등록인구), 2 residents (거주자): two official populations, never in one series.
    "registration": "2",
    "months": "60",
    "since": "202210",  # the source has nothing older
    "piece": "3",  # and gives three months at a time
    "ready_day": "3",  # of the following month; a month that is not out yet is answered with HTTP 500
}
LEVELS = {"1": "city", "2": "districts"}
RESIDENTS, REGISTERED = "2", "1"
MEASURES = (
    *("population.residents", "population.registered", "population.households"),
    *("population.male", "population.female"),
    *(age_measure(sex, age) for sex, age in product(SEXES, AGE_BANDS)),
)
_PREFIX = {"male": "male", "female": "feml"}


def ask(settings: Settings, now: datetime, newest: datetime | None) -> Sequence[Request]:
    """Every month since the newest one, which is asked for again; five years when nothing is there."""
    is_out = now.astimezone(KOREAN_TIME).day >= int(settings.option("ready_day"))
    last = month_of(now, 1 if is_out else 2)
    oldest = max(month_of(now, int(settings.option("months"))), settings.option("since"))
    first = oldest if newest is None else min(max(oldest, month_of(newest)), last)
    return tuple(
        replace(_request(settings, operation, level, begin, end), is_fill=newest is None)
        for operation in (HOUSEHOLDS, AGES)
        for begin, end in spans(first, last, int(settings.option("piece")))
        for level in LEVELS
    )


def parse(body: bytes, request: Request, settings: Settings, fetched_at: datetime) -> Parsed:
    page = json_page(body, "Response")
    registration = dict(request.params).get("regSeCd", settings.option("registration"))
    is_ages = request.operation == AGES
    needs = ("statsYm", "totNmprCnt", "male0AgeNmprCnt" if is_ages else "hhCnt")
    reading = Reading()
    reading.each(
        page.rows,
        needs,
        partial(_place, reading, _columns(registration, is_ages=is_ages)),
        expects="maleNmprCnt femlNmprCnt",
    )
    return reading.parsed(page.total)


def _place(reading: Reading, columns: Mapping[str, str], row: Row) -> None:
    code, names = row.text("admmCd"), " ".join(row.text(key) or "" for key in ("ctpvNm", "sggNm")).strip()
    row.name = f"{names or code} {row.text('statsYm')}"
    place = (district(code) if code else None) or named(names)
    if place is None:
        raise Unusable("admmCd", code or names, "lost_place")
    if row.text("dongNm") is not None:
        raise Unusable("dongNm", row.text("dongNm"), "lost_part")
    at = month(row.need("statsYm"))
    if at is None:
        raise Unusable("statsYm", row.text("statsYm"), "lost_time")
    for key, measure in columns.items():
        reading.observe(measure, place, at, row.number(key))


def _columns(registration: str, *, is_ages: bool) -> Mapping[str, str]:
    """Field -> measure. The reply about ages repeats the totals, which the other one is the source of."""
    if registration == REGISTERED:
        return {"totNmprCnt": "population.registered"} if not is_ages else {}
    if is_ages:
        return {
            f"{_PREFIX[sex]}{age}AgeNmprCnt": age_measure(sex, age) for sex, age in product(SEXES, AGE_BANDS)
        }
    return {
        "totNmprCnt": "population.residents",
        "hhCnt": "population.households",
        "maleNmprCnt": "population.male",
        "femlNmprCnt": "population.female",
    }


def _request(settings: Settings, operation: str, level: str, begin: str, end: str) -> Request:
    service = operation.removeprefix("select")
    return Request(
        operation,
        f"/1741000/{service[0].lower()}{service[1:]}/{operation}",
        (
            ("type", "json"),
            ("admmCd", settings.option("area")),
            ("srchFrYm", begin),
            ("srchToYm", end),
            ("lv", level),
            ("regSeCd", settings.option("registration")),
            ("numOfRows", "100"),
        ),
    )
