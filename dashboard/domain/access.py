"""Who may see and do what: one question, `may(actor, action)`, and what of the data is left out for whom.

Everything is denied that is not written here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from dashboard.domain.history import Change, UnapprovedChange
from dashboard.domain.records import Assignment


class Role(StrEnum):
    """What someone is to the room. A wall is a device: it looks, and does nothing."""

    WALL = "wall"
    MAYOR = "mayor"
    STAFF = "staff"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Grade(StrEnum):
    """How open a field is: published, or for work inside the city hall."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Action(StrEnum):
    """Everything that can be allowed. `VIEW_WALL` are the pages of a wall, `VIEW` all other pages of the data."""

    VIEW_WALL = "view_wall"
    VIEW = "view"
    VIEW_DATA = "view_data"
    REFRESH = "refresh"
    CONFIRM_SHRINK = "confirm_shrink"
    SAVE_VIEW = "save_view"
    MARK_MEETING = "mark_meeting"
    EXPORT = "export"
    PRINT = "print"
    VIEW_AUDIT = "view_audit"
    EXPORT_AUDIT = "export_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_WALLS = "manage_walls"
    MANAGE_SOURCES = "manage_sources"
    LEAD_WALL = "lead_wall"
    EDIT_WALL = "edit_wall"
    RECEIVE_GUESTS = "receive_guests"
    ACKNOWLEDGE = "acknowledge"


_LOOKING = frozenset({Action.VIEW_WALL, Action.VIEW, Action.VIEW_DATA})

ACTIONS: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.WALL: frozenset({Action.VIEW_WALL, Action.RECEIVE_GUESTS, Action.ACKNOWLEDGE}),
        Role.MAYOR: _LOOKING
        | {
            *(Action.REFRESH, Action.SAVE_VIEW, Action.MARK_MEETING, Action.EXPORT, Action.PRINT),
            *(Action.LEAD_WALL, Action.RECEIVE_GUESTS, Action.ACKNOWLEDGE),
        },
        Role.STAFF: _LOOKING
        | {
            *(Action.REFRESH, Action.CONFIRM_SHRINK, Action.SAVE_VIEW, Action.MARK_MEETING),
            *(Action.EXPORT, Action.PRINT),
            *(Action.LEAD_WALL, Action.EDIT_WALL, Action.RECEIVE_GUESTS, Action.ACKNOWLEDGE),
        },
        Role.EDITOR: _LOOKING | {Action.SAVE_VIEW, Action.EXPORT, Action.PRINT},
        Role.AUDITOR: _LOOKING | {Action.VIEW_AUDIT, Action.EXPORT_AUDIT},
        Role.ADMIN: _LOOKING
        | {
            *(Action.REFRESH, Action.CONFIRM_SHRINK),
            *(Action.MANAGE_ACCOUNTS, Action.MANAGE_WALLS, Action.MANAGE_SOURCES),
        },
    }
)
"""What each role may do. An administrator keeps the system and touches neither figures nor the record."""

_SEES_INTERNAL = frozenset({Role.MAYOR, Role.STAFF, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a name for the record, the role, and the place the request came from.

    `department` is the one that an editor writes for. `is_local` marks the visitor of a demo, whom
    nobody signed in. `account` is the name that the record knows someone by, where `name` is a post
    that several may have.
    """

    name: str
    role: Role
    department: str | None = None
    address: str | None = None
    is_local: bool = False
    account: str | None = None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What a person is told of the own account; one that signs in elsewhere has no password here.

    Who `must_change` has come with a password that somebody else has set.
    """

    name: str
    actor: Actor
    has_password: bool
    must_change: bool = False


class PasswordRefused(ValueError):
    """A password that cannot be changed so; the sentence says why."""


class AccountsAway(Exception):
    """The store cannot say who someone is; the cause is for the log."""


LOCAL_VISITOR = Actor("시연 방문자", Role.STAFF, is_local=True)
"""Whoever opens a demo on its own machine."""


def may(actor: Actor, action: Action, grade: Grade = Grade.PUBLIC, departments: Collection[str] = ()) -> bool:
    """Whether `actor` may do `action` to data of this grade; `departments` are those that the data belong to."""
    if not actor.name or action not in ACTIONS[actor.role]:
        return False
    if grade is Grade.PUBLIC or actor.role in _SEES_INTERNAL:
        return True
    return actor.role is Role.EDITOR and actor.department in departments


@dataclass(frozen=True, slots=True)
class Grades:
    """The fields ("table.field") that are internal, and those among them that a wall shows nevertheless."""

    internal: frozenset[str] = frozenset()
    on_wall: frozenset[str] = frozenset()

    def together(self, other: "Grades") -> "Grades":
        """The grades of two sources: internal wherever one says so, on a wall only where both let it."""
        internal = self.internal | other.internal
        closed = (self.internal - self.on_wall) | (other.internal - other.on_wall)
        return Grades(internal, internal - closed)


NOTHING_INTERNAL = Grades()


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is left out of the data for someone: the fields `hidden`, but for projects of `own_department`.

    Equal clearances see equal data, so that whatever is drawn for one may be kept for all of them.
    """

    hidden: frozenset[str] = frozenset()
    own_department: str | None = None


EVERYTHING = Clearance()


def clearance(actor: Actor, grades: Grades, *, is_guest: bool = False) -> Clearance:
    """What `actor` may see of data with these grades; with guests in the room (접견), what is public."""
    if is_guest:
        return Clearance(grades.internal)
    if actor.role in _SEES_INTERNAL or not grades.internal:
        return EVERYTHING
    if actor.role is Role.WALL:
        return Clearance(grades.internal - grades.on_wall)
    own = actor.department if actor.role is Role.EDITOR else None
    return Clearance(grades.internal, own)


def cleared_records(tables: Mapping[str, Sequence[Any]], seen: Clearance) -> Mapping[str, tuple[Any, ...]]:
    """The records with every hidden field missing, its unread text too; nothing else changes."""
    if not seen.hidden:
        return {name: tuple(records) for name, records in tables.items()}
    own = _own_projects(tables.get("assignment", ()), seen.own_department)
    return {
        name: tuple(_cleared(name, record, _hidden_of(name, seen), own) for record in records)
        for name, records in tables.items()
    }


def cleared_changes(
    changes: Sequence[Change], seen: Clearance, assignments: Sequence[Assignment]
) -> tuple[Change, ...]:
    """The changes without those of hidden fields; a row that came or went hides its amount alike."""
    own = _own_projects(assignments, seen.own_department)
    shown = []
    for change in changes:
        hidden = _hidden_of(change.table, seen) if change.project_id not in own else frozenset()
        if change.field in hidden or (change.field == "title" and "url" in hidden):
            continue  # a document without a title is called by its address
        whole_row = not change.field and bool(hidden)
        shown.append(replace(change, before=None, after=None) if whole_row else change)
    return tuple(shown)


def cleared_unapproved(
    changes: Sequence[UnapprovedChange], seen: Clearance, assignments: Sequence[Assignment]
) -> tuple[UnapprovedChange, ...]:
    """The unapproved changes of planned dates without those of hidden fields."""
    own, hidden = _own_projects(assignments, seen.own_department), _hidden_of("stage_plan", seen)
    return tuple(each for each in changes if each.part not in hidden or each.project_id in own)


def _hidden_of(table: str, seen: Clearance) -> frozenset[str]:
    mark = f"{table}."
    return frozenset(name.removeprefix(mark) for name in seen.hidden if name.startswith(mark))


def _own_projects(assignments: Sequence[Assignment], department: str | None) -> frozenset[str]:
    return frozenset(
        each.project_id for each in assignments if department is not None and each.department_id == department
    )


def _cleared(table: str, record: Any, hidden: frozenset[str], own: frozenset[str]) -> Any:
    owner = record.id if table == "project" else getattr(record, "project_id", None)
    if not hidden or owner in own:
        return record
    unread = tuple((name, raw) for name, raw in record.unread if not hidden & {name, _OTHER_END.get(name)})
    missing: dict[str, Any] = {**dict.fromkeys(hidden), "unread": unread}
    if "url" in hidden and record.title == record.url:
        missing["title"] = record.key
    return replace(record, **missing)


_OTHER_END = {"start": "end", "end": "start", "starts": "ends", "ends": "starts"}
"""Both may stand in one text ("2014. 7 ~ 2016. 6"): what is not read of one holds the other."""
