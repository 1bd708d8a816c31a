"""What is forgotten after its time, and an old store that moves over without loss; on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

import db
from dashboard.domain.city.history import Point, Step
from dashboard.domain.records import Event, Observation, Project
from db.observations import Observations, Retained
from db.observations_partitions import partitions
from db.schema import OldPasswordRow
from db.store import Incoming, Store

NOW = datetime(2025, 3, 4, 5, 0, tzinfo=UTC)
EVER = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))


def write(store: Store, *values: Observation, fetched_at: datetime = NOW) -> Observations:
    history = Observations(store.engine, lambda: NOW)
    with store.begin() as connection:
        history.write(connection, "test", values, [], [], fetched_at)
    return history


def of_every_month(measure: str, place: str = "30000") -> list[Observation]:
    """On the first of each of 14 months, the newest three days before NOW."""
    months = [(2024, month) for month in range(2, 13)] + [(2025, month) for month in range(1, 4)]
    return [Observation(measure, place, datetime(*month, 1, 5, 0, tzinfo=UTC), 1.0) for month in months]


def days_of(history: Observations, measure: str, place: str = "30000") -> list[int]:
    return [(NOW - point.at).days for point in history.points(measure, place, *EVER, Step.RAW)]


def names(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return [one.name for one in partitions(connection)]


# -- retention ---------------------------------------------------------------------------------------


def test_every_measure_is_kept_for_its_own_days(store: Store) -> None:
    history = write(
        store,
        *of_every_month("traffic.speed"),
        *of_every_month("air.pm10"),
        *of_every_month("population.residents"),
    )

    went = history.retain({"traffic.speed": 40, "air.pm10": 100}, None, NOW)

    assert days_of(history, "traffic.speed") == [31, 3]
    assert days_of(history, "air.pm10") == [93, 62, 31, 3]
    assert len(days_of(history, "population.residents")) == 14
    assert went == Retained(rows=12 + 10, partitions=0)
    assert history.retain({"traffic.speed": 40, "air.pm10": 100}, None, NOW) == Retained(0, 0)


def test_months_that_no_rule_keeps_go_as_a_whole(store: Store) -> None:
    history = write(store, *of_every_month("traffic.speed"), *of_every_month("air.pm10"))
    before = names(store)

    went = history.retain({"traffic.speed": 40}, 100, NOW)

    assert went.rows == 12 + 10
    assert days_of(history, "air.pm10") == [93, 62, 31, 3]
    if before:
        # November ends after the longest rule's day: its rows went one by one.
        assert names(store) == [
            f"observation_{month}" for month in ("2024_11", "2024_12", "2025_01", "2025_02", "2025_03")
        ]
        assert went.partitions == len(before) - 5 == 9
    assert write(store, *of_every_month("air.pm10")) is not None
    assert len(days_of(history, "air.pm10")) == 14


def test_the_exact_moment_of_the_rule_is_kept(store: Store) -> None:
    edge = NOW - timedelta(days=10)
    values = [Observation("air.o3", "30000", at, 0.1) for at in (edge - timedelta(seconds=1), edge)]
    history = write(store, *values)

    assert history.retain({}, 10, NOW).rows == 1
    assert [point.at for point in history.points("air.o3", "30000", *EVER, Step.RAW)] == [edge]


def test_corrections_of_what_is_old_go_with_it_and_an_empty_store_has_nothing_to_forget(store: Store) -> None:
    assert Observations(store.engine).retain({"air.o3": 1}, 1, NOW) == Retained(0, 0)
    old = NOW - timedelta(days=50)
    write(store, Observation("air.o3", "30000", old, 0.1), fetched_at=old)
    history = write(store, Observation("air.o3", "30000", old, 0.2))

    assert history.retain({}, 20, NOW).rows == 2


# -- an old store ------------------------------------------------------------------------------------


@pytest.fixture
def old_store(store_url: str) -> Iterator[Callable[..., Store]]:
    """A store at revision 0004; `old_store(fill)` fills it."""
    opened: list[Store] = []

    def _open(fill: Callable[[Connection], None] | None = None) -> Store:
        store = Store(store_url)
        opened.append(store)
        config = Config()
        config.set_main_option("script_location", str(Path(db.__file__).parent / "migrations"))
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "0004")
            if fill is not None:
                fill(connection)
        return store

    yield _open
    for store in opened:
        store.close()


def insert(connection: Connection, table: str, **values: Any) -> None:
    columns = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)


def moment(at: datetime) -> str:
    """As both databases take it, and as SQLAlchemy writes it in SQLite."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def test_an_old_store_moves_over_without_loss(old_store: Callable[..., Store]) -> None:
    first, second = NOW - timedelta(days=400), NOW
    later = NOW + timedelta(hours=1)

    def fill(connection: Connection) -> None:
        rows = [
            ("만족도", "동구", first, 1.5, None, NOW, 1, None),
            ("만족도", "동구", second, 2.5, None, NOW, 1, None),
            ("만족도", "동구", second, 3.5, None, NOW, 2, None),  # corrected at the same moment
            ("만족도", "동구", second, 4.5, "잠정", later, 3, None),
            ("만족도", "", second, None, None, NOW, 1, '[["flag", "?"]]'),
        ]
        for indicator, place, at, value, flag, fetched_at, version, unread in rows:
            insert(
                connection, "observation", indicator_id=indicator, place=place, at=moment(at), value=value,
                flag=flag, fetched_at=moment(fetched_at), version=version, unread=unread, source_id="city",
            )  # fmt: skip
        for text_, fetched_at, version in (("첫 글", NOW, 1), ("고친 글", NOW, 2)):
            insert(
                connection, "event", id="e1", at=moment(first), kind="message", severity="안전안내", place="동구",
                text=text_, fetched_at=moment(fetched_at), version=version, unread='[["at", "오전"]]', source_id="city",
            )  # fmt: skip
        insert(
            connection, "data_version", kind="city", number=3, source_id="city", basis_date=None,
            committed_at=moment(later), pruned=False,
        )  # fmt: skip

    store = old_store(fill)
    store.upgrade()
    history = Observations(store.engine, lambda: later)

    assert history.points("만족도", "동구", *EVER, Step.RAW) == (
        Point(first, 1.5, None, 1, NOW),
        Point(second, 4.5, "잠정", 1, later),
    )
    assert history.points("만족도", "", *EVER, Step.RAW) == (Point(second, None, '[["flag", "?"]]', 1, NOW),)
    assert history.events(("message",), *EVER) == (
        Event("e1", first, "message", "안전안내", "동구", "고친 글", unread=(("at", "오전"),)),
    )
    with store.engine.connect() as connection:
        kept = connection.execute(
            text("SELECT value FROM observation ORDER BY series_id, at, fetched_at")
        ).scalars()
        assert sorted(kept, key=str) == [1.5, 2.5, 3.5, 4.5, None]
        assert connection.scalar(text("SELECT count(*) FROM event")) == 2
        tables = set(inspect(connection).get_table_names()) - {OldPasswordRow.__tablename__}
        assert not [name for name in tables if name.startswith("old_")]
    assert history.version() == 3


def test_what_moved_over_is_known_and_is_not_written_again(old_store: Callable[..., Store]) -> None:
    def fill(connection: Connection) -> None:
        insert(
            connection, "observation", indicator_id="만족도", place="동구", at=moment(NOW), value=2.5, flag=None,
            fetched_at=moment(NOW), version=1, unread=None, source_id="city",
        )  # fmt: skip

    store = old_store(fill)
    store.upgrade()
    tables = {"observation": [Observation("만족도", "동구", NOW, 2.5)]}
    with store.begin() as connection:
        assert store.write_city(connection, Incoming("city", None, tables), NOW) is None
        assert store.write(connection, Incoming("city", None, {"project": [Project("1", "가")]}), NOW) == 1


def test_an_old_store_without_statistics_moves_over_too(old_store: Callable[..., Store]) -> None:
    store = old_store()
    store.upgrade()

    assert Observations(store.engine).latest("air.pm10") == {}
