"""Replies about roads, buses, car parks and holidays in the shapes of their sources, with invented values."""

from collections.abc import Mapping

from tests.feeds.builders import body


def xml(tag: str, fields: Mapping[str, object]) -> str:
    inner = "".join(f"<{name}>{'' if value is None else value}</{name}>" for name, value in fields.items())
    return f"<{tag}>{inner}</{tag}>"


def incident(id_: str = "L00000000001", **fields: object) -> str:
    known: dict[str, object] = {
        "incidentId": id_,
        "incidenteTypeCd": 1,
        "incidenteSubTypeCd": 2,
        "addressJibun": "대전 서구 가상동 1",
        "addressJibunCd": "3017010100",
        "addressNew": None,
        "incidentTitle": "[사고] 가상대로  1차로   차량사고 ",
        "startDate": "2031년 05월 06일  15시 30분",
        "endDate": "2031년 05월 06일  17시 00분",
        "roadName": "가상대로",
        "lineLinkId": "null",
        "updateDate": "2031년 05월 06일  15시 52분",
    }
    return xml("record", known | fields)


def incidents(*records: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8" ?>\n\n<result>{"".join(records)}</result>'.encode()


def cell(amount: object = "100", **fields: object) -> dict[str, object]:
    return {
        "tmType": "2",
        "trafficAmout": amount,
        "exDivCode": "00",
        "exDivName": "도공",
        "tmName": "15분",
        "tcsType": "1",
        "tcsName": "TCS",
        "carType": "1",
        "sumTm": "1530",
        "sumDate": "20310506",
        **fields,
    }


def volumes(*cells: object, code: object = "SUCCESS", count: int | None = None) -> bytes:
    total = len(cells) if count is None else count
    return body({"count": total, "trafficAll": list(cells), "message": "M", "code": code})


def day_off(day: object = 20310505, name: str = "어린이날", **fields: object) -> dict[str, object]:
    return {"dateKind": "01", "dateName": name, "isHoliday": "Y", "locdate": day, "seq": 1, **fields}


def bus(plate: str = "가상70자0001", **fields: object) -> str:
    known: dict[str, object] = {
        "ARR_TIME": "20310506160500",
        "BUS_NODE_ID": "8000001",
        "DIR": 0,
        "GPS_LATI": "36.36",
        "GPS_LONG": "127.43",
        "PLATE_NO": plate,
        "ROUTE_CD": "30300090",
    }
    return xml("itemList", known | fields)


def route(id_: str = "30300090", number: str = "706") -> str:
    return xml("itemList", {"ROUTE_CD": id_, "ROUTE_NO": number, "ROUTE_TP": "2  "})


def buses(*items: str, code: object = 0, count: int | None = None) -> bytes:
    head = {
        "currentPage": 1,
        "headerCd": code,
        "headerMsg": "M",
        "itemCnt": len(items) if count is None else count,
    }
    return (
        f"<ServiceResult><comMsgHeader/>{xml('msgHeader', head)}<msgBody>{''.join(items)}</msgBody></ServiceResult>"
    ).encode()


def car_park(name: str = "가상 주차장", **fields: object) -> str:
    known: dict[str, object] = {
        "name": name,
        "address": "대전광역시 서구 가상로 1",
        "lat": "36.35",
        "lon": "127.38",
        "totalQty": 100,
        "resQty": 30,
    }
    return xml("item", known | fields)


def car_parks(*items: str, code: str = "00", total: int | None = None) -> bytes:
    head = xml("header", {"resultCode": code, "resultMsg": "M"})
    count = len(items) if total is None else total
    return (
        f"<response>{head}<body>{''.join(items)}<totalCount>{count}</totalCount></body></response>".encode()
    )
