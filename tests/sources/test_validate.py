"""Raw rows become checked records, and whatever is lost is counted and named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.records import Assignment, FundFact, PlanFund, PlanVersion, Project, StatusReport
from dashboard.domain.runs import SetAside, TableCount, UnmappedWord, UnreadField
from dashboard.domain.vocabulary import (
    Completion,
    FundSource,
    FundStage,
    Novelty,
    PlanKind,
    Precision,
    Role,
    Status,
)
from db.sources.batch import Batch
from db.sources.mapping import SourceMapping
from db.sources.money import LARGEST
from db.sources.reader import QueryResult, RawRead
from db.sources.tables import TABLES, Kind
from db.sources.validate import validate
from tests.sources.builders import Cells, mapping_of, raw_read, result, table_query

BASIS = date(2024, 12, 31)
ONE_PROJECT = result("id name", ["1", "가게"])


def batch_of(tmp_path: Path, settings: str = "", source: str = "", **results: QueryResult) -> Batch:
    """Validate one result per table; `settings` is more of the mapping file."""
    text = settings + "".join(table_query(table) for table in results if f"[[{table}]]" not in settings)
    return validate(raw_read(results), mapping_of(tmp_path, text, source))


def records(batch: Batch, table: str) -> tuple[object, ...]:
    return tuple(batch.tables[table].records)


def test_a_row_becomes_a_record(tmp_path: Path) -> None:
    columns = "id name number starts ends novelty completion has_budget budget_group"
    row: Cells = [7, " 청년  가게 ", "1-7", "2023. 7", "2026-06-30", "신규", "임기내", "예", None]

    batch = batch_of(tmp_path, project=result(columns, row))

    (project,) = records(batch, "project")
    assert project == Project(
        id="7",
        name="청년  가게",
        number="1-7",
        starts=date(2023, 7, 1),
        starts_precision=Precision.MONTH,
        ends=date(2026, 6, 30),
        ends_precision=Precision.DAY,
        novelty=Novelty.NEW,
        completion=Completion.IN_TERM,
        has_budget=True,
    )
    assert batch.basis_date == BASIS
    assert batch.counts()[0] == TableCount("project", read=1, kept=1)


def test_rows_without_a_key_are_set_aside_with_their_place(tmp_path: Path) -> None:
    rows: list[Cells] = [[None, "가"], ["4", "나"], [" - ", "다"], ["", "라"], ["가" * 201, "마"]]

    batch = batch_of(tmp_path, project=result("id name", *rows))

    assert [record.id for record in batch.tables["project"].records] == ["4"]
    assert batch.findings.set_aside == (
        SetAside("project", "1번째 줄", "키가 없음(id)"),
        SetAside("project", "3번째 줄", "키가 없음(id)"),
        SetAside("project", "4번째 줄", "키가 없음(id)"),
        SetAside("project", "5번째 줄", "키가 없음(id)"),
    )
    assert batch.tables["project"].count == TableCount("project", read=5, kept=1, set_aside=4)


def test_the_first_of_repeated_keys_is_kept_and_the_others_say_whether_they_differ(tmp_path: Path) -> None:
    rows: list[Cells] = [["1", "가"], ["1 ", "가"], ["1", "나"]]

    batch = batch_of(tmp_path, project=result("id name", *rows))

    assert [record.name for record in batch.tables["project"].records] == ["가"]
    assert [found.reason for found in batch.findings.set_aside] == [
        "같은 줄이 되풀이됨",
        "같은 키의 다른 줄을 이미 반영함",
    ]


def test_orphans_are_set_aside_and_take_their_children_along(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        project=ONE_PROJECT,
        stage=result("project_id key", ["1", "설계"], ["9", "설계"]),
        stage_plan=result(
            "project_id plan_key stage_key start",
            ["1", "당초", "설계", "2024"],
            ["1", "변경", "설계", "2024"],
            ["1", "당초", "공사", "2024"],
            ["9", "당초", "설계", "2024"],
        ),
    )

    assert [(found.table, found.key, found.reason) for found in batch.findings.set_aside] == [
        ("stage", "9/설계", "가리키는 사업 9 없음"),
        ("stage_plan", "1/변경/설계", "가리키는 계획 버전 1/변경 없음"),
        ("stage_plan", "1/당초/공사", "가리키는 절차 1/공사 없음"),
        ("stage_plan", "9/당초/설계", "가리키는 사업 9 없음"),
    ]
    assert len(records(batch, "stage_plan")) == 1


def test_a_project_of_an_unknown_area_stays_without_area(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path, area=result("id name", ["A", "경제"]), project=result("id name area_id", ["1", "가", "B"])
    )

    (project,) = batch.tables["project"].records
    assert (project.area_id, project.unread) == (None, (("area_id", "B"),))
    assert batch.findings.unread == (UnreadField("project", "1", "area_id", "B", "목록에 없는 값"),)


def test_an_unreadable_field_becomes_missing_and_its_row_stays(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, project=result("id name starts ends", ["1", "가", "2023-02-31", "미정"]))

    (project,) = batch.tables["project"].records
    assert (project.starts, project.ends) == (None, None)
    assert project.unread == (("starts", "2023-02-31"), ("ends", "미정"))
    assert batch.tables["project"].count == TableCount("project", read=1, kept=1, unread_fields=2)
    assert [found.reason for found in batch.findings.unread] == ["달력에 없는 날짜", "날짜로 읽을 수 없음"]


def test_an_end_before_its_start_is_dropped_and_kept_as_text(tmp_path: Path) -> None:
    rows: list[Cells] = [["1", "가", "2024-03-15", "2024-02"], ["2", "나", "2024-03-15", "2024-03"]]

    batch = batch_of(tmp_path, project=result("id name starts ends", *rows))

    first, second = batch.tables["project"].records
    assert (first.ends, first.ends_precision, first.unread) == (None, None, (("ends", "2024-02"),))
    assert (second.ends, second.ends_precision) == (date(2024, 3, 1), Precision.MONTH)


def test_a_period_text_fills_start_and_end_where_they_have_no_column(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        project=result("id name period", ["1", "가", "2014. 7 ~ 2016. 6"], ["2", "나", "2014. 7 ~ 계속"]),
    )

    first, second = batch.tables["project"].records
    assert (first.starts, first.ends, first.unread) == (date(2014, 7, 1), date(2016, 6, 1), ())
    assert (second.starts, second.ends, second.ends_precision) == (date(2014, 7, 1), None, Precision.OPEN)
    assert second.unread == (("ends", "2014. 7 ~ 계속"),)


def test_dates_kept_without_precision_are_the_last_day_where_they_end_something(tmp_path: Path) -> None:
    raw = raw_read(
        {
            "term": result("id name starts ends", ["8", "민선8기", "2022. 7", "2026. 6"]),
            "project": ONE_PROJECT,
            "plan_version": result("project_id key approved_on", ["1", "1차", "2023. 12"]),
            "status_report": result("project_id as_of", ["1", "2024.3분기"]),
        },
        basis_date="2024.4분기",
    )
    mapping = mapping_of(tmp_path, "".join(table_query(table) for table in raw.results))

    batch = validate(raw, mapping)

    (term,) = batch.tables["term"].records
    assert (term.starts, term.ends) == (date(2022, 7, 1), date(2026, 6, 30))
    assert batch.tables["plan_version"].records[0].approved_on == date(2023, 12, 1)
    assert batch.tables["status_report"].records[0].as_of == date(2024, 9, 30)
    assert batch.basis_date == date(2024, 12, 31)


def test_a_stated_precision_makes_a_date_less_exact_never_more(tmp_path: Path) -> None:
    columns = "project_id key actual_start actual_start_precision actual_end actual_end_precision"
    rows: list[Cells] = [
        ["1", "가", "2024-03-31", "month", "2024. 8", "day"],
        ["1", "나", "2024-03-31", None, None, "open"],
    ]

    batch = batch_of(tmp_path, project=ONE_PROJECT, stage=result(columns, *rows))

    first, second = batch.tables["stage"].records
    assert (first.actual_start, first.actual_start_precision) == (date(2024, 3, 1), Precision.MONTH)
    assert (first.actual_end, first.actual_end_precision) == (date(2024, 8, 1), Precision.MONTH)
    assert (second.actual_end, second.actual_end_precision) == (None, Precision.OPEN)


def test_a_status_word_nobody_mapped_is_kept_and_counted(tmp_path: Path) -> None:
    settings = '[status]\n"추진 중" = "정상추진"\n"설계" = ""\n'
    words = ["추진  중", "완료", "순항", "순항", "설계", None]
    rows: list[Cells] = [["1", f"2024-0{month}-01", word] for month, word in enumerate(words, 1)]

    batch = batch_of(
        tmp_path, settings, project=ONE_PROJECT, status_report=result("project_id as_of status", *rows)
    )

    reports = [record for record in records(batch, "status_report") if isinstance(record, StatusReport)]
    assert [report.status for report in reports] == [Status.ON_TRACK, Status.DONE, None, None, None, None]
    assert [report.status_word for report in reports] == ["추진 중", "완료", "순항", "순항", "설계", None]
    assert batch.findings.unmapped == (UnmappedWord("status", "순항", 2),)
    assert batch.findings.unread == ()


def test_words_of_other_groups_fall_back_without_being_guessed(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        project=result("id name novelty", ["1", "가", "이어서"]),
        department=result("id", ["총괄과"], ["협력과"], ["지원과"]),
        assignment=result(
            "project_id department_id role",
            ["1", "총괄과", None],
            ["1", "협력과", "협조"],
            ["1", "지원과", "거듦"],
        ),
        plan_fund=result("project_id source period amount", ["1", "기금", "언젠가", "5"]),
    )

    roles = [record.role for record in records(batch, "assignment") if isinstance(record, Assignment)]
    assert roles == [Role.LEAD, Role.SUPPORT, Role.SUPPORT]
    (fund,) = records(batch, "plan_fund")
    assert fund == PlanFund(
        "1", None, "당초", FundSource.UNKNOWN, "unknown", 5, (("source", "기금"), ("period", "언젠가"))
    )
    assert [(found.group, found.word) for found in batch.findings.unmapped] == [
        ("fund_source", "기금"),
        ("novelty", "이어서"),
        ("period", "언젠가"),
        ("role", "거듦"),
    ]


def test_rows_of_one_cell_of_money_add_up(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["1", "국비", 2024, "10"],
        ["1", "국비", "2024년", "△3"],
        ["1", "국비", "2024", None],
        ["1", "민자", "", None],
    ]

    batch = batch_of(
        tmp_path, project=ONE_PROJECT, plan_fund=result("project_id source period amount", *rows)
    )

    first, second = records(batch, "plan_fund")
    assert first == PlanFund("1", None, "당초", FundSource.NATIONAL, "2024", 7)
    assert second == PlanFund("1", None, "당초", FundSource.PRIVATE, "unknown", None)
    assert batch.tables["plan_fund"].count == TableCount("plan_fund", read=4, kept=4)
    (note,) = batch.findings.unread
    assert (note.field, note.raw) == ("amount", "△3")
    assert "음수" in note.reason


def test_money_with_row_ids_counts_every_id_once(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["a", "1", "확정", "10"],
        ["b", "1", "확정", "5"],
        ["a", "1", "확정", "10"],
        ["b", "1", "확정", "6"],
        [None, "1", "확정", "1"],
    ]

    batch = batch_of(tmp_path, project=ONE_PROJECT, fund_fact=result("id project_id stage amount", *rows))

    (fact,) = records(batch, "fund_fact")
    assert fact == FundFact("1", None, FundSource.UNKNOWN, "unknown", FundStage.SECURED, BASIS, 15)
    assert [(found.key, found.reason) for found in batch.findings.set_aside] == [
        ("a", "같은 줄이 되풀이됨"),
        ("b", "같은 키의 다른 줄을 이미 반영함"),
        (f"1/unknown/unknown/확정/{BASIS}", "키가 없음(id)"),
    ]


def test_a_sum_that_no_store_can_hold_is_set_aside_and_not_taken(tmp_path: Path) -> None:
    rows: list[Cells] = [["1", LARGEST], ["1", 1], ["1", -5]]

    batch = batch_of(tmp_path, project=ONE_PROJECT, plan_fund=result("project_id amount", *rows))

    assert batch.tables["plan_fund"].records[0].amount == LARGEST - 5
    assert [found.reason for found in batch.findings.set_aside] == ["한 칸의 합계가 너무 큼"]


def test_money_belongs_to_a_project_or_to_an_area(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["1", None, "1"],
        [None, "A", "2"],
        ["1", "A", "3"],
        [None, None, "4"],
        [None, "B", "5"],
    ]

    batch = batch_of(
        tmp_path,
        area=result("id", ["A"]),
        project=ONE_PROJECT,
        plan_fund=result("project_id area_id amount", *rows),
    )

    assert [record.amount for record in batch.tables["plan_fund"].records] == [1, 2]
    assert Counter(found.reason for found in batch.findings.set_aside) == {
        "사업과 분야 가운데 하나만 가리켜야 함": 2,
        "가리키는 분야 B 없음": 1,
    }


def test_a_stage_of_money_that_nobody_mapped_cannot_be_kept(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path, project=ONE_PROJECT, fund_fact=result("project_id stage amount", ["1", "약속", "1"])
    )

    assert [found.reason for found in batch.findings.set_aside] == ["키가 없음(stage)"]
    assert batch.findings.unmapped == (UnmappedWord("fund_stage", "약속", 1),)


def test_units_and_percents_are_the_querys(tmp_path: Path) -> None:
    settings = (
        table_query("project")
        + table_query("plan_fund", 'unit = "백만원"')
        + table_query("status_report", 'percent = "1"')
    )

    batch = batch_of(
        tmp_path,
        settings,
        project=ONE_PROJECT,
        plan_fund=result("project_id amount", ["1", "9,327-"]),
        status_report=result("project_id progress", ["1", "0.537"]),
    )

    assert batch.tables["plan_fund"].records[0].amount == 9_327_000_000
    assert batch.tables["status_report"].records[0].progress == 0.537
    assert batch.tables["status_report"].records[0].as_of == BASIS


def test_a_project_without_versions_has_an_original_plan(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, project=result("id name", ["1", "가"], ["2", "나"]))

    assert records(batch, "plan_version") == (
        PlanVersion("1", "당초", 0, PlanKind.ORIGINAL),
        PlanVersion("2", "당초", 0, PlanKind.ORIGINAL),
    )
    assert batch.tables["plan_version"].count == TableCount("plan_version")


def test_an_original_plan_is_added_where_a_plan_refers_to_it_and_none_has_its_place(tmp_path: Path) -> None:
    versions = result(
        "project_id key seq kind",
        ["1", "1차", "1", "변경"],
        ["2", "원안", "0", "당초"],
        ["3", "1차", "1", "변경"],
    )
    funds = result("project_id plan_key amount", ["1", "당초", "1"], ["2", "당초", "1"], ["2", "원안", "2"])

    batch = batch_of(
        tmp_path,
        project=result("id name", ["1", "가"], ["2", "나"], ["3", "다"]),
        plan_version=versions,
        plan_fund=funds,
    )

    assert [(v.project_id, v.key, v.seq) for v in batch.tables["plan_version"].records] == [
        ("1", "1차", 1),
        ("2", "원안", 0),
        ("3", "1차", 1),
        ("1", "당초", 0),
    ]
    assert [found.key for found in batch.findings.set_aside] == ["2/당초/unknown/unknown"]
    assert batch.tables["plan_version"].count.kept == 3


def test_versions_without_numbers_count_up_per_project(tmp_path: Path) -> None:
    versions = result("project_id key", ["1", "당초"], ["1", "1차"], ["1", "2차"], ["2", "1차"])

    batch = batch_of(tmp_path, project=result("id name", ["1", "가"], ["2", "나"]), plan_version=versions)

    assert [(v.project_id, v.seq, v.kind) for v in batch.tables["plan_version"].records] == [
        ("1", 0, PlanKind.ORIGINAL),
        ("1", 1, PlanKind.CHANGE),
        ("1", 2, PlanKind.CHANGE),
        ("2", 1, PlanKind.CHANGE),
    ]


def test_a_missing_column_freezes_its_table_and_is_named(tmp_path: Path) -> None:
    settings = table_query("project", 'columns = { area_id = "분야코드" }') + table_query("area")

    batch = batch_of(
        tmp_path, settings, area=result("name", ["가"]), project=result("id name 분야", ["1", "가", "A"])
    )

    assert batch.frozen == {
        "area": "열이 없음: id (있는 열: name)",
        "project": "열이 없음: 분야코드 (있는 열: id, name, 분야)",
    }
    assert batch.tables == {}
    assert [(count.table, count.read, count.frozen_reason is not None) for count in batch.counts()] == [
        ("area", 0, True),
        ("project", 0, True),
    ]


def test_rows_that_refer_to_a_frozen_table_are_checked_against_what_is_known(tmp_path: Path) -> None:
    text = table_query("project") + table_query("stage")
    raw = raw_read(
        {
            "project": QueryResult(error="no such table"),
            "stage": result("project_id key", ["1", "가"], ["2", "가"]),
        }
    )
    mapping = mapping_of(tmp_path, text)

    batch = validate(raw, mapping, known_keys={"project": ["1"], "plan_version": [("1", "당초")]})

    assert batch.frozen == {"project": "no such table"}
    assert [record.project_id for record in batch.tables["stage"].records] == ["1"]
    assert batch.findings.set_aside[0].reason == "가리키는 사업 2 없음"


def test_one_failed_query_of_several_freezes_the_table(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, table_query("project") * 2)
    raw = RawRead(results={"project": (ONE_PROJECT, QueryResult(error="timeout"))})

    assert validate(raw, mapping).frozen == {"project": "timeout"}


def test_several_queries_of_a_table_are_one_table(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, table_query("project") * 2)
    raw = RawRead(results={"project": (ONE_PROJECT, result("name id", ["나", "2"], ["다", "1"]))})

    batch = validate(raw, mapping, basis_date=BASIS)

    assert [record.name for record in batch.tables["project"].records] == ["가게", "나"]
    assert batch.tables["project"].count == TableCount("project", read=3, kept=2, set_aside=1)
    assert batch.basis_date == BASIS


def test_a_basis_date_that_is_no_date_is_named(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, table_query("project"))

    batch = validate(raw_read({"project": ONE_PROJECT}, basis_date="어제"), mapping)

    assert batch.basis_date is None
    assert batch.findings.unread[0] == UnreadField(
        "source", "city", "basis_date", "어제", "날짜로 읽을 수 없음"
    )


def test_files_that_could_not_be_read_are_named(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, table_query("project"))
    raw = replace(raw_read({"project": ONE_PROJECT}), problems=(("a.csv", "내용이 없음"),))

    assert validate(raw, mapping).findings.unread == (
        UnreadField("source", "a.csv", "file", "", "내용이 없음"),
    )


@pytest.mark.parametrize("column", ["id", "name"])
def test_every_renamed_column_that_a_table_needs_is_found(tmp_path: Path, column: str) -> None:
    renamed = result(f"id name {column}_new".replace(f"{column} ", "", 1), ["1", "가"])

    batch = batch_of(tmp_path, project=renamed)

    assert column in batch.frozen["project"]


CELL = st.one_of(
    st.none(),
    st.sampled_from(
        ["1", "2", "A", "당초", "설계", "국비", "확정", "2024", "2024-03-31", "완료", "9,327-", "-", ""]
    ),
    st.text(max_size=5),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.binary(max_size=3),
)


@st.composite
def reads(draw: st.DrawFn) -> tuple[str, RawRead]:
    """A mapping of some tables, and rows of any cells under some of their columns, often failing."""
    chosen = draw(
        st.lists(st.sampled_from([name for name in TABLES if name != "project"]), unique=True, max_size=4)
    )
    results: dict[str, QueryResult] = {}
    for table in ["project", *chosen]:
        columns: Sequence[str] = [
            *TABLES[table].required,
            *draw(st.lists(st.sampled_from(sorted(TABLES[table].columns)), max_size=4)),
        ]
        row = st.lists(CELL, min_size=len(columns), max_size=len(columns))
        rows = draw(st.lists(row, max_size=8))
        results[table] = QueryResult(tuple(columns), tuple(tuple(cells) for cells in rows))
    return "".join(table_query(table) for table in results), raw_read(results, basis_date=draw(CELL))


@given(read=reads())
def test_kept_and_set_aside_are_what_was_read(
    read: tuple[str, RawRead], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, raw = read
    mapping: SourceMapping = mapping_of(tmp_path_factory.mktemp("mapping"), text)

    batch = validate(raw, mapping, basis_date=BASIS)

    named = Counter(found.table for found in batch.findings.set_aside)
    for table, results in raw.results.items():
        if table in batch.frozen:
            continue
        count = batch.tables[table].count
        assert count.read == len(results[0].rows)
        assert count.read == count.kept + count.set_aside
        assert count.set_aside == named[table]
    for table, taken in batch.tables.items():
        keys = [tuple(getattr(record, name) for name in TABLES[table].key) for record in taken.records]
        assert len(keys) == len(set(keys))
    assert batch == validate(raw, mapping, basis_date=BASIS)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("12"), st.sampled_from(["국비", "민자", None]), st.integers(-(10**9), 10**9)
        ),
        max_size=30,
    )
)
def test_no_amount_is_lost_or_counted_twice(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str | None, int]]
) -> None:
    batch = batch_of(
        tmp_path_factory.mktemp("mapping"),
        project=result("id name", ["1", "가"], ["2", "나"]),
        plan_fund=result("project_id source amount", *rows),
    )

    assert sum(record.amount for record in batch.tables["plan_fund"].records) == sum(row[2] for row in rows)


def test_every_kind_of_column_is_known_to_the_tables() -> None:
    kinds = {kind for table in TABLES.values() for kind in table.columns.values()}

    assert kinds == set(Kind)
