"""What validation hands to the store: records per table, frozen tables, and everything lost by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.domain.runs import Findings, TableCount

Record = Any
"""One of the frozen dataclasses of dashboard.domain.records."""


@dataclass(frozen=True, slots=True)
class TableBatch:
    """The records of one table. In money tables several rows may have added up to one record; generated
    plan versions (당초) are records that no row gave. `count` speaks of rows.
    """

    records: tuple[Record, ...]
    count: TableCount


@dataclass(frozen=True, slots=True)
class Batch:
    """One validated read. A table is either in `tables` or, with the reason, in `frozen`.

    `today` is the movable today of a demo, None otherwise.
    """

    basis_date: date | None
    tables: Mapping[str, TableBatch]
    frozen: Mapping[str, str] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    today: date | None = None
    digest: str = ""

    def counts(self) -> tuple[TableCount, ...]:
        """Rows of every table of the mapping; of a frozen one nothing was read."""
        frozen = (TableCount(table, frozen_reason=reason) for table, reason in self.frozen.items())
        return (*(batch.count for batch in self.tables.values()), *frozen)
