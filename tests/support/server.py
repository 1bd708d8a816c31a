"""The room as a real process on a free port: started, waited for by its health address, ended by its id."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
HEALTH = "/healthz"
START_SECONDS = 120.0
STOP_SECONDS = 15.0
ANSWER_SECONDS = 5.0
SECRET_KEY = "a secret of the tests, 0123456789abcdef"
FIRST_PASSWORD = "처음-비밀번호-2024"
"""What an administrator gives an account; whoever holds it changes it at the first sign-in."""
PASSWORD = "시험용-비밀번호-2025"
COOKIE = "__Host-room"
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
            "SECRET_KEY": SECRET_KEY,
            **environment,
            "PORT": str(self.port),
        }
        self._token = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def start(self, *, wait: bool = True, seconds: float = START_SECONDS) -> None:
        """Start the process and, unless told otherwise, wait so long until it can serve a picture."""
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
            until(self.is_healthy, f"{self.url}{HEALTH} answers 200", seconds)
            self.be_signed_in()

    def be_signed_in(self) -> None:
        """Sign in as policy staff, once; for a server that was started without waiting."""
        if not self.is_demo and not self._token:
            self._token = self.sign_in()

    def is_healthy(self) -> bool:
        """Whether the health address answers 200 now; AssertionError with the log when the process ended."""
        assert self._process is not None, "the server is not running"
        ended = self._process.poll()
        assert ended is None, f"the server ended with {ended}:\n{self.tail()}"
        return self.status(HEALTH) == 200

    def status(self, path: str) -> int | None:
        """The HTTP status of a path, None when nobody answers."""
        return self.get(path)[0]

    @property
    def is_demo(self) -> bool:
        """Whether it lets a local visitor in without an account."""
        return self._environment.get("DEMO") == "1" or "--demo" in self._command

    def sign_in(self, role: str = "staff", **more: str) -> str:
        """The cookie's value of a new session, by the real way: an account by the command, then the forms."""
        name = f"{role}{len(more)}"
        options = [part for key, value in more.items() for part in (f"--{key}", value)]
        added = self.run("user", "add", name, "--role", role, *options, given=FIRST_PASSWORD)
        assert added.returncode == 0 or "이미 있습니다" in added.stderr, added.stderr
        if added.returncode == 0:
            self.change_password(self.enter(name, FIRST_PASSWORD), FIRST_PASSWORD)
        return self.enter(name)

    def enter(self, name: str, password: str = PASSWORD) -> str:
        """Send the form to sign in; the cookie's value."""
        cookie = self._send("/sign-in", {"name": name, "password": password})
        return cookie.partition("=")[2].partition(";")[0]

    def change_password(self, token: str, now: str, new: str = PASSWORD) -> None:
        """Send the form of the account that holds this session; every session of it ends."""
        self._send("/account", {"now": now, "new": new, "again": new}, Cookie=f"{COOKIE}={token}")

    def _send(self, path: str, form: Mapping[str, str], **headers: str) -> str:
        """The cookie that comes with the answer to a form that was taken: one that leads on."""
        data, sent = urllib.parse.urlencode(form).encode(), {"Origin": self.url} | headers
        asked = urllib.request.Request(self.url + path, data, sent)  # noqa: S310 -- our own address
        try:
            with urllib.request.build_opener(_Staying).open(asked, timeout=START_SECONDS) as answer:
                raise AssertionError(f"{path} was not taken: {answer.read()[:400]!r}")
        except urllib.error.HTTPError as led_on:
            with led_on:
                if led_on.code != 303:
                    raise AssertionError(f"{path} was not taken: {led_on.read()[:400]!r}") from led_on
                return str(led_on.headers["Set-Cookie"])

    def command(self, *arguments: str, given: str = "") -> str:
        """What another command of the program prints, with this server's settings."""
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Another command of the program, ended, with this server's settings."""
        return subprocess.run(
            [sys.executable, "-m", "dashboard", *arguments],
            cwd=ROOT,
            env=self._environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser of this server's own visitor sends; that of a demo needs none."""
        return {COOKIE: self._token} if self._token else {}

    def get(self, path: str) -> tuple[int | None, bytes]:
        """HTTP status and body of a path, as policy staff; (None, b"") when nobody answers in time."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        asked = urllib.request.Request(self.url + path, headers=sent)  # noqa: S310 -- our own address
        try:
            with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 -- our own address
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


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the answer itself is what is looked at."""

    def redirect_request(self, *_: Any, **_more: Any) -> None:
        return None


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
