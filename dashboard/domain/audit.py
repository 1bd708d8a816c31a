"""The record of who did what: its entries, the reasons that people give, and the chain that holds the entries."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from dashboard.domain.access import Actor

START_HASH = "0" * 64
"""What stands before the first entry."""
LONGEST_REASON = 200
LONGEST = {"actor": 120, "object": 500, "before": 1000, "after": 1000, "reason": 300}
"""Signs of a text of an entry; a longer one ends in an ellipsis."""
COMMAND = "command"
"""The role of who works on the server's own command line."""


class Act(StrEnum):
    """What is on record."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    LOCK = "lock"
    PASSWORD = "password"  # noqa: S105 -- the name of an act
    ACCOUNT = "account"
    WALL = "wall"
    VIEW = "view"
    DENIED = "denied"
    """Somebody asked for what the role may not have: `object` is the method and the kind of address."""
    SAVE_VIEW = "save_view"
    FORGET_VIEW = "forget_view"
    MARK_MEETING = "mark_meeting"
    REFRESH = "refresh"
    CONFIRM_SHRINK = "confirm_shrink"
    TEST_ALARM = "test_alarm"
    EXPORT = "export"
    PRINT = "print"
    EXPORT_AUDIT = "export_audit"
    START = "start"
    SETTING = "setting"
    LEAD_WALL = "lead_wall"
    EDIT_WALL = "edit_wall"
    ACKNOWLEDGE = "acknowledge"
    CUT = "cut"
    """The oldest entries were left behind: `object` is the first that is kept, `before` the hash before it."""
    LOST = "lost"
    """So many entries could not be kept while the store was away."""


TAKEN_OUT = (Act.EXPORT, Act.PRINT, Act.EXPORT_AUDIT)
"""What carries data out of the room, and has a reason."""


class Result(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class ReasonKind(StrEnum):
    """Why something is taken out. `SHORTCUT` is nobody's choice: the browser printed without asking."""

    MEETING = "meeting"
    COUNCIL = "council"
    REPORT = "report"
    OTHER = "other"
    SHORTCUT = "shortcut"


GIVEN = (ReasonKind.MEETING, ReasonKind.COUNCIL, ReasonKind.REPORT, ReasonKind.OTHER)
"""The kinds that a person chooses from."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind, and what the person wrote beside it."""

    kind: ReasonKind
    text: str = ""

    @property
    def written(self) -> str:
        """As it stands in the record: the key of the kind, then the text."""
        return f"{self.kind} {self.text}".strip()


def given_reason(kind: str, text: str) -> Reason | None:
    """The reason that a person gave; None where it is none: an unknown kind, too long, or 기타 without a word."""
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if kind not in GIVEN or len(said) > LONGEST_REASON or (kind == ReasonKind.OTHER and not said):
        return None
    return Reason(ReasonKind(kind), said)


def written_reason(written: str | None) -> Reason | None:
    """The reason that stands in an entry; None where there is none."""
    kind, _, text = (written or "").partition(" ")
    return Reason(ReasonKind(kind), text) if kind in set(ReasonKind) else None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that someone did. `role` is a Role, COMMAND, or None where nobody is known.

    `act` is an Act and `result` a Result; a table that was tampered with may say anything. No password,
    token or key may stand in any of these texts.
    """

    act: str
    actor: str | None = None
    role: str | None = None
    address: str | None = None
    object: str | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    result: str = Result.DONE
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed on record: its number, its time (UTC), and its place in the chain."""

    seq: int
    at: datetime
    deed: Deed
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Question:
    """Which entries are asked for; None is all. `before_seq` leaves out this entry and all newer ones."""

    day: date | None = None
    actor: str | None = None
    act: Act | None = None
    result: Result | None = None
    before_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry with which the chain does not hold, and in which way."""

    seq: int
    cause: "BreakCause"


class BreakCause(StrEnum):
    CHANGED = "changed"
    """What the entry says is not what was sealed."""
    MISSING = "missing"
    """Entries before it are not there, and no cut names them."""
    UNLINKED = "unlinked"
    """It does not follow the entry before it."""
    REPLACED = "replaced"
    """A daily seal names another entry under this number, or one that is not there."""
    SEAL = "seal"
    """The daily seal itself is not ours."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a look at the whole chain: from `first` to `last`, `broken` is None when it holds."""

    at: datetime
    first: int
    last: int
    last_hash: str
    broken: Break | None = None


@dataclass(frozen=True, slots=True)
class RecordState:
    """How the record itself stands. `waiting` are entries that are not written yet, `lost` those that never will be."""

    checked: Checked | None = None
    problem: str | None = None
    waiting: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was taken out in a month: how often by act and kind of reason (None: no reason), by how many people."""

    kind: ReasonKind | None
    counts: tuple[tuple[Act, int], ...]
    people: int


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What the page of the record is drawn from; `count` is of all entries that fit the question."""

    entries: tuple[Entry, ...]
    count: int
    actors: tuple[str, ...]
    taken_out: tuple[TakenOut, ...]
    newest: int
    state: RecordState
    now: datetime
    problem: str | None = None


class RecordAway(RuntimeError):
    """The record cannot be written: what needs a record is not done."""


def deed_of(
    actor: Actor,
    act: Act,
    object: str | None = None,
    reason: Reason | None = None,
    after: str | None = None,
) -> Deed:
    """What `actor` did to `object`, and what stands there after it."""
    return Deed(
        act,
        actor.account or actor.name,
        actor.role.value,
        actor.address,
        object,
        after=after,
        reason=reason.written if reason else None,
    )


def next_month(first: date) -> date:
    """The first day of the month after that of `first`."""
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1, day=1)


def key_of(secret: bytes) -> bytes:
    """The key of the chain: another one than whatever else the secret seals."""
    return hmac.new(secret, b"the record of who did what", hashlib.sha256).digest()


def canonical(seq: int, at: datetime, deed: Deed, prev_hash: str) -> bytes:
    """The one text of an entry: every field in its order, and the hash before it."""
    fields: Sequence[object] = (
        *(seq, at.astimezone(UTC).isoformat(timespec="microseconds")),
        *(str(deed.act), deed.actor, deed.role, deed.address, deed.object),
        *(deed.before, deed.after, deed.reason, str(deed.result), deed.request_id),
        prev_hash,
    )
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def sealed(key: bytes, seq: int, at: datetime, deed: Deed, prev_hash: str) -> Entry:
    """The entry after `prev_hash`. Who can write the table but has no key cannot make one."""
    text = canonical(seq, at, deed, prev_hash)
    return Entry(seq, at, deed, prev_hash, hmac.new(key, text, hashlib.sha256).hexdigest())


def is_sealed(key: bytes, entry: Entry) -> bool:
    """Whether the entry is as it was written."""
    made = sealed(key, entry.seq, entry.at, entry.deed, entry.prev_hash)
    return hmac.compare_digest(made.hash, entry.hash)


def first_break(key: bytes, entries: Sequence[Entry]) -> Break | None:
    """The first of consecutive entries with which the chain does not hold."""
    changed = (Break(each.seq, BreakCause.CHANGED) for each in entries if not is_sealed(key, each))
    unlinked = (
        Break(later.seq, BreakCause.MISSING if later.seq != earlier.seq + 1 else BreakCause.UNLINKED)
        for earlier, later in pairwise(entries)
        if later.seq != earlier.seq + 1 or later.prev_hash != earlier.hash
    )
    found = [each for each in (next(changed, None), next(unlinked, None)) if each]
    return min(found, key=lambda each: each.seq, default=None)


def tidy(deed: Deed) -> Deed:
    """The deed with texts that every store keeps as they are: no broken signs, none beyond its length."""
    texts: dict[str, Any] = {name: _kept(getattr(deed, name), most) for name, most in LONGEST.items()}
    return replace(deed, **texts)


def _kept(text: str | None, most: int) -> str | None:
    if text is None:
        return None
    clean = text.encode("utf-8", "replace").decode().replace("\x00", "?")
    return clean if len(clean) <= most else clean[: most - 1] + "…"
