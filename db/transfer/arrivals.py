"""The drop folder: bundles that arrive are checked, read into the store, and kept with a receipt for a while."""

import json
import logging
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)

from db.feeds.feed import Feed, Settings
from db.observations import Observations
from db.schema import TransferRow
from db.store import Store
from db.transfer.bundle import Bundle, BundleError, numbered, read
from db.transfer.heard import Heard
from db.transfer.places import Places, forget_before, opened, plain_name, put, reason_beside, sha256

LOG = logging.getLogger(__name__)
GROWING_SECONDS = 60.0
"""A file that is not whole may still be on its way until it has stayed the same for so long."""
OF_THE_STORE = (DatabaseError, InterfaceError, OSError)
OF_A_BUNDLE = (DataError, IntegrityError, ProgrammingError, NotSupportedError)
"""What of a database's refusals is said of values, not of the database."""


class State(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file, with the values that it brought: new ones, corrections, known ones, unreadable ones."""

    name: str
    sha256: str
    zone: str
    number: int
    received_at: datetime
    state: State
    sentence: str
    new: int = 0
    corrected: int = 0
    repeated: int = 0
    lost: int = 0


class Arrivals:
    """Takes in what lies in the drop folder; one process at a time (the scheduler's leader)."""

    def __init__(
        self,
        store: Store,
        observations: Observations,
        places: Places,
        key: bytes,
        feeds: Mapping[str, tuple[Feed, Settings]],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._observations = observations
        self._places = places
        self._key = key
        self._feeds = feeds
        self._clock = clock
        self._unfinished: dict[str, tuple[tuple[int, int], datetime]] = {}
        self._folders: set[str] = set()

    def take_in(self) -> tuple[Receipt, ...]:
        """A receipt for every file that could be judged, by zone and number; one still growing waits.

        A file that makes trouble holds up no other. DatabaseError, InterfaceError: the store is away or damaged,
        and everything waits.
        """
        self._places.make()
        found = sorted(self._places.drop.iterdir(), key=lambda path: (*numbered(path), path.name))
        names = {path.name for path in found}
        self._unfinished = {name: seen for name, seen in self._unfinished.items() if name in names}
        receipts = (self._judged(path) for path in found if not path.name.startswith("."))
        return tuple(receipt for receipt in receipts if receipt is not None)

    def forget(self, keep_originals: timedelta, keep_records: timedelta) -> None:
        """Delete originals, quarantined files and records of transfers that are older than that."""
        now = self._clock()
        for folder, kept in (
            (self._places.originals, keep_originals),
            (self._places.quarantine, keep_originals),
            (self._places.receipts, keep_records),
        ):
            forget_before(folder, now - kept)
        with self._store.begin() as connection:
            # The newest stays however old it is: how many have come must never count back.
            newest = select(func.max(TransferRow.id)).scalar_subquery()
            old = TransferRow.received_at < now - keep_records
            connection.execute(delete(TransferRow).where(old, TransferRow.id < newest))

    def _judged(self, path: Path) -> Receipt | None:
        try:
            return self._taken(path)
        except OSError as error:
            # Its folder or its disk may be well again in a while: until then it lies where it is.
            LOG.warning("%s waits in the drop folder: %s", plain_name(path), error.strerror)
            return None

    def _taken(self, path: Path) -> Receipt | None:
        kind = path.lstat().st_mode
        if stat.S_ISDIR(kind):
            self._leave_folder(path)
            return None
        if not stat.S_ISREG(kind):
            return self._rejected(path, "", "파일이 아니라 연결이나 장치입니다. 묶음 파일을 그대로 옮기세요.")
        with opened(path) as file:
            try:
                bundle = read(file, self._key)
            except BundleError as error:
                if error.may_be_growing and self._may_grow(path):
                    return None
                return self._rejected(path, "" if error.is_huge else sha256(file), str(error))
            # Not before it was found whole: of a file that grows this would be the hash of a part.
            content_hash = sha256(file)
        try:
            receipt = self._decided(bundle, plain_name(path), content_hash)
        except Exception as error:
            if isinstance(error, OF_THE_STORE) and not isinstance(error, OF_A_BUNDLE):
                raise
            LOG.exception("%s cannot be taken in", plain_name(path))
            return self._rejected(
                path,
                content_hash,
                f"이 프로그램이 묶음을 다루지 못했습니다({type(error).__name__}). "
                "프로그램을 고친 뒤 다시 넣으세요.",
            )
        if receipt.state is State.REJECTED:
            return self._rejected(path, content_hash, receipt.sentence)
        if receipt.state is State.ACCEPTED:
            self._write_receipt(receipt)
        put(path, self._places.originals, self._clock())
        if receipt.state is State.REPEATED:
            # Not before the file is gone: one that cannot be moved would be written down again and again.
            self._note(receipt)
        return receipt

    def _decided(self, bundle: Bundle, name: str, content_hash: str) -> Receipt:
        """The bundle's values in the store, with its receipt, in one transaction: all of it or nothing."""
        now = self._clock()
        base = Receipt(name, content_hash, bundle.zone, bundle.number, now, State.REPEATED, "")
        heard = [Heard(feed_id, report, bundle.made_at, now) for feed_id, report in bundle.feeds.items()]
        for each in heard:
            each.read(self._feeds.get(each.feed_id))
        with self._store.begin() as connection:
            known = _accepted(connection, bundle)
            if known is None:
                return self._accept(connection, bundle, base, heard)
        if known.sha256 != content_hash:
            return replace(
                base,
                state=State.REJECTED,
                sentence=f"{bundle.zone}의 {bundle.number}번 묶음은 다른 내용으로 이미 받았습니다. "
                "번호가 겹친 까닭을 확인하세요.",
            )
        if not self._receipt_path(known).exists():
            self._write_receipt(known)  # what took it in died before it could
        return replace(base, sentence="이미 받은 묶음입니다. 다시 반영하지 않았습니다.")

    def _accept(
        self, connection: Connection, bundle: Bundle, base: Receipt, heard: Sequence[Heard]
    ) -> Receipt:
        written = [
            self._observations.write(
                connection, each.feed_id, parsed.observations, parsed.events, parsed.spots, fetched_at
            )
            for each in heard
            for parsed, fetched_at in each.parsed
        ]
        for each in heard:
            each.write_state(connection)
        receipt = replace(
            base,
            state=State.ACCEPTED,
            new=sum(each.new for each in written),
            corrected=sum(each.corrected for each in written),
            repeated=sum(each.repeated for each in written),
            lost=sum(len(each.lost) for each in heard),
        )
        unknown = sorted(each.feed_id for each in heard if not each.is_known)
        left_out = sum(each.left_out for each in heard)
        sentence = _sentence(receipt, unknown, left_out) + _order(connection, bundle)
        receipt = replace(receipt, sentence=sentence)
        _record(connection, receipt)
        return receipt

    def _rejected(self, path: Path, content_hash: str, sentence: str) -> Receipt:
        name, (zone, number) = plain_name(path), numbered(path)
        receipt = Receipt(name, content_hash, zone, number, self._clock(), State.REJECTED, sentence)
        there = put(path, self._places.quarantine, receipt.received_at)
        reason_beside(there).write_text(sentence + "\n", encoding="utf-8")
        self._note(receipt)
        LOG.warning("%s: %s", name, sentence)
        return receipt

    def _may_grow(self, path: Path) -> bool:
        """Whether the file was another one a while ago: by our own looking, as the clocks of others may be wrong."""
        now, is_ = self._clock(), path.stat()
        seen = is_.st_size, is_.st_mtime_ns
        before = self._unfinished.get(path.name)
        since = before[1] if before is not None and before[0] == seen and before[1] <= now else now
        self._unfinished[path.name] = seen, since
        return (now - since).total_seconds() < GROWING_SECONDS

    def _leave_folder(self, path: Path) -> None:
        """Some belong to the disk itself (lost+found), so that none is moved or looked into."""
        if path.name not in self._folders:
            self._folders.add(path.name)
            LOG.warning("%s is a folder within the drop folder and is left as it is", plain_name(path))

    def _note(self, receipt: Receipt) -> None:
        with self._store.begin() as connection:
            _record(connection, receipt)
        self._write_receipt(receipt)

    def _receipt_path(self, receipt: Receipt) -> Path:
        return self._places.receipts / f"{receipt.name}.{receipt.received_at:%Y%m%dT%H%M%S%f}.json"

    def _write_receipt(self, receipt: Receipt) -> None:
        written = asdict(receipt) | {"received_at": receipt.received_at.isoformat()}
        text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
        self._receipt_path(receipt).write_text(text, encoding="utf-8")


def _accepted(connection: Connection, bundle: Bundle) -> Receipt | None:
    """The receipt under which this number of its zone was accepted; None when it was not."""
    columns = [TransferRow.__table__.c[part.name] for part in fields(Receipt)]
    row = connection.execute(
        select(*columns).where(
            TransferRow.zone == bundle.zone,
            TransferRow.number == bundle.number,
            TransferRow.state == State.ACCEPTED,
        )
    ).first()
    return None if row is None else replace(Receipt(*row), state=State.ACCEPTED)


def _order(connection: Connection, bundle: Bundle) -> str:
    """What is to be said of the bundle's place among those of its zone: late, or after a gap."""
    highest = connection.scalar(
        select(func.max(TransferRow.number)).where(
            TransferRow.zone == bundle.zone, TransferRow.state == State.ACCEPTED
        )
    )
    if highest is None or bundle.number == highest + 1:
        return ""
    if bundle.number < highest:
        return f" {highest}번보다 늦게 온 {bundle.number}번 묶음입니다."
    first, last = highest + 1, bundle.number - 1
    gap = f"{first}번" if first == last else f"{first}~{last}번"
    return f" {gap} 묶음이 아직 오지 않았습니다."


def _sentence(receipt: Receipt, unknown: Sequence[str], left_out: int) -> str:
    text = (
        f"반영했습니다: 새 값 {receipt.new:,}개, 정정 {receipt.corrected:,}개, "
        f"이미 있던 값 {receipt.repeated:,}개."
    )
    if receipt.lost:
        text += f" 읽지 못한 항목 {receipt.lost:,}개."
    if left_out:
        text += f" 규칙에 따라 뺀 줄 {left_out:,}개(다른 지역, 값을 주지 않는 곳 등)."
    if unknown:
        text += f" 이 방에 없는 자료원: {', '.join(unknown)}."
    return text


def _record(connection: Connection, receipt: Receipt) -> None:
    connection.execute(insert(TransferRow).values(**asdict(receipt)))
