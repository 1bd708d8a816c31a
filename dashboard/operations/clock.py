"""The machine's clock beside a time server's: one small question in the simple network time protocol (RFC 4330)."""

import logging
import secrets
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dashboard.domain.operations import ClockState

LOG = logging.getLogger(__name__)
PORT = 123
WAIT_SECONDS = 5.0
EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
ERA = timedelta(seconds=2**32)
"""The protocol counts seconds from 1900 and begins anew in 2036."""

_PACKET = struct.Struct("!BBbb11I")
_ASK_AS_CLIENT = 0b00_100_011
_SERVER_MODE = 4
_UNSYNCHRONISED = 3
_MOST_STRATUM = 15


class NoTime(Exception):
    """The time server gave no time that can be used; the message says why."""


def measured_offset(server: tuple[str, int], clock: Callable[[], datetime]) -> float:
    """Seconds by which `clock` is ahead of the server's; half the way there and back is taken off.

    Raises NoTime for an answer that is none, OSError where nobody answers.
    """
    host, port = server
    family, kind, protocol, _, place = socket.getaddrinfo(host, port or PORT, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, protocol) as asking:
        asking.settimeout(WAIT_SECONDS)
        asking.connect(place)  # answers of others do not come through
        # A number in place of our time: the answer must repeat it, and it tells nobody what our clock says.
        mark = secrets.randbits(64)
        sent = clock()
        asking.send(_PACKET.pack(_ASK_AS_CLIENT, 0, 0, 0, *([0] * 9), mark >> 32, mark & 0xFFFFFFFF))
        answer = asking.recv(512)
        came = clock()
    taken, given = _times(answer, mark, sent)
    return ((sent - taken) + (came - given)).total_seconds() / 2


def _times(answer: bytes, mark: int, near: datetime) -> tuple[datetime, datetime]:
    """When the server got the question, and when it answered."""
    if len(answer) < _PACKET.size:
        raise NoTime("응답이 너무 짧습니다")
    flags, stratum, *_, mark_high, mark_low, taken, taken_part, given, given_part = _PACKET.unpack_from(
        answer
    )
    if flags & 0b111 != _SERVER_MODE or mark_high << 32 | mark_low != mark:
        raise NoTime("물은 것에 대한 응답이 아닙니다")
    if flags >> 6 == _UNSYNCHRONISED or not 0 < stratum <= _MOST_STRATUM or not given:
        raise NoTime("시각 서버가 스스로 맞추지 못한 상태입니다")
    return _moment(taken, taken_part, near), _moment(given, given_part, near)


def _moment(seconds: int, part: int, near: datetime) -> datetime:
    """The time that is meant: in the era that is nearest to our own clock."""
    moment = EPOCH + timedelta(seconds=seconds, microseconds=part * 1_000_000 / 2**32)
    return moment + round((near - moment) / ERA) * ERA


class ClockCheck:
    """Remembers how the clock stood when it was last compared; safe for threads."""

    def __init__(self, server: tuple[str, int], tolerance: float, clock: Callable[[], datetime]) -> None:
        self._server = server
        self._clock = clock
        self._state = ClockState(server[0], tolerance)
        self._one = threading.Lock()

    @property
    def state(self) -> ClockState:
        return self._state

    def check(self) -> None:
        """Compare now; a server that does not answer leaves what was known, and says so."""
        with self._one:
            try:
                offset = measured_offset(self._server, self._clock)
            except (OSError, NoTime) as error:
                self._state = replace(self._state, problem=str(error) or type(error).__name__)
                LOG.warning("the time server %s gave no time: %s", self._server[0], error)
                return
            self._state = replace(self._state, offset=offset, checked_at=self._clock(), problem=None)
        if self._state.is_off:
            LOG.warning("the clock is %+.3f s off; %s says otherwise", offset, self._server[0])
