"""Every habit and failure of the public APIs that a test can let happen at the local server."""

import json
import socket
import threading
import urllib.error
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from db.demo.feeds.faults import Body, Fault
from tests.demo.asking import AIR, KOSIS, Asking, asked_server, kosis
from tests.support.waiting import until

AIR_NOW = f"{AIR}/getCtprvnRltmMesureDnsty"
MESSAGES = "/safety/V2/api/DSSP-IF-00247"
TABLE = kosis("DT_1B040A3", "T20")


@pytest.fixture
def asking() -> Iterator[Asking]:
    with asked_server() as asking:
        yield asking


def air(asking: Asking, **more: str) -> Any:
    """The body of the air's reply."""
    return asking.air("getCtprvnRltmMesureDnsty", **({"sidoName": "대전", "ver": "1.0"} | more))["body"]


def air_rows(asking: Asking) -> dict[str, Any]:
    return {row["stationName"]: row for row in air(asking)["items"]}


def messages(asking: Asking) -> Any:
    return asking.json(MESSAGES, returnType="json", crtDt="20261001", rgnNm="대전광역시", numOfRows="100")


@pytest.mark.parametrize("code", ["12", "20", "22", "30", "31", "32", "33"])
def test_errors_of_the_gateway_are_xml_under_http_200_though_json_was_asked(
    asking: Asking, code: str
) -> None:
    asking.server.faults.set("airkorea", Fault(code=code))

    root = asking.xml(AIR_NOW, returnType="json", sidoName="대전")

    assert root.findtext("cmmMsgHeader/returnReasonCode") == code


@pytest.mark.parametrize("code", ["01", "03", "04", "05", "99"])
def test_errors_of_a_service_come_in_its_own_envelope(asking: Asking, code: str) -> None:
    asking.server.faults.set("airkorea", Fault(code=code))

    reply = asking.json(AIR_NOW, returnType="json", sidoName="대전")

    assert reply["response"]["header"]["resultCode"] == code
    assert "body" not in reply["response"]


def test_kosis_tells_its_error_as_an_object(asking: Asking) -> None:
    asking.server.faults.set("kosis", Fault(code="30"))

    assert asking.json(KOSIS, **TABLE) == {"err": "30", "errMsg": "데이터가 존재하지 않습니다."}


def test_a_quota_is_used_up_by_key_and_day_and_full_again_the_next(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(quota=2))

    said = [asking.body(AIR_NOW, returnType="json", sidoName="대전")[:5] for _ in range(3)]
    asking.now += timedelta(days=1)
    tomorrow = asking.body(AIR_NOW, returnType="json", sidoName="대전")[:5]

    assert said == [b'{"res', b'{"res', b"<?xml"]
    assert tomorrow == b'{"res'
    assert asking.server.faults.asked("airkorea") == 4


def test_the_quota_of_kosis_has_a_code_of_its_own(asking: Asking) -> None:
    asking.server.faults.set("kosis", Fault(quota=0))

    assert asking.json(KOSIS, **TABLE)["err"] == "40"


def test_a_body_may_be_empty_or_a_page_of_html_or_torn(asking: Asking) -> None:
    whole = asking.body(AIR_NOW, returnType="json", sidoName="대전")
    bodies = {}
    for body in Body:
        asking.server.faults.set("airkorea", Fault(body=body))
        bodies[body] = asking.body(AIR_NOW, returnType="json", sidoName="대전")

    assert bodies[Body.EMPTY] == b""
    assert bodies[Body.HTML].startswith(b"<!DOCTYPE html>")
    assert whole.startswith(bodies[Body.TRUNCATED])
    assert 0 < len(bodies[Body.TRUNCATED]) < len(whole)


def test_a_server_error_may_pass_after_some_requests(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(status=500, times=1))

    with pytest.raises(urllib.error.HTTPError) as broken:
        air(asking)
    broken.value.close()

    assert broken.value.code == 500
    assert len(air_rows(asking)) == 15


def test_a_fault_may_be_of_one_operation_only(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(operation="getMinuDustFrcstDspth", body=Body.EMPTY))

    assert asking.body(f"{AIR}/getMinuDustFrcstDspth", returnType="json") == b""
    assert len(air_rows(asking)) == 15


def test_a_redirect_names_another_host(asking: Asking) -> None:
    asking.server.faults.set("tashu", Fault(redirect="http://127.0.0.2:9/elsewhere"))

    with socket.create_connection(("127.0.0.1", port(asking)), timeout=5) as connection:
        connection.sendall(b"GET /tashu/v1/openapi/station HTTP/1.0\r\n\r\n")
        said = connection.makefile("rb").read().decode()

    assert said.splitlines()[0].split()[1] == "302"
    assert "Location: http://127.0.0.2:9/elsewhere" in said


def test_a_slow_answer_dribbles_byte_by_byte_and_ends_with_the_server(asking: Asking) -> None:
    asking.server.faults.set("tashu", Fault(dribble_seconds=0.01))
    before = threading.active_count()
    request = f"GET /tashu/v1/openapi/station HTTP/1.0\r\napi-token: {asking.server.key}\r\n\r\n"

    with socket.create_connection(("127.0.0.1", port(asking)), timeout=5) as connection:
        connection.sendall(request.encode())
        received = b""
        while b'"count"' not in received:
            received += connection.recv(1)
        asking.server.stop()
        rest = connection.makefile("rb").read()

    stated = int(received.decode().partition("Content-Length: ")[2].split()[0])
    assert len(rest) < stated
    until(lambda: threading.active_count() < before + 1, "the threads of the server end")


def test_one_row_may_be_an_object_instead_of_a_list(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(single_as_object=True))
    asking.server.faults.set("safety", Fault(single_as_object=True))

    assert air(asking)["items"]["stationName"] == "읍내동"
    assert isinstance(messages(asking)["body"], dict)


def test_no_message_may_be_a_null_body(asking: Asking) -> None:
    asking.server.faults.set("safety", Fault(null_body=True))

    assert messages(asking)["body"] is None


def test_rows_come_in_pages_that_hold_each_once(asking: Asking) -> None:
    pages = [air(asking, numOfRows="6", pageNo=str(number)) for number in (1, 2, 3, 4)]

    assert [len(page["items"]) for page in pages] == [6, 6, 3, 0]
    assert {page["totalCount"] for page in pages} == {15}
    assert len({row["stationName"] for page in pages for row in page["items"]}) == 15


def test_a_total_may_lie(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(extra_total=7))

    body = air(asking)

    assert (body["totalCount"], len(body["items"])) == (22, 15)


def test_a_field_may_be_renamed(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(renamed_fields={"pm10Value": "pm10ValueNew"}))

    assert all("pm10Value" not in row and "pm10ValueNew" in row for row in air(asking)["items"])


@pytest.mark.parametrize("value", ["-", "", "-5", "9999999", "NaN"])
def test_a_value_may_be_missing_negative_or_absurd(asking: Asking, value: str) -> None:
    asking.server.faults.set("airkorea", Fault(values={"pm10Value": value, "pm10Flag": "통신장애"}))

    assert {(row["pm10Value"], row["pm10Flag"]) for row in air(asking)["items"]} == {(value, "통신장애")}


def test_a_number_may_be_repeated(asking: Asking) -> None:
    asking.server.faults.set("safety", Fault(repeated=True))

    numbers = [row["SN"] for row in messages(asking)["body"]]

    assert len(numbers) == 2 * len(set(numbers)) > 0


def test_a_clock_may_be_ahead_of_ours(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(ahead=timedelta(hours=5)))

    assert air_rows(asking)["읍내동"]["dataTime"] == "2026-11-23 17:00"


def test_a_station_may_vanish_or_take_another_name(asking: Asking) -> None:
    before = set(air_rows(asking))
    asking.server.faults.set("airkorea", Fault(gone=frozenset({"둔산동"}), renamed={"문평동": "대덕산단"}))

    after = set(air_rows(asking))

    assert before - after == {"둔산동", "문평동"}
    assert after - before == {"대덕산단"}


def test_districts_may_come_under_the_codes_of_the_other_office(asking: Asking) -> None:
    path = "/mois/1741000/admmPpltnHhStus/selectAdmmPpltnHhStus"
    ask = {"type": "json", "admmCd": "3000000000", "srchFrYm": "202604", "srchToYm": "202604", "lv": "2"}
    for api in ("kosis", "mois"):
        asking.server.faults.set(api, Fault(other_codes=True))

    cells = asking.json(KOSIS, **TABLE)
    rows = asking.json(path, **ask, regSeCd="2")["Response"]["items"]["item"]

    assert [(row["C1"], row["C1_NM"]) for row in cells[:2]] == [("25", "대전광역시"), ("25010", "동구")]
    assert [(row["admmCd"], row["sggNm"]) for row in rows[:1]] == [("2501000000", "동구")]


def test_all_is_well_again_when_the_faults_are_cleared(asking: Asking) -> None:
    asking.server.faults.set("airkorea", Fault(body=Body.EMPTY))
    asking.server.faults.clear()

    assert len(air_rows(asking)) == 15


def test_what_is_no_number_of_a_page_is_told(asking: Asking) -> None:
    reply = json.loads(asking.body(AIR_NOW, returnType="json", sidoName="대전", pageNo="zero"))

    assert reply["response"]["header"]["resultCode"] == "10"


def port(asking: Asking) -> int:
    return int(asking.server.address.rpartition(":")[2])
