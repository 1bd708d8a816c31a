"""KOSIS: tables of the national statistics office; a list of cells, or an object with an error under HTTP 200."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from dashboard.domain.city.districts import DISTRICTS, NAMES, district
from dashboard.domain.city.measures import CITY
from db.demo.feeds.call import Api, Call, Page, Refused, Reply, Row
from db.demo.feeds.gateway import json_reply
from db.demo.feeds.offices import OTHER_OFFICE
from db.demo.feeds.world import people as world
from db.demo.feeds.world.people import Month, month_of, month_of_text, newest_month

PATH = "/openapi/Param/statisticsParameterData.do"
FIRST_MONTH = Month(2021, 1)
MOST_CELLS = 40_000
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "10": "인증키가 누락되었습니다.",
        "11": "인증키가 유효하지 않습니다.",
        "13": "등록되지 않은 IP 입니다.",
        "20": "필수요청변수값이 누락되었습니다.",
        "21": "잘못된 요청 변수를 호출하였습니다.",
        "30": "데이터가 존재하지 않습니다.",
        "31": "조회 결과가 40,000셀을 초과하였습니다.",
        "40": "호출 가능 건수를 초과하였습니다.",
        "50": "서버 오류입니다.",
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `items` are name, unit and figure of each.

    `sexes`: a second axis divides by sex (0 both). `own_codes`: districts have the codes of this office.
    """

    id: str
    name: str
    after: timedelta
    items: Mapping[str, Sequence[str]]
    sexes: bool = False
    own_codes: bool = False


Item = tuple[str, str, str, str]


def _table(id_: str, name: str, after: timedelta, *items: Item) -> Table:
    return Table(id_, name, after, MappingProxyType({item: rest for item, *rest in items}))


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        each.id: each
        for each in (
            _table(
                "DT_1B040A3",
                "행정구역(시군구)별, 성별 인구수",
                world.BOOKS_AFTER,
                ("T20", "총인구수", "명", "registered"),
                ("T21", "남자인구수", "명", "registered_male"),
                ("T22", "여자인구수", "명", "registered_female"),
            ),
            _table(
                "DT_1B040B3",
                "행정구역(시군구)별 주민등록세대수",
                world.BOOKS_AFTER,
                ("T1", "세대수", "세대", "households"),
            ),
            _table(
                "DT_1B26001_A01",
                "시군구별 이동자수",
                world.MOVES_AFTER,
                ("T10", "총전입", "명", "moved_in"),
                ("T20", "총전출", "명", "moved_out"),
                ("T25", "순이동", "명", "moved_net"),
            ),
            replace(
                _table(
                    "DT_1B81A01",
                    "시군구/성/월별 출생",
                    world.VITAL_AFTER,
                    ("T1", "출생아수", "명", "births"),
                ),
                own_codes=True,
            ),
            replace(
                _table(
                    "DT_1B82A01",
                    "시군구/성/월별 사망",
                    world.VITAL_AFTER,
                    ("T1", "사망자수", "명", "deaths"),
                ),
                sexes=True,
                own_codes=True,
            ),
        )
    }
)


def cells(call: Call) -> list[Row]:
    """statisticsParameterData, one month at a time."""
    table = _asked_table(call)
    items = _asked_items(call, table)
    places = [(code, place) for code in _codes(call.text("objL1"), table) if (place := district(code))]
    months = _asked_months(call, table)
    if len(items) * len(places) * len(months) > MOST_CELLS:
        raise Refused("31")
    rows = [_cell(call, table, item, code, month) for month in months for code, _ in places for item in items]
    if not rows:
        raise Refused("30")
    return rows


def _asked_table(call: Call) -> Table:
    needed = ("orgId", "tblId", "itmId", "objL1", "prdSe", "format")
    if call.text("method") != "getList" or not all(call.text(name) for name in needed):
        raise Refused("20")
    table = TABLES.get(call.text("tblId"))
    if table is None or call.text("orgId") != "101" or call.text("prdSe") != "M":
        raise Refused("21")
    axes = 2 if table.sexes else 1
    given = [number for number in range(1, 9) if call.text(f"objL{number}")]
    if len(given) != axes:
        raise Refused("20" if len(given) < axes else "21")
    return table


def _asked_items(call: Call, table: Table) -> list[str]:
    if call.text("itmId") in ("ALL", "all"):
        return list(table.items)
    asked = _split(call.text("itmId"))
    if not set(asked) <= set(table.items):
        raise Refused("21")
    return asked


def _codes(text: str, table: Table) -> list[str]:
    if text.upper() != "ALL":
        return _split(text)
    return list(OTHER_OFFICE.values() if table.own_codes else OTHER_OFFICE)


def _split(text: str) -> list[str]:
    """ "30+30110 "; a plus in an address is a blank."""
    return [each for each in re.split(r"[+ ,]", text) if each]


def _asked_months(call: Call, table: Table) -> list[Month]:
    newest = newest_month(call.now, table.after).ordinal
    if call.text("newEstPrdCnt"):
        first = newest - call.number("newEstPrdCnt", 1) + 1
        return [month_of(each) for each in range(max(first, FIRST_MONTH.ordinal), newest + 1)]
    since, until = month_of_text(call.text("startPrdDe")), month_of_text(call.text("endPrdDe"))
    if since is None or until is None:
        raise Refused("20")
    return [
        month_of(each)
        for each in range(max(since.ordinal, FIRST_MONTH.ordinal), min(until.ordinal, newest) + 1)
    ]


def _cell(call: Call, table: Table, item: str, code: str, month: Month) -> Row:
    place = district(code) or CITY
    word, unit, figure = table.items[item]
    districts = DISTRICTS if place == CITY else (place,)
    total = sum(_figures(call.seed, each, month.ordinal)[figure] for each in districts)
    return {
        "ORG_ID": "101",
        "TBL_ID": table.id,
        "TBL_NM": table.name,
        "C1": code,
        "C1_NM": NAMES[place],
        "C1_OBJ_NM": "행정구역(시군구)별",
        **dict(_second_axis(table)),
        "ITM_ID": item,
        "ITM_NM": word,
        "UNIT_NM": unit,
        "PRD_SE": "M",
        "PRD_DE": month.text,
        "DT": str(total),
        "LST_CHN_DE": f"{month.end + table.after:%Y-%m-%d}",
    }


def _figures(seed: int, place: str, ordinal: int) -> Mapping[str, int]:
    people, flows = world.people(seed, place, ordinal), world.flows(seed, place, ordinal)
    return {
        "registered": people.registered,
        "registered_male": people.registered_male,
        "registered_female": people.registered_female,
        "households": people.households,
        "births": flows.births,
        "deaths": flows.deaths,
        "moved_in": flows.moved_in,
        "moved_out": flows.moved_out,
        "moved_net": flows.moved_in - flows.moved_out,
    }


def _second_axis(table: Table) -> Iterator[tuple[str, str]]:
    """Both sexes together; nothing is invented of one alone."""
    if table.sexes:
        yield from (("C2", "0"), ("C2_NM", "계"), ("C2_OBJ_NM", "성별"))


class Kosis(Api):
    id = "kosis"
    operations = MappingProxyType({PATH: cells})
    key_names = ("apiKey",)
    page_size = None
    bad_key, over_quota = "11", "40"

    def write(self, call: Call, page: Page) -> Reply:
        """A JSON array; without jsonVD=Y its names are bare, which is no JSON."""
        text = json.dumps(page.content, ensure_ascii=False)
        if call.text("jsonVD") != "Y":
            text = re.sub(r'"([A-Z0-9_]+)":', r"\1:", text)
        return Reply(b"" if page.null else text.encode())

    def refuse(self, call: Call, code: str) -> Reply:
        return json_reply({"err": code, "errMsg": SENTENCES.get(code, SENTENCES["50"])})
