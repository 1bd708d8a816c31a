"""The room's side of the city's statistics: what the store holds of them, and how their sources stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.city.history import (
    CityPicture,
    FeedState,
    HistoryAway,
    Point,
    Spot,
    Step,
    Transfer,
)
from dashboard.domain.city.targets import Target
from dashboard.domain.records import Event
from db.feeds.feed import Feed, Settings
from db.observations import Observations
from db.schema import CITY
from db.store import Store
from db.transfer.standing import feed_states, newest_transfers, transfers
from db.versions import newest_version

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class _Held:
    version: int = 0
    states: tuple[FeedState, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    now: datetime | None = None
    """When the store was last asked: while it is away no page grows older than what it shows."""


class CityRoom:
    """Thread-safe. How sources stand is held; values are read from the store when a page is drawn, once a version."""

    def __init__(
        self,
        store: Store,
        feeds: Mapping[str, tuple[Feed, Settings]],
        clock: Callable[[], datetime],
        targets: tuple[Target, ...] = (),
        *,
        is_demo: bool = False,
    ) -> None:
        self._store = store
        self._history = _Guarded(Observations(store.engine, clock))
        self._feeds = feeds
        self._clock = clock
        self._targets = targets
        self._is_demo = is_demo
        self._held = _Held()

    def reload(self) -> None:
        """Ask the store for the newest version; SQLAlchemyError when it is away: what is held stays."""
        now = self._clock()
        with self._store.engine.connect() as connection:
            # Both only ever grow, so their sum tells any two states of the two apart.
            version = newest_version(connection, CITY) + transfers(connection)
            if version == self._held.version and self._held.now is not None:
                self._held = replace(self._held, now=now)
                return
            states = feed_states(connection, self._feeds, now)
            self._held = _Held(version, states, newest_transfers(connection), now)

    def picture(self) -> CityPicture | None:
        """What the city's screens are drawn from; None where nothing is connected and nothing is known."""
        held = self._held
        if held.now is None or not (held.states or held.version):
            return None
        return CityPicture(
            self._history,
            held.states,
            held.version,
            held.now,
            self._is_demo,
            self._targets,
            held.transfers,
            self._clock(),
        )


class _Guarded:
    """The observations, whose store may be away: HistoryAway then, with the cause."""

    def __init__(self, observations: Observations) -> None:
        self._observations = observations

    def latest(self, measure: str) -> Mapping[str, Point]:
        return self._asked(lambda: self._observations.latest(measure))

    def points(
        self, measure: str, place: str, since: datetime, until: datetime, step: Step
    ) -> tuple[Point, ...]:
        return self._asked(lambda: self._observations.points(measure, place, since, until, step))

    def events(self, kinds: tuple[str, ...], since: datetime, until: datetime) -> tuple[Event, ...]:
        return self._asked(lambda: self._observations.events(kinds, since, until))

    def spots(self) -> Mapping[str, Spot]:
        return self._asked(self._observations.spots)

    @staticmethod
    def _asked(ask: Callable[[], Asked]) -> Asked:
        try:
            return ask()
        except SQLAlchemyError as error:
            raise HistoryAway(str(error).splitlines()[0]) from error
