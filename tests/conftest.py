"""What every test may ask for: a PostgreSQL server, empty databases, a browser, a running room."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from db.store import Store
from tests.support.browser import Visit, open_visit, running_browser
from tests.support.postgres import PostgresServer
from tests.support.server import RunningServer

IS_PROOF = os.environ.get("PROOF") == "1"

# A property is judged by its examples, not by the speed of a shared machine.
settings.register_profile("suite", max_examples=40, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "proof",
    max_examples=2000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("proof" if IS_PROOF else "suite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the session; a test that stops it takes `own_postgres`."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test alone, to be stopped and started at will."""
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a database of this test alone, empty."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file of this test alone, not there yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty store: every test that takes it runs on SQLite and on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param.removesuffix('ql')}_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store with its tables, on SQLite and on PostgreSQL."""
    opened = Store(store_url)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, with every host but 127.0.0.1 unreachable."""
    with running_browser() as running:
        yield running


@pytest.fixture
def started() -> list[RunningServer]:
    """The rooms that this test has started."""
    return []


@pytest.fixture
def start_server(tmp_path: Path, started: list[RunningServer]) -> Iterator[Callable[..., RunningServer]]:
    """Starts rooms of this test alone: `start_server("serve", DEMO="1")`; each has ended afterwards."""

    def _start(*arguments: str, wait: bool = True, **environment: str) -> RunningServer:
        server = RunningServer(arguments or ("serve",), environment, tmp_path)
        started.append(server)
        server.start(wait=wait)
        return server

    yield _start
    for server in started:
        server.kill()


@pytest.fixture
def visit(
    browser: Browser, start_server: Callable[..., RunningServer], started: list[RunningServer]
) -> Iterator[Callable[..., Visit]]:
    """Opens empty pages, each in a profile of its own: `visit(width, height)`, signed in to the newest room.

    Afterwards none of them may have asked another host for anything or have complained. It asks for
    `start_server`, so that pages are closed before the servers that they poll.
    """
    opened: list[Visit] = []

    def _open(width: int = 1920, height: int = 1080, *, reduced_motion: bool = True) -> Visit:
        cookies = started[-1].cookies if started else {}
        opened.append(open_visit(browser, width, height, reduced_motion=reduced_motion, cookies=cookies))
        return opened[-1]

    yield _open
    for one in opened:
        one.context.close()
    for one in opened:
        one.expect_clean()


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The room with the demo city, for every test that only looks: it stays on its first day."""
    still = {"DEMO": "1", "DEMO_STEP_SECONDS": "86400"}
    server = RunningServer(("serve",), still, tmp_path_factory.mktemp("room"))
    server.start()
    yield server
    server.kill()
