"""Tables of our own store, typed; each plan table mirrors one record of dashboard.domain.records.

A plan table keeps row versions: a row is valid for data versions valid_from <= v < valid_to.
Reports append; observations are keyed by series, time and time of fetching, events by id and time of fetching.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from dashboard.domain import records
from dashboard.domain.access import Role as Access
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

PLAN, CITY = "plan", "city"
"""The two kinds of data versions: of the pledge data, and of observations and events."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class UnreadText(TypeDecorator[tuple[tuple[str, str], ...]]):
    """(field, raw text) pairs as a JSON list; an empty tuple is NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        return json.dumps(value, ensure_ascii=False) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[tuple[str, str], ...]:
        return tuple((name, raw) for name, raw in json.loads(value)) if value else ()


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number in its own digits: SQLite would keep a binary fraction beside it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def words(enum: type[StrEnum]) -> SqlEnum:
    """A closed set stored as its words, readable in any database tool."""
    return SqlEnum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda e: [m.value for m in e],
    )


class Base(DeclarativeBase):
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: UtcDateTime(),
        Decimal: ExactDecimal(),
        Status: words(Status),
        FundSource: words(FundSource),
        FundStage: words(FundStage),
        Novelty: words(Novelty),
        Completion: words(Completion),
        PlanKind: words(PlanKind),
        Precision: words(Precision),
        Role: words(Role),
        StageKind: words(StageKind),
    }


class Received:
    """Columns of every row that came from a source."""

    record: ClassVar[type[Any]]
    identity: ClassVar[tuple[str, ...]]

    row_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    source_id: Mapped[str]
    unread: Mapped[Any] = mapped_column(UnreadText, nullable=True)


class PlanRow(Received):
    """A row with versions: valid for valid_from <= version < valid_to (None: still valid)."""

    valid_from: Mapped[int] = mapped_column(index=True)
    valid_to: Mapped[int | None] = mapped_column(index=True)


class AppendedRow(Received):
    """A row that is only ever added; `version` is the data version that brought it."""

    version: Mapped[int] = mapped_column(index=True)


class TermRow(PlanRow, Base):
    __tablename__ = "term"
    record = records.Term
    identity = ("id",)
    id: Mapped[str]
    name: Mapped[str]
    starts: Mapped[date | None]
    ends: Mapped[date | None]


class ProgrammeRow(PlanRow, Base):
    __tablename__ = "programme"
    record = records.Programme
    identity = ("id",)
    id: Mapped[str]
    term_id: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str | None]
    sort: Mapped[int | None]
    stated_count: Mapped[int | None]


class AreaRow(PlanRow, Base):
    __tablename__ = "area"
    record = records.Area
    identity = ("id",)
    id: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str | None]
    sort: Mapped[int | None]


class DepartmentRow(PlanRow, Base):
    __tablename__ = "department"
    record = records.Department
    identity = ("id",)
    id: Mapped[str]
    name: Mapped[str]


class ProjectRow(PlanRow, Base):
    __tablename__ = "project"
    record = records.Project
    identity = ("id",)
    id: Mapped[str]
    name: Mapped[str]
    number: Mapped[str | None]
    short_name: Mapped[str | None]
    area_id: Mapped[str | None]
    content: Mapped[str | None]
    purpose: Mapped[str | None]
    location: Mapped[str | None]
    districts: Mapped[str | None]
    starts: Mapped[date | None]
    starts_precision: Mapped[Precision | None]
    ends: Mapped[date | None]
    ends_precision: Mapped[Precision | None]
    novelty: Mapped[Novelty | None]
    completion: Mapped[Completion | None]
    has_budget: Mapped[bool | None]
    budget_group: Mapped[str | None]


class MembershipRow(PlanRow, Base):
    __tablename__ = "membership"
    record = records.Membership
    identity = ("project_id", "programme_id")
    project_id: Mapped[str]
    programme_id: Mapped[str]
    number: Mapped[str | None]
    origin: Mapped[str | None]


class AssignmentRow(PlanRow, Base):
    __tablename__ = "assignment"
    record = records.Assignment
    identity = ("project_id", "department_id", "role")
    project_id: Mapped[str]
    department_id: Mapped[str]
    role: Mapped[Role]
    team: Mapped[str | None]
    extension: Mapped[str | None]


class PlanVersionRow(PlanRow, Base):
    __tablename__ = "plan_version"
    record = records.PlanVersion
    identity = ("project_id", "key")
    project_id: Mapped[str]
    key: Mapped[str]
    seq: Mapped[int]
    kind: Mapped[PlanKind]
    approved_on: Mapped[date | None]
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    procedure: Mapped[str | None]
    stated_total: Mapped[int | None] = mapped_column(BigInteger)


class StageRow(PlanRow, Base):
    __tablename__ = "stage"
    record = records.Stage
    identity = ("project_id", "key")
    project_id: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    seq: Mapped[int | None]
    kind: Mapped[StageKind | None]
    weight: Mapped[float | None]
    after: Mapped[str | None]
    milestone: Mapped[bool | None]
    actual_start: Mapped[date | None]
    actual_start_precision: Mapped[Precision | None]
    actual_end: Mapped[date | None]
    actual_end_precision: Mapped[Precision | None]
    progress: Mapped[float | None]


class StagePlanRow(PlanRow, Base):
    __tablename__ = "stage_plan"
    record = records.StagePlan
    identity = ("project_id", "plan_key", "stage_key")
    project_id: Mapped[str]
    plan_key: Mapped[str]
    stage_key: Mapped[str]
    start: Mapped[date | None]
    start_precision: Mapped[Precision | None]
    end: Mapped[date | None]
    end_precision: Mapped[Precision | None]


class PlanTargetRow(PlanRow, Base):
    __tablename__ = "plan_target"
    record = records.PlanTarget
    identity = ("project_id", "plan_key", "quarter")
    project_id: Mapped[str]
    plan_key: Mapped[str]
    quarter: Mapped[str]
    progress: Mapped[float | None]


class PlanFundRow(PlanRow, Base):
    __tablename__ = "plan_fund"
    record = records.PlanFund
    identity = ("project_id", "area_id", "plan_key", "source", "period")
    project_id: Mapped[str | None]
    area_id: Mapped[str | None]
    plan_key: Mapped[str]
    source: Mapped[FundSource]
    period: Mapped[str]
    amount: Mapped[int | None] = mapped_column(BigInteger)


class FundFactRow(PlanRow, Base):
    __tablename__ = "fund_fact"
    record = records.FundFact
    identity = ("project_id", "area_id", "source", "period", "stage", "as_of")
    project_id: Mapped[str | None]
    area_id: Mapped[str | None]
    source: Mapped[FundSource]
    period: Mapped[str]
    stage: Mapped[FundStage]
    as_of: Mapped[date]
    amount: Mapped[int | None] = mapped_column(BigInteger)


class BudgetLineRow(PlanRow, Base):
    __tablename__ = "budget_line"
    record = records.BudgetLine
    identity = ("key", "fiscal_year", "as_of")
    key: Mapped[str]
    fiscal_year: Mapped[int]
    as_of: Mapped[date]
    account: Mapped[str | None]
    department: Mapped[str | None]
    code: Mapped[str | None]
    name: Mapped[str | None]
    appropriated: Mapped[int | None] = mapped_column(BigInteger)
    spent: Mapped[int | None] = mapped_column(BigInteger)
    carried: Mapped[int | None] = mapped_column(BigInteger)
    is_total: Mapped[bool | None]


class BudgetShareRow(PlanRow, Base):
    __tablename__ = "budget_share"
    record = records.BudgetShare
    identity = ("line_key", "project_id")
    line_key: Mapped[str]
    project_id: Mapped[str]
    share: Mapped[Decimal | None]


class IndicatorRow(PlanRow, Base):
    __tablename__ = "indicator"
    record = records.Indicator
    identity = ("id",)
    id: Mapped[str]
    name: Mapped[str]
    domain: Mapped[str | None]
    unit: Mapped[str | None]
    source: Mapped[str | None]
    lower_is_better: Mapped[bool | None]


class ProjectIndicatorRow(PlanRow, Base):
    __tablename__ = "project_indicator"
    record = records.ProjectIndicator
    identity = ("project_id", "key")
    project_id: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str | None]
    lower_is_better: Mapped[bool | None]
    indicator_id: Mapped[str | None]


class IndicatorValueRow(PlanRow, Base):
    __tablename__ = "indicator_value"
    record = records.IndicatorValue
    identity = ("project_id", "key", "year")
    project_id: Mapped[str]
    key: Mapped[str]
    year: Mapped[int]
    target: Mapped[float | None]
    actual: Mapped[float | None]
    as_of: Mapped[date | None]


class DocumentRow(PlanRow, Base):
    __tablename__ = "document"
    record = records.Document
    identity = ("project_id", "key")
    project_id: Mapped[str]
    key: Mapped[str]
    title: Mapped[str]
    url: Mapped[str | None]
    kind: Mapped[str | None]
    dated: Mapped[date | None]


class StatusReportRow(AppendedRow, Base):
    """A report that came again with other words is a further row; the newest version of a date counts."""

    __tablename__ = "status_report"
    record = records.StatusReport
    identity = ("project_id", "as_of")
    project_id: Mapped[str]
    as_of: Mapped[date]
    status: Mapped[Status | None]
    status_word: Mapped[str | None]
    progress: Mapped[float | None]
    progress_name: Mapped[str | None]
    done_text: Mapped[str | None]
    next_text: Mapped[str | None]
    issue: Mapped[str | None]
    measure: Mapped[str | None]
    post: Mapped[str | None]


class SeriesRow(Base):
    """What is measured where, and by whom: the short name that a row of `observation` goes by."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("measure", "place", "source_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str]
    place: Mapped[str]
    source_id: Mapped[str]


class ObservationRow(Base):
    """A value of a series at a time, as first fetched at `fetched_at`; another value is a further row.

    `seen_at` is when the same was last fetched again (None: never): an older fetch that comes late must
    not stand above it. PostgreSQL keeps a partition for each month (db/observations_partitions.py) and value
    and flag in the index: a curve is read from a few pages, though its rows lie all over the table.
    """

    __tablename__ = "observation"
    __table_args__ = (
        PrimaryKeyConstraint("series_id", "at", "fetched_at", postgresql_include=["value", "flag"]),
        {"postgresql_partition_by": "RANGE (at)", "sqlite_with_rowid": False},
    )
    series_id: Mapped[int]
    at: Mapped[datetime]
    fetched_at: Mapped[datetime]
    value: Mapped[float | None]
    flag: Mapped[str | None]
    seen_at: Mapped[datetime | None]


class EventRow(Base):
    """An event as first fetched at `fetched_at`; one that comes again in other words is a further row."""

    __tablename__ = "event"
    source_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    fetched_at: Mapped[datetime] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str | None]
    severity: Mapped[str | None]
    place: Mapped[str | None]
    text: Mapped[str | None]
    subject: Mapped[str | None]
    command: Mapped[str | None]
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    until: Mapped[datetime | None]
    unread: Mapped[Any] = mapped_column(UnreadText, nullable=True)
    seen_at: Mapped[datetime | None]


class SpotRow(Base):
    """Where a series is measured, as a source last named it."""

    __tablename__ = "spot"
    place: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    district: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    seen_at: Mapped[datetime]


class VersionRow(Base):
    """A data version: 기준일 is what the data speaks of, committed_at when we learned it.

    `kind` "plan" counts the pledge data, "city" the observations and events.
    """

    __tablename__ = "data_version"
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[str]
    basis_date: Mapped[date | None]
    committed_at: Mapped[datetime]
    pruned: Mapped[bool] = mapped_column(default=False)


class RunRow(Base):
    """One refresh of one source, or `times` in a row that ended alike: a minute without news is no new row.

    A run that changed nothing points at the run whose findings still hold.
    """

    __tablename__ = "source_run"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    source_id: Mapped[str]
    started_at: Mapped[datetime]
    last_started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    version: Mapped[int | None]
    basis_date: Mapped[date | None]
    today: Mapped[date | None]
    error: Mapped[str | None]
    digest: Mapped[str | None]
    findings_run: Mapped[int | None] = mapped_column(BigInteger)


class RunTableRow(Base):
    """Counted rows of one canonical table in one run."""

    __tablename__ = "source_run_table"
    run_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    read: Mapped[int]
    kept: Mapped[int]
    set_aside: Mapped[int]
    unread_fields: Mapped[int]
    frozen_reason: Mapped[str | None]
    refused: Mapped[bool] = mapped_column(default=False)


class FindingRow(Base):
    """Something lost or doubtful in a run: kind is set_aside, unread or unmapped; or the seal of db.content."""

    __tablename__ = "source_finding"
    row_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    run_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str]
    table_name: Mapped[str]
    row_key: Mapped[str]
    field: Mapped[str | None]
    raw: Mapped[str | None]
    reason: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)


class SavedViewRow(Base):
    """An address that someone gave a name: a filter, a screen, a moment."""

    __tablename__ = "saved_view"
    name: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str]
    saved_at: Mapped[datetime]


class MeetingMarkRow(Base):
    """A meeting at which a plan version was on the table."""

    __tablename__ = "meeting_mark"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    name: Mapped[str]
    version: Mapped[int]
    at: Mapped[datetime]


class TransferRow(Base):
    """A bundle of feeds that came, and what became of it; `state` is accepted, repeated or rejected."""

    __tablename__ = "transfer"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    zone: Mapped[str]
    number: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    sentence: Mapped[str]
    new: Mapped[int] = mapped_column(default=0)
    corrected: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[int] = mapped_column(default=0)
    lost: Mapped[int] = mapped_column(default=0)


class FeedStateRow(Base):
    """How a feed stands: when it was last asked, when it last answered, and what it said that we could not read."""

    __tablename__ = "feed_state"
    feed_id: Mapped[str] = mapped_column(primary_key=True)
    last_try: Mapped[datetime]
    last_good: Mapped[datetime | None]
    newest: Mapped[datetime | None]
    problem: Mapped[str | None]
    seconds: Mapped[float]
    used: Mapped[int]
    quota: Mapped[int | None]
    lost: Mapped[int]
    lost_text: Mapped[str | None]


class AccountRow(Base):
    """Someone who may sign in, by a name; `subject` is who a central sign-in says it is.

    `label` is post and department as the screen shows them, never a person's name. Wrong passwords in a
    row are counted in `failed`; `locked_at` is when they became too many. A password that somebody else has
    set `must_change` before it is good for anything else.
    """

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    name: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    role: Mapped[Access] = mapped_column(words(Access))
    department: Mapped[str | None]
    password_hash: Mapped[str | None]
    password_at: Mapped[datetime | None]
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
    subject: Mapped[str | None] = mapped_column(unique=True)
    failed: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OldPasswordRow(Base):
    """A password that an account had: it is not taken again."""

    __tablename__ = "old_password"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    password_hash: Mapped[str]


class SessionRow(Base):
    """A browser that is signed in. Only the digest of its token is kept: who reads the store cannot sign in.

    One that began with a password that `must_change` is good for changing it, and for nothing else.
    """

    __tablename__ = "session"
    token_digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger, index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
    address: Mapped[str | None]


class AuditRow(Base):
    """An entry of the record of who did what. Triggers keep it: entries are added, and nothing else (db/audit.py)."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_act_seq", "act", "seq"),
        Index("ix_audit_actor_seq", "actor", "seq"),
    )
    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str | None]
    role: Mapped[str | None]
    address: Mapped[str | None]
    object: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]
    reason: Mapped[str | None]
    result: Mapped[str] = mapped_column(String(40))
    request_id: Mapped[str | None]
    prev_hash: Mapped[str]
    hash: Mapped[str]


class WallRow(Base):
    """A device that may look, from one network. Of its token and of the one before only digests are kept."""

    __tablename__ = "wall"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    name: Mapped[str] = mapped_column(unique=True)
    cidr: Mapped[str]
    token_digest: Mapped[str | None] = mapped_column(unique=True)
    previous_digest: Mapped[str | None]
    rotated_at: Mapped[datetime]
    paired_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_seen: Mapped[datetime | None]
    build: Mapped[str | None]


class PairingRow(Base):
    """A browser that shows a code and waits to be a wall; `name` and `cidr` are there when it has been approved."""

    __tablename__ = "pairing"
    nonce_digest: Mapped[str] = mapped_column(primary_key=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    address: Mapped[str | None]
    name: Mapped[str | None]
    cidr: Mapped[str | None]


PLAN_TABLES: dict[str, type[PlanRow]] = {
    row.__tablename__: row
    for row in (
        TermRow,
        ProgrammeRow,
        AreaRow,
        DepartmentRow,
        ProjectRow,
        MembershipRow,
        AssignmentRow,
        PlanVersionRow,
        StageRow,
        StagePlanRow,
        PlanTargetRow,
        PlanFundRow,
        FundFactRow,
        BudgetLineRow,
        BudgetShareRow,
        IndicatorRow,
        ProjectIndicatorRow,
        IndicatorValueRow,
        DocumentRow,
    )
}
CITY_TABLES = frozenset({ObservationRow.__tablename__, EventRow.__tablename__})
"""Canonical tables that go to the city's statistics (db/observations.py), not into row versions."""
RECEIVED_TABLES = frozenset(PLAN_TABLES) | {StatusReportRow.__tablename__} | CITY_TABLES

Index("ix_status_report_project_as_of", StatusReportRow.project_id, StatusReportRow.as_of)


class WallNoteRow(Base):
    """What people said about walls: the playlist, who leads which wall, 약칭, acknowledged notices.

    `key` names it ("playlist", "lead:집무실", "name:P067"), `data` is JSON, null when it was taken back.
    `sequence` grows with every note, so that a wall asks one number for news.
    """

    __tablename__ = "wall_note"
    key: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, unique=True)
    data: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]


class WallBeatRow(Base):
    """What a wall's page said of itself last: `data` is JSON with its scene, size, memory and program."""

    __tablename__ = "wall_beat"
    wall: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    data: Mapped[str]
