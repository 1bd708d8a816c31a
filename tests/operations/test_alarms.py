"""Who must hear of trouble hears of it, once, again after a while, and when it is over; nobody hears a figure."""

import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.operations import Message, Sighting, Trouble
from dashboard.domain.runs import Freshness, Run, RunState
from dashboard.domain.words import KOREAN
from dashboard.operations.alarms import Alarms, Patience
from dashboard.operations.sightings import sightings
from dashboard.operations.ways import Mail, NotSent, Way, Webhook, ways_of
from dashboard.settings import SettingsError, load
from tests.feeds.serving import certificate
from tests.layouts.city import source
from tests.operations.rooms import SeenRoom
from tests.support.city_history import feed, picture
from tests.support.server import free_port

START = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
PATIENCE = Patience(timedelta(minutes=5), timedelta(days=1))
ILL = Sighting("source city", "시정 데이터베이스", Trouble.FAILED)
STALE = Sighting("source city", "시정 데이터베이스", Trouble.STALE)
WELL = Sighting("source city", "시정 데이터베이스", None)
MESSAGE = Message("[디지털 공약실] 자료원 알림 1건", ("시정 데이터베이스: 갱신 실패",), START)


@dataclass
class Heard:
    """A way that keeps what it was given; `broken` is why it does not take it."""

    name: str = "기록"
    broken: str | None = None
    said: list[Message] = field(default_factory=list)

    def send(self, message: Message) -> None:
        if self.broken:
            raise NotSent(self.broken)
        self.said.append(message)


@dataclass
class Played:
    """Alarms whose time is moved by hand."""

    folder: Path
    ways: tuple[Way, ...]
    now: datetime = START

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.alarms = Alarms(self.ways, PATIENCE, self.folder / "alarms.json", lambda: self.now, KOREAN)

    def look(self, *seen: Sighting, after: timedelta = timedelta(0)) -> None:
        self.now += after
        self.alarms.look(seen)


MINUTES = timedelta(minutes=1)


def problem(played: Played) -> str | None:
    return played.alarms.state.problem


# ---- when ----


def test_trouble_that_lasts_is_told_once_and_again_after_a_day(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))

    played.look(ILL)
    played.look(ILL, after=4 * MINUTES)
    assert heard.said == []
    played.look(ILL, after=MINUTES)
    assert [message.lines for message in heard.said] == [
        ("시정 데이터베이스: 갱신 실패, 2026. 3. 4. 14:00부터",)
    ]
    for _ in range(100):
        played.look(ILL, after=14 * MINUTES)
    assert len(heard.said) == 1
    played.look(ILL, after=timedelta(hours=2))
    assert len(heard.said) == 2


def test_trouble_that_passes_quickly_is_never_told(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))

    for _ in range(50):
        played.look(ILL, after=2 * MINUTES)
        played.look(WELL, after=2 * MINUTES)

    assert heard.said == []
    assert played.alarms.state.ailing == ()


def test_who_heard_of_trouble_hears_that_it_is_over_once(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    played.look(WELL, after=30 * MINUTES)
    played.look(WELL, after=MINUTES)

    assert len(heard.said) == 2
    assert heard.said[-1].lines == ("시정 데이터베이스: 정상 회복, 2026. 3. 4. 14:36",)


def test_a_source_that_is_no_longer_there_is_over_too(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    played.look(after=MINUTES)

    assert "정상 회복" in heard.said[-1].lines[0]


def test_other_trouble_is_news(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    played.look(STALE, after=MINUTES)
    played.look(STALE, after=MINUTES)

    assert [("갱신 실패" in m.lines[0], "장기 미수신" in m.lines[0]) for m in heard.said] == [
        (True, False),
        (False, True),
    ]


def test_what_fails_together_is_told_together(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    both = (ILL, Sighting("feed air", "대기", Trouble.STALE))

    played.look(*both)
    played.look(*both, after=6 * MINUTES)

    assert len(heard.said) == 1
    assert heard.said[0].subject == "[디지털 공약실] 자료원 알림 2건"
    assert len(heard.said[0].lines) == 2


def test_a_start_repeats_nothing_and_forgets_nothing(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    played.restart()
    played.look(ILL, after=MINUTES)
    assert len(heard.said) == 1
    played.restart()
    played.look(WELL, after=MINUTES)
    assert "정상 회복" in heard.said[-1].lines[0]


@pytest.mark.parametrize("content", ["", "[{}]", '[{"id": 1}]', "{", '{"a": 1}', "\xff"])
def test_a_memory_that_cannot_be_read_is_no_memory(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "alarms.json").write_bytes(content.encode("latin-1"))

    played = Played(tmp_path, (Heard(),))

    assert played.alarms.state.ailing == ()
    assert "may be told again" in caplog.text


def test_a_clock_that_went_back_keeps_nobody_waiting(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    played.look(ILL)

    played.look(ILL, after=-timedelta(days=400))
    played.look(ILL, after=6 * MINUTES)

    assert len(heard.said) == 1


def test_what_nobody_took_is_told_at_the_next_look(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard(broken="연결 거부")
    played = Played(tmp_path, (heard,))
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)
    assert problem(played) == "기록을(를) 보내지 못했습니다: 연결 거부"
    assert "연결 거부" in caplog.text

    heard.broken = None
    played.look(ILL, after=MINUTES)
    assert len(heard.said) == 1
    assert problem(played) is None
    heard.broken = "연결 거부"
    played.look(WELL, after=MINUTES)
    heard.broken = None
    played.look(WELL, after=MINUTES)
    assert "정상 회복" in heard.said[-1].lines[0]
    assert played.alarms.state.ailing == ()


def test_a_way_that_fails_does_not_make_the_other_one_repeat(tmp_path: Path) -> None:
    good, bad = Heard("메일"), Heard("웹훅", broken="HTTP 500")
    played = Played(tmp_path, (bad, good))
    played.look(ILL)

    for _ in range(5):
        played.look(ILL, after=6 * MINUTES)

    assert len(good.said) == 1
    assert "웹훅" in (played.alarms.state.problem or "")


def test_without_a_way_trouble_is_seen_and_not_sent(tmp_path: Path) -> None:
    played = Played(tmp_path, ())
    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    assert [one.label for one in played.alarms.state.ailing] == ["시정 데이터베이스"]
    assert played.alarms.test() == KOREAN.alarm_off
    played.look(WELL, after=MINUTES)
    assert played.alarms.state.ailing == ()


def test_a_memory_that_cannot_be_written_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "alarms.json").mkdir()
    heard = Heard()
    played = Played(tmp_path, (heard,))

    played.look(ILL)
    played.look(ILL, after=6 * MINUTES)

    assert len(heard.said) == 1
    assert "cannot be kept" in caplog.text


@given(st.lists(st.tuples(st.sampled_from([WELL, ILL, STALE]), st.integers(0, 900)), max_size=60))
def test_every_alarm_has_its_recovery_and_no_recovery_comes_alone(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Sighting, int]]
) -> None:
    heard = Heard()
    played = Played(tmp_path_factory.mktemp("alarms"), (heard,))
    for seen, minutes in history:
        played.look(seen, after=minutes * MINUTES)
    played.look(WELL, after=MINUTES)

    is_open = False
    for message in heard.said:
        is_recovery = "정상 회복" in message.lines[0]
        assert is_open or not is_recovery
        is_open = not is_recovery
    assert not is_open


# ---- what is seen ----


def test_a_failed_run_and_old_data_are_trouble_and_a_late_source_is_not() -> None:
    failed = Run(9, "city", START, START, RunState.FAILED)
    good = Run(8, "city", START, START, RunState.CHANGED)
    room = SeenRoom(
        sources_now=(
            replace(source(), id="a", runs=(failed, good)),
            replace(source(), id="b", runs=(good,), freshness=Freshness.LATE),
            replace(source(), id="c", runs=(failed,), freshness=Freshness.STALE),
            replace(source(), id="d", runs=()),
        ),
        city_now=picture(
            feeds=[
                feed(id="e", last_good=START - timedelta(hours=1), seconds=3600),
                feed(id="f", last_good=START - timedelta(hours=1), seconds=3600, problem="500"),
                feed(id="g", last_good=START - timedelta(days=2), seconds=3600, problem="HTTP 500"),
            ]
        ),
    )

    seen = {each.id: each.trouble for each in sightings(room, START, KOREAN)}

    assert seen == {
        "store": None,
        "source a": Trouble.FAILED,
        "source b": None,
        "source c": Trouble.STALE,
        "source d": None,
        "feed e": None,
        "feed f": Trouble.FAILED,
        "feed g": Trouble.STALE,
    }


def test_a_store_that_is_away_is_trouble() -> None:
    room = SeenRoom(problem="저장소에 연결할 수 없습니다")

    assert sightings(room, START, KOREAN)[0] == Sighting("store", "공약실 저장소", Trouble.FAILED)


def test_an_alarm_holds_no_figure_and_no_cause(tmp_path: Path) -> None:
    heard = Heard()
    played = Played(tmp_path, (heard,))
    room = SeenRoom(
        sources_now=(
            replace(
                source(), runs=(Run(9, "city", START, START, RunState.FAILED, error="비공개 12,345백만원"),)
            ),
        ),
    )
    for _ in range(2):
        played.look(*sightings(room, START, KOREAN), after=6 * MINUTES)

    (message,) = heard.said
    said = re.sub(r"\d{4}\. \d+\. \d+\. \d\d:\d\d", "", "".join(message.lines))
    assert "비공개" not in said
    assert not re.search(r"\d", said)


# ---- by mail, to a real server ----


@dataclass
class Box:
    """Keeps the mails that came."""

    mails: list[Envelope] = field(default_factory=list)
    refuse: str | None = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse:
            return self.refuse
        self.mails.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(box: Box, **options: Any) -> Iterator[tuple[str, int]]:
    # The port is chosen by the system; the controller's own knock at its door would go to port 0.
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield "localhost", controller.port
    finally:
        controller.stop()


def mail(server: tuple[str, int], security: str = "none", **more: str) -> Mail:
    return Mail("메일", server, security, "room@city.kr", ("a@city.kr", "b@city.kr"), **more)


def test_a_mail_arrives_readable_at_everyone() -> None:
    box = Box()
    with mail_server(box) as server:
        mail(server).send(MESSAGE)

    (came,) = box.mails
    assert came.rcpt_tos == ["a@city.kr", "b@city.kr"]
    assert isinstance(came.content, bytes)
    read = message_from_bytes(came.content, policy=policy.default)
    assert read["Subject"] == MESSAGE.subject
    assert read["From"] == "room@city.kr"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content().strip() == MESSAGE.lines[0]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_encrypted_and_signed_in(
    security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, seen = Box(), []
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))

    def authenticate(_server: Any, session: Session, *_rest: Any) -> AuthResult:
        login = _rest[-1]
        seen.append((session.ssl is not None or security == "tls", login.login, login.password))
        return AuthResult(success=login.password == b"pass word", handled=False)

    options: dict[str, Any] = {"authenticator": authenticate}
    context = server_context(pem)
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    else:
        options |= {"ssl_context": context, "auth_require_tls": False}
    with mail_server(box, **options) as server:
        mail(server, security, user="room", password="pass word").send(MESSAGE)
        with pytest.raises(NotSent, match="Authentication"):
            mail(server, security, user="room", password="wrong").send(MESSAGE)

    assert len(box.mails) == 1
    assert seen[0] == (True, b"room", b"pass word")


def server_context(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    box = Box()
    with (
        mail_server(box, tls_context=server_context(certificate(tmp_path))) as server,
        pytest.raises(NotSent, match="certificate"),
    ):
        mail(server, "starttls", user="room", password="비밀").send(MESSAGE)

    assert box.mails == []


def test_a_mail_that_is_refused_says_why() -> None:
    box = Box(refuse="552 mailbox full")
    with mail_server(box) as server, pytest.raises(NotSent, match="mailbox full"):
        mail(server).send(MESSAGE)


def test_a_server_that_is_not_there_is_said_and_stops_nothing(tmp_path: Path) -> None:
    played = Played(tmp_path, (mail(("127.0.0.1", free_port())),))

    said = played.alarms.test()

    assert "보내지 못했습니다" in said
    assert played.alarms.state.last_sent is None


# ---- by webhook, to a real server ----


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted, and answers with `status`."""

    status = 200
    posted: list[tuple[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append((self.path, json.loads(body)))
        self.send_response(self.status)
        if 300 <= self.status < 400:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def hook_server(status: int = 200) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    posted: list[tuple[str, Any]] = []
    handler = type("Handler", (Hook,), {"status": status, "posted": posted})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/services/T0/secret", posted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_webhook_gets_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with hook_server() as (address, posted):
        Webhook("웹훅", address).send(MESSAGE)

    ((path, said),) = posted
    assert path == "/services/T0/secret"
    assert said == {"text": f"{MESSAGE.subject}\n{MESSAGE.lines[0]}", "at": START.isoformat()}


@pytest.mark.parametrize("status", [302, 307, 308, 400, 404, 500])
def test_a_webhook_that_does_not_take_it_is_said_and_not_followed(status: int) -> None:
    with hook_server(status) as (address, posted), pytest.raises(NotSent, match=str(status)):
        Webhook("웹훅", address).send(MESSAGE)

    assert [path for path, _ in posted] == ["/services/T0/secret"]


def test_a_webhook_that_is_not_there_says_nothing_of_its_address() -> None:
    with pytest.raises(NotSent) as caught:
        Webhook("웹훅", f"http://127.0.0.1:{free_port()}/services/secret").send(MESSAGE)

    assert "secret" not in str(caught.value)


# ---- by settings ----


def test_alarms_are_off_until_someone_turns_them_on() -> None:
    assert ways_of(load({}), KOREAN) == ()


def test_the_settings_open_both_ways_and_name_no_secret() -> None:
    settings = load(
        {
            "ALARM_MAIL_TO": "a@city.kr, b@city.kr",
            "ALARM_MAIL_FROM": "room@city.kr",
            "SMTP_SERVER": "mail.city.kr",
            "SMTP_USER": "room",
            "SMTP_PASSWORD": "pass word",
            "ALARM_WEBHOOK": "https://chat.city.kr/hooks/secret",
        }
    )

    ways = ways_of(settings, KOREAN)

    assert [way.name for way in ways] == ["메일(a@city.kr, b@city.kr)", "웹훅(chat.city.kr)"]
    assert "pass word" not in repr(ways)
    assert "secret" not in repr(ways)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ALARM_MAIL_TO": "a@city.kr"}, "SMTP_SERVER"),
        ({"ALARM_MAIL_TO": "a@city.kr", "SMTP_SERVER": "m:25"}, "ALARM_MAIL_FROM"),
        (
            {
                "ALARM_MAIL_TO": "a@city.kr",
                "SMTP_SERVER": "m:25",
                "ALARM_MAIL_FROM": "r@city.kr",
                "SMTP_SECURITY": "none",
                "SMTP_USER": "room",
            },
            "SMTP_SECURITY",
        ),
        ({"SMTP_PASSWORD": "비밀번호"}, "SMTP_PASSWORD"),
        ({"ALARM_WEBHOOK": "ftp://host/secret"}, "ALARM_WEBHOOK"),
        ({"SMTP_SERVER": "user@host:25"}, "SMTP_SERVER"),
        ({"NTP_SERVER": "host/path"}, "NTP_SERVER"),
        ({"SYSLOG": "host:99999"}, "SYSLOG"),
    ],
)
def test_a_way_that_is_half_told_stops_the_start_with_one_sentence(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        ways_of(load(given), KOREAN)

    assert "secret" not in str(caught.value)
