"""Replies of the same shape as the public sources send, with invented values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from db.feeds.feed import Parsed, Request, Settings
from db.feeds.registry import FEEDS

SEOUL = timezone(timedelta(hours=9))
FETCHED = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
GATEWAY_ERROR = (
    "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
    "<returnAuthMsg>{name}</returnAuthMsg><returnReasonCode>{code}</returnReasonCode>"
    "</cmmMsgHeader></OpenAPI_ServiceResponse>"
)


def seoul(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=SEOUL)


def body(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def envelope(items: object, total: int | None = None, code: str = "00", root: str = "response") -> bytes:
    count = len(items) if isinstance(items, Sequence) else 1
    return body(
        {
            root: {
                "header": {"resultCode": code, "resultMsg": "MESSAGE"},
                "body": {"items": items, "totalCount": count if total is None else total, "pageNo": 1},
            }
        }
    )


def gateway_error(code: str, name: str = "SOME_ERROR") -> bytes:
    return GATEWAY_ERROR.format(code=code, name=name).encode()


def settings(feed: str, **options: str) -> Settings:
    defaults = FEEDS[feed].defaults
    return replace(defaults, options=tuple({**dict(defaults.options), **options}.items()))


def parse(
    feed: str, reply: bytes, operation: str = "", params: Mapping[str, str] | None = None, **options: str
) -> Parsed:
    asked = Request(operation, "/", tuple((params or {}).items()))
    return FEEDS[feed].parse(reply, asked, settings(feed, **options), FETCHED)


def ask(feed: str, now: datetime, newest: datetime | None = None, **options: str) -> Sequence[Request]:
    return FEEDS[feed].ask(settings(feed, **options), now, newest)


def value(parsed: Parsed, measure: str, place: str) -> Any:
    """The one value of a measure at a place."""
    found = [one.value for one in parsed.observations if (one.indicator_id, one.place) == (measure, place)]
    assert len(found) == 1, (measure, place, found)
    return found[0]


def station(name: str = "가상동", **fields: object) -> dict[str, object]:
    return {
        "sidoName": "대전",
        "stationName": name,
        "dataTime": "2031-05-06 15:00",
        "pm10Value": "41",
        "pm25Value": "22",
        "o3Value": "0.031",
        "no2Value": "0.012",
        "coValue": "0.5",
        "so2Value": "0.003",
        "khaiValue": "71",
        "khaiGrade": "2",
        **{f"{gas}Flag": None for gas in ("pm10", "pm25", "o3", "no2", "co", "so2")},
        **fields,
    }


def forecast_item(category: str, value: object, time: str = "1600", **fields: object) -> dict[str, object]:
    return {
        "baseDate": "20310506",
        "baseTime": "1400",
        "category": category,
        "fcstDate": "20310506",
        "fcstTime": time,
        "fcstValue": value,
        "nx": 67,
        "ny": 100,
        **fields,
    }


def now_item(category: str, value: object) -> dict[str, object]:
    return {
        "baseDate": "20310506",
        "baseTime": "1500",
        "category": category,
        "nx": 67,
        "ny": 100,
        "obsrValue": value,
    }


def warning(**fields: object) -> dict[str, object]:
    return {
        "tmFc": "203105061430",
        "tmSeq": "7",
        "stnId": "133",
        "areaCode": "L1030100",
        "areaName": "대전",
        "warnVar": "2",
        "warnStress": "0",
        "command": "1",
        "startTime": "203105061500",
        "endTime": "",
        "allEndTime": "",
        "cancel": "0",
        **fields,
    }


def message(serial: int = 900001, **fields: object) -> dict[str, object]:
    return {
        "SN": serial,
        "CRT_DT": "2031/05/06 11:41:41",
        "MSG_CN": "시험용 문자입니다.",
        "RCPTN_RGN_NM": "대전광역시 동구 ,대전광역시 서구 ",
        "EMRG_STEP_NM": "안전안내",
        "DST_SE_NM": "호우",
        "REG_YMD": "2031-05-06",
        "MDFCN_YMD": "2031-05-06",
        **fields,
    }


def messages(rows: object, total: int = 1) -> bytes:
    return body(
        {
            "header": {"resultMsg": "NORMAL SERVICE", "resultCode": "00", "errorMsg": None},
            "numOfRows": 1000,
            "pageNo": 1,
            "totalCount": total,
            "body": rows,
        }
    )


def cell(code: str, month: str = "203104", amount: str = "123", **fields: str) -> dict[str, str]:
    return {
        "ORG_ID": "101",
        "TBL_ID": "DT_1B81A01",
        "TBL_NM": "출생",
        "C1": code,
        "C1_NM": "어느 구",
        "C1_OBJ_NM": "행정구역별",
        "ITM_ID": "T1",
        "ITM_NM": "출생아수",
        "UNIT_NM": "명",
        "PRD_SE": "M",
        "PRD_DE": month,
        "DT": amount,
        **fields,
    }


def mois(items: object, code: str = "0") -> bytes:
    return body({"Response": {"head": {"resultCode": code, "resultMsg": "NORMAL"}, "items": items}})


def household_row(**fields: object) -> dict[str, object]:
    return {
        "statsYm": "203104",
        "ctpvNm": "대전광역시",
        "sggNm": "동구",
        "dongNm": None,
        "admmCd": "3011000000",
        "tong": None,
        "ban": None,
        "totNmprCnt": "1,234",
        "hhCnt": "567",
        "maleNmprCnt": "600",
        "femlNmprCnt": "634",
        **fields,
    }


def age_row(**fields: object) -> dict[str, object]:
    ages = {f"{sex}{age}AgeNmprCnt": str(age + 1) for sex in ("male", "feml") for age in range(0, 101, 10)}
    return {**household_row(), **ages, **fields}


def link(
    id_: str = "1830000100",
    road: str = "가상대로",
    length: object = 1000,
    speed: object = 40,
    state: object = 1,
) -> str:
    return (
        f"<TRAFFIC><congestion>{state}</congestion><endNodeID>2</endNodeID><endNodeName>끝</endNodeName>"
        f"<linkCount>3</linkCount><linkID>{id_}</linkID><linkLength>{length}</linkLength><linkSqc>1</linkSqc>"
        f"<roadName>{road}</roadName><speed>{speed}</speed><startNodeId>1</startNodeId>"
        f"<startNodeName>시작</startNodeName><travelT>9</travelT></TRAFFIC>"
    )


def traffic(*links: str, code: str = "0", total: int | None = None) -> bytes:
    count = len(links) if total is None else total
    return (
        '<?xml version="1.0" encoding="UTF-8"?><response><header>'
        f"<resultCode>{code}</resultCode><resultMsg>M</resultMsg></header><body>"
        f"<TRAFFIC-LIST>{''.join(links)}</TRAFFIC-LIST><totalCount>{count}</totalCount></body></response>"
    ).encode()


def its_item(id_: str = "1830000100", **fields: object) -> dict[str, object]:
    return {
        "roadName": "가상국도",
        "roadDrcType": "기점",
        "linkNo": "",
        "linkId": id_,
        "startNodeId": "1",
        "endNodeId": "2",
        "speed": "60",
        "travelTime": "36",
        "createdDate": "20310506150500",
        **fields,
    }


def its_reply(items: object, code: object = 0) -> bytes:
    count = len(items) if isinstance(items, list) else 1
    return body(
        {"header": {"resultCode": code, "resultMsg": "M"}, "body": {"totalCount": count, "items": items}}
    )


def stand(id_: str = "ST9001", **fields: object) -> dict[str, object]:
    return {
        "id": id_,
        "name": "가상 대여소",
        "name_en": "x",
        "name_cn": "x",
        "x_pos": "36.35",
        "y_pos": "127.38",
        "address": "대전광역시 서구 가상로 1",
        "parking_count": 7,
        **fields,
    }


def household_file(months: Sequence[str] = ("2031년03월", "2031년04월"), gap: str = "") -> bytes:
    """A file as jumin.mois.go.kr gives it: a note, months over six cells, the names of the columns, rows."""
    width = 2 + 6 * len(months)
    note = ["※ 매월 말일자 통계 현황", *(f"Unnamed: {n}" for n in range(1, width))]
    over = ["", "", *(cell for name in months for cell in (name, "", "", "", "", ""))]
    names = [
        *("행정기관코드", "행정기관"),
        *("총 거주자수", "세대수", "세대당 인구", "남자 인구수", "여자 인구수", "남여 비율") * len(months),
    ]
    rows = []
    for code, name, people in (
        ("1100000000", "서울특별시  ", 9000),
        ("3000000000", "대전광역시  ", 3000),
        ("3011000000", "대전광역시 동구 ", 1000),
        ("3014000000", "대전광역시 중구 ", 2000),
    ):
        cells = [code, name]
        for _ in months:
            cells += [f'"{people:,}"', gap or str(people // 2), "          2.00"]
            cells += [f'"{people // 2:,}"', str(people // 2), "          1.00"]
        rows.append(",".join(cells))
    text = "\r\n".join([",".join(note), ",".join(over), ",".join(names), *rows, ""])
    return b"\xef\xbb\xbf" + text.encode()


def change_file() -> bytes:
    """Last month, this month and the change, each by sex, below each month: three levels of headers."""
    lines = [
        "※ 매월 말일자 통계 현황" + "".join(f",Unnamed: {n}" for n in range(1, 11)),
        ",,2031년04월,,,,,,,,",
        ",,전월인구수,,,당월인구수,,,인구증감,,",
        "행정기관코드,행정기관" + ",남자인구수,여자인구수,계" * 3,
        '3000000000,대전광역시  ,"1,500","1,510","3,010","1,490","1,515","3,005",-10,5,-5',
        '3011000000,대전광역시 동구 ,500,510,"1,010",490,515,"1,005",-10,5,-5',
    ]
    return ("\ufeff" + "\n".join(lines)).encode()
