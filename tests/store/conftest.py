"""The store under test, on a real SQLite file and on a real PostgreSQL server."""

from collections.abc import Iterator

import pytest

from db.store import Store


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = Store(store_url)
    opened.upgrade()
    yield opened
    opened.close()
