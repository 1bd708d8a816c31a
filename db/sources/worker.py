"""Reads a source in a child process that is killed at its deadline, whatever its driver is stuck in."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar, cast

from db.sources.mapping import SourceMapping
from db.sources.reader import RawRead, ReportDates, SourceUnavailable

CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from db.sources.child import main; main(int(sys.argv[2]))"
)
ROOT = str(Path(__file__).parents[2])
START_SECONDS = 30.0
"""How long a child may take to start; its deadline runs from then on."""
READY = "ready"


class DeadlineExceeded(SourceUnavailable):
    """The source did not answer in time; its process was killed."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The source says exactly what it said when `digest` was computed."""

    digest: str


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is asked for."""

    what: Literal["read", "dates"]
    as_of: object = None
    known_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the source said nothing."""

    sentence: str


Answer = RawRead | ReportDates | Unchanged | Failure
Exchanged = TypeVar("Exchanged")


class SourceWorker:
    """One source's child process: started at the first read, kept for the next, killed when late.

    Safe to call from several threads; they take turns. Use as a context manager or call `close`.
    """

    def __init__(self, mapping: SourceMapping) -> None:
        self.mapping = mapping
        self._words = mapping.language
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def read(
        self, as_of: object = None, known_digest: str | None = None, deadline: float | None = None
    ) -> RawRead | Unchanged:
        """Everything the source says, or `Unchanged` when its digest is `known_digest`.

        Raises SourceUnavailable with the cause, DeadlineExceeded after `deadline` seconds (the mapping's).
        """
        answer = self._ask(Request("read", as_of, known_digest), deadline)
        assert isinstance(answer, RawRead | Unchanged)
        return answer

    def dates(self, deadline: float | None = None) -> ReportDates:
        """The dated reports of the source. Raises like `read`."""
        answer = self._ask(Request("dates"), deadline)
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

    def _ask(self, request: Request, deadline: float | None) -> Answer:
        seconds = self.mapping.deadline_seconds if deadline is None else deadline
        with self._turn:
            pipe = self._started()
            process = self._process
            assert process is not None

            def exchange() -> Answer:
                pipe.send(request)
                answer: Answer = pipe.recv()
                return answer

            answer = self._within(seconds, process, exchange)
        if isinstance(answer, Failure):
            raise SourceUnavailable(answer.sentence)
        return answer

    def _started(self) -> Connection:
        """The pipe to a living, ready child."""
        if self._process is not None and self._process.poll() is None and self._pipe is not None:
            return self._pipe
        self._kill()
        ours, theirs = Pipe()
        try:
            process = self._start(theirs.fileno())
        except OSError as error:
            ours.close()
            raise SourceUnavailable(
                self._words.source_process_not_started.format(cause=error.strerror)
            ) from error
        finally:
            theirs.close()
        self._process, self._pipe = process, ours

        def greet() -> None:
            ours.send(self.mapping)
            ours.recv()

        self._within(START_SECONDS, process, greet)
        return ours

    @staticmethod
    def _start(pipe: int) -> subprocess.Popen[bytes]:
        """The child as a program of its own: multiprocessing would keep a second process beside each room."""
        return subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-P", "-c", CHILD, ROOT, str(pipe)],
            stdin=subprocess.PIPE,  # never written to: it tells the child when its parent is gone
            pass_fds=(pipe,),
        )

    def _within(
        self, seconds: float, process: subprocess.Popen[bytes], exchange: Callable[[], Exchanged]
    ) -> Exchanged:
        """Do the exchange; a timer kills the child at the deadline, and the broken pipe wakes us up."""
        late = threading.Event()

        def kill_late() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill_late)
        timer.daemon = True
        timer.start()
        failure: Exception | None = None
        answer: Exchanged | None = None
        try:
            answer = exchange()
        except (EOFError, OSError) as error:
            failure = error
        timer.cancel()
        timer.join()
        code = self._kill() if failure or late.is_set() else None
        if failure is None:
            return cast(Exchanged, answer)
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
        code = process.wait()
        if process.stdin is not None:
            process.stdin.close()
        return code
