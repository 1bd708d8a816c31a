"""All records of one project put together: its file, as a city keeps one on paper (관리카드)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from dashboard.domain import schedule
from dashboard.domain.history import UnapprovedChange
from dashboard.domain.records import (
    Area,
    Assignment,
    Department,
    Document,
    FundFact,
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
from dashboard.domain.vocabulary import PlanKind, Role

IMPLICIT_PLAN_KEY = PlanKind.ORIGINAL.value
"""Key of the 당초 that a project has when its city lists no plan versions."""

AreaMoney = Mapping[str, tuple[tuple[PlanFund, ...], tuple[FundFact, ...]]]
"""Planned and actual money of areas as a whole, by area id."""

T = TypeVar("T")
_NUMBERS = re.compile(r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """All records of one project, in the order in which they are shown.

    `numbers` holds its number in each programme that it belongs to, by programme id; programmes are
    in their own order. Plans are by seq, reports by date. `area` is None when it is not known.
    """

    project: Project
    area: Area | None
    term: Term | None
    programmes: tuple[Programme, ...]
    numbers: Mapping[str, str | None]
    origins: Mapping[str, str | None]
    assignments: tuple[tuple[Assignment, Department | None], ...]
    plans: tuple[PlanVersion, ...]
    stages: tuple[Stage, ...]
    dates: schedule.PlansByVersion
    targets: tuple[PlanTarget, ...]
    planned: Mapping[str, tuple[PlanFund, ...]]
    facts: tuple[FundFact, ...]
    reports: tuple[StatusReport, ...]
    unapproved: tuple[UnapprovedChange, ...]
    indicators: tuple[ProjectIndicator, ...]
    indicator_values: tuple[IndicatorValue, ...]
    documents: tuple[Document, ...]

    @property
    def id(self) -> str:
        """The project's id."""
        return self.project.id

    def number(self, programme_id: str | None = None) -> str | None:
        """Its number in the programme, else its own, else the first that any programme gives."""
        own = (self.numbers.get(programme_id) if programme_id else None) or self.project.number
        return own or next((number for number in self.numbers.values() if number), None)

    @property
    def label(self) -> str:
        """Its number and short name: "67 새길 노면전차"."""
        name = self.project.short_name or self.project.name
        return " ".join(part for part in (self.number(), name) if part)

    def assigned(self, role: Role) -> tuple[tuple[Assignment, Department | None], ...]:
        """Its departments in this role."""
        return tuple(pair for pair in self.assignments if pair[0].role is role)


def natural_order(text: str | None) -> tuple[Any, ...]:
    """A key that puts "2" before "10" and what is missing last."""
    if text is None:
        return (1,)
    parts = _NUMBERS.split(text)
    return (0, *((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part))


def number_order(file: ProjectFile) -> tuple[Any, ...]:
    """A key that sorts projects by number, then by id."""
    return (natural_order(file.number()), file.id)


class ProjectFiles:
    """The records grouped by project, for the time of one build."""

    def __init__(
        self,
        records: Mapping[str, Sequence[Any]],
        unapproved: Sequence[UnapprovedChange],
        terms: Sequence[Term],
        programmes: tuple[Programme, ...],
        areas: tuple[Area, ...],
    ) -> None:
        self._terms = {term.id: term for term in terms}
        self._programmes = programmes
        self._areas = {area.id: area for area in areas}
        self._departments: dict[str, Department] = {each.id: each for each in records.get("department", ())}
        self._memberships: dict[str | None, list[Membership]] = _by_project(records.get("membership", ()))
        self._assignments: dict[str | None, list[Assignment]] = _by_project(records.get("assignment", ()))
        self._plans: dict[str | None, list[PlanVersion]] = _by_project(records.get("plan_version", ()))
        self._stages: dict[str | None, list[Stage]] = _by_project(records.get("stage", ()))
        self._dates: dict[str | None, list[StagePlan]] = _by_project(records.get("stage_plan", ()))
        self._targets: dict[str | None, list[PlanTarget]] = _by_project(records.get("plan_target", ()))
        self._planned: dict[str | None, list[PlanFund]] = _by_project(records.get("plan_fund", ()))
        self._facts: dict[str | None, list[FundFact]] = _by_project(records.get("fund_fact", ()))
        self._reports: dict[str | None, list[StatusReport]] = _by_project(records.get("status_report", ()))
        self._unapproved: dict[str | None, list[UnapprovedChange]] = _by_project(unapproved)
        self._indicators: dict[str | None, list[ProjectIndicator]] = _by_project(
            records.get("project_indicator", ())
        )
        self._values: dict[str | None, list[IndicatorValue]] = _by_project(records.get("indicator_value", ()))
        self._documents: dict[str | None, list[Document]] = _by_project(records.get("document", ()))

    def file(self, project: Project) -> ProjectFile:
        """The project with everything that belongs to it."""
        members = {each.programme_id: each for each in self._memberships.get(project.id, ())}
        programmes = tuple(each for each in self._programmes if each.id in members)
        dates: defaultdict[str, dict[str, StagePlan]] = defaultdict(dict)
        for plan in self._dates.get(project.id, ()):
            dates[plan.plan_key][plan.stage_key] = plan
        planned = grouped(self._planned.get(project.id, ()), lambda fund: fund.plan_key)
        plans = _with_implicit_plan(project.id, self._plans.get(project.id, ()), {*dates, *planned})
        return ProjectFile(
            project=project,
            area=self._areas.get(project.area_id) if project.area_id else None,
            term=self._term(programmes),
            programmes=programmes,
            numbers=MappingProxyType({each.id: members[each.id].number for each in programmes}),
            origins=MappingProxyType({each.id: members[each.id].origin for each in programmes}),
            assignments=tuple(
                (each, self._departments.get(each.department_id))
                for each in self._assignments.get(project.id, ())
            ),
            plans=plans,
            stages=tuple(self._stages.get(project.id, ())),
            dates=MappingProxyType({key: MappingProxyType(rows) for key, rows in dates.items()}),
            targets=tuple(sorted(self._targets.get(project.id, ()), key=lambda each: each.quarter)),
            planned=MappingProxyType({key: tuple(funds) for key, funds in planned.items()}),
            facts=tuple(self._facts.get(project.id, ())),
            reports=tuple(sorted(self._reports.get(project.id, ()), key=lambda each: each.as_of)),
            unapproved=tuple(self._unapproved.get(project.id, ())),
            indicators=tuple(self._indicators.get(project.id, ())),
            indicator_values=tuple(sorted(self._values.get(project.id, ()), key=lambda each: each.year)),
            documents=tuple(self._documents.get(project.id, ())),
        )

    def area_money(self) -> AreaMoney:
        """The money that belongs to areas as a whole."""
        planned = grouped(self._planned.get(None, ()), lambda fund: fund.area_id)
        facts = grouped(self._facts.get(None, ()), lambda fact: fact.area_id)
        return MappingProxyType(
            {key: (tuple(planned.get(key, ())), tuple(facts.get(key, ()))) for key in self._areas}
        )

    def _term(self, programmes: Sequence[Programme]) -> Term | None:
        """The term of its first programme; a project in none has the only term, if there is only one."""
        if programmes:
            return self._terms.get(programmes[0].term_id)
        return next(iter(self._terms.values())) if len(self._terms) == 1 else None


def _with_implicit_plan(
    project_id: str, plans: Sequence[PlanVersion], used_keys: set[str]
) -> tuple[PlanVersion, ...]:
    """The versions by seq; 당초 is added where a city lists none, or lists only its changes."""
    keys = {plan.key for plan in plans}
    needed = not plans or (IMPLICIT_PLAN_KEY in used_keys and IMPLICIT_PLAN_KEY not in keys)
    first = min((plan.seq for plan in plans), default=1) - 1
    implicit = PlanVersion(project_id, IMPLICIT_PLAN_KEY, first, PlanKind.ORIGINAL)
    return tuple(sorted([implicit, *plans] if needed else plans, key=lambda plan: plan.seq))


def _by_project(rows: Iterable[Any]) -> dict[str | None, list[Any]]:
    return grouped(rows, lambda row: row.project_id)


def grouped(rows: Iterable[T], key: Callable[[T], Any]) -> dict[Any, list[T]]:
    """The rows by `key`, in their order."""
    found: defaultdict[Any, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
