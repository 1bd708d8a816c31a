"""Air, weather, warnings and messages come in the shapes that are documented and recorded."""

from collections.abc import Iterator

import pytest

from tests.demo.asking import GRID, KMA, NOON, Asking, asked_server


@pytest.fixture
def asking() -> Iterator[Asking]:
    with asked_server() as asking:
        yield asking


def test_air_of_the_city_has_the_fields_of_the_documents_all_as_text(asking: Asking) -> None:
    reply = asking.air("getCtprvnRltmMesureDnsty", sidoName="대전", ver="1.0")
    rows = reply["body"]["items"]

    assert reply["header"] == {"resultCode": "00", "resultMsg": "NORMAL_CODE"}
    assert {name: reply["body"][name] for name in ("totalCount", "pageNo", "numOfRows")} == {
        "totalCount": 15,
        "pageNo": 1,
        "numOfRows": 100,
    }
    # The fields of the recorded reply, no more and no less.
    assert set(rows[0]) == {
        *("sidoName", "stationName", "dataTime", "khaiValue", "khaiGrade"),
        *(
            f"{name}{part}"
            for name in ("so2", "co", "o3", "no2", "pm10", "pm25")
            for part in ("Value", "Flag", "Grade")
        ),
    }
    assert all(value is None or isinstance(value, str) for row in rows for value in row.values())


@pytest.mark.parametrize(
    ("version", "added"),
    [
        ("1.0", set()),
        ("1.1", {"pm10Value24", "pm25Value24"}),
        ("1.2", {"pm10Value24", "pm25Value24", "mangName"}),
        ("1.3", {"pm10Value24", "pm25Value24", "mangName", "pm10Grade1h", "pm25Grade1h"}),
    ],
)
def test_a_later_version_of_the_air_adds_fields(asking: Asking, version: str, added: set[str]) -> None:
    first = asking.air("getCtprvnRltmMesureDnsty", sidoName="대전", ver="1.0")["body"]["items"][0]
    later = asking.air("getCtprvnRltmMesureDnsty", sidoName="대전", ver=version)["body"]["items"][0]

    assert set(later) - set(first) == added


def test_one_station_is_an_hour_behind_the_others(asking: Asking) -> None:
    rows = asking.air("getCtprvnRltmMesureDnsty", sidoName="대전", ver="1.0")["body"]["items"]
    times = {row["stationName"]: row["dataTime"] for row in rows}

    assert times.pop("문창동") == "2026-11-23 11:00"
    assert set(times.values()) == {"2026-11-23 12:00"}


def test_midnight_is_24_oclock_of_the_day_before(asking: Asking) -> None:
    asking.now = NOON.replace(hour=0, minute=20)

    rows = asking.air("getCtprvnRltmMesureDnsty", sidoName="대전", ver="1.0")["body"]["items"]

    assert rows[0]["dataTime"] == "2026-11-22 24:00"


@pytest.mark.parametrize(("term", "hours"), [("DAILY", 24), ("MONTH", 720), ("3MONTH", 2160)])
def test_a_station_tells_its_hours_newest_first_without_its_name(
    asking: Asking, term: str, hours: int
) -> None:
    body = asking.air(
        "getMsrstnAcctoRltmMesureDnsty", stationName="읍내동", dataTerm=term, ver="1.3", numOfRows="3000"
    )["body"]

    assert body["totalCount"] == len(body["items"]) == hours
    assert body["items"][0]["dataTime"] == "2026-11-23 12:00"
    assert "stationName" not in body["items"][0]


def test_a_missing_value_is_a_dash_with_its_reason_and_without_a_grade(asking: Asking) -> None:
    body = asking.air(
        "getMsrstnAcctoRltmMesureDnsty", stationName="노은동", dataTerm="3MONTH", ver="1.0", numOfRows="3000"
    )["body"]
    missing = [row for row in body["items"] if row["pm10Value"] == "-"]

    assert missing
    assert {(row["pm10Flag"], row["pm10Grade"], row["khaiValue"], row["khaiGrade"]) for row in missing} == {
        ("통신장애", None, "-", None)
    }


def test_the_forecast_of_the_air_is_announced_by_code_and_day(asking: Asking) -> None:
    items = asking.air("getMinuDustFrcstDspth", searchDate="2026-11-23", InformCode="PM10")["body"]["items"]

    assert [row["dataTime"] for row in items] == ["2026-11-23 11시 발표"] * 2 + ["2026-11-23 05시 발표"] * 2
    assert [row["informData"] for row in items[:2]] == ["2026-11-23", "2026-11-24"]
    assert {row["informCode"] for row in items} == {"PM10"}
    assert "대전 : " in items[0]["informGrade"]
    assert "시연용" in items[0]["informOverall"]


def test_the_axes_of_the_list_of_stations_change_with_its_version(asking: Asking) -> None:
    path = "/airkorea/B552584/MsrstnInfoInqireSvc/getMsrstnList"
    ask = {"returnType": "json", "addr": "대전", "stationName": "읍내동"}

    (old,) = asking.json(path, **ask)["response"]["body"]["items"]
    (new,) = asking.json(path, **ask, ver="1.1")["response"]["body"]["items"]

    assert (new["dmX"], new["dmY"]) == (old["dmY"], old["dmX"]) == ("127.428", "36.374")
    assert set(new) == {"stationName", "addr", "mangName", "item", "year", "dmX", "dmY"}


def test_the_weather_of_an_hour_is_one_row_per_category(asking: Asking) -> None:
    body = asking.json(
        f"{KMA}/VilageFcstInfoService_2.0/getUltraSrtNcst", **GRID, base_date="20261123", base_time="1200"
    )["response"]["body"]
    rows = body["items"]["item"]

    assert body["dataType"] == "JSON"
    assert {row["category"] for row in rows} == {"T1H", "RN1", "REH", "UUU", "VVV", "WSD", "VEC", "PTY"}
    assert set(rows[0]) == {"baseDate", "baseTime", "category", "nx", "ny", "obsrValue"}
    assert (rows[0]["nx"], rows[0]["ny"], type(rows[0]["obsrValue"])) == (67, 100, str)


def test_an_hour_that_is_not_out_yet_is_no_data(asking: Asking) -> None:
    asking.now = NOON.replace(minute=5)

    reply = asking.json(
        f"{KMA}/VilageFcstInfoService_2.0/getUltraSrtNcst", **GRID, base_date="20261123", base_time="1200"
    )

    assert reply == {"response": {"header": {"resultCode": "03", "resultMsg": "NODATA_ERROR"}}}


def test_the_forecast_goes_three_days_on_in_more_than_one_page(asking: Asking) -> None:
    path = f"{KMA}/VilageFcstInfoService_2.0/getVilageFcst"
    ask = GRID | {"base_date": "20261123", "base_time": "1100", "numOfRows": "1000"}

    first = asking.json(path, **ask, pageNo="1")["response"]["body"]
    second = asking.json(path, **ask, pageNo="2")["response"]["body"]
    rows = first["items"]["item"] + second["items"]["item"]

    assert len(rows) == first["totalCount"] == second["totalCount"] > 1000
    assert {row["category"] for row in rows} == {
        *("TMP", "UUU", "VVV", "VEC", "WSD", "SKY", "PTY", "POP", "WAV", "PCP", "REH", "SNO", "TMN", "TMX")
    }
    assert set(rows[0]) == {
        "baseDate",
        "baseTime",
        "category",
        "fcstDate",
        "fcstTime",
        "fcstValue",
        "nx",
        "ny",
    }
    assert max(row["fcstDate"] for row in rows) == "20261127"
    assert {"강수없음", "적설없음"} <= {row["fcstValue"] for row in rows}


def test_warnings_are_a_log_of_one_area_with_the_fields_of_the_documents(asking: Asking) -> None:
    path = f"{KMA}/WthrWrnInfoService/getPwnCd"
    ask = {"dataType": "JSON", "numOfRows": "100", "fromTmFc": "20261101", "toTmFc": "20261123"}

    rows = asking.json(path, **ask, areaCode="L1030100")["response"]["body"]["items"]["item"]
    all_areas = asking.json(path, **ask)["response"]["body"]["items"]["item"]

    assert set(rows[0]) == {
        *("tmFc", "tmSeq", "stnId", "areaCode", "areaName", "warnVar", "warnStress", "command"),
        *("startTime", "endTime", "allEndTime", "cancel"),
    }
    assert {row["areaCode"] for row in rows} == {"L1030100"}
    assert len(all_areas) == 2 * len(rows)
    assert {row["command"] for row in rows} >= {"1", "2"}
    assert all(20261101_0000 <= row["tmFc"] <= 20261123_2359 for row in rows)


def test_no_warning_in_a_span_is_code_03(asking: Asking) -> None:
    reply = asking.json(
        f"{KMA}/WthrWrnInfoService/getPwnCd", dataType="JSON", areaCode="L1120000", fromTmFc="20261101"
    )

    assert reply["response"]["header"]["resultCode"] == "03"


def test_messages_to_the_city_have_the_fields_of_the_documents(asking: Asking) -> None:
    reply = asking.json(
        "/safety/V2/api/DSSP-IF-00247",
        returnType="json",
        crtDt="20261101",
        rgnNm="대전광역시",
        numOfRows="100",
    )

    assert reply["header"] == {"resultMsg": "NORMAL SERVICE", "resultCode": "00", "errorMsg": None}
    assert reply["totalCount"] == len(reply["body"]) > 3
    assert set(reply["body"][0]) == {
        *("SN", "CRT_DT", "MSG_CN", "RCPTN_RGN_NM", "EMRG_STEP_NM", "DST_SE_NM", "REG_YMD", "MDFCN_YMD")
    }
    assert all(
        "대전광역시" in row["RCPTN_RGN_NM"] and row["RCPTN_RGN_NM"].endswith(" ") for row in reply["body"]
    )
    assert all(row["CRT_DT"] >= "2026/11/01 00:00:00" for row in reply["body"])


def test_no_message_is_a_null_body(asking: Asking) -> None:
    reply = asking.json("/safety/V2/api/DSSP-IF-00247", returnType="json", crtDt="20261123", rgnNm="부산")

    assert (reply["totalCount"], reply["body"]) == (0, None)
