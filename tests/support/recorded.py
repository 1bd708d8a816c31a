"""Records for tests: one held in memory, and a real one over a store."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection

from dashboard.domain.audit import Deed, RecordAway, key_of
from dashboard.recording import HOUR, Recorder
from db.audit import Audit
from db.store import Store

KEY = key_of(b"a secret of the tests, 0123456789abcdef")


def recorder(store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Recorder:
    """The record of this store; it is not started, so that what waits is written by `flush` alone."""
    return Recorder(Audit(store, KEY), None, clock)


@dataclass
class Recorded:
    """Takes every deed and keeps it, in order; `is_away` plays a store that cannot be written."""

    deeds: list[Deed] = field(default_factory=list)
    is_away: bool = False

    def write(self, deed: Deed) -> None:
        if self.is_away:
            raise RecordAway("접속 기록을 남길 수 없습니다.")
        self.deeds.append(deed)

    def tell(self, deed: Deed) -> None:
        self.deeds.append(deed)

    def note_once(self, deed: Deed, span: str = HOUR) -> None:
        self.deeds.append(deed)

    def inside(self, deed: Deed) -> Callable[[Connection], None]:
        return lambda _connection: self.write(deed)
