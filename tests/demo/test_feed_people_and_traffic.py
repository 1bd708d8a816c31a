"""People, roads, bicycles and car parks come in the shapes that are documented."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from operator import itemgetter

import pytest

from tests.demo.asking import BOX, KOSIS, MOIS, Asking, asked_server, kosis, mois


@pytest.fixture
def asking() -> Iterator[Asking]:
    with asked_server() as asking:
        yield asking


def test_kosis_gives_a_list_of_cells_as_text(asking: Asking) -> None:
    rows = asking.json(KOSIS, **kosis("DT_1B040A3", "T20"))

    assert [row["C1"] for row in rows] == ["30", "30110", "30140", "30170", "30200", "30230"]
    assert set(rows[0]) == {
        *("ORG_ID", "TBL_ID", "TBL_NM", "C1", "C1_NM", "C1_OBJ_NM", "ITM_ID", "ITM_NM", "UNIT_NM"),
        *("PRD_SE", "PRD_DE", "DT", "LST_CHN_DE"),
    }
    assert {row["PRD_DE"] for row in rows} == {"202610"}
    assert int(rows[0]["DT"]) == sum(int(row["DT"]) for row in rows[1:])


def test_kosis_births_stand_under_the_codes_of_the_statistics_office_and_come_later(asking: Asking) -> None:
    rows = asking.json(KOSIS, **kosis("DT_1B81A01", "T1"))

    assert [row["C1"] for row in rows] == ["25", "25010", "25020", "25030", "25040", "25050"]
    assert {row["PRD_DE"] for row in rows} == {"202608"}


@pytest.mark.parametrize("table", ["DT_1B040B3", "DT_1B26001_A01"])
def test_kosis_has_five_years_of_months(asking: Asking, table: str) -> None:
    rows = asking.json(
        KOSIS, **kosis(table, "ALL", newEstPrdCnt="", startPrdDe="202101", endPrdDe="202612", objL1="30")
    )

    assert len({row["PRD_DE"] for row in rows}) >= 60


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"objL1": ""}, "20"),
        ({"objL2": "0"}, "21"),
        ({"tblId": "DT_1B82A01", "itmId": "T1"}, "20"),
        ({"itmId": "T99"}, "21"),
        ({"newEstPrdCnt": "", "startPrdDe": "203001", "endPrdDe": "203012"}, "30"),
    ],
)
def test_kosis_tells_an_error_as_an_object_under_http_200(
    asking: Asking, more: dict[str, str], code: str
) -> None:
    reply = asking.json(KOSIS, **kosis("DT_1B040A3", "T20") | more)

    assert set(reply) == {"err", "errMsg"}
    assert reply["err"] == code


def test_kosis_is_no_json_without_asking_for_valid_json(asking: Asking) -> None:
    body = asking.body(KOSIS, **kosis("DT_1B040A3", "T20", jsonVD=""))

    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


def test_people_by_age_sum_to_the_published_residents(asking: Asking) -> None:
    path = f"{MOIS}/admmSexdAgePpltn/selectAdmmSexdAgePpltn"

    rows = asking.json(path, **mois("202604", "202604", "2"))["Response"]["items"]["item"]

    assert {row["sggNm"]: row["totNmprCnt"] for row in rows} == {
        "동구": "217576",
        "중구": "223824",
        "서구": "461902",
        "유성구": "369587",
        "대덕구": "163871",
    }
    ages = [f"{sex}{age}AgeNmprCnt" for sex in ("male", "feml") for age in range(0, 101, 10)]
    assert all(sum(int(row[name]) for name in ages) == int(row["totNmprCnt"]) for row in rows)
    assert set(rows[0]) == {
        *("statsYm", "ctpvNm", "sggNm", "dongNm", "admmCd", "tong", "ban", "totNmprCnt"),
        *("maleNmprCnt", "femlNmprCnt", *ages),
    }


def test_the_two_official_populations_differ(asking: Asking) -> None:
    path = f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus"

    residents = asking.json(path, **mois("202604", "202604", "1"))["Response"]["items"]["item"]
    registered = asking.json(path, **mois("202604", "202604", "1", regSeCd="1"))["Response"]["items"]["item"]

    assert residents["totNmprCnt"] == "1436760"
    assert int(registered["totNmprCnt"]) > 1_436_760
    assert residents["hhCnt"] == registered["hhCnt"]


def test_a_single_month_of_the_city_is_an_object_and_more_are_a_list(asking: Asking) -> None:
    path = f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus"

    one = asking.json(path, **mois("202604", "202604", "1"))["Response"]
    three = asking.json(path, **mois("202602", "202604", "1"))["Response"]

    assert isinstance(one["items"]["item"], dict)
    assert [row["statsYm"] for row in three["items"]["item"]] == ["202602", "202603", "202604"]
    assert one["head"]["resultCode"] == "0"


def test_one_district_is_itself_alone(asking: Asking) -> None:
    path = f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus"

    row = asking.json(path, **mois("202604", "202604", "2", admmCd="3020000000"))["Response"]["items"]["item"]

    assert (row["sggNm"], row["totNmprCnt"]) == ("유성구", "369587")


@pytest.mark.parametrize(("first", "last"), [("202601", "202604"), ("202604", "202601")])
def test_more_than_three_months_in_one_question_are_refused(asking: Asking, first: str, last: str) -> None:
    reply = asking.json(f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus", **mois(first, last, "1"))

    assert reply["Response"]["head"]["resultCode"] == "10"


def test_a_month_to_come_breaks_the_source(asking: Asking) -> None:
    with pytest.raises(urllib.error.HTTPError) as broken:
        asking.body(f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus", **mois("202611", "202611", "1"))

    assert broken.value.code == 500
    broken.value.close()


@pytest.mark.parametrize(
    "path", ["/daejeon/6300000/rest/getTrafficInfoAll", "/daejeon/traffic/rest/getTrafficInfoAll.do"]
)
def test_traffic_is_xml_of_links_with_all_their_fields(asking: Asking, path: str) -> None:
    root = asking.xml(path, numOfRows="14444", pageNo="1")
    rows = root.findall("body/TRAFFIC-LIST/TRAFFIC")

    assert root.findtext("header/resultCode") == "00"
    assert len(rows) == 410 == int(root.findtext("body/totalCount") or 0)
    assert {field.tag for field in rows[0]} == {
        *("congestion", "linkID", "linkLength", "linkSqc", "speed", "travelT", "roadName", "linkCount"),
        *("startNodeId", "startNodeName", "endNodeID", "endNodeName"),
    }
    assert {row.findtext("congestion") for row in rows} <= {"0", "1", "2", "3"}
    assert all(float(row.findtext("speed") or 0) > 0 for row in rows if row.findtext("congestion") != "0")


def test_its_gives_links_of_two_kinds_within_a_box(asking: Asking) -> None:
    ask = {"drcType": "all", "getType": "json", **BOX}

    everything = asking.json("/its/trafficInfo", type="all", **ask)
    motorways = asking.json("/its/trafficInfo", type="ex", **ask)
    elsewhere = asking.json("/its/trafficInfo", type="all", **ask | {"minX": "128.5", "maxX": "129"})

    assert everything["header"]["resultCode"] == 0
    assert (
        everything["body"]["totalCount"] == len(everything["body"]["items"]) > len(motorways["body"]["items"])
    )
    assert set(everything["body"]["items"][0]) == {
        *("roadName", "roadDrcType", "linkId", "linkNo", "speed", "travelTime", "createdDate"),
        *("startNodeId", "endNodeId"),
    }
    assert everything["body"]["items"][0]["createdDate"] == "20261123123000"
    assert elsewhere["body"]["items"] == []


def test_bicycle_stands_have_the_latitude_as_x(asking: Asking) -> None:
    reply = asking.json("/tashu/v1/openapi/station")

    assert reply["count"] == len(reply["results"]) == 60
    assert set(reply["results"][0]) == {
        *("id", "name", "name_en", "name_cn", "x_pos", "y_pos", "address", "parking_count")
    }
    assert all(
        36.1 < float(row["x_pos"]) < 36.6 and 127.2 < float(row["y_pos"]) < 127.6 for row in reply["results"]
    )
    assert all("시연용" in row["name"] for row in reply["results"])


def test_car_parks_are_xml_items_right_in_the_body(asking: Asking) -> None:
    rows = asking.xml("/daejeon/6300000/pis/parkinglotIF", numOfRows="50").findall("body/item")

    assert len(rows) == 10
    assert {field.tag for field in rows[0]} == {"name", "address", "lat", "lon", "totalQty", "resQty"}
    counted = [row for row in rows if row.findtext("resQty") != "NONE"]
    assert len(counted) == 8
    assert all(
        0 <= int(row.findtext("resQty") or -1) <= int(row.findtext("totalQty") or 0) for row in counted
    )


def test_incidents_are_named_while_they_go_on_with_two_blanks_in_their_times(asking: Asking) -> None:
    records = asking.xml("/utic/guide/imsOpenData.do").findall("record")
    asking.now += timedelta(hours=6)
    later = asking.xml("/utic/guide/imsOpenData.do").findall("record")

    assert all(
        re.fullmatch(r"\d{4}년 \d\d월 \d\d일  \d\d시 \d\d분", row.findtext("startDate") or "")
        for row in records
    )
    assert {row.findtext("incidentId") for row in records} != {row.findtext("incidentId") for row in later}
    assert any((row.findtext("endDate") or "").startswith("2029년") for row in records)
    assert {(row.findtext("addressJibunCd") or "")[:2] for row in records} == {"30", "44"}


def test_cars_at_toll_gates_come_in_cells_and_the_largest_operator_is_late(asking: Asking) -> None:
    reply = asking.json("/expressway/openapi/trafficapi/trafficAll", numOfRows="1000")
    newest = {row["exDivCode"]: row["sumTm"] for row in sorted(reply["trafficAll"], key=itemgetter("sumTm"))}

    assert (reply["code"], reply["count"]) == ("SUCCESS", len(reply["trafficAll"]))
    assert (newest["00"], newest["02"]) == ("1215", "1230")
    assert all(int(row["trafficAmout"]) >= 0 for row in reply["trafficAll"])


def test_holidays_are_days_as_numbers_and_a_monday_stands_in_for_a_saturday(asking: Asking) -> None:
    path = "/kasi/B090041/openapi/service/SpcdeInfoService/getRestDeInfo"
    reply = asking.json(path, solYear="2026", _type="json", numOfRows="100")["response"]
    days = {row["locdate"]: row["dateName"] for row in reply["body"]["items"]["item"]}

    assert (days[20261003], days[20261005]) == ("개천절", "대체공휴일(개천절)")
    assert 20261010 not in days


def test_buses_of_a_route_and_all_routes_come_in_an_envelope_of_their_own(asking: Asking) -> None:
    buses = asking.xml("/daejeon_bus/6300000/busposinfo/getBusPosByRtid", busRouteId="30300090")
    routes = asking.xml("/daejeon_bus/6300000/busRouteInfo/getRouteInfoAll", reqPage="1")

    assert buses.findtext("msgHeader/headerCd") == "0"
    assert {row.findtext("ROUTE_CD") for row in buses.findall("msgBody/itemList")} == {"30300090"}
    assert len(routes.findall("msgBody/itemList")) == int(routes.findtext("msgHeader/itemCnt") or 0) == 9
