"""The measured servers as real processes: started, waited for, their CPU and memory read, ended by their ids."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from tests.support.browser import NO_COOKIES
from tests.support.server import PASSED_ON, ROOT, RunningServer, free_port

PAUSE_SECONDS = 0.05
START_SECONDS = 120.0
STOP_SECONDS = 15.0
ANSWER_SECONDS = 5.0
UNLIMITED = {"SCREENS_PER_SECOND": "1000000", "SEARCHES_PER_SECOND": "1000000"}
"""One visitor asks here as often as a whole house: screens are measured, not refusals."""


class NotReady(RuntimeError):
    """A process ended, or did not answer, before its deadline; the sentence holds the end of its log."""


def end_when_told() -> None:
    """Let SIGTERM end the program as Ctrl-C does, so that the servers which it has started end with it."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # a shell lets its background programs ignore it


def _interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


class Server(ABC):
    """A server on a port of 127.0.0.1 with the processes that it starts."""

    name: str
    url: str

    @property
    @abstractmethod
    def pid(self) -> int:
        """The process id of the running server."""

    @property
    @abstractmethod
    def cookies(self) -> Mapping[str, str]:
        """What a visitor's browser sends."""

    def cpu_seconds(self) -> float:
        """User and system time of all its processes so far, ended ones included."""
        total = 0.0
        for process in self.processes():
            try:
                spent = process.cpu_times()
            except psutil.NoSuchProcess:
                continue  # ended between listing and asking; its parent's children_* count it from now on
            total += spent.user + spent.system + spent.children_user + spent.children_system
        return total

    def memory(self) -> dict[str, float]:
        """Resident memory in MB by part."""
        found: dict[str, float] = {}
        for process in self.processes():
            try:
                part, size = _part(process.cmdline()), process.memory_info().rss / 1e6
            except psutil.NoSuchProcess:
                continue  # ended between listing and asking: it holds nothing any more
            found[part] = found.get(part, 0.0) + size
        return found

    def processes(self) -> list[psutil.Process]:
        """The process and all that it started, itself first."""
        main = psutil.Process(self.pid)
        return [main, *main.children(recursive=True)]


class Room(RunningServer, Server):
    """The room; where it is no demo, its visitor is signed in as policy staff."""

    name = "ours"

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        super().__init__(("serve",), {**UNLIMITED, **settings}, folder)


class Program(Server):
    """Another `python -m …`, which lets everybody in."""

    cookies = NO_COOKIES

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} is not running"
        return self._process.pid

    def start(self, arguments: Sequence[str], ready_path: str) -> None:
        """Start it and wait until `ready_path` answers 200."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=clean_environment({}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(ready_path):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NotReady(f"{self.name} did not start: {self._log_end()}")
            time.sleep(PAUSE_SECONDS)

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=ANSWER_SECONDS):  # noqa: S310 -- our own address
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """Ask it to end; what does not end in time is killed, each process by its id."""
        if self._process is None:
            return
        every = self.processes() if self._process.poll() is None else []
        self._process.terminate()
        _, alive = psutil.wait_procs(every, timeout=STOP_SECONDS)
        for process in alive:
            process.kill()
        self._process.wait(STOP_SECONDS)
        self._process = None

    def _log_end(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-2000:]


def _part(command: Sequence[str]) -> str:
    """What a process of a server does, by its command line."""
    text = " ".join(command)
    return "source reader" if "db.sources.child" in text else "main process"


def clean_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """`settings`, and of our own environment only what every program needs."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**passed, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}
