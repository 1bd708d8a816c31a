"""행정안전부 주민등록: people by sex and age, people and households, by city and district."""

from collections.abc import Iterator
from types import MappingProxyType

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.measures import CITY
from db.demo.feeds.call import Broken, Call, Page, Refused, Reply, Row, xml_reply
from db.demo.feeds.gateway import Gateway, asked_for_json, json_reply
from db.demo.feeds.world import people as world
from db.demo.feeds.world.people import Month, People, month_of, month_of_text, newest_month

AGE = "/1741000/admmSexdAgePpltn/selectAdmmSexdAgePpltn"
HOUSEHOLDS = "/1741000/admmPpltnHhStus/selectAdmmPpltnHhStus"
MOST_MONTHS = 3
"""Of one question."""
FIRST_MONTH = Month(2022, 10)
ALL, RESIDENTS = "1", "2"
"""regSeCd: everybody who is registered (전체), residents (거주자)."""
_BAND_OF_THE_OTHERS = 5
"""거주불명자 and 재외국민 are counted among those in their fifties."""


def by_age(call: Call) -> list[Row]:
    """Operation selectAdmmSexdAgePpltn."""
    return [_head(month, place) | _ages(call, place, month) for month, place in _asked(call)]


def with_households(call: Call) -> list[Row]:
    """Operation selectAdmmPpltnHhStus."""
    return [_head(month, place) | _homes(call, place, month) for month, place in _asked(call)]


def _asked(call: Call) -> Iterator[tuple[Month, str]]:
    """Months and places that are asked for; a month that is not published breaks the source."""
    first, last = month_of_text(call.text("srchFrYm")), month_of_text(call.text("srchToYm"))
    place, level = call.text("admmCd"), call.text("lv", "1")
    if first is None or last is None or not place:
        raise Refused("11")
    if not 0 <= last.ordinal - first.ordinal < MOST_MONTHS:
        raise Refused("10")
    if last > newest_month(call.now, world.BOOKS_AFTER):
        raise Broken
    everywhere = CITY.ljust(10, "0")
    found = [each for each in _places(level) if place in (everywhere, each.ljust(10, "0"))]
    for ordinal in range(max(first, FIRST_MONTH).ordinal, last.ordinal + 1):
        yield from ((month_of(ordinal), each) for each in found)


def _places(level: str) -> tuple[str, ...]:
    """Level 1 is the city, 2 its districts; nothing is invented below them."""
    return {"1": (CITY,), "2": DISTRICTS}.get(level, ())


def _head(month: Month, place: str) -> Row:
    return {
        "statsYm": month.text,
        "admmCd": place.ljust(10, "0"),
        "ctpvNm": NAMES[CITY],
        "sggNm": None if place == CITY else NAMES[place],
        "dongNm": None,
        "tong": None,
        "ban": None,
    }


def _districts(call: Call, place: str, month: Month) -> list[People]:
    names = DISTRICTS if place == CITY else (place,)
    return [world.people(call.seed, each, month.ordinal) for each in names]


def _bands(call: Call, place: str, month: Month) -> tuple[list[int], list[int]]:
    """Men and women by band of ten years, as the kind of registration says."""
    kind = call.text("regSeCd", ALL)
    if kind not in (ALL, RESIDENTS):
        raise Refused("10")
    found = _districts(call, place, month)
    male = [sum(each.male[band] for each in found) for band in range(len(world.AGES))]
    female = [sum(each.female[band] for each in found) for band in range(len(world.AGES))]
    if kind == ALL:
        male[_BAND_OF_THE_OTHERS] += sum(each.registered_male - sum(each.male) for each in found)
        female[_BAND_OF_THE_OTHERS] += sum(each.registered_female - sum(each.female) for each in found)
    return male, female


def _totals(male: list[int], female: list[int]) -> Row:
    return {
        "totNmprCnt": str(sum(male) + sum(female)),
        "maleNmprCnt": str(sum(male)),
        "femlNmprCnt": str(sum(female)),
    }


def _ages(call: Call, place: str, month: Month) -> Row:
    male, female = _bands(call, place, month)
    row = _totals(male, female)
    for sex, counts in (("male", male), ("feml", female)):
        row |= {f"{sex}{age}AgeNmprCnt": str(each) for age, each in zip(world.AGES, counts, strict=True)}
    return row


def _homes(call: Call, place: str, month: Month) -> Row:
    male, female = _bands(call, place, month)
    households = sum(each.households for each in _districts(call, place, month))
    return _totals(male, female) | {
        "hhCnt": str(households),
        "hhNmpr": f"{(sum(male) + sum(female)) / households:.2f}",
        "maleFemlRate": f"{sum(male) / sum(female):.2f}",
    }


class Mois(Gateway):
    id = "mois"
    operations = MappingProxyType({AGE: by_age, HOUSEHOLDS: with_households})

    def write(self, call: Call, page: Page) -> Reply:
        """`items.item` is a list, and the row itself when it is the only one."""
        head: Row = {"totalCount": page.total, "numOfRows": page.size, "pageNo": page.number, "type": "JSON"}
        head |= {"resultCode": "0", "resultMsg": "NORMAL SERVICE"}
        content = page.rows[0] if page.total == 1 and page.rows else page.rows
        return self.envelope(call, head, {} if page.null or not page.rows else {"item": content})

    def envelope(self, call: Call, header: Row, content: Row) -> Reply:
        """This service has an envelope of its own."""
        document = {"head": header, "items": content or None}
        if asked_for_json(call):
            return json_reply({"Response": document})
        return xml_reply("Response", document)
