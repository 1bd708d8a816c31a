"""Accounts as an administrator sees them, and what may be done with one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.domain.access import Role


class AccountAct(StrEnum):
    """What an administrator does with an account."""

    ADD = "add"
    ROLE = "role"
    PASSWORD = "password"  # noqa: S105 -- the name of an act
    LOCK = "lock"
    UNLOCK = "unlock"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account; `subject` is who a central sign-in says it is, `must_change` that its password is a first one."""

    name: str
    label: str
    role: Role
    department: str | None
    locked_at: datetime | None
    has_password: bool
    subject: str | None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a form asks for an account; fields that the act does not need are empty."""

    act: AccountAct
    name: str
    role: Role | None = None
    label: str = ""
    department: str = ""
    password: str = ""
    subject: str = ""

    def __repr__(self) -> str:
        return f"Wish({self.act}, {self.name!r})"  # a password is in no log


class AccountRefused(ValueError):
    """Something that cannot be done with an account; the message is the sentence for the page."""
