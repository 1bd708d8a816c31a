"""Walls and browsers that wait to be one, in our own store. Tokens, codes and nonces are kept as digests alone."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, text, update

from dashboard.domain.walls import NewWall, Wall, WallRefusal, WallRefused, is_within
from db.accounts import Also
from db.schema import PairingRow, WallRow
from db.store import Store

TOKEN_BYTES = 32
CODES = 1_000_000
"""Codes have six digits."""
OPEN_FOR = timedelta(minutes=10)
"""So long a code is good."""
MOST_OPEN = 20
MOST_OF_ADDRESS = 5
"""Codes that are good at a time, of all browsers and of those of one address."""


@dataclass(frozen=True, slots=True)
class Held:
    """A wall as a token shows it; `is_previous` when the token is the one before the newest."""

    wall: Wall
    is_previous: bool


class Walls:
    """`key` is the secret that tokens are digested with; times are aware UTC."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._key = key

    # -- pairing -----------------------------------------------------------------------------

    def open_pairing(self, old_nonce: str, address: str | None, now: datetime) -> tuple[str, str] | None:
        """Nonce and code of a browser that wants to be a wall, in place of its older ones; None when too many do."""
        row = PairingRow
        with self._writing() as connection:
            _one_at_a_time(connection)
            is_over = (row.created_at <= now - OPEN_FOR) | (row.nonce_digest == self._digested(old_nonce))
            connection.execute(delete(row).where(is_over))
            addresses = list(connection.scalars(select(row.address)))
            if len(addresses) >= MOST_OPEN or addresses.count(address) >= MOST_OF_ADDRESS:
                return None
            taken = set(connection.scalars(select(row.code_digest)))
            code = self._code(taken)
            nonce = secrets.token_urlsafe(TOKEN_BYTES)
            values = {"nonce_digest": self._digested(nonce), "code_digest": self._digested(code)}
            connection.execute(insert(row).values(**values, address=address, created_at=now))
        return nonce, code

    def waits_until(self, nonce: str, now: datetime) -> datetime | None:
        """When the code of this browser ends; None when it has none that is good."""
        row = PairingRow
        query = select(row.created_at).where(row.nonce_digest == self._digested(nonce))
        with self._store.engine.connect() as connection:
            since = connection.scalar(query)
        return since + OPEN_FOR if since is not None and now < since + OPEN_FOR else None

    def approve(self, code: str, new: NewWall, now: datetime, also: Also | None = None) -> None:
        """Let the browser that shows this code be the wall `new`. WallRefused with the reason when it may not."""
        row = PairingRow
        with self._writing(also) as connection:
            _one_at_a_time(connection)
            found = connection.execute(
                select(row.nonce_digest, row.address).where(
                    row.code_digest == self._digested(code),
                    row.created_at > now - OPEN_FOR,
                    row.name.is_(None),
                )
            ).one_or_none()
            if found is None:
                raise WallRefused(WallRefusal.UNKNOWN_CODE)
            if not is_within(found.address, new.network):
                raise WallRefused(WallRefusal.OTHER_NETWORK)
            if _is_taken(connection, new.name, now):
                raise WallRefused(WallRefusal.NAME_TAKEN)
            values = {"name": new.name, "cidr": str(new.network)}
            connection.execute(update(row).where(row.nonce_digest == found.nonce_digest).values(values))

    def approved(self, now: datetime) -> tuple[str, ...]:
        """Names of walls that have been approved and have not come for their token."""
        row = PairingRow
        query = select(row.name).where(row.name.is_not(None), row.created_at > now - OPEN_FOR)
        with self._store.engine.connect() as connection:
            return tuple(name for name in connection.scalars(query.order_by(row.name)) if name)

    def claim(
        self, nonce: str, address: str | None, now: datetime, lifetime: timedelta
    ) -> tuple[Wall, str] | None:
        """The wall that this browser has become, and its token, which is given once; None before approval."""
        row = PairingRow
        with self._writing() as connection:
            _one_at_a_time(connection)
            is_mine = (row.nonce_digest == self._digested(nonce)) & (row.created_at > now - OPEN_FOR)
            found = connection.execute(select(row.name, row.cidr).where(is_mine)).one_or_none()
            if found is None or found.name is None or not is_within(address, _network(found.cidr)):
                return None
            connection.execute(delete(row).where(row.nonce_digest == self._digested(nonce)))
            # A wall of this name that has ended makes room for itself.
            connection.execute(delete(WallRow).where(WallRow.name == found.name))
            token = secrets.token_urlsafe(TOKEN_BYTES)
            times = {"paired_at": now, "rotated_at": now, "last_seen": now, "expires_at": now + lifetime}
            values = {"name": found.name, "cidr": found.cidr, "token_digest": self._digested(token)}
            connection.execute(insert(WallRow).values(values | times))
            made = select(WallRow.__table__).where(WallRow.name == found.name)
            return _wall(connection.execute(made).mappings().one()), token

    # -- walls -------------------------------------------------------------------------------

    def all(self) -> tuple[Wall, ...]:
        """Every wall by name."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(select(WallRow.__table__).order_by(WallRow.name))
            return tuple(map(_wall, rows.mappings()))

    def held(self, token: str) -> Held | None:
        """The wall that holds this token, the newest or the one before, whatever its age; None when it is revoked."""
        digest = self._digested(token)
        with self._store.engine.connect() as connection:
            query = select(WallRow.__table__).where(_holds(digest))
            row = connection.execute(query).mappings().one_or_none()
        return Held(_wall(row), row["token_digest"] != digest) if row else None

    def rotate(self, token: str, rotated_at: datetime, now: datetime) -> str | None:
        """A new token; `token` stays good until the next change. None when another request has been faster."""
        new = secrets.token_urlsafe(TOKEN_BYTES)
        digest = self._digested(token)
        values = {"token_digest": self._digested(new), "previous_digest": digest, "rotated_at": now}
        is_unchanged = _holds(digest) & (WallRow.rotated_at == rotated_at)
        with self._writing() as connection:
            done = connection.execute(update(WallRow).where(is_unchanged).values(values))
            return new if done.rowcount else None

    def seen(self, wall_id: int, now: datetime, build: str | None) -> None:
        """Write down that a wall has asked for news, and which program its page runs."""
        values = {"last_seen": now} | ({"build": build} if build else {})
        with self._writing() as connection:
            connection.execute(update(WallRow).where(WallRow.id == wall_id).values(values))

    def revoke(self, wall_id: int, now: datetime, also: Also | None = None) -> Wall | None:
        """Cut a wall off: neither of its tokens is good any more. None when there is none that was connected."""
        values = {"revoked_at": now, "token_digest": None, "previous_digest": None}
        is_connected = (WallRow.id == wall_id) & WallRow.revoked_at.is_(None)
        with self._writing(also) as connection:
            if not connection.execute(update(WallRow).where(is_connected).values(values)).rowcount:
                return None
            gone = select(WallRow.__table__).where(WallRow.id == wall_id)
            return _wall(connection.execute(gone).mappings().one())

    # ----------------------------------------------------------------------------------------

    def _code(self, taken: set[str]) -> str:
        while True:
            code = f"{secrets.randbelow(CODES):06d}"
            if self._digested(code) not in taken:
                return code

    def _digested(self, secret: str) -> str:
        return hmac.new(self._key, b"wall:" + secret.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    @contextmanager
    def _writing(self, also: Also | None = None) -> Iterator[Connection]:
        """A short write that does not wait for a refresh to commit, as a change of the data would."""
        with self._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
            if also is not None:
                also(connection)


def forget_pairings(store: Store, now: datetime) -> int:
    """Take out codes that are good no more; how many."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        return connection.execute(delete(PairingRow).where(PairingRow.created_at <= now - OPEN_FOR)).rowcount


def _one_at_a_time(connection: Connection) -> None:
    """Pairings are counted and changed by one transaction at a time; in SQLite every write is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE pairing IN EXCLUSIVE MODE"))


def _is_taken(connection: Connection, name: str, now: datetime) -> bool:
    """Whether a wall of this name looks, or is about to."""
    looks = select(WallRow.id).where(
        WallRow.name == name, WallRow.revoked_at.is_(None), WallRow.expires_at > now
    )
    waits = select(PairingRow.name).where(PairingRow.name == name, PairingRow.created_at > now - OPEN_FOR)
    return connection.scalar(looks) is not None or connection.scalar(waits) is not None


def _holds(digest: str) -> Any:
    is_one_of_both = (WallRow.token_digest == digest) | (WallRow.previous_digest == digest)
    return is_one_of_both & WallRow.revoked_at.is_(None)


def _network(cidr: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network(cidr)


def _wall(kept: RowMapping) -> Wall:
    return Wall(
        kept["id"],
        kept["name"],
        kept["cidr"],
        kept["paired_at"],
        kept["rotated_at"],
        kept["expires_at"],
        kept["revoked_at"],
        kept["last_seen"],
        kept["build"],
    )
