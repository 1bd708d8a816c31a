"""The clock is compared with a time server's, and what is no time is not believed."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.operations import clock
from dashboard.operations.clock import EPOCH, ClockCheck, NoTime, measured_offset

Answer = Callable[[bytes], bytes]


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def time_server(answer: Answer) -> Iterator[tuple[str, int]]:
    """A real server on a port of its own that answers one question as `answer` says."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(10)

        def serve() -> None:
            asked, who = server.recvfrom(512)
            said = answer(asked)
            if said:
                server.sendto(said, who)

        thread = threading.Thread(target=serve)
        thread.start()
        yield "127.0.0.1", server.getsockname()[1]
        thread.join()


def saying(moment: Callable[[], datetime], *, flags: int = 0b00_100_100, stratum: int = 2) -> Answer:
    """An honest answer with this time."""

    def answer(asked: bytes) -> bytes:
        seconds = (moment() - EPOCH).total_seconds()
        whole = int(seconds) % 2**32, int((seconds % 1) * 2**32)
        head = struct.pack("!BBbb5I", flags, stratum, 6, -20, 0, 0, 0, 0, 0)
        return head + asked[40:48] + struct.pack("!4I", *whole, *whole)

    return answer


@pytest.mark.parametrize("ahead", [0.0, 3.5, -90.0, 86_400.0, -3 * 365 * 86_400.0])
def test_the_offset_is_how_far_our_clock_is_ahead(ahead: float) -> None:
    with time_server(saying(utc_now)) as server:
        offset = measured_offset(server, lambda: utc_now() + timedelta(seconds=ahead))

    assert offset == pytest.approx(ahead, abs=0.2)


def test_the_seconds_that_begin_anew_in_2036_are_read() -> None:
    later = datetime(2040, 5, 6, tzinfo=UTC)

    with time_server(saying(lambda: later)) as server:
        assert measured_offset(server, lambda: later + timedelta(seconds=1)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked: asked,  # our own question back
        lambda asked: asked[:20],
        saying(utc_now, flags=0b11_100_100),
        saying(utc_now, stratum=0),
        saying(utc_now, stratum=16),
        lambda _: saying(utc_now)(bytes(48)),  # an answer to somebody else
        lambda asked: (
            struct.pack("!BBbb5I", 0b00_100_100, 2, 6, -20, 0, 0, 0, 0, 0) + asked[40:48] + bytes(16)
        ),
    ],
)
def test_an_answer_that_is_no_time_is_not_believed(answer: Answer) -> None:
    with time_server(answer) as server, pytest.raises(NoTime):
        measured_offset(server, utc_now)


def test_a_clock_that_is_off_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with time_server(saying(utc_now)) as server:
        check = ClockCheck(server, 2, lambda: utc_now() - timedelta(seconds=60))
        check.check()

    assert check.state.is_off
    assert check.state.offset == pytest.approx(-60, abs=0.2)
    assert check.state.checked_at is not None
    assert "-60." in caplog.text


def test_a_clock_within_its_tolerance_is_not_worth_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with time_server(saying(utc_now)) as server:
        check = ClockCheck(server, 2, utc_now)
        check.check()

    assert not check.state.is_off
    assert caplog.text == ""


def test_a_server_that_does_not_answer_leaves_what_was_known(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock, "WAIT_SECONDS", 0.2)
    with time_server(lambda _: b"") as server:
        check = ClockCheck(server, 2, utc_now)
        check.check()

    assert check.state.offset is None
    assert not check.state.is_off
    assert check.state.problem
    assert "127.0.0.1" in caplog.text
