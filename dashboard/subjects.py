"""People whom somebody else has signed in: the account that belongs to the name they have there."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from dashboard.away import says_when_away
from dashboard.domain.access import Actor
from dashboard.domain.audit import Act, deed_of
from dashboard.recording import Recording
from db.accounts import Account, Accounts

CHECKED_SECONDS = 15.0
"""An account that is locked elsewhere lets nobody in here after this time."""
MOST_KNOWN = 1000
BY_PROXY = "proxy"
"""What the record says of where somebody signed in: once an hour, as there is no session that begins."""


class Subjects:
    """Asks the store now and then; while it is away, whomever it knew stays in. Safe for threads."""

    def __init__(
        self, accounts: Accounts, record: Recording, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._accounts = accounts
        self._record = record
        self._monotonic = monotonic
        self._known: OrderedDict[str, tuple[float, Account | None]] = OrderedDict()
        self._lock = threading.Lock()

    @says_when_away
    def actor(self, subject: str, address: str | None) -> Actor | None:
        """Who this is; None for a name that no account has, or one that is locked.

        Raises AccountsAway when the store cannot say and nothing is known of the name.
        """
        account = self._account(subject)
        if account is None or account.locked_at is not None:
            return None
        actor = Actor(account.label, account.role, account.department, address, account=account.name)
        self._record.note_once(deed_of(actor, Act.SIGN_IN, BY_PROXY))
        return actor

    def _account(self, subject: str) -> Account | None:
        tick = self._monotonic()
        with self._lock:
            known = self._known.get(subject)
        if known is not None and tick - known[0] <= CHECKED_SECONDS:
            return known[1]
        try:
            account = self._accounts.by_subject(subject)
        except SQLAlchemyError:
            if known is None:
                raise
            account = known[1]
        with self._lock:
            self._known[subject] = (tick, account)
            self._known.move_to_end(subject)
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return account
