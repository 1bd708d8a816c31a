"""The local server: the same at one moment, moving with time, strict about keys, and gone when it is stopped."""

import json
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest

from tests.demo.asking import AIR, BOX, KMA, KOSIS, MOIS, Asking, asked_server, kosis, mois

EVERY_QUESTION: tuple[tuple[str, dict[str, str]], ...] = (
    (f"{AIR}/getCtprvnRltmMesureDnsty", {"returnType": "json", "sidoName": "대전"}),
    (f"{KMA}/WthrWrnInfoService/getPwnCd", {"dataType": "JSON", "fromTmFc": "20261101"}),
    ("/safety/V2/api/DSSP-IF-00247", {"returnType": "json", "crtDt": "20261101"}),
    (KOSIS, kosis("DT_1B040A3", "T20")),
    (f"{MOIS}/admmPpltnHhStus/selectAdmmPpltnHhStus", mois("202604", "202604", "2")),
    ("/daejeon/6300000/rest/getTrafficInfoAll", {}),
    ("/its/trafficInfo", {"type": "all", "getType": "json", **BOX}),
    ("/tashu/v1/openapi/station", {}),
)


@pytest.fixture
def asking() -> Iterator[Asking]:
    with asked_server() as asking:
        yield asking


@pytest.mark.parametrize(("path", "params"), EVERY_QUESTION)
def test_two_calls_at_one_moment_are_equal(asking: Asking, path: str, params: dict[str, str]) -> None:
    with asked_server() as other:
        assert asking.body(path, **params) == asking.body(path, **params) == other.body(path, **params)


@pytest.mark.parametrize(("path", "params"), EVERY_QUESTION[:1] + EVERY_QUESTION[5:7])
def test_the_city_lives(asking: Asking, path: str, params: dict[str, str]) -> None:
    before = asking.body(path, **params)
    asking.now += timedelta(hours=1)

    assert asking.body(path, **params) != before


@pytest.mark.parametrize("key", [None, "wrong"])
@pytest.mark.parametrize(
    ("path", "params"),
    [each for each in EVERY_QUESTION if each[0].startswith(("/airkorea", "/kma", "/mois", "/daejeon"))],
)
def test_a_wrong_or_missing_key_is_code_30_in_xml_under_http_200(
    asking: Asking, path: str, params: dict[str, str], key: str | None
) -> None:
    root = fromstring(asking.body(path, key=key, **params).decode())

    assert root.tag == "OpenAPI_ServiceResponse"
    assert root.findtext("cmmMsgHeader/returnReasonCode") == "30"
    assert root.findtext("cmmMsgHeader/returnAuthMsg") == "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"


def test_a_wrong_key_elsewhere_is_told_in_the_words_of_each_source(asking: Asking) -> None:
    safety = json.loads(asking.body("/safety/V2/api/DSSP-IF-00247", key="wrong", returnType="json"))
    kosis_said = json.loads(asking.body(KOSIS, key="wrong", **kosis("DT_1B040A3", "T20")))
    its = json.loads(asking.body("/its/trafficInfo", key="wrong", type="all", getType="json", **BOX))
    with pytest.raises(urllib.error.HTTPError) as tashu:
        asking.body("/tashu/v1/openapi/station", key="wrong")

    assert safety["header"]["resultCode"] == "30"
    assert kosis_said["err"] == "11"
    assert its["header"]["resultCode"] == 30
    assert tashu.value.code == 401
    tashu.value.close()


def test_a_service_that_is_not_there_is_code_12(asking: Asking) -> None:
    root = asking.xml(f"{AIR}/getNothing")

    assert root.findtext("cmmMsgHeader/returnReasonCode") == "12"


def test_xml_is_what_comes_when_json_is_not_asked_for(asking: Asking) -> None:
    root = asking.xml(f"{AIR}/getCtprvnRltmMesureDnsty", sidoName="대전", ver="1.0", numOfRows="100")

    assert len(root.findall("body/items/item")) == 15


def test_stopping_leaves_no_thread_and_no_port() -> None:
    before = set(threading.enumerate())
    asking = Asking()
    asking.server.start()
    asking.air("getCtprvnRltmMesureDnsty", sidoName="대전")
    port = int(asking.server.address.rpartition(":")[2])

    asking.server.stop()

    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass
