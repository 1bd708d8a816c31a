"""Reads a source in a child process that is killed at its deadline, whatever its driver is stuck in."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Literal, Self, TypeVar, cast

from db.sources.mapping import SourceMapping
from db.sources.reader import RawRead, Reader, ReportDates, SourceUnavailable

START_SECONDS = 30.0
"""How long a child may take to start; its deadline runs from then on."""


class DeadlineExceeded(SourceUnavailable):
    """The source did not answer in time; its process was killed."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The source says exactly what it said when `digest` was computed."""

    digest: str


@dataclass(frozen=True, slots=True)
class _Request:
    what: Literal["read", "dates"]
    as_of: object = None
    known_digest: str | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    sentence: str


Answer = TypeVar("Answer")

_READY = "ready"
_Answer = RawRead | ReportDates | Unchanged | _Failure


class SourceWorker:
    """One source's child process: started at the first read, kept for the next, killed when late.

    Safe to call from several threads; they take turns. Use as a context manager or call `close`.
    """

    def __init__(self, mapping: SourceMapping) -> None:
        self.mapping = mapping
        self._words = mapping.language
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(
        self, as_of: object = None, known_digest: str | None = None, deadline: float | None = None
    ) -> RawRead | Unchanged:
        """Everything the source says, or `Unchanged` when its digest is `known_digest`.

        Raises SourceUnavailable with the cause, DeadlineExceeded after `deadline` seconds (the mapping's).
        """
        answer = self._ask(_Request("read", as_of, known_digest), deadline)
        assert isinstance(answer, RawRead | Unchanged)
        return answer

    def dates(self, deadline: float | None = None) -> ReportDates:
        """The dated reports of the source. Raises like `read`."""
        answer = self._ask(_Request("dates"), deadline)
        assert isinstance(answer, ReportDates)
        return answer

    @property
    def pid(self) -> int | None:
        """Process id of the child, None when none runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the child at once; a later read would start another."""
        with self._turn:
            self._kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: _Request, deadline: float | None) -> _Answer:
        seconds = self.mapping.deadline_seconds if deadline is None else deadline
        with self._turn:
            pipe = self._started()
            process = self._process
            assert process is not None

            def exchange() -> _Answer:
                pipe.send(request)
                answer: _Answer = pipe.recv()
                return answer

            answer = self._within(seconds, process, exchange)
        if isinstance(answer, _Failure):
            raise SourceUnavailable(answer.sentence)
        return answer

    def _started(self) -> Connection:
        """The pipe to a living, ready child."""
        if self._process is not None and self._process.is_alive() and self._pipe is not None:
            return self._pipe
        self._kill()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        name = f"source-{self.mapping.id}"
        process = context.Process(target=_serve, args=(theirs, self.mapping), name=name, daemon=True)
        try:
            process.start()
        except OSError as error:
            raise SourceUnavailable(
                self._words.source_process_not_started.format(cause=error.strerror)
            ) from error
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        self._within(START_SECONDS, process, ours.recv)
        return ours

    def _within(self, seconds: float, process: BaseProcess, exchange: Callable[[], Answer]) -> Answer:
        """Do the exchange; a timer kills the child at the deadline, and the broken pipe wakes us up."""
        late = threading.Event()

        def kill_late() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill_late)
        timer.daemon = True
        timer.start()
        failure: Exception | None = None
        answer: Answer | None = None
        try:
            answer = exchange()
        except (EOFError, OSError) as error:
            failure = error
        timer.cancel()
        timer.join()
        code = self._kill() if failure or late.is_set() else None
        if failure is None:
            return cast(Answer, answer)
        if late.is_set():
            raise DeadlineExceeded(
                self._words.source_process_late.format(seconds=f"{seconds:g}")
            ) from failure
        raise SourceUnavailable(self._words.source_process_ended.format(code=code)) from failure

    def _kill(self) -> int | None:
        """Kill and collect the child, so that no zombie stays; its exit code."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        process.kill()
        process.join()
        code = process.exitcode
        if code is not None:
            process.close()
        return code


def _serve(pipe: Connection, mapping: SourceMapping) -> None:
    """The child: answers requests until its parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reader = Reader(mapping)
    pipe.send(_READY)
    while True:
        try:
            request: _Request = pipe.recv()
            pipe.send(_answer(reader, request))
        except (EOFError, BrokenPipeError):
            return


def _end_with_parent() -> None:
    """A query that never returns must not outlive a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(reader: Reader, request: _Request) -> _Answer:
    try:
        if request.what == "dates":
            return reader.dates()
        raw = reader.read(request.as_of)
    except SourceUnavailable as error:
        return _Failure(str(error))
    except Exception as error:  # noqa: BLE001 - a driver's surprise: the parent gets a sentence, the child lives on
        return _Failure(f"{type(error).__name__}: {error}"[:500])
    return Unchanged(raw.digest) if raw.digest == request.known_digest else raw
