"""A data version as one immutable object: every project with its records, and what they measure on a day."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

from dashboard.domain import funding, schedule
from dashboard.domain.budget import Budget
from dashboard.domain.facets import FacetIndex, FacetValues, facet_values
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
    Indicator,
    PlanFund,
    PlanVersion,
    Programme,
    Project,
    StatusReport,
    Term,
)
from dashboard.domain.schedule import Schedule
from dashboard.domain.search import SearchIndex
from dashboard.domain.vocabulary import FundSource, FundStage, Period, Status

DAYS_KEPT = 8
"""Measures of so many days are kept; screens ask for one or two."""
VALUES_REMEMBERED = 32

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the mapping file says about presentation.

    `headline` is the rate that the city publishes ("mean_progress", "completion",
    "budget_weighted") under the name `headline_name`. Documents are links on `document_hosts` only.
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
    document_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotFacts:
    """What is known about a data version as a whole. Times are UTC.

    `changes` differ from the version before, whose 기준일 is `changes_since`. `hidden` names the fields
    ("table.field") that whoever looks at it may not see: they are missing in its records.
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
    hidden: tuple[str, ...] = ()


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
    def has_money(self) -> bool:
        """Whether any amount is planned, secured or executed."""
        return any(self.funding.grid(stage).total is not None for stage in MoneyStage)

    @property
    def is_without_budget(self) -> bool:
        """비예산: a rate of money has no meaning here, which is something else than a missing one."""
        return self.file.project.has_budget is False and not self.has_money

    @property
    def days_past(self) -> int | None:
        """Days by which the furthest overdue stage has passed its plan; None when none has."""
        return self.schedule.days_past


@dataclass(frozen=True, slots=True)
class PortfolioFunding:
    """Money over several projects, a shared budget counted once.

    Counts say what the sums rest on: projects with a planned amount, without one though they have a
    budget, 비예산, and shared budgets (groups of two or more). `dropped` are the 폐기 whose plan is in
    the sum, with its amount. `area_level` is money that belongs to
    areas as a whole; it is part of `funding` unless `area_left_out`, when the projects are not all
    of the area's and it cannot be divided.
    """

    funding: Funding
    projects_with_amount: int
    projects_without_amount: int
    projects_without_budget: int
    shared_budgets: int
    dropped: tuple[ProjectMeasure, ...]
    dropped_planned: int | None
    area_level: int | None
    area_left_out: int | None
    mismatches: tuple[Mismatch, ...]

    @property
    def is_without_budget(self) -> bool:
        """Whether every project is 비예산 and there is no other money either."""
        has_money = any(self.funding.grid(stage).total is not None for stage in MoneyStage)
        others = self.projects_with_amount + self.projects_without_amount
        return bool(self.projects_without_budget) and not others and not has_money


@dataclass(frozen=True, slots=True)
class Common:
    """What is no single project's own: money of areas as a whole, budget lines, and city statistics."""

    of_areas: AreaMoney
    budget: Budget
    statistics: Mapping[str, Indicator]


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
        common: Common,
    ) -> None:
        self.facts = facts
        self.terms = terms
        self.programmes = programmes
        self.areas = areas
        self.projects: Mapping[str, ProjectFile] = MappingProxyType({each.id: each for each in projects})
        self.statistics = common.statistics
        self.budget = common.budget
        self._area_money = common.of_areas
        counted = facts.profile.secured_stages | facts.profile.executed_stages
        given = [*(each.facts for each in projects), *(of_area for _, of_area in self._area_money.values())]
        self._money_dates = {fact.as_of for some in given for fact in some if fact.stage in counted}
        self._lock = Lock()
        self._measures: dict[date, Mapping[str, ProjectMeasure]] = {}
        self._facets: dict[date, Mapping[str, FacetValues]] = {}
        self._search_index: SearchIndex | None = None
        self._remembered: OrderedDict[Hashable, Any] = OrderedDict()

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

    def money_date(self, on: date) -> date:
        """What the money speaks of on the day `on`: the newest 기준일 of secured or executed money by then.

        Without any it is 자료 기준일. The rates up to 올해 end with its year: on New Year's Day the clock
        is in a year of which the money says nothing yet.
        """
        known = [day for day in self._money_dates if day <= on]
        return max(known, default=self.facts.basis_date or on)

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
                _keep(self._measures, on, known)
            return known

    def facets(self, on: date) -> Mapping[str, FacetValues]:
        """What every project can be narrowed by on the day `on`, by project id."""
        with self._lock:
            known = self._facets.get(on)
        if known is None:
            currency = self.facts.profile.currency
            known = MappingProxyType(
                {
                    key: facet_values(
                        each.file, each.funding.planned, each.status, each.days_past is not None, currency
                    )
                    for key, each in self.measures(on).items()
                }
            )
            with self._lock:
                _keep(self._facets, on, known)
        return known

    def facet_index(self, on: date) -> FacetIndex:
        """The same, turned round: projects by value, in the order of `projects`."""
        return self.remembered(("facet index", on), lambda: FacetIndex(self.facets(on).values()))

    def get_ready(self, on: date) -> None:
        """Compute what every screen asks on the day `on`, so that nobody waits: seconds for a large city."""
        self.facet_index(on)

    def search_index(self) -> SearchIndex:
        """The names of this data version, made ready when they are first searched."""
        with self._lock:
            if self._search_index is None:
                self._search_index = SearchIndex(self.projects.values())
            return self._search_index

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of `key`, which several requests ask of this data version; it may be made twice."""
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                known: T = self._remembered[key]
                return known
        value = make()
        with self._lock:
            self._remembered[key] = value
            while len(self._remembered) > VALUES_REMEMBERED:
                self._remembered.popitem(last=False)
        return value

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
        shared = shared_budgets(sorted(members, key=lambda each: number_order(each.file)))
        return tuple(each for each in _group_mismatches(shared) if each.project_id == project_id)

    def area_funding(self, area_id: str, on: date) -> Funding:
        """The money that belongs to the area as a whole, none of it to a project."""
        planned, facts = self._area_money.get(area_id, ((), ()))
        return _funding(_newest_plan(planned), facts, self.facts.profile, on)

    def area_facts(self, area_id: str) -> Sequence[FundFact]:
        """What happened to the money of the area as a whole, by every stage of money."""
        return self._area_money.get(area_id, ((), ()))[1]


def _keep(days: dict[date, Any], on: date, value: Any) -> None:
    """Remember the value of a day, and no more days than are needed."""
    while len(days) >= DAYS_KEPT:
        days.pop(next(iter(days)))
    days[on] = value


def standings(chosen: Iterable[ProjectMeasure]) -> list[Standing]:
    """What each project brings into rates; a shared budget weighs at one project only, not at a 폐기."""
    measured = list(chosen)
    shared = shared_budgets(each for each in measured if each.status is not Status.DROPPED)

    def standing(each: ProjectMeasure) -> Standing:
        counts = _counts(each, MoneyStage.PLANNED, shared)
        planned = each.funding.planned.total
        return Standing(
            each.status,
            each.progress,
            planned if counts else None,
            name=each.file.label,
            has_budget=each.file.project.has_budget,
            shares_budget=planned is not None and not counts,
        )

    return [standing(each) for each in measured]


def _build(records: Mapping[str, Sequence[Any]], facts: SnapshotFacts) -> Portfolio:
    terms: Sequence[Term] = records.get("term", ())
    programmes = _in_order(records.get("programme", ()))
    areas = _in_order(records.get("area", ()))
    parts = ProjectFiles(records, facts.unapproved, terms, programmes, areas)
    projects: Sequence[Project] = records.get("project", ())
    files = [parts.file(project) for project in {project.id: project for project in projects}.values()]
    files.sort(key=number_order)
    lines, shares = records.get("budget_line", ()), records.get("budget_share", ())
    statistics: Sequence[Indicator] = records.get("indicator", ())
    common = Common(
        parts.area_money(),
        Budget(lines, shares, {each.id for each in files}),
        MappingProxyType({each.id: each for each in statistics}),
    )
    return Portfolio(facts, tuple(terms), programmes, areas, tuple(files), common)


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
    shared = shared_budgets(chosen)
    counted = {stage: [each for each in chosen if _counts(each, stage, shared)] for stage in MoneyStage}
    whole_areas, cut_areas = areas_within(portfolio, chosen)
    area_money = [portfolio.area_funding(area_id, on) for area_id in whole_areas]

    def grid(stage: MoneyStage) -> FundGrid:
        return funding.merged(
            [each.funding.grid(stage) for each in counted[stage]]
            + [money.grid(stage) for money in area_money]
        )

    left_out = [portfolio.area_funding(area_id, on).planned.total for area_id in cut_areas]
    without = [each for each in chosen if each.funding.planned.total is None]
    no_budget = [each for each in without if each.file.project.has_budget is False]
    dropped = [
        each
        for each in counted[MoneyStage.PLANNED]
        if each.status is Status.DROPPED and each.funding.planned.total is not None
    ]
    return PortfolioFunding(
        funding=Funding(*(grid(stage) for stage in MoneyStage)),
        projects_with_amount=len(chosen) - len(without),
        projects_without_amount=len(without) - len(no_budget),
        projects_without_budget=len(no_budget),
        shared_budgets=len(shared),
        dropped=tuple(dropped),
        dropped_planned=add(each.funding.planned.total for each in dropped),
        area_level=add(money.planned.total for money in area_money),
        area_left_out=add(left_out),
        mismatches=(
            *(mismatch for each in chosen for mismatch in each.mismatches),
            *(mismatch for area_id in whole_areas for mismatch in _area_mismatches(portfolio, area_id, on)),
            *_group_mismatches(shared),
        ),
    )


def shared_budgets(chosen: Iterable[ProjectMeasure]) -> dict[str, list[ProjectMeasure]]:
    """Projects by shared budget, where it has at least two of them."""
    named = [each for each in chosen if each.file.project.budget_group]
    groups = grouped(named, lambda each: each.file.project.budget_group)
    return {group: members for group, members in groups.items() if len(members) > 1}


def _counts(each: ProjectMeasure, stage: MoneyStage, shared: Mapping[str, list[ProjectMeasure]]) -> bool:
    """Whether its money counts: always, unless it shares a budget that another project stands for."""
    members = shared.get(each.file.project.budget_group or "")
    return members is None or representative(members, stage) is each


def representative(members: Sequence[ProjectMeasure], stage: MoneyStage) -> ProjectMeasure:
    """The first by number that has an amount; a shared budget is often written at one project alone."""
    known = [each for each in members if each.funding.grid(stage).total is not None]
    return (known or members)[0]


def _group_mismatches(shared: Mapping[str, list[ProjectMeasure]]) -> Iterable[Mismatch]:
    for group, members in shared.items():
        for stage in MoneyStage:
            counted = representative(members, stage).funding.grid(stage).total
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


def areas_within(portfolio: Portfolio, chosen: Sequence[ProjectMeasure]) -> tuple[list[str], list[str]]:
    """Areas whose projects are all chosen (an area without projects only with the whole), and those cut."""
    members = portfolio.remembered("projects by area", lambda: _by_area(portfolio.projects.values()))
    files = {each.file.id: each.file for each in chosen}
    inside = _by_area(files.values())
    is_all = len(files) == len(portfolio.projects)
    whole, cut = [], []
    for area in portfolio.areas:
        if inside[area.id] == members[area.id] and (inside[area.id] or is_all):
            whole.append(area.id)
        elif inside[area.id]:
            cut.append(area.id)
    return whole, cut


def _by_area(files: Iterable[ProjectFile]) -> Counter[str | None]:
    return Counter(each.area.id if each.area else None for each in files)


def _newest_plan(funds: Sequence[PlanFund]) -> list[PlanFund]:
    """An area has no plan versions of its own: 당초 gives way to any other key, then the highest counts."""
    keys = {fund.plan_key for fund in funds}
    newest = max(keys, key=lambda key: (key != IMPLICIT_PLAN_KEY, natural_order(key)), default=None)
    return [fund for fund in funds if fund.plan_key == newest]


def _in_order(entries: Sequence[Any]) -> tuple[Any, ...]:
    """By `sort`, then as given."""
    return tuple(sorted(entries, key=lambda each: each.sort if each.sort is not None else 10**9))
