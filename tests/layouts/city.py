"""A small invented city with everything that a screen can show, and its screens drawn."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dashboard import urls
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.records import Area, Assignment, Department, Membership, PlanTarget
from dashboard.domain.runs import (
    Findings,
    Freshness,
    Run,
    RunState,
    SetAside,
    SourceState,
    TableCount,
    UnmappedWord,
    UnreadField,
)
from dashboard.domain.vocabulary import FundSource, Precision, Role, StageKind, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.project import ProjectScreen
from dashboard.screens.project import project as project_screen
from layouts.theme import Look, load_look
from tests.builders import (
    EOK,
    TODAY,
    change,
    executed,
    original,
    plan_fund,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
    stage,
)

TOKENS = Path(__file__).parents[2] / "assets" / "tokens.css"
MOMENT = datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
RICH, BARE = "p1", "p2"
"""A project with everything, and one of which nothing is known but its name."""

LIGHT: Look = load_look("light", TOKENS)


def records() -> list[Any]:
    """Twelve projects in two areas; p1 has plans, money, targets and reports, p2 has nothing."""
    names = [project(f"p{n}", area_id="econ" if n % 2 else "life") for n in range(3, 13)]
    statuses = [*Status, None, *Status]
    return [
        *pledges_and_tasks(),
        Area("econ", "경제도시", short_name="경제", sort=1),
        Area("life", "상생도시", short_name="상생", sort=2),
        Department("d1", "철도과"),
        Department("d2", "교통과"),
        replace(
            project(RICH, area_id="econ"), name="<순환선> & 지선", content="순환선을 놓는다.", purpose="이동"
        ),
        project(BARE, area_id="life"),
        *names,
        *[Membership(f"p{n}", "pledge", number=str(n)) for n in range(1, 9)],
        *[Membership(f"p{n}", "task", number=str(n)) for n in range(6, 13)],
        Assignment(RICH, "d1", team="노선팀", extension="4321"),
        Assignment(RICH, "d2", role=Role.SUPPORT),
        *[report(f"p{n}", statuses[n], progress=n / 20) for n in range(3, 13)],
        *_rich(),
    ]


def _rich() -> list[Any]:
    return [
        original(RICH, stated_total=200 * EOK),
        change(1, project_id=RICH, reason="대상 확대", procedure="평가단 심의"),
        stage(
            "설계",
            RICH,
            kind=StageKind.DESIGN,
            seq=1,
            actual_start=date(2023, 1, 5),
            actual_end=date(2024, 3, 2),
        ),
        planned_dates("설계", date(2023, 1, 1), date(2023, 12, 31), project_id=RICH),
        planned_dates("설계", date(2023, 1, 1), date(2024, 2, 1), plan="변경1", project_id=RICH),
        stage("보상", RICH, kind=StageKind.LAND, seq=2, actual_start=date(2024, 3, 1), progress=0.4),
        planned_dates("보상", date(2024, 1, 1), date(2024, 6, 30), project_id=RICH),
        planned_dates("보상", date(2024, 3, 1), date(2024, 10, 31), plan="변경1", project_id=RICH),
        stage("착공", RICH, kind=StageKind.START, seq=3),
        planned_dates("착공", None, date(2025, 1, 31), project_id=RICH),
        planned_dates("착공", None, date(2025, 9, 30), plan="변경1", project_id=RICH),
        stage("운영", RICH, kind=StageKind.RUN, seq=4),
        planned_dates(
            "운영", date(2027, 1, 1), None, plan="변경1", project_id=RICH, end_precision=Precision.OPEN
        ),
        *[
            plan_fund(40 * EOK, FundSource.NATIONAL, year, "변경1")
            for year in ("기투자", "2023", "2024", "임기후")
        ],
        plan_fund(None, FundSource.METRO, "2024", "변경1"),
        plan_fund(90 * EOK, FundSource.METRO, "2025", "변경1"),
        secured(35 * EOK, period="2023"),
        secured(30 * EOK, FundSource.METRO, "2024"),
        executed(20 * EOK, period="2023"),
        PlanTarget(RICH, "변경1", "2024Q2", 0.3),
        PlanTarget(RICH, "변경1", "2024Q4", 0.5),
        report(RICH, Status.PARTIAL, as_of=date(2024, 6, 30), progress=0.2, done_text="설계 마침"),
        report(
            RICH, Status.ON_TRACK, progress=0.31, issue="국비 미반영", measure="국회 협의", next_text="착공"
        ),
    ]


def city() -> Portfolio:
    return portfolio(*records(), profile=Profile(is_demo=True, city="한빛광역시"))


def screen_of(project_id: str) -> ProjectScreen:
    address = urls.Address(urls.Page.PROJECT, project_id)
    screen = project_screen(city(), address, TODAY, KOREAN)
    assert screen is not None
    return screen


def source(**given: Any) -> SourceState:
    """A source with one good run and one that failed, and a loss of every kind."""
    counts = (
        TableCount("project", 13, 12, 1, 2),
        TableCount("stage", 4, 4, frozen_reason="열 ‘단계’가 없음"),
    )
    good = Run(1, "demo", MOMENT, MOMENT, RunState.CHANGED, 12, date(2024, 12, 31), tables=counts)
    bad = Run(2, "demo", MOMENT, MOMENT, RunState.FAILED, error="연결 거부")
    findings = Findings(
        (SetAside("project", "p99", "키가 겹침"),),
        (UnreadField("project", "p3", "starts", "2014. 7 ~ 계속", "날짜로 읽을 수 없음"),),
        (UnmappedWord("status", "추진중", 3),),
    )
    known: dict[str, Any] = {
        "label": "시정 데이터베이스(시연)",
        "period_seconds": 60.0,
        "freshness": Freshness.FRESH,
        "last_success": MOMENT,
        "version": 12,
        "refused": ("plan_fund",),
        "runs": (bad, good),
        "findings": findings,
    }
    return SourceState("demo", **known | given)
