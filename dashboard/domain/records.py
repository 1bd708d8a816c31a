"""One frozen record per canonical table: what a city tells us, already checked.

Money is an exact integer of the currency's smallest unit (won, cents). Shares and progress are
0..1 (a reported 53.7 % is 0.537). Missing is None, never 0. `unread` holds (field, raw text) for
each field whose text could not be read or contradicted another; that field is None.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dashboard.domain.vocabulary import (
    Completion,
    FundSource,
    FundStage,
    Novelty,
    PlanKind,
    Precision,
    Role,
    StageKind,
    Status,
)

Unread = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A mayor's term of office (민선 N기)."""

    id: str
    name: str
    starts: date | None = None
    ends: date | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A list of projects under a term: 공약, 100대 핵심과제. `stated_count` is what the city prints."""

    id: str
    term_id: str
    name: str
    short_name: str | None = None
    sort: int | None = None
    stated_count: int | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A field of policy (분야) that groups projects."""

    id: str
    name: str
    short_name: str | None = None
    sort: int | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project (공약사업). `budget_group` names a budget that several projects share: counted once."""

    id: str
    name: str
    number: str | None = None
    short_name: str | None = None
    area_id: str | None = None
    content: str | None = None
    purpose: str | None = None
    location: str | None = None
    districts: str | None = None
    starts: date | None = None
    starts_precision: Precision | None = None
    ends: date | None = None
    ends_precision: Precision | None = None
    novelty: Novelty | None = None
    completion: Completion | None = None
    has_budget: bool | None = None
    budget_group: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A project in a programme, with its number there and its origin (공약, 현안, 국정연계)."""

    project_id: str
    programme_id: str
    number: str | None = None
    origin: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A department's part in a project, with team (담당팀) and extension (내선); never a person."""

    project_id: str
    department_id: str
    role: Role = Role.LEAD
    team: str | None = None
    extension: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """당초 or an approved 변경. The current plan is the approved version with the highest `seq`.

    A 변경 whose `approved_on` is None is proposed, not approved, and is never the current plan.
    `stated_total` is the 총사업비 that the city prints for this version.
    """

    project_id: str
    key: str
    seq: int
    kind: PlanKind
    approved_on: date | None = None
    reason_code: str | None = None
    reason: str | None = None
    procedure: str | None = None
    stated_total: int | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A procedure (추진 절차) and what really happened; its plan is in StagePlan. `progress` 0..1."""

    project_id: str
    key: str
    name: str
    seq: int | None = None
    kind: StageKind | None = None
    weight: float | None = None
    after: str | None = None
    milestone: bool | None = None
    actual_start: date | None = None
    actual_start_precision: Precision | None = None
    actual_end: date | None = None
    actual_end_precision: Precision | None = None
    progress: float | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Planned dates of a stage in one plan version. `plan_key` is a PlanVersion.key."""

    project_id: str
    plan_key: str
    stage_key: str
    start: date | None = None
    start_precision: Precision | None = None
    end: date | None = None
    end_precision: Precision | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """Target progress 0..1 at the end of a quarter ("2024Q3")."""

    project_id: str
    plan_key: str
    quarter: str
    progress: float | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class PlanFund:
    """Planned money: one cell (owner, plan version, source, period); the owner is a project or an area."""

    project_id: str | None
    area_id: str | None
    plan_key: str
    source: FundSource
    period: str
    amount: int | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class FundFact:
    """What happened to money: one cell (owner, source, period, stage, 기준일).

    An amount with a later `as_of` replaces an earlier one of the same owner, source, period, stage.
    """

    project_id: str | None
    area_id: str | None
    source: FundSource
    period: str
    stage: FundStage
    as_of: date
    amount: int | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A 세부사업 in one fiscal year, as the local finance system books it on `as_of`.

    `key` names the 세부사업 over all its years; an `as_of` that is later replaces an earlier one of the
    same key and year. `is_total` marks a printed total (계) of its fiscal year, and of its account and
    department where they are given: compared, never added.
    """

    key: str
    fiscal_year: int
    as_of: date
    account: str | None = None
    department: str | None = None
    code: str | None = None
    name: str | None = None
    appropriated: int | None = None
    spent: int | None = None
    carried: int | None = None
    is_total: bool | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class BudgetShare:
    """The part 0..1 of a budget line that belongs to a project, exactly as given."""

    line_key: str
    project_id: str
    share: Decimal | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class ProjectIndicator:
    """A 성과지표 of one project. `indicator_id` names the city statistic that it moves, where one is named."""

    project_id: str
    key: str
    name: str
    unit: str | None = None
    lower_is_better: bool | None = None
    indicator_id: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """Target and actual value of a project's indicator in one year; `as_of` is the day of the actual one."""

    project_id: str
    key: str
    year: int
    target: float | None = None
    actual: float | None = None
    as_of: date | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document or a photograph of a project, which lies elsewhere. `kind` is the city's own word."""

    project_id: str
    key: str
    title: str
    url: str | None = None
    kind: str | None = None
    dated: date | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A dated report: official status, reported progress 0..1, what was done, issue, countermeasure.

    `status_word` is the city's own word; `status` is None when the mapping does not know the word.
    `progress_name` is what the city calls the figure (공정률 for construction, 추진율 otherwise).
    """

    project_id: str
    as_of: date
    status: Status | None = None
    status_word: str | None = None
    progress: float | None = None
    progress_name: str | None = None
    done_text: str | None = None
    next_text: str | None = None
    issue: str | None = None
    measure: str | None = None
    post: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A city statistic; `domain` is 인구, 재난, 환경 or 교통."""

    id: str
    name: str
    domain: str | None = None
    unit: str | None = None
    source: str | None = None
    lower_is_better: bool | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of a series (indicator and place) at a time, as fetched at another time."""

    indicator_id: str
    place: str
    at: datetime
    value: float | None = None
    flag: str | None = None
    unread: Unread = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A disaster message, a line of the log of weather warnings, an announcement.

    `kind` tells these apart, `subject` is what it is about (호우, 화재), `severity` its official step,
    `command` what it does to what was announced before (발표, 해제), `sequence` orders events of one time.
    `place` may name several, separated by commas, as the source writes them.
    """

    id: str
    at: datetime
    kind: str | None = None
    severity: str | None = None
    place: str | None = None
    text: str | None = None
    subject: str | None = None
    command: str | None = None
    sequence: int | None = None
    until: datetime | None = None
    unread: Unread = ()
