"""The drop folder: bundles that arrive are checked, read into the store, and kept with a receipt for a while.

drop/          where bundles are put; empty when everything is taken
originals/     accepted bundles, kept as they came
quarantine/    files that are no bundle of ours, each beside a text that says why
receipts/      what became of each file, as JSON, for whoever carries them
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from db.feeds.feed import Feed, FeedError, Parsed, Settings
from db.observations import Observations
from db.schema import FeedStateRow, TransferRow
from db.store import Store
from db.transfer.bundle import Bundle, BundleError, FeedReport, numbered, read

LOG = logging.getLogger(__name__)
GROWING_SECONDS = 60.0
"""A file that is not whole and was written to so recently may still be on its way."""
LOST_SHOWN = 5


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


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of the room's side of the transfer."""

    drop: Path
    originals: Path
    quarantine: Path
    receipts: Path

    @classmethod
    def under(cls, drop: Path, kept: Path) -> "Places":
        """`drop` as it is given; what is kept stands in folders of `kept`."""
        return cls(drop, kept / "originals", kept / "quarantine", kept / "receipts")

    def make(self) -> None:
        """Make those that are missing."""
        for folder in (self.drop, self.originals, self.quarantine, self.receipts):
            folder.mkdir(parents=True, exist_ok=True)


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

    def take_in(self) -> tuple[Receipt, ...]:
        """A receipt for every file that could be judged, by zone and number; one still growing waits."""
        self._places.make()
        found = sorted(self._places.drop.iterdir(), key=lambda path: (*numbered(path), path.name))
        receipts = []
        for path in found:
            if path.is_file() and not path.name.startswith("."):
                receipt = self._taken(path)
                if receipt is not None:
                    receipts.append(receipt)
        return tuple(receipts)

    def forget(self, keep_originals: timedelta, keep_records: timedelta) -> None:
        """Delete originals, quarantined files and records of transfers that are older than that."""
        now = self._clock()
        for folder, kept in (
            (self._places.originals, keep_originals),
            (self._places.quarantine, keep_originals),
            (self._places.receipts, keep_records),
        ):
            for path in folder.glob("*") if folder.exists() else ():
                if path.stat().st_mtime < (now - kept).timestamp():
                    path.unlink()
        with self._store.begin() as connection:
            # The newest stays however old it is: how many have come must never count back.
            newest = select(func.max(TransferRow.id)).scalar_subquery()
            old = TransferRow.received_at < now - keep_records
            connection.execute(delete(TransferRow).where(old, TransferRow.id < newest))

    def _taken(self, path: Path) -> Receipt | None:
        content_hash = _sha256(path)
        try:
            bundle = read(path, self._key)
        except BundleError as error:
            if error.may_be_growing and self._is_young(path):
                return None
            return self._rejected(path, content_hash, str(error))
        known = self._known(bundle)
        if known is not None and known != content_hash:
            return self._rejected(
                path,
                content_hash,
                f"{bundle.zone}의 {bundle.number}번 묶음은 다른 내용으로 이미 받았습니다. "
                "번호가 겹친 까닭을 확인하세요.",
            )
        base = Receipt(path.name, content_hash, bundle.zone, bundle.number, self._clock(), State.REPEATED, "")
        if known is not None:
            receipt = replace(base, sentence="이미 받은 묶음입니다. 다시 반영하지 않았습니다.")
            with self._store.begin() as connection:
                _record(connection, receipt)
        else:
            receipt = self._accepted(bundle, base)
        self._put(path, self._places.originals)
        self._write_receipt(receipt)
        return receipt

    def _accepted(self, bundle: Bundle, base: Receipt) -> Receipt:
        """The bundle's values in the store, with its receipt, in one transaction: all of it or nothing."""
        read_ = [_Heard(feed_id, report, bundle.made_at) for feed_id, report in bundle.feeds.items()]
        for heard in read_:
            heard.read(self._feeds.get(heard.feed_id))
        with self._store.begin() as connection:
            written = [
                self._observations.write(
                    connection, heard.feed_id, parsed.observations, parsed.events, parsed.spots, fetched_at
                )
                for heard in read_
                for parsed, fetched_at in heard.parsed
            ]
            for heard in read_:
                heard.write_state(connection)
            receipt = replace(
                base,
                state=State.ACCEPTED,
                new=sum(each.new for each in written),
                corrected=sum(each.corrected for each in written),
                repeated=sum(each.repeated for each in written),
                lost=sum(len(heard.lost) for heard in read_),
            )
            unknown = sorted(heard.feed_id for heard in read_ if not heard.is_known)
            receipt = replace(receipt, sentence=_sentence(receipt, unknown) + self._order(connection, bundle))
            _record(connection, receipt)
        return receipt

    def _order(self, connection: Connection, bundle: Bundle) -> str:
        """What is to be said of the bundle's place among those of its zone: late, or after a gap."""
        numbers = select(TransferRow.number).where(
            TransferRow.zone == bundle.zone, TransferRow.state == State.ACCEPTED
        )
        highest = connection.scalar(select(func.max(numbers.subquery().c.number)))
        if highest is None or bundle.number == highest + 1:
            return ""
        if bundle.number < highest:
            return f" {highest}번보다 늦게 온 {bundle.number}번 묶음입니다."
        first, last = highest + 1, bundle.number - 1
        gap = f"{first}번" if first == last else f"{first}~{last}번"
        return f" {gap} 묶음이 아직 오지 않았습니다."

    def _known(self, bundle: Bundle) -> str | None:
        """The hash under which this number of its zone was accepted; None when it was not."""
        with self._store.engine.connect() as connection:
            return connection.scalar(
                select(TransferRow.sha256).where(
                    TransferRow.zone == bundle.zone,
                    TransferRow.number == bundle.number,
                    TransferRow.state == State.ACCEPTED,
                )
            )

    def _rejected(self, path: Path, content_hash: str, sentence: str) -> Receipt:
        zone, number = numbered(path)
        receipt = Receipt(path.name, content_hash, zone, number, self._clock(), State.REJECTED, sentence)
        with self._store.begin() as connection:
            _record(connection, receipt)
        put = self._put(path, self._places.quarantine)
        put.with_name(put.name + ".txt").write_text(sentence + "\n", encoding="utf-8")
        self._write_receipt(receipt)
        LOG.warning("%s: %s", path.name, sentence)
        return receipt

    def _is_young(self, path: Path) -> bool:
        return self._clock().timestamp() - path.stat().st_mtime < GROWING_SECONDS

    @staticmethod
    def _put(path: Path, folder: Path) -> Path:
        """Move the file into `folder`, under a name that is free there."""
        there = folder / path.name
        number = 1
        while there.exists():
            there = folder / f"{path.name}.{number}"
            number += 1
        return path.replace(there)

    def _write_receipt(self, receipt: Receipt) -> None:
        stamp = receipt.received_at.strftime("%Y%m%dT%H%M%S%f")
        path = self._places.receipts / f"{receipt.name}.{stamp}.json"
        written = asdict(receipt) | {"received_at": receipt.received_at.isoformat()}
        path.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class _Heard:
    """What a feed said in a bundle: read before anything is written, so that no lock waits for it."""

    def __init__(self, feed_id: str, report: FeedReport, made_at: datetime) -> None:
        self.feed_id, self._report, self._made_at = feed_id, report, made_at
        self.parsed: list[tuple[Parsed, datetime]] = []
        self.lost: list[str] = list(report.remarks)
        self.is_known = False
        self._problem = report.problem
        self._newest: datetime | None = None

    def read(self, known: tuple[Feed, Settings] | None) -> None:
        """Parse every reply; one that cannot be read is the feed's problem, the others count."""
        if known is None:
            return
        self.is_known = True
        feed, settings = known
        for reply in self._report.replies:
            try:
                parsed = feed.parse(reply.body, reply.request, settings, reply.fetched_at)
            except FeedError as error:
                self._problem = self._problem or str(error)
                continue
            self.parsed.append((parsed, reply.fetched_at))
            self.lost += [f"{each.row} {each.field}={each.raw!r}: {each.reason}" for each in parsed.lost]
            self._newest = _later(self._newest, newest_time(parsed, reply.fetched_at))

    def write_state(self, connection: Connection) -> None:
        """How the feed stands now; an older bundle that came late does not say it."""
        if not self.is_known:
            return
        of_feed = FeedStateRow.feed_id == self.feed_id
        columns = (FeedStateRow.last_try, FeedStateRow.last_good, FeedStateRow.newest)
        before = connection.execute(select(*columns).where(of_feed)).one_or_none()
        if before is not None and before.last_try > self._made_at:
            return
        good, newest = (before.last_good, before.newest) if before else (None, None)
        connection.execute(delete(FeedStateRow).where(of_feed))
        connection.execute(
            insert(FeedStateRow).values(
                feed_id=self.feed_id,
                last_try=self._made_at,
                last_good=self._made_at if self._problem is None else good,
                newest=_later(newest, self._newest),
                problem=self._problem,
                seconds=self._report.seconds,
                used=self._report.used,
                quota=self._report.quota,
                lost=len(self.lost),
                lost_text="\n".join(self.lost[:LOST_SHOWN]) or None,
            )
        )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, [one, other]), default=None)


def newest_time(parsed: Parsed, fetched_at: datetime) -> datetime | None:
    """The newest time that the reply speaks of as having been."""
    times = [*(each.at for each in parsed.observations), *(each.at for each in parsed.events)]
    return max((at for at in times if at <= fetched_at), default=None)


def _sentence(receipt: Receipt, unknown: Sequence[str]) -> str:
    text = (
        f"반영했습니다: 새 값 {receipt.new:,}개, 정정 {receipt.corrected:,}개, "
        f"이미 있던 값 {receipt.repeated:,}개."
    )
    if receipt.lost:
        text += f" 읽지 못한 항목 {receipt.lost:,}개."
    if unknown:
        text += f" 이 방에 없는 자료원: {', '.join(unknown)}."
    return text


def _record(connection: Connection, receipt: Receipt) -> None:
    connection.execute(insert(TransferRow).values(**asdict(receipt)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
