"""A data version as one immutable object: every project with its records, and what they measure on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from types import MappingProxyType
from typing import Any

from dashboard.domain import funding, schedule
from dashboard.domain.funding import FundGrid, Funding, Mismatch, MoneyStage
from dashboard.domain.history import Change, UnapprovedChange
from dashboard.domain.money import add
from dashboard.domain.progress import Standing
from dashboard.domain.project_file import (
    IMPLICIT_PLAN_KEY,
    AreaMoney,
    ProjectFile,
    ProjectFiles,
    grouped,
    natural_order,
    number_order,
)
from dashboard.domain.records import (
    Area,
    FundFact,
    PlanFund,
    PlanVersion,
    Programme,
    Project,
    StatusReport,
    Term,
)
from dashboard.domain.schedule import Schedule
from dashboard.domain.vocabulary import FundSource, FundStage, Period, Status

DAYS_KEPT = 8
"""Measures of so many days are kept; screens ask for one or two."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the mapping file says about presentation.

    `headline` is the rate that the city publishes ("mean_progress", "completion",
    "budget_weighted") under the name `headline_name`.
    """

    currency: str = "KRW"
    fund_source_labels: Mapping[FundSource, str] = field(default_factory=lambda: MappingProxyType({}))
    status_labels: Mapping[Status, str] = field(default_factory=lambda: MappingProxyType({}))
    headline: str = "mean_progress"
    headline_name: str = "추진율"
    secured_stages: frozenset[FundStage] = frozenset({FundStage.SECURED})
    executed_stages: frozenset[FundStage] = frozenset({FundStage.EXECUTED})
    is_demo: bool = False
    city: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """What is known about a data version as a whole. Times are UTC.

    `changes` differ from the version before, whose 기준일 is `changes_since`.
    """

    version: int
    basis_date: date | None
    committed_at: datetime | None
    received_at: datetime | None
    source_labels: Mapping[str, str]
    profile: Profile
    unapproved: Sequence[UnapprovedChange] = ()
    changes: Sequence[Change] = ()
    changes_since: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectMeasure:
    """What the records of one project say on a day.

    `report` is the newest one by that day; status and progress are the report's. `amounts_from` is
    the plan version whose money is used. `plan_totals` holds the sum of the cells by plan key.
    """

    file: ProjectFile
    schedule: Schedule
    funding: Funding
    amounts_from: PlanVersion | None
    plan_totals: Mapping[str, int | None]
    mismatches: tuple[Mismatch, ...]
    report: StatusReport | None

    @property
    def status(self) -> Status | None:
        """Official status; None is 상태 미상."""
        return self.report.status if self.report else None

    @property
    def progress(self) -> float | None:
        """Reported progress 0..1 of the newest report."""
        return self.report.progress if self.report else None

    @property
    def days_past(self) -> int | None:
        """Days by which the furthest overdue stage has passed its plan; None when none has."""
        return self.schedule.days_past


@dataclass(frozen=True, slots=True)
class PortfolioFunding:
    """Money over several projects, a shared budget counted once.

    Counts say what the sums rest on: projects with a planned amount, without one though they have a
    budget, 비예산, and shared budgets (groups of two or more). `area_level` is money that belongs to
    areas as a whole; it is part of `funding` unless `area_left_out`, when the projects are not all
    of the area's and it cannot be divided.
    """

    funding: Funding
    projects_with_amount: int
    projects_without_amount: int
    projects_without_budget: int
    shared_budgets: int
    area_level: int | None
    area_left_out: int | None
    mismatches: tuple[Mismatch, ...]


class Portfolio:
    """A data version. Immutable; what it measures on a day is computed once and kept for a few days.

    Projects, programmes and areas are in the order in which they are shown.
    """

    def __init__(
        self,
        facts: SnapshotFacts,
        terms: tuple[Term, ...],
        programmes: tuple[Programme, ...],
        areas: tuple[Area, ...],
        projects: tuple[ProjectFile, ...],
        area_money: AreaMoney,
    ) -> None:
        self.facts = facts
        self.terms = terms
        self.programmes = programmes
        self.areas = areas
        self.projects: Mapping[str, ProjectFile] = MappingProxyType({each.id: each for each in projects})
        self._area_money = area_money
        self._lock = Lock()
        self._measures: dict[date, Mapping[str, ProjectMeasure]] = {}

    @classmethod
    def build(cls, records: Mapping[str, Sequence[Any]], facts: SnapshotFacts) -> "Portfolio":
        """A portfolio of checked records by canonical table name; tables may be absent.

        Records of a project that is not there are left out: the reader has named them as 반영 제외.
        """
        return _build(records, facts)

    @property
    def term(self) -> Term | None:
        """The newest term of office."""
        return max(self.terms, key=lambda term: term.starts or date.min, default=None)

    def status_date(self, today: date) -> date:
        """D: the day by which everything is judged. Data are never judged by a day after their 기준일."""
        basis = self.facts.basis_date
        return min(basis, today) if basis else today

    def programme(self, programme_id: str | None) -> Programme | None:
        """The programme of this id, if there is one."""
        return next((each for each in self.programmes if each.id == programme_id), None)

    def area(self, area_id: str | None) -> Area | None:
        """The area of this id, if there is one."""
        return next((each for each in self.areas if each.id == area_id), None)

    def measures(self, on: date) -> Mapping[str, ProjectMeasure]:
        """Every project measured on the day `on`, by project id, in the order of the projects."""
        with self._lock:
            known = self._measures.get(on)
            if known is None:
                profile = self.facts.profile
                known = MappingProxyType(
                    {key: _measure(each, profile, on) for key, each in self.projects.items()}
                )
                while len(self._measures) >= DAYS_KEPT:
                    self._measures.pop(next(iter(self._measures)))
                self._measures[on] = known
            return known

    def funding(self, on: date, projects: Iterable[ProjectMeasure] | None = None) -> PortfolioFunding:
        """Money over `projects` (all when None) with the money of the areas that are wholly among them."""
        chosen = list(self.measures(on).values() if projects is None else projects)
        return _portfolio_funding(self, chosen, on)

    def shared_with(self, project_id: str, on: date) -> tuple[ProjectMeasure, ...]:
        """The other projects that share the project's budget."""
        measures = self.measures(on)
        group = measures[project_id].file.project.budget_group
        return tuple(
            each
            for each in measures.values()
            if group and each.file.project.budget_group == group and each.file.id != project_id
        )

    def shared_budget_mismatches(self, project_id: str, on: date) -> tuple[Mismatch, ...]:
        """Where the project writes another amount for its shared budget than the one that counts."""
        members = (self.measures(on)[project_id], *self.shared_with(project_id, on))
        shared = _shared_budgets(sorted(members, key=lambda each: number_order(each.file)))
        return tuple(each for each in _group_mismatches(shared) if each.project_id == project_id)

    def area_funding(self, area_id: str, on: date) -> Funding:
        """The money that belongs to the area as a whole, none of it to a project."""
        planned, facts = self._area_money.get(area_id, ((), ()))
        return _funding(_newest_plan(planned), facts, self.facts.profile, on)


def standings(chosen: Iterable[ProjectMeasure]) -> list[Standing]:
    """What each project brings into rates; a shared budget weighs at one project only."""
    measured = list(chosen)
    shared = _shared_budgets(measured)
    return [
        Standing(
            each.status,
            each.progress,
            each.funding.planned.total if _counts(each, MoneyStage.PLANNED, shared) else None,
        )
        for each in measured
    ]


def _build(records: Mapping[str, Sequence[Any]], facts: SnapshotFacts) -> Portfolio:
    terms: Sequence[Term] = records.get("term", ())
    programmes = _in_order(records.get("programme", ()))
    areas = _in_order(records.get("area", ()))
    parts = ProjectFiles(records, facts.unapproved, terms, programmes, areas)
    projects: Sequence[Project] = records.get("project", ())
    files = [parts.file(project) for project in {project.id: project for project in projects}.values()]
    files.sort(key=number_order)
    return Portfolio(facts, tuple(terms), programmes, areas, tuple(files), parts.area_money())


def _measure(each: ProjectFile, profile: Profile, on: date) -> ProjectMeasure:
    used = funding.funded_plan(each.plans, each.planned, on)
    money = _funding(each.planned.get(used.key, ()) if used else (), each.facts, profile, on)
    reports = [report for report in each.reports if report.as_of <= on]
    return ProjectMeasure(
        file=each,
        schedule=schedule.schedule(each.stages, each.plans, each.dates, on, each.unapproved),
        funding=money,
        amounts_from=used,
        plan_totals=MappingProxyType(
            {
                plan.key: (
                    money.planned if plan is used else funding.planned_grid(each.planned.get(plan.key, ()))
                ).total
                for plan in each.plans
            }
        ),
        mismatches=tuple(_project_mismatches(each, money, used)),
        report=reports[-1] if reports else None,
    )


def _funding(planned: Sequence[PlanFund], facts: Sequence[FundFact], profile: Profile, on: date) -> Funding:
    return Funding(
        funding.planned_grid(planned),
        funding.fact_grid(facts, profile.secured_stages, on),
        funding.fact_grid(facts, profile.executed_stages, on),
    )


def _project_mismatches(each: ProjectFile, money: Funding, used: PlanVersion | None) -> Iterable[Mismatch]:
    of_plan = funding.plan_total_mismatch(used, money.planned) if used else None
    if of_plan:
        yield of_plan
    for stage in MoneyStage:
        yield from funding.mismatches(money.grid(stage), stage, each.id)


def _portfolio_funding(portfolio: Portfolio, chosen: Sequence[ProjectMeasure], on: date) -> PortfolioFunding:
    shared = _shared_budgets(chosen)
    counted = {stage: [each for each in chosen if _counts(each, stage, shared)] for stage in MoneyStage}
    whole_areas, cut_areas = _areas_within(portfolio, chosen)
    area_money = [portfolio.area_funding(area_id, on) for area_id in whole_areas]

    def grid(stage: MoneyStage) -> FundGrid:
        return funding.merged(
            [each.funding.grid(stage) for each in counted[stage]]
            + [money.grid(stage) for money in area_money]
        )

    left_out = [portfolio.area_funding(area_id, on).planned.total for area_id in cut_areas]
    without = [each for each in chosen if each.funding.planned.total is None]
    no_budget = [each for each in without if each.file.project.has_budget is False]
    return PortfolioFunding(
        funding=Funding(*(grid(stage) for stage in MoneyStage)),
        projects_with_amount=len(chosen) - len(without),
        projects_without_amount=len(without) - len(no_budget),
        projects_without_budget=len(no_budget),
        shared_budgets=len(shared),
        area_level=add(money.planned.total for money in area_money),
        area_left_out=add(left_out),
        mismatches=(
            *(mismatch for each in chosen for mismatch in each.mismatches),
            *(mismatch for area_id in whole_areas for mismatch in _area_mismatches(portfolio, area_id, on)),
            *_group_mismatches(shared),
        ),
    )


def _shared_budgets(chosen: Iterable[ProjectMeasure]) -> dict[str, list[ProjectMeasure]]:
    """Projects by shared budget, where it has at least two of them."""
    named = [each for each in chosen if each.file.project.budget_group]
    groups = grouped(named, lambda each: each.file.project.budget_group)
    return {group: members for group, members in groups.items() if len(members) > 1}


def _counts(each: ProjectMeasure, stage: MoneyStage, shared: Mapping[str, list[ProjectMeasure]]) -> bool:
    """Whether its money counts: always, unless it shares a budget that another project stands for."""
    members = shared.get(each.file.project.budget_group or "")
    return members is None or _representative(members, stage) is each


def _representative(members: Sequence[ProjectMeasure], stage: MoneyStage) -> ProjectMeasure:
    """The first by number that has an amount; a shared budget is often written at one project alone."""
    known = [each for each in members if each.funding.grid(stage).total is not None]
    return (known or members)[0]


def _group_mismatches(shared: Mapping[str, list[ProjectMeasure]]) -> Iterable[Mismatch]:
    for group, members in shared.items():
        for stage in MoneyStage:
            counted = _representative(members, stage).funding.grid(stage).total
            for each in members:
                amount = each.funding.grid(stage).total
                if amount is not None and counted is not None and amount != counted:
                    yield Mismatch(
                        each.file.id,
                        None,
                        stage,
                        FundSource.TOTAL,
                        Period.TOTAL,
                        amount,
                        counted,
                        group=group,
                    )


def _area_mismatches(portfolio: Portfolio, area_id: str, on: date) -> Iterable[Mismatch]:
    money = portfolio.area_funding(area_id, on)
    for stage in MoneyStage:
        yield from funding.mismatches(money.grid(stage), stage, None, area_id)


def _areas_within(portfolio: Portfolio, chosen: Sequence[ProjectMeasure]) -> tuple[list[str], list[str]]:
    """Areas whose projects are all chosen (an area without projects only with the whole), and those cut."""
    ids = {each.file.id for each in chosen}
    members = grouped(portfolio.projects.values(), lambda each: each.area.id if each.area else None)
    is_all = len(ids) == len(portfolio.projects)
    whole, cut = [], []
    for area in portfolio.areas:
        inside = [each.id in ids for each in members.get(area.id, ())]
        if all(inside) and (inside or is_all):
            whole.append(area.id)
        elif any(inside):
            cut.append(area.id)
    return whole, cut


def _newest_plan(funds: Sequence[PlanFund]) -> list[PlanFund]:
    """An area has no plan versions of its own: 당초 gives way to any other key, then the highest counts."""
    keys = {fund.plan_key for fund in funds}
    newest = max(keys, key=lambda key: (key != IMPLICIT_PLAN_KEY, natural_order(key)), default=None)
    return [fund for fund in funds if fund.plan_key == newest]


def _in_order(entries: Sequence[Any]) -> tuple[Any, ...]:
    """By `sort`, then as given."""
    return tuple(sorted(entries, key=lambda each: each.sort if each.sort is not None else 10**9))
