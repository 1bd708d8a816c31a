"""Who may see and do what: one question, `may(actor, action)`, that every act passes."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    VIEW = "view"
    REFRESH = "refresh"
    CONFIRM_SHRINK = "confirm_shrink"
    SAVE_VIEW = "save_view"
    MARK_MEETING = "mark_meeting"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a name for the record, and the place the request came from."""

    name: str
    address: str | None = None


LOCAL_VISITOR = Actor("로컬 사용자")


def may(actor: Actor, action: Action) -> bool:
    """Whether `actor` may do `action`. Until accounts exist everyone named may do everything."""
    return bool(actor.name) and action in Action
