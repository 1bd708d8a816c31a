"""The mapping files that ship as worked examples, on folders of their shape with invented values."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.records import PlanFund, PlanVersion, StatusReport
from dashboard.domain.vocabulary import Completion, FundSource, Novelty, PlanKind, Precision, Status
from db.sources.batch import Batch
from db.sources.mapping import load_mapping
from db.sources.reader import Reader
from db.sources.validate import validate
from tests.sources.builders import FIXTURES, MAPPINGS

EOK = 100_000_000
MILLION = 1_000_000


def reader_of(name: str) -> Reader:
    environment = {"BORYEONG_FOLDER": str(FIXTURES / "boryeong"), "NYC_FOLDER": str(FIXTURES / "nyc")}
    return Reader(load_mapping(MAPPINGS / f"{name}.toml", environment))


@pytest.fixture(scope="module")
def boryeong() -> Batch:
    reader = reader_of("boryeong")
    return validate(reader.read(), reader.mapping)


@pytest.fixture(scope="module")
def nyc() -> list[Batch]:
    reader = reader_of("nyc")
    return [validate(reader.read(report.raw), reader.mapping) for report in reader.dates().reports]


def by_id(batch: Batch, table: str) -> Mapping[str, Any]:
    return {record.id: record for record in batch.tables[table].records}


def test_every_row_of_the_korean_folder_is_taken(boryeong: Batch) -> None:
    assert boryeong.frozen == {}
    assert boryeong.findings.set_aside == ()
    assert boryeong.findings.unread == ()
    assert boryeong.findings.unmapped == ()
    assert {name: table.count.kept for name, table in boryeong.tables.items()} == {
        "term": 1,
        "programme": 1,
        "area": 3,
        "department": 6,
        "project": 7,
        "membership": 7,
        "assignment": 7,
        "plan_version": 12,
        "plan_fund": 36,
        "status_report": 7,
    }


def test_korean_pledges_have_their_area_status_and_progress(boryeong: Batch) -> None:
    areas = by_id(boryeong, "area")
    assert [(area.id, area.short_name) for area in areas.values()] == [
        ("1", "산업도시"),
        ("2", "문화여행도시"),
        ("3", "복지도시"),
    ]
    project = by_id(boryeong, "project")["1-3"]
    assert (project.name, project.area_id) == ("「달빛」 야시장", "1")
    assert (project.novelty, project.completion) == (Novelty.NEW, Completion.AFTER_TERM)
    reports: list[StatusReport] = list(boryeong.tables["status_report"].records)
    assert [report.status for report in reports].count(Status.DONE) == 3
    assert [report.status for report in reports].count(Status.ON_TRACK) == 4
    assert [report.status_word for report in reports].count("추진중") == 4
    assert [report.progress for report in reports if report.project_id == "2-2"] == [0.155]


def test_each_day_of_changes_is_one_plan_version(boryeong: Batch) -> None:
    versions: list[PlanVersion] = [
        version for version in boryeong.tables["plan_version"].records if version.project_id == "1-1"
    ]
    assert [(v.seq, v.key, v.kind, v.stated_total) for v in versions] == [
        (0, "당초", PlanKind.ORIGINAL, 555 * EOK),
        (1, "변경 2020-03-20", PlanKind.CHANGE, 505 * EOK),
        (2, "변경 2021-09-25", PlanKind.CHANGE, None),
    ]
    assert versions[1].reason == "부지 축소; 착공 지연"
    assert versions[1].procedure == "시민평가단 승인"
    project = by_id(boryeong, "project")["1-1"]
    assert (project.ends.isoformat(), project.ends_precision) == ("2025-06-01", Precision.MONTH)


def test_money_of_areas_is_the_plan_before_and_after_with_its_stated_totals(boryeong: Batch) -> None:
    funds: list[PlanFund] = [fund for fund in boryeong.tables["plan_fund"].records if fund.area_id == "1"]
    before = {fund.source: fund.amount for fund in funds if fund.plan_key == "당초"}
    assert before == {
        FundSource.NATIONAL: 30_000 * MILLION,
        FundSource.METRO: 5_000 * MILLION,
        FundSource.DISTRICT: 5_000 * MILLION,
        FundSource.PRIVATE: None,
        FundSource.OTHER: 100 * MILLION,
        FundSource.TOTAL: 40_100 * MILLION,
    }
    assert {fund.plan_key for fund in funds} == {"당초", "변경 2021-12-31"}
    assert all(fund.project_id is None and fund.period == "unknown" for fund in funds)
    third = {
        f.source: f.amount
        for f in boryeong.tables["plan_fund"].records
        if f.area_id == "3" and f.plan_key == "당초"
    }
    parts = sum(amount or 0 for source, amount in third.items() if source is not FundSource.TOTAL)
    assert (third[FundSource.TOTAL], parts) == (20_000 * MILLION, 20_100 * MILLION)


def test_a_history_is_one_batch_per_report(nyc: list[Batch]) -> None:
    assert [str(batch.basis_date) for batch in nyc] == ["2013-09-01", "2014-05-01", "2015-02-01"]
    assert [list(by_id(batch, "project")) for batch in nyc] == [["3"], ["3", "7"], ["3", "7", "12"]]
    assert all(batch.frozen == {} and batch.findings.set_aside == () for batch in nyc)


def test_a_foreign_currency_is_exact_and_a_phase_is_no_status(nyc: list[Batch]) -> None:
    budgets = [batch.tables["plan_fund"].records[0].amount for batch in nyc]
    assert budgets == [18_489_636_050, 18_298_096_000, 16_875_176_929]
    report = nyc[2].tables["status_report"].records[0]
    assert (report.status, report.status_word) == (None, "Construction")
    assert nyc[2].findings.unmapped == ()


def test_what_a_report_lacks_or_mistypes_is_missing_and_named(nyc: list[Batch]) -> None:
    bare = by_id(nyc[1], "project")["7"]
    assert (bare.area_id, bare.starts, bare.ends, bare.unread) == (None, None, None, ())
    assert [(found.table, found.field, found.raw) for found in nyc[2].findings.unread] == [
        ("project", "ends", "10/21/2108"),
        ("project", "ends", "01/01/2013"),
        ("stage_plan", "end", "10/21/2108"),
        ("stage_plan", "end", "01/01/2013"),
        ("plan_fund", "amount", "-500"),
    ]
    assert [fund.amount for fund in nyc[2].tables["plan_fund"].records] == [16_875_176_929, -50_000, 0]


def test_a_projects_area_may_change_from_one_report_to_the_next(nyc: list[Batch]) -> None:
    assert [by_id(batch, "project")["3"].area_id for batch in nyc] == ["Sewers", "Sewers", "Wastewater"]


RENAMED = [
    *(
        ("boryeong", "pledges_7th_2021-12-31.csv", column)
        for column in (
            ["관리번호", "분야", "공약사업명", "추진상황", "추진율(%)", "추진부서", "완료시기", "유형"]
        )
    ),
    *(
        ("boryeong", "pledge_changes_7th.csv", column)
        for column in (["관리번호", "변경일", "변경항목", "당초", "변경", "변경사유", "변경절차"])
    ),
    *(
        ("boryeong", "funding_by_area_raw_strings.csv", column)
        for column in (["시점", "분야", "계", "국비", "도비", "시비", "민간", "기타"])
    ),
    *(
        ("nyc", "NYC_capital_projects_20190901.csv", column)
        for column in (
            "PID",
            "Project Name",
            "Description",
            "Category",
            "Borough",
            "Managing Agency",
            "Current Phase",
            "Design Start",
            "Budget Forecast",
            "Forecast Completion",
        )
    ),
]


@pytest.mark.parametrize(("name", "file", "column"), RENAMED)
def test_each_renamed_column_freezes_the_tables_that_need_it_and_is_named(
    tmp_path: Path, name: str, file: str, column: str
) -> None:
    place = tmp_path / name
    shutil.copytree(FIXTURES / name, place)
    header, _, body = (place / file).read_text(encoding="utf-8-sig").partition("\n")
    renamed = [f"{cell} 새" if cell == column else cell for cell in header.split(",")]
    (place / file).write_text(",".join(renamed) + "\n" + body, encoding="utf-8")
    mapping = load_mapping(MAPPINGS / f"{name}.toml", {f"{name.upper()}_FOLDER": str(place)})

    batch = validate(Reader(mapping).read(), mapping)

    assert batch.frozen
    assert all(column in reason for reason in batch.frozen.values()), batch.frozen


@pytest.mark.parametrize("name", ["boryeong", "nyc"])
def test_the_examples_ship_and_need_only_their_folder(name: str, tmp_path: Path) -> None:
    mapping = load_mapping(MAPPINGS / f"{name}.toml", {f"{name.upper()}_FOLDER": str(tmp_path)})

    assert mapping.folder == tmp_path
    assert validate(Reader(mapping).read("x"), mapping).frozen.keys() >= {"project", "plan_fund"}
