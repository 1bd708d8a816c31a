"""The room as a real process on a free port: started, waited for by its health address, ended by its id."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
HEALTH = "/healthz"
START_SECONDS = 120.0
STOP_SECONDS = 15.0
ANSWER_SECONDS = 5.0
PASSED_ON = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR")
"""Of the environment of the tests; a setting of the person who runs them must not reach the room."""


class RunningServer:
    """One `python -m dashboard …` process; `freeze` and `kill` play a server that hangs or dies."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.port = int(environment.get("PORT") or free_port())
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        self._command = [sys.executable, "-m", "dashboard", *arguments]
        self._environment = {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONFAULTHANDLER": "1",
            "DATA_DIR": str(folder / "var"),
            **environment,
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def start(self, *, wait: bool = True) -> None:
        """Start the process and, unless told otherwise, wait until it can serve a picture."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # its worker processes can be ended with it
            )
        if wait:
            until(self.is_healthy, f"{self.url}{HEALTH} answers 200", START_SECONDS)

    def is_healthy(self) -> bool:
        """Whether the health address answers 200 now; AssertionError with the log when the process ended."""
        assert self._process is not None, "the server is not running"
        ended = self._process.poll()
        assert ended is None, f"the server ended with {ended}:\n{self.tail()}"
        return self.status(HEALTH) == 200

    def status(self, path: str) -> int | None:
        """The HTTP status of a path, None when nobody answers."""
        return self.get(path)[0]

    def get(self, path: str) -> tuple[int | None, bytes]:
        """HTTP status and body of a path; (None, b"") when nobody answers in time."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 -- our own address
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read()
        except OSError:
            return None, b""

    def freeze(self) -> None:
        """Make the server hang: connections are taken and never answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End the server as a crash would, with whatever it started; `start` brings it back."""
        if self._process is not None:
            _signal_group(self._process.pid, signal.SIGKILL)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def stop(self) -> int:
        """Ask the server to end and give its exit code; one that does not end in time is killed."""
        assert self._process is not None, "the server is not running"
        self.thaw()
        self._process.terminate()
        try:
            return self._process.wait(STOP_SECONDS)
        finally:
            self.kill()

    def wait(self, seconds: float = START_SECONDS) -> int:
        """The exit code of a program that ends by itself; one that does not end in time is killed."""
        assert self._process is not None, "the server is not running"
        try:
            return self._process.wait(seconds)
        finally:
            self.kill()

    def tail(self) -> str:
        """The end of what the server printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _signal_group(leader: int, number: signal.Signals) -> None:
    try:
        os.killpg(leader, number)
    except ProcessLookupError:
        return  # ended by itself in the meantime
