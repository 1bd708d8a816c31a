"""Budget lines of a city: a file of the local finance system, shares of lines, and what contradicts itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.domain.budget import Amounts, Budget
from dashboard.domain.records import BudgetLine, BudgetShare
from db.sources.batch import Batch
from db.sources.fields import parse_exact_share
from db.sources.mapping import load_mapping
from db.sources.reader import QueryResult, Reader
from db.sources.validate import validate
from tests.sources.builders import FIXTURES, MAPPINGS, mapping_of, raw_read, result, table_query

END = date(2024, 12, 31)
LINE = "key fiscal_year appropriated spent carried as_of"


@pytest.fixture(scope="module")
def ehojo() -> Batch:
    reader = Reader(load_mapping(MAPPINGS / "ehojo.toml", {"EHOJO_FOLDER": str(FIXTURES / "ehojo")}))
    return validate(reader.read(), reader.mapping)


def batch_of(folder: Path, settings: str = "", **results: QueryResult) -> Batch:
    text = "".join(table_query(table, settings if table == "budget_share" else "") for table in results)
    return validate(raw_read(results), mapping_of(folder, text))


def lines_of(batch: Batch) -> list[BudgetLine]:
    return list(batch.tables["budget_line"].records)


def shares_of(batch: Batch) -> list[BudgetShare]:
    return list(batch.tables["budget_share"].records)


def test_an_export_in_cp949_is_read_between_its_notes(ehojo: Batch) -> None:
    assert ehojo.frozen == {}
    assert ehojo.basis_date == END
    first = lines_of(ehojo)[0]
    assert (first.key, first.fiscal_year, first.account, first.department) == (
        "10010",
        2024,
        "일반회계",
        "도로과",
    )
    assert (first.name, first.appropriated, first.spent, first.carried) == (
        "새길 조성",
        1_000_000_001,
        600_000_000,
        300_000_000,
    )
    assert [line.carried for line in lines_of(ehojo) if line.key == "10020"] == [None]
    assert [(count.table, count.read, count.kept) for count in ehojo.counts()] == [
        ("budget_line", 7, 7),
        ("budget_share", 7, 6),
    ]


def test_a_printed_total_of_the_export_is_compared_and_never_added(ehojo: Batch) -> None:
    budget = Budget(lines_of(ehojo), shares_of(ehojo), {"1-1", "1-2"})

    assert sum(each.whole.appropriated or 0 for each in budget.booked(END)) == 2_530_000_001
    assert [(each.column, each.stated, each.summed) for each in budget.total_mismatches(END)] == [
        ("appropriated", 1_830_000_000, 1_830_000_001)
    ]


def test_shares_of_the_export_divide_a_line_to_the_last_won(ehojo: Batch) -> None:
    budget = Budget(lines_of(ehojo), shares_of(ehojo), {"1-1", "1-2"})
    (line,) = [
        each for each in budget.booked(END) if (each.line.key, each.line.fiscal_year) == ("10010", 2024)
    ]

    assert [each.share for each in shares_of(ehojo)][:2] == [Decimal("0.333"), Decimal("0.667")]
    assert dict(line.parts) == {
        "1-1": Amounts(333_000_000, 199_800_000, 99_900_000),
        "1-2": Amounts(667_000_001, 400_200_000, 200_100_000),
    }


def test_what_contradicts_itself_in_the_export_is_said_and_stays(ehojo: Batch) -> None:
    assert [(found.table, found.key, found.field, found.raw) for found in ehojo.findings.unread] == [
        ("budget_line", "10020/2024/2024-12-31", "spent", "510,000,000 > 500,000,000"),
        ("budget_line", "30010/2024/2024-12-31", "spent", "△5,000,000"),
        ("budget_share", "10020", "share", "0.7 + 0.6 = 1.3"),
    ]
    assert [line.spent for line in lines_of(ehojo) if line.key in {"10020", "30010"}] == [
        510_000_000,
        -5_000_000,
    ]


def test_a_share_of_a_line_that_is_not_there_is_set_aside_and_a_project_of_another_source_is_not(
    ehojo: Batch,
) -> None:
    budget = Budget(lines_of(ehojo), shares_of(ehojo), {"1-1", "1-2"})

    assert [(lost.table, lost.key) for lost in ehojo.findings.set_aside] == [("budget_share", "99999/1-1")]
    assert [(each.line_key, each.project_id) for each in budget.orphans] == [("20010", "9-9")]


def test_a_share_of_a_project_that_the_same_source_lacks_is_an_orphan(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        project=result("id name", ["p1", "새길"]),
        budget_line=result(LINE, ["101", "2024", "100", "60", "0", "2024-12-31"]),
        budget_share=result(
            "line_key project_id share", ["101", "p1", "40"], ["101", "p9", "60"], ["x", "p1", "1"]
        ),
    )

    assert [lost.key for lost in batch.findings.set_aside] == ["101/p9", "x/p1"]
    assert [share.project_id for share in shares_of(batch)] == ["p1"]


@pytest.mark.parametrize(
    ("year", "kept"), [("2024", 2024), ("2024년도", 2024), (2024, 2024), ("기투자", None), ("", None)]
)
def test_a_line_needs_a_fiscal_year(tmp_path: Path, year: object, kept: int | None) -> None:
    batch = batch_of(tmp_path, budget_line=result(LINE, ["101", year, "100", "60", "0", "2024-12-31"]))

    assert [line.fiscal_year for line in lines_of(batch)] == ([kept] if kept else [])
    assert len(batch.findings.set_aside) == (0 if kept else 1)


def test_spent_and_carried_money_beyond_the_budget_is_said_and_kept(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, budget_line=result(LINE, ["101", "2024", "100", "60", "50", "2024-12-31"]))

    assert [(found.field, found.raw) for found in batch.findings.unread] == [("carried", "60 + 50 > 100")]
    assert [line.carried for line in lines_of(batch)] == [50]


def test_a_line_of_two_dates_is_two_rows_and_of_one_date_one(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        budget_line=result(
            LINE,
            ["101", "2024", "100", "20", "0", "2024-06-30"],
            ["101", "2024", "100", "60", "0", "2024-12-31"],
            ["101", "2024", "100", "61", "0", "2024-12-31"],
            ["101", "2024", "100", "70", "0", None],
        ),
    )

    assert [line.spent for line in lines_of(batch)] == [20, 60]
    assert len(batch.findings.set_aside) == 2


def test_without_a_column_of_shares_a_line_belongs_to_its_project_whole(tmp_path: Path) -> None:
    line = result(LINE, ["101", "2024", "100", "60", "0", "2024-12-31"])
    whole = batch_of(tmp_path, budget_line=line, budget_share=result("line_key project_id", ["101", "p1"]))
    empty = batch_of(
        tmp_path, budget_line=line, budget_share=result("line_key project_id share", ["101", "p1", None])
    )

    assert [share.share for share in shares_of(whole)] == [1]
    assert [share.share for share in shares_of(empty)] == [None]


@pytest.mark.parametrize(
    ("cell", "whole", "share"),
    [
        ("33.3", 100, "0.333"),
        ("33.3%", 1, "0.333"),
        ("0.125", 1, "0.125"),
        (0.1, 1, "0.1"),
        ("1.2", 1, None),
        ("-5", 100, None),
    ],
)
def test_a_share_keeps_its_own_digits(cell: object, whole: int, share: str | None) -> None:
    assert parse_exact_share(cell, whole).value == (None if share is None else Decimal(share))
