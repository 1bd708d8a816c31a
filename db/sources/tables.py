"""The canonical tables as data: columns and how each is read, keys, and what refers to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from dashboard.domain import records

ORIGINAL_PLAN = "당초"


class Kind(StrEnum):
    """How the cells of a column are read."""

    KEY = "key"
    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    EXACT_SHARE = "exact_share"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"
    QUARTER = "quarter"
    PERIOD = "period"
    STATUS = "status"
    FUND_SOURCE = "fund_source"
    FUND_STAGE = "fund_stage"
    STAGE_KIND = "stage_kind"
    ROLE = "role"
    NOVELTY = "novelty"
    COMPLETION = "completion"
    PLAN_KIND = "plan_kind"
    PRECISION = "precision"


@dataclass(frozen=True, slots=True)
class Reference:
    """`columns` of a row together name a row of `table`. Without it the row is an orphan; a reference
    that is not `owning` becomes missing instead, and the row stays. One that may lead `elsewhere` is
    not judged by a source that does not have the table: another source may.
    """

    columns: tuple[str, ...]
    table: str
    owning: bool = True
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table.

    `columns` may be mapped; `required` must be; `key` names a row, and `referred` is how others refer to
    it, where that is not the key. `spans` are (start, end) pairs of
    dates; `periods` are input columns that hold both ("2014. 7 ~ 2016. 6").
    """

    name: str
    record: type
    columns: Mapping[str, Kind]
    key: tuple[str, ...]
    required: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    periods: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    referred: tuple[str, ...] = ()

    def precision_of(self, column: str) -> str | None:
        """The column that holds the precision of a date column, if the record keeps one."""
        name = f"{column}_precision"
        return name if name in self.columns else None

    def read_with(self, column: str) -> tuple[str, ...]:
        """The columns that are read from the same text as `column`: whoever sees them learns something of it."""
        precision, word = self.precision_of(column), _SAME_WORD.get(column)
        return tuple(name for name in (precision, word) if name is not None and name in self.columns)


_SAME_WORD = {"status": "status_word", "status_word": "status"}


def _columns(**kinds: str) -> Mapping[str, Kind]:
    """Columns by kind: text="name short_name"; every date named in `dated` gets its precision column."""
    dated = kinds.pop("dated", "").split()
    columns = {name: Kind(kind) for kind, names in kinds.items() for name in names.split()}
    columns |= dict.fromkeys(dated, Kind.DATE)
    columns |= {f"{name}_precision": Kind.PRECISION for name in dated}
    return MappingProxyType(columns)


_PROJECT = Reference(("project_id",), "project")
_AREA = Reference(("area_id",), "area")
_PLAN = Reference(("project_id", "plan_key"), "plan_version")
_STAGE = Reference(("project_id", "stage_key"), "stage")

_ALL = (
    Table(
        "term",
        records.Term,
        _columns(key="id", text="name", date="starts ends period"),
        key=("id",),
        required=("id",),
        spans=(("starts", "ends"),),
        periods={"period": ("starts", "ends")},
    ),
    Table(
        "programme",
        records.Programme,
        _columns(key="id term_id", text="name short_name", whole="sort stated_count"),
        key=("id",),
        required=("id", "term_id"),
        references=(Reference(("term_id",), "term"),),
    ),
    Table(
        "area",
        records.Area,
        _columns(key="id", text="name short_name", whole="sort"),
        key=("id",),
        required=("id",),
    ),
    Table("department", records.Department, _columns(key="id", text="name"), key=("id",), required=("id",)),
    Table(
        "project",
        records.Project,
        _columns(
            key="id area_id",
            text="name number short_name content purpose location districts budget_group",
            dated="starts ends",
            date="period",
            novelty="novelty",
            completion="completion",
            flag="has_budget",
        ),
        key=("id",),
        required=("id", "name"),
        references=(Reference(("area_id",), "area", owning=False),),
        spans=(("starts", "ends"),),
        periods={"period": ("starts", "ends")},
    ),
    Table(
        "membership",
        records.Membership,
        _columns(key="project_id programme_id", text="number origin"),
        key=("project_id", "programme_id"),
        required=("project_id", "programme_id"),
        references=(_PROJECT, Reference(("programme_id",), "programme")),
    ),
    Table(
        "assignment",
        records.Assignment,
        _columns(key="project_id department_id", role="role", text="team extension"),
        key=("project_id", "department_id", "role"),
        required=("project_id", "department_id"),
        references=(_PROJECT, Reference(("department_id",), "department")),
    ),
    Table(
        "plan_version",
        records.PlanVersion,
        _columns(
            key="project_id key",
            whole="seq",
            plan_kind="kind",
            date="approved_on",
            text="reason_code reason procedure",
            money="stated_total",
        ),
        key=("project_id", "key"),
        required=("project_id", "key"),
        references=(_PROJECT,),
    ),
    Table(
        "stage",
        records.Stage,
        _columns(
            key="project_id key",
            text="name after",
            whole="seq",
            stage_kind="kind",
            number="weight",
            flag="milestone",
            dated="actual_start actual_end",
            share="progress",
        ),
        key=("project_id", "key"),
        required=("project_id", "key"),
        references=(_PROJECT,),
        spans=(("actual_start", "actual_end"),),
    ),
    Table(
        "stage_plan",
        records.StagePlan,
        _columns(key="project_id plan_key stage_key", dated="start end", date="period"),
        key=("project_id", "plan_key", "stage_key"),
        required=("project_id", "stage_key"),
        references=(_PROJECT, _PLAN, _STAGE),
        spans=(("start", "end"),),
        periods={"period": ("start", "end")},
    ),
    Table(
        "plan_target",
        records.PlanTarget,
        _columns(key="project_id plan_key", quarter="quarter", share="progress"),
        key=("project_id", "plan_key", "quarter"),
        required=("project_id", "quarter"),
        references=(_PROJECT, _PLAN),
    ),
    Table(
        "plan_fund",
        records.PlanFund,
        _columns(key="id project_id area_id plan_key", fund_source="source", period="period", money="amount"),
        key=("project_id", "area_id", "plan_key", "source", "period"),
        required=("amount",),
        references=(_PROJECT, _AREA, _PLAN),
    ),
    Table(
        "fund_fact",
        records.FundFact,
        _columns(
            key="id project_id area_id",
            fund_source="source",
            period="period",
            fund_stage="stage",
            date="as_of",
            money="amount",
        ),
        key=("project_id", "area_id", "source", "period", "stage", "as_of"),
        required=("stage", "amount"),
        references=(_PROJECT, _AREA),
    ),
    Table(
        "budget_line",
        records.BudgetLine,
        _columns(
            key="key",
            period="fiscal_year",
            date="as_of",
            text="account department code name",
            money="appropriated spent carried",
            flag="is_total",
        ),
        key=("key", "fiscal_year", "as_of"),
        required=("key", "fiscal_year", "appropriated", "spent"),
        referred=("key",),
    ),
    Table(
        "budget_share",
        records.BudgetShare,
        _columns(key="line_key project_id", exact_share="share"),
        key=("line_key", "project_id"),
        required=("line_key", "project_id"),
        references=(
            Reference(("line_key",), "budget_line", elsewhere=True),
            Reference(("project_id",), "project", elsewhere=True),
        ),
    ),
    Table(
        "status_report",
        records.StatusReport,
        _columns(
            key="project_id",
            date="as_of",
            status="status",
            text="status_word progress_name done_text next_text issue measure post",
            share="progress",
        ),
        key=("project_id", "as_of"),
        required=("project_id",),
        references=(_PROJECT,),
    ),
    Table(
        "indicator",
        records.Indicator,
        _columns(key="id", text="name domain unit source", flag="lower_is_better"),
        key=("id",),
        required=("id", "name"),
    ),
    Table(
        "project_indicator",
        records.ProjectIndicator,
        _columns(key="project_id key indicator_id", text="name unit", flag="lower_is_better"),
        key=("project_id", "key"),
        required=("project_id", "key"),
        references=(_PROJECT, Reference(("indicator_id",), "indicator", owning=False)),
    ),
    Table(
        "indicator_value",
        records.IndicatorValue,
        _columns(key="project_id key", period="year", number="target actual", date="as_of"),
        key=("project_id", "key", "year"),
        required=("project_id", "key", "year"),
        references=(_PROJECT, Reference(("project_id", "key"), "project_indicator")),
    ),
    Table(
        "document",
        records.Document,
        _columns(key="project_id key", text="title url kind", date="dated"),
        key=("project_id", "key"),
        required=("project_id", "key", "url"),
        references=(_PROJECT,),
    ),
    Table(
        "observation",
        records.Observation,
        _columns(key="indicator_id place", moment="at", number="value", text="flag"),
        key=("indicator_id", "place", "at"),
        required=("indicator_id", "at", "value"),
        references=(Reference(("indicator_id",), "indicator"),),
    ),
    Table(
        "event",
        records.Event,
        _columns(
            key="id", moment="at until", text="kind severity place text subject command", whole="sequence"
        ),
        key=("id",),
        required=("id", "at"),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})
"""Canonical tables by name; a table comes after every table it refers to."""

PUBLISHED_TABLES = frozenset({"observation", "event"})
"""Statistics of the city, which are published where they come from: none of their fields can be internal."""

MONEY_TABLES = frozenset({"plan_fund", "fund_fact"})
"""Rows of one cell add up, unless an `id` is mapped and repeats."""

PLANNED_TABLES = frozenset({"stage_plan", "plan_target", "plan_fund"})
"""Tables whose rows hang on a plan version."""
