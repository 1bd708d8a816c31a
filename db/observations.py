"""The city's statistics in our own store: one table, one way to write it, what screens ask of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.engine import Engine

from dashboard.domain.city.history import Point, Spot, Step
from dashboard.domain.records import Event, Observation
from db import observations_reading as reading
from db.observations_retention import Retained, forget
from db.observations_writing import Arrival, Written, kept_spots, take
from db.schema import CITY
from db.versions import newest_version

__all__ = ["Arrival", "Observations", "Retained", "Written", "take"]


def _real_time() -> datetime:
    return datetime.now(UTC)


class Observations:
    """A CityHistory over the store's engine, and its writer. Every method but `write` is a transaction of its own."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = _real_time) -> None:
        self._engine = engine
        self._clock = clock

    # -- writing -----------------------------------------------------------------------------

    def write(
        self,
        connection: Connection,
        source_id: str,
        observations: Sequence[Observation],
        events: Sequence[Event],
        spots: Sequence[Spot],
        fetched_at: datetime,
    ) -> Written:
        """Take in what a source said at `fetched_at`, within a transaction of Store.begin.

        The same again writes no row, another value of the same series and time is a further row, and fetches
        may come in any order: the newest counts. Of two values in one call the later in the sequence counts.
        """
        return take(connection, Arrival(source_id, fetched_at, observations, events, spots), self._clock())

    def retain(self, days_by_measure: Mapping[str, int], default_days: int | None, now: datetime) -> Retained:
        """Delete observations older than the days of their measure; `default_days` None keeps the others for ever."""
        return forget(self._begin, days_by_measure, default_days, now)

    # -- reading -----------------------------------------------------------------------------

    def version(self) -> int:
        """The number of the newest version of the city's statistics; 0 before the first."""
        with self._engine.connect() as connection:
            return newest_version(connection, CITY)

    def latest(self, measure: str) -> Mapping[str, Point]:
        """The newest point of a measure at every place that has one; neither AHEAD nor in the future."""
        with self._engine.connect() as connection:
            return reading.newest_points(connection, measure, self._clock())

    def points(
        self, measure: str, place: str, since: datetime, until: datetime, step: Step
    ) -> tuple[Point, ...]:
        """A curve from `since` (included) to `until` (not), oldest first; summed up as CityHistory says."""
        with self._engine.connect() as connection:
            series = reading.series_ids(connection, measure, place)
            return reading.curve(connection, measure, series, (since, until), step)

    def events(self, kinds: tuple[str, ...], since: datetime, until: datetime) -> tuple[Event, ...]:
        """Events of these kinds by (at, sequence, id), each as it was last corrected."""
        with self._engine.connect() as connection:
            return reading.newest_events(connection, kinds, since, until)

    def spots(self) -> Mapping[str, Spot]:
        """Every spot that a source has ever named, by its place."""
        with self._engine.connect() as connection:
            return {spot.place: spot for spot in kept_spots(connection)}

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
