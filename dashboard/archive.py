"""The past of the store as the room shows it: snapshots of earlier versions, and what changed between two."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.moments import ChangeSet, Moment, PastAway
from dashboard.snapshot import Snapshot
from db.content import StoreDamaged
from db.store import Store, VersionNotKept

KEPT_SNAPSHOTS = 3
KEPT_CHANGES = 20
"""A snapshot is a few MB; a meeting looks at one or two moments."""

T = TypeVar("T")


class Archive:
    """Reads the store when something is asked for the first time, one reader at a time; safe for threads."""

    def __init__(self, store: Store, build: Callable[[Moment], Snapshot]) -> None:
        self._store = store
        self._build = build
        self._lock = threading.Lock()
        self._snapshots: OrderedDict[Hashable, Snapshot] = OrderedDict()
        self._changes: OrderedDict[Hashable, ChangeSet] = OrderedDict()

    def moments(self) -> tuple[Moment, ...]:
        """Every version that can still be looked at, oldest first."""
        return tuple(
            Moment(each.number, each.basis_date, each.committed_at) for each in self._store.versions()
        )

    def snapshot(self, moment: Moment) -> Snapshot:
        """The data as they were at `moment`. PastAway also when they have been forgotten meanwhile."""
        with self._lock, _past():
            return _kept(self._snapshots, moment.number, KEPT_SNAPSHOTS, lambda: self._build(moment))

    def changes(self, before: Moment | None, after: Moment) -> ChangeSet:
        """What differs between two moments, with the names of the projects that vanished. Raises PastAway."""
        if before is None:
            return ChangeSet(None, after)
        with self._lock, _past():
            key = (before.number, after.number)
            return _kept(self._changes, key, KEPT_CHANGES, lambda: self._compared(before, after))

    def _compared(self, before: Moment, after: Moment) -> ChangeSet:
        if before.number >= after.number:
            return ChangeSet(before, after)
        return ChangeSet(
            before,
            after,
            self._store.changes(before.number, after.number),
            self._store.vanished_projects(before.number, after.number),
        )


@contextmanager
def _past() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, StoreDamaged, VersionNotKept) as error:
        raise PastAway(str(error).splitlines()[0]) from error


def _kept(values: OrderedDict[Hashable, T], key: Hashable, size: int, make: Callable[[], T]) -> T:
    if key not in values:
        values[key] = make()
        while len(values) > size:
            values.popitem(last=False)
    values.move_to_end(key)
    return values[key]
