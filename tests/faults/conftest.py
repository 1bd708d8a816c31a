"""What the tests of faults may ask for: a municipal database behind the fault proxy."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.town import Town
from tests.support.postgres import PostgresServer

OpenTown = Callable[..., Town]


@pytest.fixture
def open_town(postgres: PostgresServer, tmp_path: Path) -> Iterator[OpenTown]:
    """Makes towns of this test alone: `open_town(projects=400, deadline=1)`."""
    with ExitStack() as stack:

        def _open(**given: object) -> Town:
            url = postgres.create_database()
            stack.callback(postgres.drop_database, url)
            town = Town(url, tmp_path, **given)  # type: ignore[arg-type]
            stack.callback(town.close)
            return town

        yield _open


@pytest.fixture
def town(open_town: OpenTown) -> Town:
    return open_town()
