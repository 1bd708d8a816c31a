"""Signed-in browsers: who a token belongs to, and when a session ends. One object of a process, safe for threads."""

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from dashboard.away import says_when_away
from dashboard.domain.access import AccountFacts, Actor, PasswordRefused
from dashboard.domain.audit import Act, Deed, Result, deed_of
from dashboard.domain.words import KOREAN, Words
from dashboard.recording import Recording
from db.accounts import Account, AccountError, Accounts

LOG = logging.getLogger(__name__)
CHECKED_SECONDS = 15.0
"""A session that ended elsewhere ends here within this time."""
WRITTEN_SECONDS = 30.0
"""The time of last use is written down no more often."""
MOST_KNOWN = 10_000
TRIES, TRIES_SECONDS = 20, 300.0
"""So many wrong passwords may come from one address in this time, whatever the names."""
MOST_ADDRESSES = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """A session ends after `idle` without use, and after `longest` whatever happens."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, by a session, and how many seconds are left until it ends by itself.

    Who `must_change` has signed in with a password that somebody else has set.
    """

    account: Account
    actor: Actor
    seconds_left: float
    must_change: bool = False


@dataclass(slots=True)
class _Known:
    account: Account
    created_at: datetime
    seen_at: datetime
    checked: float
    written: float
    must_change: bool


class Sessions:
    """Asks the store now and then; while the store is away, whoever it knew stays signed in until the time is up."""

    def __init__(
        self,
        accounts: Accounts,
        limits: Limits,
        clock: Callable[[], datetime],
        record: Recording,
        words: Words = KOREAN,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._accounts = accounts
        self._limits = limits
        self._clock = clock
        self._record = record
        self._words = words
        self._monotonic = monotonic
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._tries: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    @says_when_away
    def sign_in(self, name: str, password: str, address: str | None) -> str | None:
        """The token of a new session, None when nobody may sign in so; too many tries of an address are refused."""
        if self._has_tried_enough(address):
            LOG.warning("too many wrong passwords from %s", address)
            self._record.note_once(
                Deed(Act.SIGN_IN, address=address, object=self._words.audit_too_many, result=Result.REFUSED)
            )
            return None
        now = self._clock()
        account = self._accounts.check_password(name, password, now)
        if account is None:
            self._note_try(address)
            self._tell_refused(name, address, now)
            return None
        return self._begun(account, address, must_change=account.must_change)

    def begin(self, account: Account, address: str | None) -> str:
        """A session of someone who has proved in another way than by a password who it is; its token."""
        return self._begun(account, address, must_change=False)

    def _begun(self, account: Account, address: str | None, *, must_change: bool) -> str:
        token = self._accounts.begin_session(account, address, self._clock(), must_change=must_change)
        self._record.tell(deed_of(_actor(account, address), Act.SIGN_IN))
        return token

    @says_when_away
    def visitor(self, token: str, address: str | None, *, is_active: bool) -> Visitor | None:
        """Who holds this token now. Only what a person does (`is_active`) is use; the page's own questions are not.

        Raises AccountsAway when the store cannot say and nothing is known of the token.
        """
        known = self._looked_up(token)
        if known is None:
            return None
        now = self._clock()
        if is_active:
            known.seen_at = max(known.seen_at, now)
            self._write_down(token, known, now)
        left = self._left(known, now).total_seconds()
        return Visitor(known.account, _actor(known.account, address), left, known.must_change)

    @says_when_away
    def sign_out(self, token: str, address: str | None = None) -> None:
        """End this session."""
        with self._lock:
            self._known.pop(_key(token), None)
        session = self._accounts.session(token)
        self._accounts.end_session(token)
        if session is not None:
            self._record.tell(deed_of(_actor(session.account, address), Act.SIGN_OUT))

    @says_when_away
    def sign_out_everywhere(self, token: str, address: str | None) -> None:
        """End every session of the account that holds this one."""
        session = self._accounts.session(token)
        if session is not None:
            self._accounts.end_sessions(session.account.id)
            self._forget_all_of(session.account)
            self._record.tell(
                deed_of(_actor(session.account, address), Act.SIGN_OUT, self._words.audit_everywhere)
            )

    @says_when_away
    def facts(self, token: str) -> AccountFacts | None:
        """What the holder of a session is told of the account."""
        session = self._accounts.session(token)
        if session is None:
            return None
        account = session.account
        return AccountFacts(account.name, _actor(account, None), account.has_password, session.must_change)

    @says_when_away
    def change_password(self, token: str, now: str, new: str, address: str | None) -> None:
        """Another password for the holder of a session; every session ends.

        PasswordRefused with the reason; RecordAway when that cannot be put on record, and nothing is changed.
        """
        session = self._accounts.session(token)
        if session is None:
            raise PasswordRefused(self._words.password_wrong)
        account, at = session.account, self._clock()
        deed = deed_of(_actor(account, address), Act.PASSWORD, account.name)
        if self._accounts.check_password(account.name, now, at) is None:
            self._record.tell(replace(deed, result=Result.REFUSED))
            self._tell_lock(account.name, address, at)
            raise PasswordRefused(self._words.password_wrong)
        try:
            self._accounts.set_password(account.name, new, at, self._record.inside(deed), by_owner=True)
        except AccountError as error:
            self._record.tell(replace(deed, result=Result.REFUSED))
            raise PasswordRefused(str(error)) from error
        self._forget_all_of(account)

    # ----------------------------------------------------------------------------------------

    def _tell_refused(self, name: str, address: str | None, at: datetime) -> None:
        """A name that no account has is not repeated: people type passwords into the wrong field."""
        known = self._accounts.by_name(name)
        deed = deed_of(_actor(known, address), Act.SIGN_IN) if known else Deed(Act.SIGN_IN, address=address)
        said = None if known else self._words.audit_unknown_account
        self._record.tell(replace(deed, object=said, result=Result.REFUSED))
        self._tell_lock(name, address, at)

    def _tell_lock(self, name: str, address: str | None, at: datetime) -> None:
        """That this try was the one that locked the account."""
        account = self._accounts.by_name(name)
        if account is not None and account.locked_at == at:
            self._record.tell(Deed(Act.LOCK, account.name, account.role.value, address, account.name))

    def _looked_up(self, token: str) -> _Known | None:
        key, tick = _key(token), self._monotonic()
        with self._lock:
            known = self._known.get(key)
        if known is None or tick - known.checked > CHECKED_SECONDS:
            known = self._asked(token, known, tick)
        if known is None or self._left(known, self._clock()) <= timedelta(0):
            with self._lock:
                self._known.pop(key, None)
            return None
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return known

    def _asked(self, token: str, known: _Known | None, tick: float) -> _Known | None:
        try:
            session = self._accounts.session(token)
        except SQLAlchemyError:
            if known is None:
                raise
            known.checked = tick
            return known
        if session is None:
            return None
        seen_at = max(session.seen_at, known.seen_at) if known else session.seen_at
        written = known.written if known else tick
        return _Known(session.account, session.created_at, seen_at, tick, written, session.must_change)

    def _write_down(self, token: str, known: _Known, now: datetime) -> None:
        tick = self._monotonic()
        if tick - known.written < WRITTEN_SECONDS:
            return
        known.written = tick
        try:
            self._accounts.touch(token, now)
        except SQLAlchemyError as error:
            LOG.warning("the use of a session could not be written down: %s", str(error).splitlines()[0])

    def _left(self, known: _Known, now: datetime) -> timedelta:
        ends = min(known.seen_at + self._limits.idle, known.created_at + self._limits.longest)
        # A clock that went back lengthens nothing beyond what a session may have.
        return min(ends - now, self._limits.idle)

    def _forget_all_of(self, account: Account) -> None:
        with self._lock:
            for key in [key for key, known in self._known.items() if known.account.id == account.id]:
                del self._known[key]

    def _has_tried_enough(self, address: str | None) -> bool:
        since = self._monotonic() - TRIES_SECONDS
        with self._lock:
            tries = [tick for tick in self._tries.get(address or "", ()) if tick > since]
            return len(tries) >= TRIES

    def _note_try(self, address: str | None) -> None:
        tick = self._monotonic()
        with self._lock:
            tries = self._tries.pop(address or "", [])
            self._tries[address or ""] = [each for each in tries if each > tick - TRIES_SECONDS] + [tick]
            while len(self._tries) > MOST_ADDRESSES:
                self._tries.popitem(last=False)


def _actor(account: Account, address: str | None) -> Actor:
    return Actor(account.label, account.role, account.department, address, account=account.name)


def _key(token: str) -> str:
    """Tokens are not held in memory as they are: a dump of it signs nobody in."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
