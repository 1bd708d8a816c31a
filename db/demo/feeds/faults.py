"""What a test may let go wrong at the local server: habits and failures of the real sources, per API."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from threading import Lock


class Body(StrEnum):
    """What comes instead of a whole answer."""

    EMPTY = "empty"
    HTML = "html"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Fault:
    """One or more things that are wrong at once; what is not said is as on an ordinary day.

    `operation` narrows it to the operations whose path ends so; `times` to so many requests.
    """

    operation: str = ""
    times: int | None = None
    # Errors that the source itself tells.
    code: str | None = None
    quota: int | None = None
    """Code 22 for every request of a key and day beyond so many."""
    # Failures on the way.
    body: Body | None = None
    status: int = 200
    redirect: str | None = None
    dribble_seconds: float = 0.0
    """Pause before each byte of the answer."""
    # Envelopes.
    single_as_object: bool = False
    """Only one row is left, and it is no list."""
    null_body: bool = False
    extra_total: int = 0
    """So many more rows are promised than there are."""
    # Rows.
    renamed_fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    """Field -> what every row says in it: a negative, an absurd, a missing value."""
    gone: frozenset[str] = frozenset()
    """Rows with one of these as a value are left out: a station that vanishes."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """A value that is replaced wherever it stands: a station with a new name."""
    other_codes: bool = False
    """Districts under the codes of the other office: 25010 for 30110, both 동구."""
    repeated: bool = False
    """Every row comes twice."""
    ahead: timedelta = timedelta()
    """The source's clock is ahead by so much."""


WELL = Fault()


class Faults:
    """The faults of a server by API, and how often each key asked on each day; for any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faults: dict[str, list[_Standing]] = {}
        self._asked: Counter[tuple[str, str, date]] = Counter()

    def set(self, api: str, *faults: Fault) -> None:
        """Replace what is wrong with an API, nothing when none is given; the first that fits a request holds."""
        with self._lock:
            self._faults[api] = [_Standing(each, each.times) for each in faults]

    def clear(self) -> None:
        """All is well again; what was asked stays counted."""
        with self._lock:
            self._faults.clear()

    def take(self, api: str, path: str) -> Fault:
        """What is wrong with a request to this path; uses up one of its times."""
        with self._lock:
            for each in self._faults.get(api, ()):
                if each.left != 0 and path.endswith(each.fault.operation):
                    each.left = None if each.left is None else each.left - 1
                    return each.fault
            return WELL

    def count(self, api: str, key: str, day: date) -> int:
        """Count a request; how many there were of this key on this day (Asia/Seoul), this one included."""
        with self._lock:
            self._asked[api, key, day] += 1
            return self._asked[api, key, day]

    def asked(self, api: str) -> int:
        """Requests to an API so far, of all keys and days."""
        with self._lock:
            return sum(number for (name, _, _), number in self._asked.items() if name == api)


@dataclass(slots=True)
class _Standing:
    fault: Fault
    left: int | None
