"""What happened when a source was read: runs, counted rows, losses by name, freshness."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

AHEAD_SECONDS = 10
"""Clocks of two machines may differ by so much; what lies farther ahead was written by a clock that was wrong."""
# TRUST, fault model: late after two periods, stale after a day or five periods, whichever is later.
LATE_PERIODS = 2
STALE_PERIODS = 5
STALE_SECONDS = 24 * 3600


class RunState(StrEnum):
    """Outcome of one refresh of one source."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PARTIAL = "partial"
    """Committed, but at least one table kept its last good rows."""
    FAILED = "failed"


class Freshness(StrEnum):
    """Age of a source's data as said on screen; never a word of a pledge's status."""

    FRESH = "최신"
    LATE = "수신 지연"
    CLOCK = "시계 이상"
    """The last success lies ahead of now: our clock was or is wrong, and no age can be told."""
    STALE = "장기 미수신"
    NEVER = "수신 전"


def freshness(now: datetime, last_success: datetime | None, period_seconds: float) -> Freshness:
    """Age of a source in words; a clock that went back is said, and is never a negative age."""
    if last_success is None:
        return Freshness.NEVER
    age = (now - last_success).total_seconds()
    if age < -AHEAD_SECONDS:
        return Freshness.CLOCK
    if age > max(STALE_SECONDS, STALE_PERIODS * period_seconds):
        return Freshness.STALE
    return Freshness.LATE if age > LATE_PERIODS * period_seconds else Freshness.FRESH


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of one canonical table in one run: read = kept + set_aside; frozen_reason when last rows were kept.

    `reasons` are the most frequent ones of what was set aside, with their rows.
    """

    table: str
    read: int = 0
    kept: int = 0
    set_aside: int = 0
    unread_fields: int = 0
    frozen_reason: str | None = None
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that was not taken (반영 제외), with its key as text and the reason in Korean."""

    table: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnreadField:
    """A field that became missing: its row stays, its raw text is kept."""

    table: str
    key: str
    field: str
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnmappedWord:
    """A city's word that the mapping does not know, e.g. group "status"."""

    group: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """One refresh of one source, or several in a row that ended alike. Times are UTC.

    `version` is the data version after the run. Of `times` runs `started_at` is the first one's start,
    `last_started_at` and `ended_at` are the last one's.
    """

    id: int
    source: str
    started_at: datetime
    ended_at: datetime | None
    state: RunState
    version: int | None = None
    basis_date: date | None = None
    error: str | None = None
    tables: tuple[TableCount, ...] = ()
    times: int = 1
    last_started_at: datetime | None = None

    @property
    def last_start(self) -> datetime:
        """When the last of its runs started."""
        return self.last_started_at or self.started_at


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything lost or doubtful in the newest read of a source, in full."""

    set_aside: tuple[SetAside, ...] = ()
    unread: tuple[UnreadField, ...] = ()
    unmapped: tuple[UnmappedWord, ...] = ()


def cleared_findings(findings: Findings, hidden: Collection[str]) -> Findings:
    """The findings without what would tell a hidden field ("table.field"): its raw texts and words, and the
    rows of its table, whose reasons may repeat a value.
    """
    tables = {name.partition(".")[0] for name in hidden}
    return Findings(
        set_aside=tuple(each for each in findings.set_aside if each.table not in tables),
        unread=tuple(each for each in findings.unread if each.table not in tables),
        unmapped=tuple(each for each in findings.unmapped if _FIELD_OF_WORDS.get(each.group) not in hidden),
    )


_FIELD_OF_WORDS = {
    "status": "status_report.status",
    "stage_kind": "stage.kind",
    "novelty": "project.novelty",
    "completion": "project.completion",
}
"""Groups of words whose field may be hidden."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as the data page and the header show it. `last_success` is 수신, `basis_date` 자료 기준일.

    `refused` names tables whose drop of rows waits for someone's confirmation.
    """

    id: str
    label: str
    period_seconds: float
    freshness: Freshness
    last_success: datetime | None = None
    last_attempt: datetime | None = None
    next_run: datetime | None = None
    version: int | None = None
    basis_date: date | None = None
    error: str | None = None
    running: bool = False
    refused: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    findings: Findings = field(default_factory=Findings)
