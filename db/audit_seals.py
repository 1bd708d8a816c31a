"""A signed file for each day that names the newest entry of the record: a table replaced as a whole is noticed."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dashboard.domain.audit import Break, BreakCause, Checked
from dashboard.domain.words import KOREAN_TIME
from db.audit import Audit

ENDING = ".seal.json"
LARGEST = 10_000
"""Bytes of a seal."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a day's file says: the entry that was the newest, and when that was."""

    day: date
    at: str
    last: int
    last_hash: str


class Seals:
    """The files of a folder; `key` is that of the chain."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def write(self, checked: Checked) -> None:
        """Keep what was found whole, once a day; OSError when it cannot be kept."""
        day = checked.at.astimezone(KOREAN_TIME).date()
        path = self._folder / f"{day.isoformat()}{ENDING}"
        if path.exists() or checked.broken or not checked.last:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        said = {
            "day": day.isoformat(),
            "at": checked.at.isoformat(),
            "last": checked.last,
            "last_hash": checked.last_hash,
        }
        part = path.with_suffix(".part")
        part.write_text(json.dumps({**said, "seal": self._sealed(said)}, indent=2) + "\n", encoding="utf-8")
        part.replace(path)

    def first_break(self, audit: Audit, checked: Checked) -> Break | None:
        """The first entry that a seal names and the table does not have as it was."""
        for path in self._paths():
            seal = self._read(path)
            if seal is None:
                return Break(0, BreakCause.SEAL)
            is_kept = seal.last >= checked.first
            if is_kept and audit.hash_of(seal.last) != seal.last_hash:
                return Break(seal.last, BreakCause.REPLACED)
        return None

    def newest(self) -> Seal | None:
        """The newest seal that is ours."""
        return next(filter(None, map(self._read, reversed(list(self._paths())))), None)

    def forget(self, keep_days: int, now: datetime) -> None:
        """Take out seals of entries that are no longer kept."""
        oldest = (now.astimezone(KOREAN_TIME) - timedelta(days=keep_days)).date().isoformat()
        for path in self._paths():
            if path.name < oldest:
                path.unlink(missing_ok=True)

    def _paths(self) -> Iterator[Path]:
        yield from sorted(self._folder.glob(f"????-??-??{ENDING}"))

    def _read(self, path: Path) -> Seal | None:
        try:
            with path.open("rb") as file:
                said = json.loads(file.read(LARGEST))
            seal = said.pop("seal")
            if not hmac.compare_digest(self._sealed(said), seal):
                return None
            return Seal(date.fromisoformat(said["day"]), said["at"], int(said["last"]), said["last_hash"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _sealed(self, said: dict[str, object]) -> str:
        text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
        return hmac.new(self._key, b"seal of a day:" + text, hashlib.sha256).hexdigest()
