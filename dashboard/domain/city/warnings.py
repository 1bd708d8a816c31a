"""Weather warnings (기상특보) in force, rebuilt from the log of what was announced, changed and lifted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dashboard.domain.records import Event

KIND = "warning"


class Command(StrEnum):
    """What a line of the log does to the warning of its subject and place."""

    ANNOUNCE = "발표"
    LIFT = "해제"
    EXTEND = "연장"
    CORRECT = "정정"
    CHANGE = "변경발표"
    LIFT_BY_CHANGE = "변경해제"


LIFTING = frozenset({Command.LIFT, Command.LIFT_BY_CHANGE})


@dataclass(frozen=True, slots=True)
class ActiveWarning:
    """A warning in force for one place. `since` is None when its announcement is older than the log.

    `until` is when it ends by itself, where that was said; `changed_at` the line that spoke of it last.
    """

    subject: str
    place: str
    severity: str | None
    since: datetime | None
    until: datetime | None
    changed_at: datetime
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The warnings in force, newest first; `unread` are lines that say nothing we understand, `ahead` those to come."""

    active: tuple[ActiveWarning, ...]
    unread: tuple[Event, ...] = ()
    ahead: tuple[Event, ...] = ()


def board(events: Iterable[Event], now: datetime) -> Board:
    """What the log says at `now`, whatever the order in which its lines came.

    A line counts by (time of announcement, sequence); one that came twice counts once. A release of what
    was never announced releases nothing; a correction of what was released does not bring it back.
    """
    lines = sorted(
        {event.id: event for event in events}.values(), key=lambda one: (one.at, one.sequence or 0, one.id)
    )
    state: dict[tuple[str, str], ActiveWarning | None] = {}
    unread: list[Event] = []
    for event in lines:
        if event.at > now:
            continue
        if not _is_read(event):
            unread.append(event)
            continue
        for place in _places(event):
            key = (event.subject or "", place)
            state[key] = _after(state.get(key), event, place, now, was_seen=key in state)
    in_force = [one for one in state.values() if one and (one.until is None or one.until > now)]
    return Board(
        tuple(sorted(in_force, key=lambda one: (one.changed_at, one.subject, one.place), reverse=True)),
        tuple(unread),
        tuple(event for event in lines if event.at > now),
    )


def _is_read(event: Event) -> bool:
    return bool(event.subject) and event.command in tuple(Command)


def _places(event: Event) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name.strip() for name in (event.place or "").split(",") if name.strip()))
    return named or ("",)


def _after(
    before: ActiveWarning | None, event: Event, place: str, now: datetime, *, was_seen: bool
) -> ActiveWarning | None:
    """The warning of one subject and place after one more line."""
    command = Command(event.command or "")
    if command in LIFTING:
        return _lifted(before, event, command, now)
    if command is Command.CORRECT and was_seen and before is None:
        return None
    if command is Command.ANNOUNCE or before is None:
        since = event.at if command in (Command.ANNOUNCE, Command.CHANGE) else None
        return ActiveWarning(
            event.subject or "", place, event.severity, since, event.until, event.at, event.text
        )
    return replace(
        before,
        severity=event.severity or before.severity,
        until=event.until if event.until is not None or command is not Command.CORRECT else before.until,
        changed_at=event.at,
        text=event.text or before.text,
    )


def _lifted(
    before: ActiveWarning | None, event: Event, command: Command, now: datetime
) -> ActiveWarning | None:
    """What a release leaves: nothing, unless it comes into force later or speaks of another severity.

    A change lifts the old severity and announces the new one in two lines, in either order.
    """
    if before is None:
        return None
    is_of_another = event.severity not in (None, before.severity)
    if command is Command.LIFT_BY_CHANGE and is_of_another:
        return before
    if event.until is not None and event.until > now:
        return replace(before, until=event.until, changed_at=event.at)
    return None
