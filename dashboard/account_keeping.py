"""What an administrator's page does with accounts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dashboard.away import says_when_away
from dashboard.domain.access import Actor, Role
from dashboard.domain.accounts import AccountAct, AccountLine, AccountRefused, Wish
from dashboard.domain.audit import Act, Deed, Result, deed_of
from dashboard.domain.words import Words
from dashboard.recording import Recording
from db.accounts import Account, AccountError, Accounts, Also, NewAccount


class AccountKeeping:
    """The accounts of the store, under the rule that somebody stays who can keep them."""

    def __init__(
        self, accounts: Accounts, clock: Callable[[], datetime], record: Recording, words: Words
    ) -> None:
        self._accounts = accounts
        self._clock = clock
        self._record = record
        self._words = words

    @says_when_away
    def all(self) -> tuple[AccountLine, ...]:
        return tuple(map(_line, self._accounts.all()))

    @says_when_away
    def do(self, wish: Wish, actor: Actor) -> None:
        """Do what was asked. AccountRefused with the reason, RecordAway when it cannot be put on record."""
        if wish.act in (AccountAct.ROLE, AccountAct.LOCK, AccountAct.REMOVE) and self._is_last(wish.name):
            raise AccountRefused(self._words.accounts_last)
        if wish.act is AccountAct.ADD and not wish.password and not wish.subject:
            raise AccountRefused(self._words.accounts_nothing)
        deed = self._deed(wish, actor)
        try:
            self._done(wish, self._record.inside(deed))
        except AccountError as error:
            self._record.tell(replace(deed, result=Result.REFUSED))
            raise AccountRefused(str(error)) from error

    def _deed(self, wish: Wish, actor: Actor) -> Deed:
        """What is put on record: the account as it was, and what becomes of it; never a password."""
        known = self._accounts.by_name(wish.name)
        after = f"{wish.role} {wish.department}".strip() if wish.role else None
        deed = deed_of(actor, Act.ACCOUNT, f"{wish.act} {wish.name}", after=after)
        return replace(deed, before=f"{known.role} {known.department or ''}".strip()) if known else deed

    def _done(self, wish: Wish, also: Also) -> None:
        accounts, now, role = self._accounts, self._clock(), wish.role or Role.STAFF
        match wish.act:
            case AccountAct.ADD:
                accounts.add(_new(wish, role), now, also)
            case AccountAct.ROLE:
                accounts.set_role(wish.name, role, wish.department or None, also)
            case AccountAct.PASSWORD:
                accounts.set_password(wish.name, wish.password, now, also)
            case AccountAct.LOCK:
                accounts.lock(wish.name, now, also)
            case AccountAct.UNLOCK:
                accounts.unlock(wish.name, also)
            case AccountAct.REMOVE:
                accounts.remove(wish.name, also)

    def _is_last(self, name: str) -> bool:
        keepers = [
            each.name for each in self._accounts.all() if each.role is Role.ADMIN and each.locked_at is None
        ]
        return keepers == [name]


def _new(wish: Wish, role: Role) -> NewAccount:
    return NewAccount(
        wish.name, role, wish.label, wish.department or None, wish.password or None, wish.subject or None
    )


def _line(account: Account) -> AccountLine:
    return AccountLine(
        account.name,
        account.label,
        account.role,
        account.department,
        account.locked_at,
        account.has_password,
        account.subject,
        account.must_change,
    )
