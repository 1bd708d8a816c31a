"""What changed between two data versions, and dates that changed without an approval."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class ChangeKind(StrEnum):
    """What happened to a row between two versions; RETURNED was there before and had vanished."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row. `field` is empty when the whole row came or went, with its amount of money if any.

    Of rows whose key holds a date the key is without it: a later one replaces an earlier.
    """

    table: str
    key: str
    project_id: str | None
    kind: ChangeKind
    field: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class UnapprovedChange:
    """A planned date that changed within one plan version (미승인 변경); `part` is start or end."""

    project_id: str
    plan_key: str
    stage_key: str
    part: str
    before: date
    after: date
    basis_date: date | None
