"""A data version as everyone may see it: one portfolio for each clearance, made when it is first asked for."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.domain.access import (
    EVERYTHING,
    Clearance,
    cleared_changes,
    cleared_records,
    cleared_unapproved,
)
from dashboard.domain.history import Change
from dashboard.domain.portfolio import Portfolio, SnapshotFacts


class Snapshot:
    """Thread-safe. The records are kept: whoever may not see all of them is shown a portfolio of what is left."""

    def __init__(self, records: Mapping[str, tuple[Any, ...]], facts: SnapshotFacts) -> None:
        self._facts = facts
        self._records = records
        self._assignments = records.get("assignment", ())
        self._portfolios = {EVERYTHING: Portfolio.build(records, facts)}
        self._lock = threading.Lock()

    def portfolio(self, seen: Clearance) -> Portfolio:
        """What may be seen with this clearance. The screens of all pages are drawn from nothing else."""
        with self._lock:
            if seen not in self._portfolios:
                self._portfolios[seen] = self._cleared(seen)
            return self._portfolios[seen]

    def changes(self, changes: tuple[Change, ...], seen: Clearance) -> tuple[Change, ...]:
        """The changes of this version that may be seen."""
        return cleared_changes(changes, seen, self._assignments)

    def _cleared(self, seen: Clearance) -> Portfolio:
        facts = replace(
            self._facts,
            unapproved=cleared_unapproved(self._facts.unapproved, seen, self._assignments),
            changes=cleared_changes(self._facts.changes, seen, self._assignments),
            hidden=tuple(sorted(seen.hidden)),
        )
        return Portfolio.build(cleared_records(self._records, seen), facts)
