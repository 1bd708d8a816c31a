"""Row versions, appended reports, versions as of a date, changes between versions; on both databases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.history import ChangeKind
from dashboard.domain.records import (
    Event,
    FundFact,
    Observation,
    PlanFund,
    Project,
    StagePlan,
    StatusReport,
)
from dashboard.domain.vocabulary import FundSource, FundStage, Precision, Status
from db.schema import Base, VersionRow
from db.store import Incoming, Store, VersionNotKept, revisions

NOW = datetime(2025, 1, 2, 9, 0, tzinfo=UTC)
JANUARY, FEBRUARY, MARCH = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)
STAGE = StagePlan("1", "당초", "착공", date(2024, 5, 1), Precision.DAY, date(2024, 6, 1), Precision.DAY)


def write(
    store: Store, basis: date | None = JANUARY, source: str = "city", **tables: list[Any]
) -> int | None:
    with store.begin() as connection:
        return store.write(connection, Incoming(source, basis, tables), NOW)


def report(as_of: date, progress: float, project: str = "1") -> StatusReport:
    return StatusReport(project, as_of, Status.ON_TRACK, "정상추진", progress)


def test_the_tables_of_the_migrations_are_the_tables_of_the_program(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)

    assert Base.metadata.tables
    assert differences == []


def test_a_second_upgrade_changes_nothing(store: Store) -> None:
    write(store, project=[Project("1", "가")])

    store.upgrade()

    assert store.records(1)["project"] == (Project("1", "가"),)


def test_the_same_data_keeps_its_version(store: Store) -> None:
    tables: dict[str, list[Any]] = {
        "project": [Project("1", "가")],
        "status_report": [report(JANUARY, 0.5)],
    }

    first, second = write(store, JANUARY, "city", **tables), write(store, JANUARY, "city", **tables)

    assert (first, second) == (1, None)


def test_every_kind_of_value_comes_back_as_it_went_in(store: Store) -> None:
    project = Project(
        "1", "가", ends=date(2026, 6, 1), ends_precision=Precision.MONTH, has_budget=False,
        unread=(("starts", "2014. 7 ~ 계속"),),
    )  # fmt: skip
    fund = PlanFund("1", None, "당초", FundSource.NATIONAL, "2024", 9_007_199_254_740_993)
    fact = FundFact(None, "a", FundSource.UNKNOWN, "기투자", FundStage.EXECUTED, JANUARY, None)

    write(store, project=[project], plan_fund=[fund], fund_fact=[fact], status_report=[report(JANUARY, 0.1)])

    records = store.records(1)
    assert records["project"] == (project,)
    assert records["plan_fund"] == (fund,)
    assert records["fund_fact"] == (fact,)
    assert records["status_report"] == (report(JANUARY, 0.1),)


def test_an_earlier_version_reads_as_it_was(store: Store) -> None:
    write(store, JANUARY, project=[Project("1", "가"), Project("2", "나")])
    write(store, FEBRUARY, project=[Project("1", "가 (새 이름)")])

    assert {p.name for p in store.records(1)["project"]} == {"가", "나"}
    assert {p.name for p in store.records(2)["project"]} == {"가 (새 이름)"}


def test_a_version_is_found_by_the_date_the_data_speaks_of(store: Store) -> None:
    write(store, JANUARY, project=[Project("1", "가")])
    write(store, MARCH, project=[Project("1", "나")])

    found = [store.as_of(day) for day in (date(2023, 1, 1), FEBRUARY, MARCH)]

    assert [version.number if version else None for version in found] == [None, 1, 2]


def test_a_table_that_did_not_come_keeps_its_rows(store: Store) -> None:
    write(store, project=[Project("1", "가")], stage_plan=[STAGE])

    assert write(store, project=[Project("1", "가")]) is None
    assert store.records(1)["stage_plan"] == (STAGE,)


def test_sources_do_not_close_each_others_rows(store: Store) -> None:
    write(store, source="pledges", project=[Project("1", "가")])
    write(store, source="other", project=[Project("9", "나")])

    assert {p.id for p in store.records(2)["project"]} == {"1", "9"}


def test_the_data_of_two_sources_speak_of_the_older_of_their_dates(store: Store) -> None:
    write(store, JANUARY, source="pledges", project=[Project("1", "가")])
    write(store, MARCH, source="other", project=[Project("9", "나")])
    write(store, FEBRUARY, source="pledges", project=[Project("1", "다")])

    assert [store.basis_at(number) for number in (1, 2, 3)] == [JANUARY, JANUARY, FEBRUARY]


def test_changes_are_told_field_by_field_with_what_vanished_and_returned(store: Store) -> None:
    write(store, JANUARY, project=[Project("1", "가"), Project("2", "나")])
    write(store, FEBRUARY, project=[Project("1", "가", location="서구")])
    write(store, MARCH, project=[Project("1", "가", location="서구"), Project("2", "나"), Project("3", "다")])

    first = {(c.key, c.kind, c.field, c.before, c.after) for c in store.changes(1, 2)}
    second = {(c.key, c.kind) for c in store.changes(2, 3)}
    over_all = {(c.key, c.kind, c.field) for c in store.changes(1, 3)}

    assert first == {
        ("1", ChangeKind.CHANGED, "location", None, "서구"),
        ("2", ChangeKind.VANISHED, "", None, None),
    }
    assert second == {("2", ChangeKind.RETURNED), ("3", ChangeKind.ADDED)}
    assert over_all == {("1", ChangeKind.CHANGED, "location"), ("3", ChangeKind.ADDED, "")}


def test_a_report_that_came_again_in_other_words_is_kept_beside_the_first(store: Store) -> None:
    write(store, project=[Project("1", "가")], status_report=[report(JANUARY, 0.5)])
    write(store, status_report=[report(JANUARY, 0.4)])

    assert store.records(1)["status_report"] == (report(JANUARY, 0.5),)
    assert store.records(2)["status_report"] == (report(JANUARY, 0.4),)


def test_reports_that_no_longer_come_stay(store: Store) -> None:
    write(store, JANUARY, status_report=[report(JANUARY, 0.5)])
    write(store, FEBRUARY, status_report=[report(FEBRUARY, 0.6)])

    assert store.records(2)["status_report"] == (report(JANUARY, 0.5), report(FEBRUARY, 0.6))
    assert {(c.field, c.before, c.after) for c in store.changes(1, 2)} == {
        ("as_of", JANUARY, FEBRUARY),
        ("progress", 0.5, 0.6),
    }


def test_a_planned_date_that_moved_within_a_plan_version_is_an_unapproved_change(store: Store) -> None:
    moved = StagePlan("1", "당초", "착공", date(2024, 5, 1), Precision.DAY, date(2024, 9, 1), Precision.DAY)
    write(store, JANUARY, stage_plan=[STAGE])
    write(store, FEBRUARY, stage_plan=[moved])

    (change,) = store.unapproved(2)

    assert (change.part, change.before, change.after) == ("end", date(2024, 6, 1), date(2024, 9, 1))
    assert change.basis_date == FEBRUARY
    assert store.unapproved(1) == ()


def test_an_approved_change_is_another_plan_version_and_no_unapproved_change(store: Store) -> None:
    approved = StagePlan(
        "1", "변경1", "착공", date(2024, 5, 1), Precision.DAY, date(2024, 9, 1), Precision.DAY
    )
    write(store, JANUARY, stage_plan=[STAGE])
    write(store, FEBRUARY, stage_plan=[STAGE, approved])

    assert store.unapproved(2) == ()


def test_a_dry_run_says_what_would_change_and_writes_nothing(store: Store) -> None:
    write(store, project=[Project("1", "가"), Project("2", "나")])
    incoming = Incoming("city", FEBRUARY, {"project": [Project("1", "라"), Project("3", "다")]})

    found = store.would_change(incoming)

    assert found == {"project": {"added": 1, "changed": 1, "vanished": 1}}
    assert [version.number for version in store.versions()] == [1]


def test_a_stated_basis_date_alone_is_a_new_version(store: Store) -> None:
    write(store, JANUARY, project=[Project("1", "가")])
    tables = {"project": [Project("1", "가")]}

    with store.begin() as connection:
        version = store.write(connection, Incoming("city", FEBRUARY, tables, stated=True), NOW)

    assert version == 2


def test_a_failed_write_leaves_the_version_as_it_was(store: Store) -> None:
    write(store, project=[Project("1", "가")])

    with pytest.raises(RuntimeError), store.begin() as connection:
        store.write(connection, Incoming("city", FEBRUARY, {"project": [Project("2", "나")]}), NOW)
        raise RuntimeError("the process dies here")

    assert [version.number for version in store.versions()] == [1]
    assert store.records(1)["project"] == (Project("1", "가"),)


def test_old_versions_are_forgotten_and_refused_but_the_newest_stays(store: Store) -> None:
    for number, name in enumerate(("가", "나", "다")):
        with store.begin() as connection:
            incoming = Incoming("city", JANUARY, {"project": [Project("1", name)]})
            store.write(connection, incoming, NOW + timedelta(days=number * 10))

    removed = store.prune(keep_days=5, now=NOW + timedelta(days=22))

    assert removed == 1
    assert [version.number for version in store.versions()] == [2, 3]
    assert store.records(3)["project"] == (Project("1", "다"),)
    with pytest.raises(VersionNotKept, match="자료 버전 1"):
        store.records(1)


def test_observations_and_events_move_a_version_of_their_own(store: Store) -> None:
    value = Observation("인구", "대전", NOW, 1_439_000.0)
    corrected = Observation("인구", "대전", NOW, 1_439_157.0)
    write(store, project=[Project("1", "가")])

    versions = []
    came: list[dict[str, list[Any]]] = [
        {"observation": [value], "event": [Event("e1", NOW, "재난문자")]},
        {"observation": [value]},
        {"observation": [corrected]},
    ]
    for tables in came:
        with store.begin() as connection:
            versions.append(store.write_city(connection, Incoming("city", JANUARY, tables), NOW))

    assert versions == [1, None, 2]
    current = store.current()
    assert current is not None
    assert current.number == 1
    with store.engine.connect() as connection:
        kinds = connection.execute(VersionRow.__table__.select().with_only_columns(VersionRow.kind)).scalars()
        assert sorted(kinds) == ["city", "city", "plan"]


names = st.dictionaries(st.sampled_from("123456"), st.sampled_from(["가", "나", "다"]), max_size=6)


@given(history=st.lists(names, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_every_version_reads_as_it_was_written(
    history: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    opened = Store(f"sqlite:///{tmp_path_factory.mktemp('history') / 'store.db'}")
    opened.upgrade()
    written: dict[int, set[Project]] = {}
    before: set[Project] = set()
    for step in history:
        came = {Project(key, name) for key, name in step.items()}
        version = write(opened, project=list(came))
        assert (version is not None) == (came != before)
        if version is not None:
            written[version] = came
        before = came

    assert {number: set(opened.records(number)["project"]) for number in written} == written
    opened.close()


def test_a_store_that_is_up_to_date_is_known_as_such(store: Store) -> None:
    """The names of the files say which revision is the newest: the migrations themselves agree."""
    assert store.revision() == revisions()[-1]
