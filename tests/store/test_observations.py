"""The one table of observations: what is written, in whatever order it comes; on both databases."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import permutations
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text

from dashboard.domain.city.history import ABSURD, AHEAD, Point, Spot, Step
from dashboard.domain.records import Event, Observation
from db.observations import Observations, Written
from db.observations_bulk import OBSERVATION
from db.observations_partitions import UNVACUUMED_ROWS
from db.schema import VersionRow
from db.store import Incoming, Store

NOW = datetime(2025, 3, 4, 5, 0, tzinfo=UTC)
AT = datetime(2025, 3, 4, 3, 0, tzinfo=UTC)
PLACE = "station:시험동"
FIRST, SECOND, THIRD = (NOW + timedelta(minutes=minutes) for minutes in (0, 10, 20))


@pytest.fixture
def history(store: Store) -> Observations:
    return Observations(store.engine, lambda: NOW + timedelta(hours=1))


def write(
    store: Store,
    *observations: Observation,
    events: Sequence[Event] = (),
    spots: Sequence[Spot] = (),
    fetched_at: datetime = NOW,
    source: str = "air",
) -> Written:
    with store.begin() as connection:
        there = Observations(store.engine, lambda: fetched_at)
        return there.write(connection, source, observations, events, spots, fetched_at)


def pm10(value: float | None, at: datetime = AT, flag: str | None = None, place: str = PLACE) -> Observation:
    return Observation("air.pm10", place, at, value, flag)


def raw(history: Observations, measure: str = "air.pm10", place: str = PLACE) -> tuple[Point, ...]:
    return history.points(measure, place, AT - timedelta(days=400), AT + timedelta(days=400), Step.RAW)


def rows(store: Store) -> list[Any]:
    with store.engine.connect() as connection:
        return list(connection.execute(select(OBSERVATION).order_by(*OBSERVATION.primary_key)))


# -- again, otherwise, out of order ------------------------------------------------------------------


def test_the_same_again_writes_no_row_and_raises_no_version(store: Store, history: Observations) -> None:
    values = [pm10(31), pm10(None, AT + timedelta(hours=1), "통신장애")]

    first = write(store, *values)
    again = write(store, *values)
    later = write(store, *values, fetched_at=SECOND)

    assert first == Written(1, new=2)
    assert again == later == Written(None, repeated=2)
    assert len(rows(store)) == 2
    assert raw(history) == (
        Point(AT, 31, None, 1, NOW),
        Point(AT + timedelta(hours=1), None, "통신장애", 1, NOW),
    )


def test_another_value_is_a_further_row_and_counts(store: Store, history: Observations) -> None:
    write(store, pm10(31))

    corrected = write(store, pm10(35), fetched_at=SECOND)

    assert corrected == Written(2, corrected=1)
    assert [row.value for row in rows(store)] == [31, 35]
    assert raw(history) == (Point(AT, 35, None, 1, SECOND),)


def test_a_reason_that_changes_is_a_correction_too(store: Store, history: Observations) -> None:
    write(store, pm10(None, flag="통신장애"))

    assert write(store, pm10(None, flag="점검및교정"), fetched_at=SECOND).corrected == 1
    assert raw(history)[0].flag == "점검및교정"


def test_an_older_fetch_that_comes_late_never_shadows_a_newer_one(
    store: Store, history: Observations
) -> None:
    write(store, pm10(35), fetched_at=SECOND)

    late, again = (write(store, pm10(31), fetched_at=FIRST) for _ in range(2))

    assert late == Written(2, corrected=1)
    assert again == Written(None, repeated=1)
    assert raw(history) == (Point(AT, 35, None, 1, SECOND),)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_in_whatever_order_fetches_come_the_newest_counts(
    store: Store, history: Observations, order: tuple[int, ...]
) -> None:
    """The value goes from 31 to 35 and back, so that the last fetch repeats the first or corrects the one between."""
    fetches = [(FIRST, 31.0), (SECOND, 35.0), (THIRD, 31.0), (THIRD + timedelta(minutes=10), 31.0)]

    for turn in (*order, *order):
        fetched_at, value = fetches[turn]
        write(store, pm10(value), fetched_at=fetched_at, events=[Event("a", AT, "message", text=str(value))])

    assert [point.value for point in raw(history)] == [31]
    assert [event.text for event in history.events(("message",), AT, NOW)] == ["31.0"]
    count = len(rows(store))
    for fetched_at, value in fetches:
        assert write(store, pm10(value), fetched_at=fetched_at) == Written(None, repeated=1)
    assert len(rows(store)) == count


def test_of_two_values_of_one_fetch_the_later_counts_and_the_other_is_counted(
    store: Store, history: Observations
) -> None:
    assert write(store, pm10(31), pm10(33)) == Written(1, new=1, overruled=1)
    assert raw(history)[0].value == 33


def test_two_sources_of_one_measure_are_one_curve_of_what_was_fetched_last(
    store: Store, history: Observations
) -> None:
    hour = timedelta(hours=1)
    write(store, pm10(31), pm10(32, AT + hour), source="air")
    write(store, pm10(41), fetched_at=SECOND, source="city")

    assert [(point.at, point.value) for point in raw(history)] == [(AT, 41), (AT + hour, 32)]
    assert history.latest("air.pm10")[PLACE].value == 32
    assert [row.value for row in rows(store)] == [31, 32, 41]


def test_the_municipal_database_writes_into_the_same_table_in_the_order_it_is_read(
    store: Store, history: Observations
) -> None:
    """A clock of ours that goes back does not let an old value return."""
    for value, now in ((7.0, NOW), (8.0, NOW), (9.0, NOW - timedelta(days=1))):
        with store.begin() as connection:
            tables: dict[str, Sequence[Any]] = {
                "observation": [Observation("시정 만족도", "", AT, value)],
                "event": [Event("e", AT, "message", text=str(value))],
            }
            assert store.write_city(connection, Incoming("city", None, tables), now) is not None

    assert [point.value for point in raw(history, "시정 만족도", "")] == [9]
    assert [row.value for row in rows(store)] == [7, 8, 9]
    assert [event.text for event in history.events(("message",), AT, NOW)] == ["9.0"]


# -- flags -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-1.0, 5001.0, float("inf"), float("-inf")])
def test_an_absurd_value_is_kept_and_flagged(store: Store, history: Observations, value: float) -> None:
    write(store, pm10(value))

    assert [(point.value, point.flag) for point in raw(history)] == [(value, ABSURD)]
    assert write(store, pm10(value)) == Written(None, repeated=1)


def test_what_is_no_number_is_missing_and_flagged(store: Store, history: Observations) -> None:
    write(store, pm10(float("nan")), Observation("시정 만족도", "30000", AT, float("nan")))

    assert [(point.value, point.flag) for point in raw(history)] == [(None, ABSURD)]
    assert [point.value for point in raw(history, "시정 만족도", "30000")] == [None]
    assert write(store, pm10(float("nan"))) == Written(None, repeated=1)


def test_bounds_belong_to_the_measure_and_its_ends_are_possible(store: Store, history: Observations) -> None:
    hour = timedelta(hours=1)
    write(store, pm10(0), pm10(5000, AT + hour), Observation("시정 만족도", "", AT, -1e9))

    assert [point.flag for point in (*raw(history), *raw(history, "시정 만족도", ""))] == [None, None, None]


def test_a_value_of_a_time_to_come_is_flagged_but_a_forecast_is_not(
    store: Store, history: Observations
) -> None:
    soon, far = NOW + timedelta(minutes=5), NOW + timedelta(minutes=5, seconds=1)
    write(
        store,
        pm10(31, soon),
        pm10(32, far),
        pm10(None, far + timedelta(hours=1), "통신장애"),
        Observation("forecast.temperature", "30000", far, 3),
    )

    assert [point.flag for point in raw(history)] == [None, AHEAD, AHEAD]
    assert [point.flag for point in raw(history, "forecast.temperature", "30000")] == [None]


def test_a_value_ahead_of_its_time_counts_once_it_is_fetched_in_its_time(
    store: Store, history: Observations
) -> None:
    ahead = NOW + timedelta(minutes=30)
    write(store, pm10(30, NOW), pm10(31, ahead))
    assert history.latest("air.pm10")[PLACE].at == NOW

    write(store, pm10(31, ahead), fetched_at=ahead)

    assert history.latest("air.pm10")[PLACE] == Point(ahead, 31, None, 1, ahead)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        write(store, pm10(1, AT.replace(tzinfo=None)))


# -- newest ------------------------------------------------------------------------------------------


def test_the_newest_point_of_every_place_is_neither_ahead_nor_in_the_future(
    store: Store, history: Observations
) -> None:
    hour = timedelta(hours=1)
    forecasts = [Observation("forecast.sky", "30000", NOW + n * hour, 1 + n) for n in range(4)]
    write(
        store,
        *forecasts,
        pm10(31, NOW - hour),
        pm10(None, NOW, "통신장애"),
        pm10(99, NOW + timedelta(days=1)),
        pm10(12, NOW - timedelta(days=300), place="station:옛동"),
        pm10(50, NOW + timedelta(days=1), place="station:내일동"),
    )

    latest = history.latest("air.pm10")

    assert latest.keys() == {PLACE, "station:옛동"}
    assert latest[PLACE] == Point(NOW, None, "통신장애", 1, NOW)
    assert latest["station:옛동"].value == 12
    assert history.latest("forecast.sky")["30000"].at == NOW + hour
    assert history.latest("air.o3") == {}


def test_a_measure_that_nobody_gave_has_no_points(history: Observations) -> None:
    assert raw(history, "air.co") == ()
    assert history.points("air.co", PLACE, AT, NOW, Step.DAY) == ()


# -- events and spots --------------------------------------------------------------------------------


def test_events_come_in_order_each_as_it_was_last_corrected(store: Store, history: Observations) -> None:
    hour = timedelta(hours=1)
    second = Event("b", AT, "warning", "경보", "30000", "둘째", "호우", "변경발표", 2, AT + hour)
    first = Event("c", AT, "warning", "주의보", "30000", "첫째", "호우", "발표", 1)
    message = Event(
        "a", AT + hour, "message", "안전안내", "동구,서구", "글", "호우", unread=(("until", "내일쯤"),)
    )
    moved = Event("d", AT, "message", text="곧")

    assert write(store, events=[second, first, message, moved]) == Written(1, new=4)
    assert write(store, events=[second, first, message, moved], fetched_at=SECOND) == Written(
        None, repeated=4
    )
    corrected = Event("d", AT - hour, "message", text="곧")
    assert write(store, events=[corrected], fetched_at=THIRD) == Written(2, corrected=1)

    assert history.events(("warning", "message"), AT, AT + 2 * hour) == (first, second, message)
    assert history.events(("message",), AT - hour, AT) == (corrected,)
    assert history.events(("warning",), AT + hour, NOW) == ()


def test_two_sources_may_give_an_event_the_same_number(store: Store, history: Observations) -> None:
    write(store, events=[Event("1", AT, "message", text="가")], source="messages")
    write(store, events=[Event("1", AT, "message", text="나")], source="city")

    assert {event.text for event in history.events(("message",), AT, NOW)} == {"가", "나"}


def test_a_spot_is_as_it_was_last_named_and_a_silent_field_stays(store: Store, history: Observations) -> None:
    write(store, spots=[Spot(PLACE, "시험동", "30110", 36.3, 127.4)])

    seen = write(store, spots=[Spot(PLACE, "시험동")], fetched_at=SECOND)
    renamed = write(store, spots=[Spot(PLACE, "시험1동"), Spot("road:가로", "가로")], fetched_at=THIRD)
    late = write(store, spots=[Spot(PLACE, "옛이름")], fetched_at=FIRST)

    assert (seen.version, renamed.version, late.version) == (None, 2, None)
    assert history.spots() == {
        PLACE: Spot(PLACE, "시험1동", "30110", 36.3, 127.4, THIRD),
        "road:가로": Spot("road:가로", "가로", seen_at=THIRD),
    }


# -- at scale, at once, at the ends of time ----------------------------------------------------------


def test_a_hundred_thousand_rows_are_one_batch(store: Store, history: Observations) -> None:
    minutes = [AT - timedelta(minutes=5 * n) for n in range(10_000)]
    values = [pm10(n % 90, at, place=f"station:{k}") for k in range(10) for n, at in enumerate(minutes)]

    began = perf_counter()
    written = [write(store, *values), write(store, *values, fetched_at=SECOND)]
    seconds = perf_counter() - began

    assert written == [Written(1, new=100_000), Written(None, repeated=100_000)]
    assert seconds < 60, "rows are taken one by one"
    assert len(history.latest("air.pm10")) == 10


def test_writers_at_once_write_every_value_once(store: Store, history: Observations) -> None:
    days = [AT - timedelta(days=31 * n) for n in range(6)]

    def one(turn: int) -> Written:
        own = [pm10(turn, at, place=f"station:{turn}") for at in days]
        return write(store, *own, *(pm10(50, at) for at in days), source="air")

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(one, range(8)))

    assert sorted(written.new for written in results) == [6] * 7 + [12]
    assert sum(written.repeated for written in results) == 6 * 7
    assert sorted(written.version or 0 for written in results) == list(range(1, 9))
    assert len(rows(store)) == 6 * 9
    assert len(raw(history)) == 6


def test_every_time_that_can_be_written_down_finds_a_place(store: Store, history: Observations) -> None:
    ends = [datetime.min.replace(tzinfo=UTC), datetime(2019, 12, 31, 23, 59, tzinfo=UTC)]
    ends += [
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
    ]
    ends += [datetime.max.replace(tzinfo=UTC)]

    assert write(store, *(pm10(n, at) for n, at in enumerate(ends))).new == 6

    points = history.points("air.pm10", PLACE, ends[0], ends[-1], Step.RAW)
    assert [point.at for point in points] == ends[:-1]
    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(OBSERVATION)) == 6


def test_a_first_of_january_of_the_year_one_in_seoul_finds_a_place_too(store: Store) -> None:
    nothing = datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Seoul"))

    assert write(store, pm10(1, nothing)) == Written(1, new=1)
    assert write(store, pm10(1, nothing)) == Written(None, repeated=1)


def test_a_failed_write_leaves_nothing_behind(store: Store, history: Observations) -> None:
    with pytest.raises(RuntimeError), store.begin() as connection:
        history.write(connection, "air", [pm10(31)], [], [], NOW)
        raise RuntimeError("the process dies here")

    assert rows(store) == []
    assert write(store, pm10(31)) == Written(1, new=1)
    with store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(VersionRow)) == 1


def test_partitions_are_months_that_are_made_when_their_first_row_comes(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.upgrade()
    days = [
        datetime(2024, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2025, 1, 1, tzinfo=UTC),
        datetime(1971, 5, 5, tzinfo=UTC),
    ]
    write(store, *(pm10(1, at) for at in days))
    write(store, pm10(2, days[1] + timedelta(days=3)))

    with store.engine.connect() as connection:
        found = connection.execute(
            text("SELECT tableoid::regclass::text, count(*) FROM observation GROUP BY 1 ORDER BY 1")
        ).all()
    store.close()

    assert [tuple(row) for row in found] == [
        ("observation_2024_12", 1),
        ("observation_2025_01", 2),
        ("observation_earlier", 1),
    ]


def test_a_partition_has_its_new_rows_marked_for_the_index_often(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.upgrade()
    write(store, pm10(1))

    with store.engine.connect() as connection:
        options = connection.scalar(
            text("SELECT reloptions FROM pg_class WHERE relname = 'observation_2025_03'")
        )
    store.close()

    assert f"autovacuum_vacuum_insert_threshold={UNVACUUMED_ROWS}" in options


def test_who_reads_does_not_wait_for_a_partition_that_is_being_made(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.upgrade()
    history = Observations(store.engine, lambda: NOW)
    write(store, pm10(1))

    with store.begin() as connection:
        history.write(connection, "air", [pm10(2, AT - timedelta(days=100))], [], [], NOW)
        assert len(raw(history)) == 1
        assert history.latest("air.pm10")[PLACE].value == 1
    assert len(raw(history)) == 2
    store.close()
