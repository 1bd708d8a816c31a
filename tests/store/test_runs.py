"""The log of runs: the last days of it, with reasons, read on from where it was read before."""

from datetime import UTC, datetime, timedelta

from dashboard.domain.runs import Findings, RunState, SetAside, TableCount
from db import runs
from db.runlog import SHOWN_REASONS
from db.store import Store

NOW = datetime(2025, 1, 8, 3, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def note(
    store: Store,
    at: datetime,
    state: RunState = RunState.CHANGED,
    read: int = 10,
    set_aside: tuple[SetAside, ...] = (),
    source: str = "city",
) -> int:
    """Write one ended run with findings of its own; a failed one has none."""
    finished = runs.Finished(
        state,
        at + timedelta(seconds=1),
        tables=(TableCount("project", read, read - len(set_aside), len(set_aside)),),
        digest="d",
        findings=None if state is RunState.FAILED else Findings(set_aside),
    )
    with store.begin() as connection:
        return runs.record(connection, source, at, finished)


def again(store: Store, at: datetime, findings_run: int) -> int:
    """A read that brought nothing new."""
    finished = runs.Finished(RunState.UNCHANGED, at, digest="d", findings_run=findings_run)
    with store.begin() as connection:
        return runs.record(connection, "city", at, finished)


def test_every_run_of_the_last_days_is_there_and_no_older_one(store: Store) -> None:
    midnight = datetime(2025, 1, 1, 15, 0, tzinfo=UTC)
    note(store, midnight - MINUTE)
    kept = [note(store, at) for at in (midnight, midnight + DAY, NOW)]

    assert [run.id for run in runs.source_log(store, "city", days=7).runs] == kept[::-1]
    assert [run.id for run in runs.source_log(store, "city", days=1).runs] == kept[2:]


def test_the_days_end_with_the_newest_run_whatever_the_clock_says(store: Store) -> None:
    note(store, NOW - 300 * DAY, source="other")
    old = note(store, NOW - 100 * DAY)

    log = runs.source_log(store, "city", days=1)

    assert [run.id for run in log.runs] == [old]
    assert log.last_attempt == NOW - 100 * DAY + timedelta(seconds=1)


def test_thousands_of_runs_are_all_kept_and_what_they_share_is_held_once(store: Store) -> None:
    with store.begin() as connection:
        for place in range(3_000):
            counts = (TableCount("project", 136, 136), TableCount("fund_fact", 5_000 + place, 5_000 + place))
            at = NOW + place * MINUTE
            finished = runs.Finished(RunState.CHANGED, at, tables=counts, digest="d", findings=Findings())
            runs.record(connection, "city", at, finished)

    log = runs.source_log(store, "city", days=7)

    counts_of_projects = [count for run in log.runs for count in run.tables if count.table == "project"]
    assert (len(log.runs), len(counts_of_projects)) == (3_000, 3_000)
    assert len({id(count) for count in counts_of_projects}) == 1


def test_reading_on_gives_what_reading_anew_gives(store: Store) -> None:
    first = note(store, NOW - 2 * DAY)
    second = note(store, NOW - DAY, set_aside=(SetAside("project", "7", "키가 겹침"),))
    known = runs.source_log(store, "city", days=2)
    again(store, NOW - MINUTE, second)
    again(store, NOW, second)
    note(store, NOW + MINUTE, RunState.FAILED)

    read_on = runs.source_log(store, "city", days=2, known=known)

    assert read_on == runs.source_log(store, "city", days=2)
    assert first not in {run.id for run in read_on.runs}
    assert [(run.state, run.times) for run in read_on.runs] == [
        (RunState.FAILED, 1),
        (RunState.UNCHANGED, 2),
        (RunState.CHANGED, 1),
    ]


def test_a_run_that_was_counted_once_more_is_read_again(store: Store) -> None:
    first = note(store, NOW)
    again(store, NOW + MINUTE, first)
    known = runs.source_log(store, "city")
    again(store, NOW + 2 * MINUTE, first)

    assert [run.times for run in runs.source_log(store, "city", known=known).runs] == [2, 1]


def test_runs_that_end_alike_are_one_row_of_each_day(store: Store) -> None:
    first = note(store, NOW)
    midnight = datetime(2025, 1, 8, 15, 0, tzinfo=UTC)
    for at in (midnight - 2 * MINUTE, midnight - MINUTE, midnight, midnight + MINUTE):
        again(store, at, first)

    assert [run.times for run in runs.source_log(store, "city").runs] == [2, 2, 1]


def test_the_reasons_of_what_was_set_aside_are_counted_by_table_the_most_frequent_first(store: Store) -> None:
    lost = [SetAside("project", str(n), "키가 겹침") for n in range(3)]
    lost += [SetAside("project", f"x{n}", f"가리키는 분야 {n} 없음") for n in range(9)]
    run = note(store, NOW, read=20, set_aside=tuple(lost))
    again(store, NOW + MINUTE, run)

    same, counted = runs.source_log(store, "city").runs

    (count,) = counted.tables
    assert count.reasons[0] == ("키가 겹침", 3)
    assert len(count.reasons) == SHOWN_REASONS
    assert same.tables == counted.tables
