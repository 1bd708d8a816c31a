"""The running room looks after itself: its log, metrics, clock and alarms, in the real process."""

import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from dashboard.domain.operations import OperationsState
from dashboard.domain.runs import Freshness
from dashboard.domain.words import KOREAN
from dashboard.operations.metrics import GAUGES
from dashboard.operations.running import Looking, Operations
from dashboard.settings import Settings, load
from db.locks import lock
from db.store import Store
from tests.access.test_walls import admin_of, paired
from tests.layouts.city import source
from tests.operations.rooms import SeenRoom
from tests.operations.test_alarms import hook_server
from tests.operations.test_clock import saying, time_server, utc_now
from tests.support.city import City
from tests.support.server import RunningServer
from tests.support.waiting import until


def settings(folder: Path, **environment: str) -> Settings:
    return load({"DATA_DIR": str(folder), **environment})


def operations(given: Settings, room: SeenRoom) -> Operations:
    return Operations(given, Looking(room, lambda: datetime.now(UTC), KOREAN))


def labels(running: Operations) -> list[str]:
    return [one.label for one in running.state.alarms.ailing]


def test_a_look_measures_the_store_and_asks_for_the_time(store_url: str, tmp_path: Path) -> None:
    store = Store(store_url)
    store.upgrade()
    with time_server(saying(utc_now)) as (host, port):
        running = operations(settings(tmp_path, STORE_URL=store_url, NTP_SERVER=f"{host}:{port}"), SeenRoom())
        running.look()

    assert (running.state.store_size or 0) > 100_000
    assert running.state.clock is not None
    assert running.state.clock.offset == pytest.approx(0, abs=0.2)
    running.stop()
    store.close()


def test_whatever_fails_the_rest_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    room = SeenRoom((source(freshness=Freshness.STALE),))
    running = operations(settings(tmp_path, STORE_URL="postgresql+psycopg://nobody@127.0.0.1:9/none"), room)

    running.look()

    assert running.state.store_size is None
    assert "looking after size failed" in caplog.text
    assert labels(running) == [room.sources_now[0].label]
    running._due.clear()
    running.look()
    assert caplog.text.count("looking after size failed") == 1, "what goes on failing fills no disk"
    running.stop()


def test_sessions_are_counted_and_unknown_while_they_cannot_be(tmp_path: Path) -> None:
    known = iter([3])
    running = Operations(
        settings(tmp_path), Looking(SeenRoom(), utc_now, KOREAN, lambda: {"sessions": next(known)})
    )
    assert b"room_sessions" not in running.metrics.text()

    running._count()
    assert b"room_sessions 3.0" in running.metrics.text()
    with pytest.raises(StopIteration):
        running._count()
    assert b"room_sessions" not in running.metrics.text()
    running.stop()


def test_of_several_processes_one_speaks(tmp_path: Path) -> None:
    room = SeenRoom((source(freshness=Freshness.STALE),))
    given = settings(tmp_path)
    other = lock(given.store, "alarms")
    assert other.acquire()
    running = operations(given, room)

    running.look()
    assert not labels(running)
    other.release()
    running.look()
    assert len(labels(running)) == 1
    running.stop()


def test_the_thread_ends_with_the_room(tmp_path: Path) -> None:
    before = threading.active_count()
    running = operations(settings(tmp_path), SeenRoom())

    running.start()
    until(lambda: running.state.store_size is not None, "the first look")
    running.stop()

    until(lambda: threading.active_count() <= before, "the thread has ended")


def test_nothing_is_known_before_the_first_look(tmp_path: Path) -> None:
    assert operations(settings(tmp_path), SeenRoom()).state == OperationsState()


TOKEN = "a token of more than thirty-two signs"


def test_the_real_room_logs_counts_and_calls(
    start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    city = City(tmp_path)
    log = tmp_path / "room.log"
    with hook_server() as (address, posted):
        server = start_server(
            "serve",
            MAPPINGS=str(city.mapping_path),
            LOG_FILE=str(log),
            LOG_FORMAT="json",
            METRICS_TOKEN=TOKEN,
            ALARM_WEBHOOK=address,
            ALARM_AFTER_SECONDS="0.1",
        )
        city.run("ALTER TABLE pledge RENAME TO gone")
        until(lambda: posted, "an alarm was posted", 90)
        counted = metrics_of(server)
        city.run("ALTER TABLE gone RENAME TO pledge")
        until(lambda: len(posted) > 1, "the recovery was posted", 90)

    assert "시험 시정 데이터베이스: 갱신 실패" in posted[0][1]["text"]
    assert "정상 회복" in posted[1][1]["text"]
    assert 'room_refreshes_total{outcome="failed",source="city"}' in counted
    assert 'room_request_seconds_count{method="GET",rule="/metrics"' in metrics_of(server)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    asked = [line for line in lines if line["logger"] == "request"]
    assert {"method", "rule", "status", "ms", "request"} <= set(asked[0] if asked else {})
    assert TOKEN not in log.read_text(encoding="utf-8")
    assert address not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "entrance",
    [
        {"DEMO": "1", "DEMO_STEP_SECONDS": "86400"},
        {"SSO_HEADER": "X-Gpki-Subject", "TRUSTED_PROXY": "127.0.0.2"},
        {"OIDC_ISSUER": "https://127.0.0.1:9", "OIDC_CLIENT_ID": "room"},
    ],
    ids=["demo", "proxy", "provider"],
)
def test_people_and_walls_are_counted_whichever_way_they_come_in(
    start_server: Callable[..., RunningServer], tmp_path: Path, entrance: dict[str, str]
) -> None:
    own = {} if "DEMO" in entrance else {"MAPPINGS": str(City(tmp_path, period=60).mapping_path)}
    server = start_server(METRICS_TOKEN=TOKEN, **own, **entrance)

    found = until(lambda: counts_of(server), "people and walls were counted", 30)

    assert found.keys() == GAUGES.keys()
    assert sum(found[name] for name in GAUGES if name != "sessions") == 0


def test_who_is_signed_in_and_which_walls_look_is_counted(
    start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    server = start_server(METRICS_TOKEN=TOKEN, MAPPINGS=str(City(tmp_path, period=60).mapping_path))
    admin = admin_of(server)  # beside the policy staff of the start
    paired(server, admin, "회의실 월")
    paired(server, admin)
    number = re.findall('name="revoke".*?value="([0-9]+)"', admin.ask("/admin/walls")[1])[0]
    assert "끊었습니다" in admin.ask("/admin/walls", {"revoke": number})[1]
    expected = {"sessions": 2, "walls_paired": 1, "walls_revoked": 1, "walls_expired": 0, "walls_seen": 1}

    until(lambda: counts_of(server) == expected, "people and walls were counted", 45)


def counts_of(server: RunningServer) -> dict[str, float]:
    """What is counted in the store, by its name; nothing before the first count."""
    lines = [line.split() for line in metrics_of(server).splitlines()]
    return {name: float(line[1]) for line in lines for name in GAUGES if line[0] == f"room_{name}"}


def metrics_of(server: RunningServer) -> str:
    said = requests.get(f"{server.url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
    said.raise_for_status()
    return said.text


def test_the_time_is_asked_once_an_hour_however_often_one_looks(tmp_path: Path) -> None:
    with time_server(saying(utc_now)) as (host, port):
        running = operations(settings(tmp_path, NTP_SERVER=f"{host}:{port}"), SeenRoom())
        for _ in range(5):
            running.look()  # the server answers one question and no second

    assert running.state.clock is not None
    assert running.state.clock.checked_at is not None
    assert running.state.clock.problem is None
    running.stop()
