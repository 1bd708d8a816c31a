"""The log says what happened, in text or JSON, where the settings want it, and never a secret."""

import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.operations import logs
from dashboard.operations.logs import LineFormatter, LostLines, configure
from dashboard.operations.masking import HIDDEN, Mask, secrets_of
from dashboard.settings import load

SECRETS = {
    "BUNDLE_KEY": "bundle/key+of thirty-two signs & more",
    "BACKUP_KEY": "backup-key-of-more-than-thirty-two-signs",
    "SMTP_PASSWORD": "mail pass&word 1!",
    "ALARM_WEBHOOK": "https://hooks.city.kr/services/T0/B0/abcdef",
}


@pytest.fixture
def log_to(tmp_path: Path) -> Iterator[Callable[..., LostLines]]:
    """Configures the log of this process from settings; afterwards it is as it was."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level)

    def _configure(**environment: str) -> LostLines:
        known = {"DATA_DIR": str(tmp_path), **environment}
        return configure(load(known), known)

    yield _configure
    for handler in [each for each in root.handlers if each not in before[0]]:
        root.removeHandler(handler)
        with suppress(OSError):  # of the full disk
            handler.close()
    root.setLevel(before[1])


def test_a_line_of_text_says_when_how_grave_who_and_what(
    log_to: Callable[..., LostLines], tmp_path: Path
) -> None:
    log_to(LOG_FILE=str(tmp_path / "room.log"))

    logging.getLogger("db.store").warning("열지 못한 %s", "저장소")

    (line,) = read(tmp_path / "room.log")
    at, level, name, message = line.split(" ", 3)
    assert at.endswith("+00:00")
    assert (level, name, message) == ("WARNING", "db.store", "열지 못한 저장소")


def test_a_line_of_json_holds_the_same_by_name(log_to: Callable[..., LostLines], tmp_path: Path) -> None:
    log_to(LOG_FILE=str(tmp_path / "room.log"), LOG_FORMAT="json")
    token = logs.REQUEST_ID.set("ab12")

    try:
        raise ValueError("둘째\n줄")
    except ValueError:
        logging.getLogger("one").exception("실패", extra={"fields": {"status": 500, "rule": "/<path:path>"}})
    finally:
        logs.REQUEST_ID.reset(token)

    (line,) = read(tmp_path / "room.log")
    said = json.loads(line)
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "one", "실패")
    assert (said["request"], said["status"], said["rule"]) == ("ab12", 500, "/<path:path>")
    assert "Traceback" in said["error"]
    assert said["error"].endswith("둘째\n줄")


def test_the_least_level_is_a_setting(log_to: Callable[..., LostLines], tmp_path: Path) -> None:
    log_to(LOG_FILE=str(tmp_path / "room.log"), LOG_LEVEL="error")

    logging.getLogger("one").warning("조용히")
    logging.getLogger("one").error("크게")

    assert len(read(tmp_path / "room.log")) == 1


def test_nothing_that_is_sent_to_us_begins_a_line_of_its_own(
    log_to: Callable[..., LostLines], tmp_path: Path
) -> None:
    log_to(LOG_FILE=str(tmp_path / "room.log"))

    logging.getLogger("one").info("이름 %s", "a\r\n2026-01-01 INFO login 성공\x1b[31m\u2028b")

    (line,) = (tmp_path / "room.log").read_bytes().splitlines()
    assert b"\\r\\n2026-01-01" in line
    assert b"\x1b" not in line


def test_a_file_is_turned_over_before_it_fills_the_disk(
    log_to: Callable[..., LostLines], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 5_000)
    log_to(LOG_FILE=str(tmp_path / "room.log"))

    for number in range(2_000):
        logging.getLogger("one").info("줄 %d", number)

    files = sorted(tmp_path.glob("room.log*"))
    assert len(files) == logs.FILES_KEPT + 1
    assert max(file.stat().st_size for file in files) <= 5_000
    assert "줄 1999" in read(tmp_path / "room.log")[-1]


def test_a_log_server_gets_every_line_in_one_datagram(log_to: Callable[..., LostLines]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(10)
        lost = log_to(SYSLOG=f"127.0.0.1:{server.getsockname()[1]}")

        logging.getLogger("one").warning("짧은 줄 %s", "https://u:pass@host/")
        short = server.recv(65_536)
        logging.getLogger("one").error("가" * 100_000)
        long = server.recv(65_536)

    assert short.startswith(b"<12>digital-pledge-room: ")
    assert "짧은 줄" in short.decode()
    assert b"pass@" not in short
    assert long.decode().rstrip("\0").endswith("자 잘림)")
    assert lost.count == 0


def test_a_line_that_cannot_be_written_is_counted_and_stops_nothing(
    log_to: Callable[..., LostLines], capfd: pytest.CaptureFixture[str]
) -> None:
    lost = log_to(LOG_FILE="/dev/full")

    logging.getLogger("one").warning("어디에도")

    assert lost.count == 1
    assert "Traceback" not in capfd.readouterr().err


def test_every_secret_of_the_settings_and_of_their_files_is_hidden(tmp_path: Path) -> None:
    mapping = tmp_path / "city.toml"
    mapping.write_text('[source]\nurl = "postgresql://r:${CITY_PASSWORD}@h/d"\n', encoding="utf-8")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[airkorea]\nkey = "${AIR_KEY}"\n', encoding="utf-8")
    environment = {
        **SECRETS,
        "STORE_URL": "postgresql+psycopg://room:p%40ss%2Fwort@db/room",
        "MAPPINGS": f"{mapping},{tmp_path / 'missing.toml'}",
        "FEEDS": str(feeds),
        "CITY_PASSWORD": "도시의 비밀",
        "AIR_KEY": "aBc%2Fd%2Bf%3D%3D",
    }

    found = secrets_of(load(environment), environment)
    mask = Mask(found)

    for secret in (*SECRETS.values(), "p@ss/wort", "도시의 비밀", "aBc%2Fd%2Bf%3D%3D", "aBc/d+f=="):
        for said in (f"연결 {secret} 실패", f"'{secret}'", secret * 2, f"x{secret}y"):
            assert secret not in mask(said), said
            assert HIDDEN in mask(said)
    assert mask("도시의 자료") == "도시의 자료"


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("http://host/a?serviceKey=abc%2F&page=1", "abc%2F"),
        ("GET /x?apiKey=q1w2e3 HTTP/1.1", "q1w2e3"),
        ("postgresql://reader:pw@10.0.0.5/db refused", "pw@"),
        ("headers {'Authorization': 'Bearer eyJhbGciOi.x.y'}", "eyJhbGciOi.x.y"),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ('{"password": "hunter2", "user": "kim"}', "hunter2"),
        ("Set-Cookie: __Host-session=abcdef; Path=/", "abcdef"),
        ("[SQL: INSERT INTO a VALUES (?)]\n[parameters: ('비공개 사업', 1)]\n(Background on", "비공개 사업"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_though_nobody_named_it(said: str, secret: str) -> None:
    masked = Mask(())(said)

    assert secret not in masked
    assert HIDDEN in masked


def test_what_is_no_secret_stays(tmp_path: Path) -> None:
    said = "refresh of city failed: 원본 표 money의 key 열이 없습니다. 10.0.0.5:5432, 12 keys read"

    assert Mask(("", "1", "ab"))(said) == said


@given(
    secret=st.text(min_size=6, max_size=40).filter(lambda one: one.strip() == one),
    around=st.text(max_size=40),
)
def test_no_secret_is_ever_written_whatever_stands_around_it(secret: str, around: str) -> None:
    record = logging.LogRecord("one", logging.INFO, "", 0, "%s%s%s", (around, secret, around), None)

    for as_json in (True, False):
        line = LineFormatter(Mask((secret,)), as_json=as_json).format(record)
        said = json.loads(line)["message"] if as_json else line
        assert secret not in said.replace(HIDDEN, "") or secret in around + around or secret in HIDDEN
        assert "\n" not in line


def test_a_line_whose_values_do_not_fit_is_written_nevertheless() -> None:
    record = logging.LogRecord("one", logging.INFO, "", 0, "%s and %s", ("only one",), None)

    assert "only one" in LineFormatter(Mask(()), as_json=False).format(record)


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
