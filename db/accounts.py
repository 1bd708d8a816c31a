"""Accounts and sessions in our own store: who may sign in, and which browsers are."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection, delete, func, insert, select, update

from dashboard.domain.access import Role
from db.passwords import Digest, hashed, is_good, is_outdated, is_password
from db.schema import AccountRow, OldPasswordRow, SessionRow
from db.store import Store

MOST_FAILED = 5
"""Wrong passwords in a row that lock an account (행정안전부 정보보안지침 §74)."""
OLD_PASSWORDS = 5
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_LABEL = 60
TOKEN_BYTES = 32


class AccountError(ValueError):
    """An account that cannot be made or changed so; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may sign in. A wall is no account: it is paired, not signed in.

    `must_change` says that somebody else has set the password.
    """

    id: int
    name: str
    label: str
    role: Role
    department: str | None
    locked_at: datetime | None
    has_password: bool
    subject: str | None = None
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser as the store knows it; one that `must_change` may choose a password and no more."""

    account: Account
    created_at: datetime
    seen_at: datetime
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an administrator says of an account. `subject` alone lets nobody in with a password."""

    name: str
    role: Role
    label: str = ""
    department: str | None = None
    password: str | None = field(default=None, repr=False)
    subject: str | None = None


Also = Callable[[Connection], None]
"""What is done in the same transaction: that it stands on record, or nothing is changed."""


class Accounts:
    """`key` is the secret that tokens are digested with; times are aware UTC."""

    def __init__(self, store: Store, key: bytes, digest: Digest = Digest.PBKDF2) -> None:
        self._store = store
        self._key = key
        self._digest = digest

    @cached_property
    def _nobody(self) -> str:
        """The digest that an unknown name is compared with, so that it takes as long as a known one."""
        return hashed(secrets.token_hex(), self._digest)

    # -- accounts ----------------------------------------------------------------------------

    def add(self, new: NewAccount, now: datetime, also: Also | None = None) -> Account:
        """Make an account. AccountError when the name, the role or the password cannot be used."""
        _check(new)
        kept = hashed(new.password, self._digest) if new.password else None
        with self._writing(also) as connection:
            taken = select(AccountRow.id).where(AccountRow.name == new.name)
            if connection.scalar(taken) is not None:
                raise AccountError(f"계정 {new.name!r}이(가) 이미 있습니다.")
            values = {
                "name": new.name,
                "label": new.label or new.name,
                "role": new.role,
                "department": new.department,
                "password_hash": kept,
                "password_at": now if kept else None,
                "must_change": kept is not None,
                "subject": new.subject,
                "failed": 0,
                "created_at": now,
            }
            connection.execute(insert(AccountRow).values(values))
        return self._known(new.name)

    def all(self) -> tuple[Account, ...]:
        """Every account by name."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(select(AccountRow.__table__).order_by(AccountRow.name))
            return tuple(_account(row) for row in rows)

    def by_name(self, name: str) -> Account | None:
        return self._found(AccountRow.name == name)

    def by_subject(self, subject: str) -> Account | None:
        """The account of someone whom a central sign-in has named."""
        return self._found(AccountRow.subject == subject)

    def set_password(
        self, name: str, password: str, now: datetime, also: Also | None = None, *, by_owner: bool = False
    ) -> None:
        """Another password; every session of the account ends. AccountError for a weak or an old one.

        Whom it belongs to must change it at the next sign-in, unless it was chosen `by_owner`.
        """
        account = self._known(name)
        if not is_good(password, name):
            raise AccountError(WEAK)
        with self._writing(also) as connection:
            kept = connection.scalar(
                select(AccountRow.password_hash).where(AccountRow.id == account.id).with_for_update()
            )
            old = select(OldPasswordRow.password_hash).where(OldPasswordRow.account_id == account.id)
            recent = connection.scalars(old.order_by(OldPasswordRow.id.desc()).limit(OLD_PASSWORDS))
            if any(is_password(password, each) for each in (kept, *recent) if each):
                raise AccountError(f"최근에 쓴 비밀번호 {OLD_PASSWORDS}개는 다시 쓸 수 없습니다.")
            if kept:
                connection.execute(insert(OldPasswordRow).values(account_id=account.id, password_hash=kept))
            new = hashed(password, self._digest)
            values = {"password_hash": new, "password_at": now, "failed": 0, "locked_at": None}
            values["must_change"] = not by_owner
            connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(values))
            connection.execute(delete(SessionRow).where(SessionRow.account_id == account.id))

    def set_role(self, name: str, role: Role, department: str | None, also: Also | None = None) -> None:
        """Another role; every session of the account ends, so that it holds at once."""
        account = self._known(name)
        _check(NewAccount(name, role, department=department))
        with self._writing(also) as connection:
            values = {"role": role, "department": department}
            connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(values))
            connection.execute(delete(SessionRow).where(SessionRow.account_id == account.id))

    def lock(self, name: str, now: datetime, also: Also | None = None) -> None:
        """Nobody signs in with this account until it is unlocked; every session of it ends."""
        account = self._known(name)
        with self._writing(also) as connection:
            connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(locked_at=now))
            connection.execute(delete(SessionRow).where(SessionRow.account_id == account.id))

    def unlock(self, name: str, also: Also | None = None) -> None:
        account = self._known(name)
        with self._writing(also) as connection:
            values = {"locked_at": None, "failed": 0}
            connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(values))

    def remove(self, name: str, also: Also | None = None) -> None:
        """Take the account and its sessions out; what it did stays on record."""
        account = self._known(name)
        with self._writing(also) as connection:
            for table in (SessionRow, OldPasswordRow):
                connection.execute(delete(table).where(table.account_id == account.id))
            connection.execute(delete(AccountRow).where(AccountRow.id == account.id))

    # -- signing in --------------------------------------------------------------------------

    def check_password(self, name: str, password: str, now: datetime) -> Account | None:
        """The account when the password is right and nothing locks it, else None: the reason is nobody's.

        An attempt is counted before the password is looked at, so that many at once cannot be more than
        MOST_FAILED; an unknown name takes as long as a known one.
        """
        kept = self._attempt(name, now)
        if kept is None:
            is_password(password, self._nobody)
            return None
        if not is_password(password, kept):
            self._lock_after_many(name, now)
            return None
        values: dict[str, object] = {"failed": 0}
        if is_outdated(kept, self._digest):
            values["password_hash"] = hashed(password, self._digest)
        with self._writing() as connection:
            connection.execute(
                update(AccountRow)
                .where(AccountRow.name == name, AccountRow.locked_at.is_(None))
                .values(values)
            )
        account = self.by_name(name)
        return account if account and account.locked_at is None else None

    def _lock_after_many(self, name: str, now: datetime) -> None:
        row = AccountRow
        with self._writing() as connection:
            is_over = (row.name == name) & (row.failed >= MOST_FAILED) & row.locked_at.is_(None)
            connection.execute(update(row).where(is_over).values(locked_at=now))

    def _attempt(self, name: str, now: datetime) -> str | None:
        """Count an attempt; the kept password, or None when nobody may try."""
        with self._writing() as connection:
            row = connection.execute(
                select(AccountRow.id, AccountRow.failed, AccountRow.locked_at, AccountRow.password_hash)
                .where(AccountRow.name == name)
                .with_for_update()
            ).one_or_none()
            if row is None or row.locked_at is not None or row.password_hash is None:
                return None
            if row.failed >= MOST_FAILED:  # so many are being looked at right now
                return None
            connection.execute(
                update(AccountRow).where(AccountRow.id == row.id).values(failed=row.failed + 1)
            )
            kept: str = row.password_hash
            return kept

    # -- sessions ----------------------------------------------------------------------------

    def begin_session(
        self, account: Account, address: str | None, now: datetime, *, must_change: bool = False
    ) -> str:
        """A new session; its token, which is kept nowhere."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = {"token_digest": self._digested(token), "account_id": account.id, "address": address}
        values["must_change"] = must_change
        with self._writing() as connection:
            connection.execute(insert(SessionRow).values(**values, created_at=now, seen_at=now))
        return token

    def session(self, token: str) -> Session | None:
        """The session of a token, whatever its age; None when it has ended or never was."""
        row, account = SessionRow.__table__, AccountRow.__table__
        query = (
            select(row.c.created_at, row.c.seen_at, row.c.must_change.label("is_limited"), account)
            .join_from(row, account, row.c.account_id == account.c.id)
            .where(row.c.token_digest == self._digested(token), account.c.locked_at.is_(None))
        )
        with self._store.engine.connect() as connection:
            found = connection.execute(query).one_or_none()
            if found is None:
                return None
            created_at, seen_at, is_limited = found[:3]
            return Session(_account(found), created_at, seen_at, is_limited)

    def touch(self, token: str, now: datetime) -> None:
        """Write down that the session is in use."""
        with self._writing() as connection:
            connection.execute(
                update(SessionRow).where(SessionRow.token_digest == self._digested(token)).values(seen_at=now)
            )

    def end_session(self, token: str) -> None:
        with self._writing() as connection:
            connection.execute(delete(SessionRow).where(SessionRow.token_digest == self._digested(token)))

    def end_sessions(self, account_id: int) -> int:
        """End every session of an account; how many there were."""
        with self._writing() as connection:
            done = connection.execute(delete(SessionRow).where(SessionRow.account_id == account_id))
            return done.rowcount

    def count_sessions(self, seen_since: datetime) -> int:
        """Sessions in use since then."""
        query = select(func.count()).select_from(SessionRow).where(SessionRow.seen_at >= seen_since)
        with self._store.engine.connect() as connection:
            return connection.scalar(query) or 0

    # ----------------------------------------------------------------------------------------

    def _digested(self, token: str) -> str:
        return hmac.new(self._key, token.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def _found(self, condition: object) -> Account | None:
        with self._store.engine.connect() as connection:
            row = connection.execute(select(AccountRow.__table__).where(condition)).one_or_none()  # type: ignore[arg-type]
            return _account(row) if row else None

    def _known(self, name: str) -> Account:
        account = self.by_name(name)
        if account is None:
            raise AccountError(f"계정 {name!r}이(가) 없습니다.")
        return account

    @contextmanager
    def _writing(self, also: Also | None = None) -> Iterator[Connection]:
        """A short write that does not wait for a refresh to commit, as a change of the data would."""
        with self._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
            if also is not None:
                also(connection)


def forget_sessions(store: Store, idle: timedelta, longest: timedelta, now: datetime) -> int:
    """Take out sessions that nobody can use any more; how many."""
    over = (SessionRow.seen_at < now - idle) | (SessionRow.created_at < now - longest)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        return connection.execute(delete(SessionRow).where(over)).rowcount


WEAK = "비밀번호는 9자 이상이고 문자, 숫자, 특수문자를 모두 쓰며 계정 이름을 넣지 않습니다."


def _check(new: NewAccount) -> None:
    if not NAME.fullmatch(new.name):
        raise AccountError(
            f"계정 이름 {new.name!r}을(를) 쓸 수 없습니다. 영문 소문자, 숫자, '.', '_', '-'로 2~40자를 적으세요."
        )
    if new.role is Role.WALL:
        raise AccountError("벽면은 계정이 아니라 기기 등록으로 연결합니다.")
    if (new.role is Role.EDITOR) != (new.department is not None):
        raise AccountError("부서 입력자에게만, 그리고 반드시 부서를 정합니다(--department).")
    if len(new.label) > LONGEST_LABEL:
        raise AccountError(f"표시 이름이 {LONGEST_LABEL}자보다 깁니다.")
    if new.password is not None and not is_good(new.password, new.name):
        raise AccountError(WEAK)


def _account(row: object) -> Account:
    kept = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001 -- SQLAlchemy's own name
    return Account(
        kept["id"],
        kept["name"],
        kept["label"],
        Role(kept["role"]),
        kept["department"],
        kept["locked_at"],
        kept["password_hash"] is not None,
        kept["subject"],
        kept["must_change"],
    )
