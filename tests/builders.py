"""Small records for tests: each builder gives a valid record; a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dashboard.domain.history import Change, UnapprovedChange
from dashboard.domain.portfolio import Portfolio, Profile, SnapshotFacts
from dashboard.domain.records import (
    Area,
    Assignment,
    BudgetLine,
    BudgetShare,
    Department,
    Document,
    FundFact,
    Indicator,
    IndicatorValue,
    Membership,
    PlanFund,
    PlanTarget,
    PlanVersion,
    Programme,
    Project,
    ProjectIndicator,
    Stage,
    StagePlan,
    StatusReport,
    Term,
)
from dashboard.domain.vocabulary import FundSource, FundStage, PlanKind, Status

BASIS = date(2024, 12, 31)
TODAY = date(2025, 1, 2)
EOK = 100_000_000

_TABLES = {
    Term: "term",
    Programme: "programme",
    Area: "area",
    Department: "department",
    Project: "project",
    Membership: "membership",
    Assignment: "assignment",
    PlanVersion: "plan_version",
    Stage: "stage",
    StagePlan: "stage_plan",
    PlanTarget: "plan_target",
    PlanFund: "plan_fund",
    FundFact: "fund_fact",
    StatusReport: "status_report",
    BudgetLine: "budget_line",
    BudgetShare: "budget_share",
    ProjectIndicator: "project_indicator",
    IndicatorValue: "indicator_value",
    Document: "document",
    Indicator: "indicator",
}


def portfolio(*records: Any, **facts: Any) -> Portfolio:
    """A portfolio of any records, in any order; keywords replace what is known about the version."""
    tables: dict[str, list[Any]] = {}
    for record in records:
        tables.setdefault(_TABLES[type(record)], []).append(record)
    return Portfolio.build(tables, snapshot_facts(**facts))


def snapshot_facts(
    basis_date: date | None = BASIS,
    profile: Profile | None = None,
    unapproved: Sequence[UnapprovedChange] = (),
    changes: Sequence[Change] = (),
    changes_since: date | None = None,
) -> SnapshotFacts:
    moment = datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
    return SnapshotFacts(
        version=12,
        basis_date=basis_date,
        committed_at=moment,
        received_at=moment,
        source_labels={"demo": "시정 데이터베이스(시연)"},
        profile=profile or Profile(),
        unapproved=unapproved,
        changes=changes,
        changes_since=changes_since,
    )


def project(id: str = "p1", **fields: Any) -> Project:
    return Project(id, **{"name": f"사업 {id}", "number": id.removeprefix("p"), **fields})


def report(project_id: str = "p1", status: Status | None = Status.ON_TRACK, **fields: Any) -> StatusReport:
    return StatusReport(project_id, **{"as_of": BASIS, "status": status, **fields})


def stage(key: str = "s1", project_id: str = "p1", **fields: Any) -> Stage:
    return Stage(project_id, key, **{"name": f"절차 {key}", **fields})


def planned_dates(
    key: str = "s1",
    start: date | None = None,
    end: date | None = None,
    plan: str = "당초",
    project_id: str = "p1",
    **fields: Any,
) -> StagePlan:
    return StagePlan(project_id, plan, key, start=start, end=end, **fields)


def original(project_id: str = "p1", **fields: Any) -> PlanVersion:
    return PlanVersion(project_id, **{"key": "당초", "seq": 0, "kind": PlanKind.ORIGINAL, **fields})


def change(
    seq: int = 1, approved_on: date | None = date(2023, 12, 20), project_id: str = "p1", **fields: Any
) -> PlanVersion:
    return PlanVersion(
        project_id,
        **{"key": f"변경{seq}", "seq": seq, "kind": PlanKind.CHANGE, "approved_on": approved_on, **fields},
    )


def plan_fund(
    amount: int | None,
    source: FundSource = FundSource.NATIONAL,
    period: str = "2024",
    plan: str = "당초",
    project_id: str | None = "p1",
    area_id: str | None = None,
) -> PlanFund:
    return PlanFund(project_id, area_id, plan, source, period, amount)


def secured(
    amount: int | None,
    source: FundSource = FundSource.NATIONAL,
    period: str = "2024",
    project_id: str | None = "p1",
    as_of: date = BASIS,
    area_id: str | None = None,
) -> FundFact:
    return FundFact(project_id, area_id, source, period, FundStage.SECURED, as_of, amount)


def executed(
    amount: int | None,
    source: FundSource = FundSource.NATIONAL,
    period: str = "2024",
    project_id: str | None = "p1",
    as_of: date = BASIS,
) -> FundFact:
    return FundFact(project_id, None, source, period, FundStage.EXECUTED, as_of, amount)


def budget_line(
    key: str = "101",
    year: int = 2024,
    appropriated: int | None = 100,
    spent: int | None = 60,
    carried: int | None = 0,
    **fields: Any,
) -> BudgetLine:
    return BudgetLine(
        key,
        year,
        **{
            "as_of": BASIS,
            "account": "일반회계",
            "department": "도로과",
            "code": key,
            "name": f"세부사업 {key}",
            "appropriated": appropriated,
            "spent": spent,
            "carried": carried,
            **fields,
        },
    )


def budget_share(line_key: str = "101", project_id: str = "p1", share: str | None = "1") -> BudgetShare:
    return BudgetShare(line_key, project_id, None if share is None else Decimal(share))


def pledges_and_tasks() -> list[Any]:
    """The two programmes of one term: 공약 and 100대 핵심과제."""
    return [
        Term("t8", "민선8기", date(2022, 7, 1), date(2026, 6, 30)),
        Programme("pledge", "t8", "공약", sort=1),
        Programme("task", "t8", "100대 핵심과제", sort=2),
    ]
