"""A TCP proxy that breaks what it carries: our own, so that faults of a network can be had anywhere.

One toxic at a time, from byte `after` of what the server answers on: whatever goes the other way passes.
"""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from struct import pack

PIECE = 4096
SECONDS_OF_LATENCY = 0.02
SLOW_BYTES_PER_SECOND = 2_000_000
SLICE = 61
"""Bytes: no field of any protocol ends there."""
RESET_AT_ONCE = pack("ii", 1, 0)
"""SO_LINGER of nothing: closing answers with RST instead of FIN."""


class Toxic(StrEnum):
    """What happens to an answer from byte `after` on."""

    REFUSE = "nobody listens"
    HANG = "taken, never answered"
    RESET = "the connection is reset"
    TRUNCATE = "the connection ends as if all had been said"
    LATENCY = "every piece comes late"
    SLOW = "few bytes a second"
    SLICES = "it comes in tiny pieces"


@dataclass
class FaultProxy:
    """Listens on 127.0.0.1 and carries to `upstream`, a (host, port) or the path of a Unix socket.

    Works on a thread of its own. `accepted` holds the monotonic time of every connection.
    """

    upstream: tuple[str, int] | str
    port: int = 0
    toxic: Toxic | None = None
    after: int = 0
    accepted: list[float] = field(default_factory=list)
    answered: int = 0
    """Bytes that the server answered over the last connection."""

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._busy: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="fault-proxy")
        self._thread.start()
        self.up()

    def up(self) -> None:
        """Listen, on the same port as before, and carry everything as it is."""
        self.toxic = None
        self._do(self._listen())

    def poison(self, toxic: Toxic, after: int = 0) -> None:
        """From now on answers suffer; connections that are open already too."""
        self.after = after
        self.toxic = toxic
        if toxic is Toxic.REFUSE:
            self._do(self._close())

    def cut(self) -> None:
        """End every connection that is open, as a firewall that restarts does."""
        self._do(self._end_all())

    def close(self) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, act: object) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(10)  # type: ignore[arg-type]

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._end_all()

    async def _end_all(self) -> None:
        for task in tuple(self._busy):
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        self.accepted.append(time.monotonic())
        self.answered = 0
        with _closing(writer), contextlib.suppress(OSError, asyncio.CancelledError):
            if isinstance(self.upstream, str):
                theirs = await asyncio.open_unix_connection(self.upstream)
            else:
                theirs = await asyncio.open_connection(*self.upstream)
            with _closing(theirs[1]):
                asking = asyncio.create_task(self._ask(reader, theirs[1]))
                answering = asyncio.create_task(self._answer(theirs[0], writer))
                done, open_ = await asyncio.wait({asking, answering}, return_when=asyncio.FIRST_COMPLETED)
                for each in open_:
                    each.cancel()
                await asyncio.gather(*done, *open_, return_exceptions=True)
        self._busy.discard(task)

    async def _ask(self, reader: asyncio.StreamReader, theirs: asyncio.StreamWriter) -> None:
        while piece := await reader.read(PIECE):
            theirs.write(piece)
            await theirs.drain()

    async def _answer(self, theirs: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await theirs.read(PIECE):
            whole = len(piece) if self.toxic is None else max(0, min(len(piece), self.after - self.answered))
            self.answered += len(piece)
            writer.write(piece[:whole])
            await writer.drain()
            if whole < len(piece) and not await self._suffer(piece[whole:], writer):
                return

    async def _suffer(self, piece: bytes, writer: asyncio.StreamWriter) -> bool:
        """What the toxic makes of a piece; whether the connection goes on."""
        match self.toxic:
            case Toxic.HANG:
                await asyncio.Event().wait()
            case Toxic.RESET:
                made: socket.socket = writer.get_extra_info("socket")
                made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
                return False
            case Toxic.TRUNCATE | Toxic.REFUSE:
                return False
            case Toxic.LATENCY:
                await _late(SECONDS_OF_LATENCY)
            case Toxic.SLOW:
                await _late(len(piece) / SLOW_BYTES_PER_SECOND)
            case Toxic.SLICES:
                for start in range(0, len(piece), SLICE):
                    writer.write(piece[start : start + SLICE])
                    await writer.drain()
                return True
        writer.write(piece)
        await writer.drain()
        return True


async def _late(seconds: float) -> None:
    """What comes through is late by so much: that is the fault itself, no waiting for something else."""
    over = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, over.set)
    await over.wait()


@contextlib.contextmanager
def _closing(writer: asyncio.StreamWriter) -> Iterator[None]:
    try:
        yield
    finally:
        writer.close()
