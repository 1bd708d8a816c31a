"""How the room itself stands, beside the data that it shows: its clock, its alarms, its store, its backups."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.domain.audit import RecordState


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was answered; `rule` is that of the URL map, never the path that was asked for."""

    method: str
    rule: str
    status: int
    seconds: float
    is_frequent: bool = False


@dataclass(frozen=True, slots=True)
class ClockState:
    """The machine's clock beside that of the time server; `offset` are seconds that ours is ahead.

    `problem` says why the time server could not be asked; then `offset` is the last that is known.
    """

    server: str
    tolerance: float
    offset: float | None = None
    checked_at: datetime | None = None
    problem: str | None = None

    @property
    def is_off(self) -> bool:
        """Whether the clock is known to be further off than is bearable."""
        return self.offset is not None and abs(self.offset) > self.tolerance


class Trouble(StrEnum):
    """What may ail a source that somebody must hear of."""

    FAILED = "failed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a source stands at a look; `trouble` is None while nobody must hear of it."""

    id: str
    label: str
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class Message:
    """An alarm: what it is about, a line for each source, and when it was written."""

    subject: str
    lines: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Ailing:
    """A source in trouble: since when, and when somebody was last told; None while nobody was."""

    source_id: str
    label: str
    trouble: Trouble
    since: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlarmState:
    """Where alarms go, what ails now, and how the last sending ended; `problem` is None when it went well."""

    ways: tuple[str, ...] = ()
    ailing: tuple[Ailing, ...] = ()
    last_sent: datetime | None = None
    last_try: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class BackupNote:
    """The newest backup that was made by this machine's command."""

    at: datetime
    file: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class OperationsState:
    """Everything about the room itself. `clock` is None where no time server is named."""

    clock: ClockState | None = None
    alarms: AlarmState = AlarmState()
    store_size: int | None = None
    backup: BackupNote | None = None
    record: RecordState | None = None
