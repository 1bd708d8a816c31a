"""/metrics says in the format of Prometheus how the room runs, with labels whose number has an end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from callbacks.requests import ID_HEADER, Unwatched, register
from dashboard.domain.access import Actor, Role
from dashboard.domain.operations import Answered, BackupNote, ClockState, OperationsState
from dashboard.domain.words import KOREAN
from dashboard.operations.logs import REQUEST_ID
from dashboard.operations.metrics import Metrics, Read
from dashboard.operations.requests import Requests
from tests.callbacks.application import HeldRoom, client
from tests.layouts.city import source
from tests.operations.rooms import SeenRoom
from tests.support.city_history import feed, picture

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
TOKEN = "a token of more than thirty-two signs"


def metrics(room: SeenRoom | None = None, state: OperationsState | None = None, lost: int = 0) -> Metrics:
    known = state or OperationsState()
    return Metrics(Read(room or SeenRoom(), lambda: known, lambda: NOW, lambda: lost))


def samples(text: bytes) -> dict[str, float]:
    """Name with labels -> value, as a monitoring server reads it."""
    return {
        sample.name
        + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_sources_and_feeds_are_told_by_their_ids() -> None:
    ago = NOW - timedelta(seconds=90)
    room = SeenRoom(
        (source(last_success=ago, refused=("project",)),),
        picture(feeds=[feed(id="air", used=61, quota=500), feed(id="kma", problem="HTTP 500")]),
        problem="저장소",
    )

    found = samples(metrics(room).text())

    name = room.sources_now[0].id
    assert found[f"room_source_age_seconds source={name}"] == 90
    assert found[f"room_source_refused_tables source={name}"] == 1
    assert found["room_feed_requests_today feed=air"] == 61
    assert found["room_feed_quota feed=air"] == 500
    assert "room_feed_quota feed=kma" not in found
    assert found["room_feed_failing feed=kma"] == 1
    assert found["room_store_problem"] == 1


def test_what_is_not_known_is_absent_and_never_zero() -> None:
    found = samples(metrics(SeenRoom((source(last_success=None),))).text())

    for name in ("source_age_seconds", "store_bytes", "clock_offset_seconds", "backup_timestamp_seconds"):
        assert not [each for each in found if each.startswith(f"room_{name}")]


def test_store_clock_backup_threads_and_lost_lines_are_told() -> None:
    state = OperationsState(
        clock=ClockState("ntp", 2, offset=-0.25, checked_at=NOW),
        store_size=4096,
        backup=BackupNote(NOW, "one.backup", 10, 3),
    )

    found = samples(metrics(state=state, lost=7).text())

    assert found["room_clock_offset_seconds"] == -0.25
    assert found["room_store_bytes"] == 4096
    assert found["room_backup_timestamp_seconds"] == NOW.timestamp()
    assert found["room_log_lines_lost_total"] == 7
    assert found["room_threads"] >= 1


def test_refreshes_are_counted_by_outcome() -> None:
    counted = metrics()
    counted.refreshed("city", "changed", 1.5)
    counted.refreshed("city", "failed", 0.2)
    counted.refreshed("city", "failed", 0.2)

    found = samples(counted.text())

    assert found["room_refreshes_total outcome=failed source=city"] == 2
    assert found["room_refresh_seconds_count source=city"] == 3
    assert found["room_refresh_seconds_sum source=city"] == pytest.approx(1.9)


def test_two_rooms_in_one_process_count_apart() -> None:
    one, other = metrics(), metrics()
    one.refreshed("city", "changed", 1)

    assert "room_refreshes_total outcome=changed source=city" not in samples(other.text())


@given(paths=st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=20), max_size=20))
def test_who_asks_makes_up_no_label(paths: list[str]) -> None:
    counted = metrics()
    browser = watched(Requests(counted))

    for path in paths:
        browser.get(f"/any/{path}?q={path}")
        browser.open(f"/{path}", method=f"X{path}"[:10].upper().encode("ascii", "ignore").decode())

    rules = {
        sample.labels["rule"]
        for family in text_string_to_metric_families(counted.text().decode())
        for sample in family.samples
        if "rule" in sample.labels
    }
    assert rules <= {"/any/<path:rest>", "unknown"}


def watched(watching: Requests | Unwatched, token: bytes = b"") -> FlaskClient:
    """A small application all of whose requests are reported."""
    server = Flask("test")
    register(server, watching, token, KOREAN)

    @server.get("/any/<path:rest>")
    def anything(rest: str) -> str:
        return REQUEST_ID.get() or ""

    @server.get("/fails")
    def fails() -> str:
        raise ValueError

    server.config["PROPAGATE_EXCEPTIONS"] = False
    return server.test_client()


def test_every_answer_has_an_id_of_ours_and_the_thread_forgets_it() -> None:
    browser = watched(Requests(metrics()))

    answers = [
        browser.get("/any/1", headers={ID_HEADER: "theirs\r"[:-1]}),
        browser.get("/any/2"),
        browser.get("/nothing"),
        browser.get("/fails"),
        browser.post("/any/3"),
    ]

    ids = [answer.headers[ID_HEADER] for answer in answers]
    assert len(set(ids)) == 5
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in ids)
    assert [answer.status_code for answer in answers] == [200, 200, 404, 500, 405]
    assert answers[0].get_data(as_text=True) == ids[0]
    assert REQUEST_ID.get() is None


def test_a_request_is_one_line_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "request")

    watched(Requests(metrics())).get("/any/secret-path?q=secret-query")

    (record,) = caplog.records
    assert record.fields["rule"] == "/any/<path:rest>"  # type: ignore[attr-defined]
    assert record.fields["status"] == 200  # type: ignore[attr-defined]
    assert "secret" not in caplog.text + str(record.__dict__)


@pytest.mark.parametrize(("status", "level"), [(200, "DEBUG"), (304, "DEBUG"), (500, "INFO"), (403, "INFO")])
def test_what_is_asked_all_the_time_is_written_down_when_it_fails(
    caplog: pytest.LogCaptureFixture, status: int, level: str
) -> None:
    caplog.set_level("DEBUG", "request")

    Requests(metrics()).answered(Answered("GET", "/api/version", status, 0.01, is_frequent=True))

    assert caplog.records[-1].levelname == level


def test_the_latency_is_counted_by_rule_method_and_class_of_status() -> None:
    counted = metrics()
    browser = watched(Requests(counted))
    for path in ("/any/1", "/any/2", "/fails", "/nothing"):
        browser.get(path)

    found = samples(counted.text())

    assert found["room_request_seconds_count method=GET rule=/any/<path:rest> status=2xx"] == 2
    assert found["room_request_seconds_count method=GET rule=/fails status=5xx"] == 1
    assert found["room_request_seconds_count method=GET rule=unknown status=4xx"] == 1


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        (TOKEN, f"Bearer {TOKEN}", 200),
        (TOKEN, "Bearer another token of thirty-two signs", 403),
        (TOKEN, f"Basic {TOKEN}", 403),
        (TOKEN, "Bearer ", 403),
        (TOKEN, None, 403),
        ("", "Bearer ", 403),
        ("", None, 403),
    ],
)
def test_the_metrics_are_for_who_shows_their_token(
    tmp_path: Path, token: str, given: str | None, status: int
) -> None:
    room = HeldRoom(visitor=None)
    browser = client(room, tmp_path, METRICS_TOKEN=token)

    answer = browser.get("/metrics", headers={"Authorization": given} if given else {})

    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", list(Role))
def test_without_a_token_the_administrator_alone_reads_them(tmp_path: Path, role: Role) -> None:
    browser = client(HeldRoom(visitor=Actor("사람", role)), tmp_path)

    assert browser.get("/metrics").status_code == (200 if role is Role.ADMIN else 403)
