"""One refresh from a municipal database into the store: what is taken, kept back, refused and written down."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.domain.runs import RunState
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN, Words, load_words
from dashboard.refresh import SourceRefresh, StoreUnavailable
from db import runs
from db.locks import lock
from db.sources.mapping import load_mapping
from db.sources.worker import SourceWorker
from db.store import Store
from tests.support.city import City
from tests.support.postgres import PostgresServer

NOW = datetime(2025, 1, 2, 0, 0, tzinfo=UTC)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path)


@pytest.fixture
def open_refresh(city: City) -> Iterator[Callable[..., tuple[SourceRefresh, Store]]]:
    opened: list[tuple[SourceWorker, Store]] = []

    def _open(
        url: str, words: Words = KOREAN, clock: Callable[[], datetime] = lambda: NOW
    ) -> tuple[SourceRefresh, Store]:
        mapping = load_mapping(city.mapping_path, language=words)
        store = Store(url)
        store.upgrade()
        worker = SourceWorker(mapping)
        opened.append((worker, store))
        source_lock = lock(url, f"refresh-{mapping.id}")
        return SourceRefresh(mapping, worker, store, source_lock, clock), store

    yield _open
    for worker, store in opened:
        worker.close()
        store.close()


@pytest.fixture
def refresh_and_store(
    open_refresh: Callable[..., tuple[SourceRefresh, Store]], store_url: str
) -> tuple[SourceRefresh, Store]:
    return open_refresh(store_url)


Pair = tuple[SourceRefresh, Store]


def test_a_first_refresh_takes_everything_in(refresh_and_store: Pair) -> None:
    refresh, store = refresh_and_store

    outcome = refresh.run()

    assert outcome is not None
    assert (outcome.state, outcome.versions) == (RunState.CHANGED, (1,))
    assert outcome.basis_date == date(2024, 12, 31)
    assert all(count.read == count.kept + count.set_aside for count in outcome.tables)
    records = store.records(1)
    assert len(records["project"]) == 20
    assert {report.status for report in records["status_report"]} == {Status.ON_TRACK}
    assert sum(fund.amount for fund in records["plan_fund"]) == 20 * 1_000_000_000


def test_nothing_new_raises_no_version_and_is_written_down(refresh_and_store: Pair) -> None:
    refresh, store = refresh_and_store
    refresh.run()

    outcome = refresh.run()

    assert outcome is not None
    assert (outcome.state, outcome.versions) == (RunState.UNCHANGED, ())
    newest, first = runs.source_log(store, "city").runs
    assert (newest.state, newest.version, newest.tables) == (RunState.UNCHANGED, 1, first.tables)


def test_a_change_in_the_city_is_a_new_version(refresh_and_store: Pair, city: City) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("UPDATE pledge SET percent = '55', reported = '2025-01-01' WHERE no = '7'")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.versions == (2,)
    changes = {(c.table, c.key, c.field, c.before, c.after) for c in store.changes(1, 2)}
    assert ("status_report", "7", "progress", 0.4, 0.55) in changes


def test_one_vanished_project_is_taken_and_told(refresh_and_store: Pair, city: City) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM pledge WHERE no = '3'")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.state is RunState.CHANGED
    assert ("project", "3", "vanished") in {(c.table, c.key, c.kind.value) for c in store.changes(1, 2)}
    # What belonged to it are orphans now: set aside by name, not gone.
    assert {f.table for f in outcome.findings.set_aside} == {"stage", "stage_plan", "plan_fund", "fund_fact"}


def test_what_follows_from_a_confirmed_drop_is_not_asked_about_again(
    refresh_and_store: Pair, city: City
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM pledge WHERE CAST(no AS INTEGER) > 10")
    asked = ["project", "membership", "status_report", "stage", "stage_plan", "plan_fund", "fund_fact"]

    outcome = refresh.run(confirmed=asked)

    # The city lists no plan versions: every project has a 당초 by itself, 20 before and 10 now.
    assert outcome is not None
    assert (outcome.state, outcome.refused) == (RunState.CHANGED, ())
    assert store.counts("city")["plan_version"] == 10


@pytest.mark.parametrize("left", [0, 12])
def test_a_large_drop_is_refused_until_someone_confirms(
    refresh_and_store: Pair, city: City, left: int
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM money WHERE CAST(no AS INTEGER) > ?", (left,))

    refused = refresh.run()
    again = refresh.run()
    confirmed = refresh.run(confirmed=["plan_fund"])

    assert refused is not None
    assert again is not None
    assert confirmed is not None
    assert (refused.state, refused.refused) == (RunState.PARTIAL, ("plan_fund",))
    assert (again.state, again.refused) == (RunState.PARTIAL, ("plan_fund",))
    assert "20" in (refused.error or "")
    assert len(store.records(1)["plan_fund"]) == 20
    assert (confirmed.state, confirmed.refused) == (RunState.CHANGED, ())
    current = store.current()
    assert current is not None
    assert len(store.records(current.number)["plan_fund"]) == left


def test_when_the_projects_are_refused_what_belongs_to_them_stays_too(
    refresh_and_store: Pair, city: City
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM pledge WHERE CAST(no AS INTEGER) > 5")

    outcome = refresh.run()

    assert outcome is not None
    assert "project" in outcome.refused
    assert outcome.findings.set_aside == ()
    assert {name: len(rows) for name, rows in store.records(1).items() if rows}["stage"] == 40


def test_a_ledger_that_lost_rows_of_every_cell_is_refused_too(refresh_and_store: Pair, city: City) -> None:
    for number in range(1, 21):
        city.run("INSERT INTO spent VALUES (?, '국비', '2024', '100')", (str(number),))
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM spent WHERE amount = '100'")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.refused == ("fund_fact",)
    (count,) = [count for count in outcome.tables if count.table == "fund_fact"]
    assert (count.read, count.kept, count.set_aside) == (20, 0, 20)
    assert {fact.amount for fact in store.records(1)["fund_fact"]} == {500_000_000}


def test_a_half_written_list_does_not_touch_reports_or_money(refresh_and_store: Pair, city: City) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("DELETE FROM pledge WHERE CAST(no AS INTEGER) > 11")
    city.run("UPDATE pledge SET percent = NULL WHERE no = '10'")
    city.run("INSERT INTO spent VALUES ('15', '시비', '2024', '70')")

    outcome = refresh.run()

    assert outcome is not None
    assert {"project", "status_report"} <= set(outcome.refused)
    assert not {"plan_fund", "fund_fact", "stage"} & set(outcome.refused)
    current = store.current()
    assert current is not None
    records = store.records(current.number)
    assert {report.progress for report in records["status_report"]} == {0.4}
    assert 70_000_000 in {fact.amount for fact in records["fund_fact"]}


def test_a_basis_date_that_cannot_be_read_is_a_failed_run_with_its_cause(
    refresh_and_store: Pair, city: City
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("UPDATE pledge SET reported = '언젠가' WHERE no = '1'")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.state is RunState.FAILED
    assert "언젠가" in (outcome.error or "")
    assert [version.number for version in store.versions()] == [1]


def test_a_source_without_a_basis_date_speaks_of_the_day_it_was_read(
    city: City, open_refresh: Callable[..., Pair], store_url: str
) -> None:
    text = city.mapping_path.read_text("utf-8")
    text = text.replace('basis_date = "SELECT max(reported) FROM pledge"\n', "")
    city.mapping_path.write_text(text.replace(', as_of = "reported"', ""), "utf-8")
    refresh, store = open_refresh(store_url)

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.state is RunState.CHANGED
    records = store.records(1)
    assert {report.as_of for report in records["status_report"]} == {NOW.date()}
    assert {fact.as_of for fact in records["fund_fact"]} == {NOW.date()}


def test_a_renamed_column_keeps_the_tables_last_rows_and_is_named(
    refresh_and_store: Pair, city: City
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    city.run("ALTER TABLE money RENAME COLUMN amount TO total_amount")
    city.run("UPDATE pledge SET percent = '60' WHERE no = '1'")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.state is RunState.PARTIAL
    assert "plan_fund" in (outcome.error or "")
    assert "amount" in (outcome.error or "")
    records = store.records(2)
    assert len(records["plan_fund"]) == 20
    assert 0.6 in {report.progress for report in records["status_report"]}


def test_a_source_that_is_away_is_a_failed_run_and_changes_nothing(
    refresh_and_store: Pair, city: City
) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    away = city.path.rename(city.path.with_suffix(".away"))

    failed = refresh.run()
    away.rename(city.path)
    back = refresh.run()

    assert failed is not None
    assert back is not None
    assert failed.state is RunState.FAILED
    assert failed.error
    assert back.state is RunState.UNCHANGED
    assert [run.state for run in runs.source_log(store, "city").runs] == [
        RunState.UNCHANGED,
        RunState.FAILED,
        RunState.CHANGED,
    ]


ENGLISH = """
source_file_missing = "no such database"
row_keyless = "no key ({names})"
row_orphan = "no such {table}: {key}"
[tables]
project = "project"
[reasons]
not_in_calendar = "no such day"
"""


def test_a_citys_words_say_what_a_refresh_has_lost(
    city: City, open_refresh: Callable[..., Pair], store_url: str, tmp_path: Path
) -> None:
    city.run("INSERT INTO pledge VALUES (NULL, '번호 없음', '경제', '추진중', '1', '2024-12-31')")
    city.run("INSERT INTO step VALUES ('99', '설계', '2024-06-30', NULL)")
    city.run("UPDATE step SET planned_end = '2024. 2. 31' WHERE no = '5' AND step = '착공'")
    words_file = tmp_path / "words.toml"
    words_file.write_text(ENGLISH, "utf-8")
    in_korean, store = open_refresh(store_url)
    in_korean.run()
    before = runs.source_log(store, "city").findings
    in_english, _ = open_refresh(store_url, load_words(words_file))

    outcome = in_english.run()
    after = runs.source_log(store, "city").findings
    city.path.unlink()
    gone = in_english.run()

    assert outcome is not None
    assert gone is not None
    assert outcome.state is RunState.UNCHANGED
    assert "달력에 없는 날짜" in {lost.reason for lost in before.unread}
    assert "no such day" in {lost.reason for lost in after.unread}
    assert {"no key (id)", "no such project: 99"} <= {row.reason for row in after.set_aside}
    assert "no such database" in (gone.error or "")


def test_two_runs_at_once_read_the_source_once(open_refresh: Callable[..., Pair], store_url: str) -> None:
    first, _ = open_refresh(store_url)
    second, _ = open_refresh(store_url)
    held = lock(store_url, "refresh-city")
    assert held.acquire()

    assert first.run() is None
    assert second.run() is None
    held.release()
    assert second.run() is not None


def test_a_store_that_is_away_is_told_apart_from_a_source_that_is_away(
    open_refresh: Callable[..., Pair], own_postgres: PostgresServer
) -> None:
    url = own_postgres.create_database()
    refresh, _ = open_refresh(url)
    refresh.run()
    own_postgres.stop()

    with pytest.raises(StoreUnavailable):
        refresh.run()


@pytest.fixture
def dated_city(city: City) -> City:
    """The same city, whose list of pledges is a series of dated reports."""
    text = city.mapping_path.read_text("utf-8")
    text = text.replace(
        'basis_date = "SELECT max(reported) FROM pledge"', 'dates = "SELECT DISTINCT reported FROM pledge"'
    )
    for columns in (
        "no, title, field",
        "no AS project_id, 'pledge' AS programme_id, no AS number",
        "no, word, percent, reported",
    ):
        text = text.replace(
            f"SELECT {columns} FROM pledge", f"SELECT {columns} FROM pledge WHERE reported = :as_of"
        )
    city.mapping_path.write_text(text, "utf-8")
    return city


def next_report(city: City, day: str, percent: str) -> None:
    city.run(
        "INSERT INTO pledge SELECT no, title, field, word, ?, ? FROM pledge WHERE reported = '2024-12-31'",
        (percent, day),
    )


def test_dated_reports_replay_in_order_one_version_each_and_only_once(
    dated_city: City, refresh_and_store: Pair
) -> None:
    refresh, store = refresh_and_store
    next_report(dated_city, "2024-06-30", "30")
    next_report(dated_city, "2025-03-31", "60")

    first, second = refresh.run(), refresh.run()
    next_report(dated_city, "2025-06-30", "70")
    third = refresh.run()

    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.versions, second.versions, third.versions) == ((1, 2, 3), (), (4,))
    assert [version.basis_date for version in store.versions()] == [
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2025, 3, 31),
        date(2025, 6, 30),
    ]
    spring = store.as_of(date(2025, 4, 1))
    assert spring is not None
    assert {report.progress for report in store.records(spring.number)["status_report"]} == {0.3, 0.4, 0.6}


def test_a_replay_goes_on_until_the_newest_report_is_in(
    dated_city: City, open_refresh: Callable[..., Pair], store_url: str
) -> None:
    """Nobody may take the last report but one for today's, even while the newest is being read."""
    next_report(dated_city, "2025-03-31", "60")
    seen: list[tuple[int, bool]] = []

    def clock() -> datetime:
        if opened:
            refresh, store = opened[0]
            seen.append((len(store.versions()), refresh.catching_up))
        return NOW

    opened: list[Pair] = []
    opened.append(open_refresh(store_url, clock=clock))
    refresh, _ = opened[0]
    refresh.run()

    assert {catching_up for versions, catching_up in seen if versions == 1} == {True}
    assert not refresh.catching_up


def test_a_dated_report_whose_date_is_none_is_named_and_the_others_are_taken(
    dated_city: City, refresh_and_store: Pair
) -> None:
    refresh, _ = refresh_and_store
    next_report(dated_city, "2025. 2. 31", "50")

    outcome = refresh.run()

    assert outcome is not None
    assert outcome.versions == (1,)
    assert ("dates", "2025. 2. 31") in {(lost.field, lost.raw) for lost in outcome.findings.unread}


def test_runs_that_end_alike_are_one_row_that_counts(refresh_and_store: Pair, city: City) -> None:
    refresh, store = refresh_and_store
    for _ in range(4):
        refresh.run()
    city.run("UPDATE pledge SET percent = '41' WHERE no = '1'")
    refresh.run()
    refresh.run()

    log = runs.source_log(store, "city")

    assert [(run.state, run.times) for run in log.runs] == [
        (RunState.UNCHANGED, 1),
        (RunState.CHANGED, 1),
        (RunState.UNCHANGED, 3),
        (RunState.CHANGED, 1),
    ]
    assert runs.count(store) == 6


def test_the_log_forgets_old_runs_but_not_what_is_still_shown(refresh_and_store: Pair) -> None:
    refresh, store = refresh_and_store
    refresh.run()
    refresh.run()

    runs.forget(store, keep_days=1, now=datetime(2025, 3, 1, tzinfo=UTC))

    (left,) = runs.source_log(store, "city").runs
    assert left.state is RunState.CHANGED
    assert left.tables
