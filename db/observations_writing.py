"""Takes observations, events and spots in: flagged, compared with what is there, written where they say more."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from dashboard.domain.city.history import ABSURD, AHEAD, Spot
from dashboard.domain.city.measures import MEASURES
from dashboard.domain.records import Event, Observation
from db.observations_bulk import Kept, Key, known, put
from db.observations_judging import Judged, Said, Verdict, judge, judge_in_order
from db.schema import CITY, EventRow, SeriesRow, SpotRow
from db.versions import next_version, one_writer

GRACE = timedelta(minutes=5)
"""How much later than fetched a value may have been measured: clocks are never quite the same."""
FORECAST = "forecast."
"""How the ids of measures begin whose times lie ahead of us rightly."""

SERIES: Table = SeriesRow.__table__  # type: ignore[assignment]
EVENT: Table = EventRow.__table__  # type: ignore[assignment]
SPOT: Table = SpotRow.__table__  # type: ignore[assignment]
_EVENT_SAYS = tuple(part.name for part in fields(Event) if part.name != "id")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one fetch of one source brought.

    `in_order`: we read it ourselves, one read after another, so that nothing older can come after it.
    """

    source_id: str
    fetched_at: datetime
    observations: Sequence[Observation] = ()
    events: Sequence[Event] = ()
    spots: Sequence[Spot] = ()
    in_order: bool = False

    @property
    def judge(self) -> Callable[[Sequence[Said], datetime, tuple[Any, ...]], Judged]:
        """How what came is compared with what was known."""
        return judge_in_order if self.in_order else judge


@dataclass(frozen=True, slots=True)
class Written:
    """What became of observations and events; `version` is None when they and the spots said nothing new.

    `new`: of a series and time, or under an id, that were not known. `corrected`: known with another value.
    `repeated`: known with the same value. `overruled`: the same fetch said something else of it further down.
    """

    version: int | None = None
    new: int = 0
    corrected: int = 0
    repeated: int = 0
    overruled: int = 0


def take(connection: Connection, arrival: Arrival, now: datetime) -> Written:
    """Write what says more than what is there; one version when something did."""
    one_writer(connection)  # two that compare at once would both find the same value missing
    counts = _take_observations(connection, arrival) + _take_events(connection, arrival)
    moved = _take_spots(connection, arrival)
    news = counts[Verdict.NEW] + counts[Verdict.CORRECTED] + moved
    return Written(
        next_version(connection, CITY, arrival.source_id, now) if news else None,
        counts[Verdict.NEW],
        counts[Verdict.CORRECTED],
        counts[Verdict.REPEATED],
        len(arrival.observations) + len(arrival.events) - counts.total(),
    )


# -- observations --------------------------------------------------------------------------------


def _take_observations(connection: Connection, arrival: Arrival) -> Counter[Verdict]:
    series = _series(connection, arrival)
    came: dict[Key, tuple[float | None, str | None]] = {}
    for observation in arrival.observations:
        key = series[observation.indicator_id, observation.place], _utc(observation.at)
        came[key] = _flagged(observation, arrival.fetched_at)
    before: dict[Key, list[Said]] = defaultdict(list)
    for row in sorted(known(connection, list(came)), key=lambda row: row.fetched_at):
        before[row.series_id, row.at].append(Said(row.fetched_at, (row.value, row.flag), row.seen_at))
    counts: Counter[Verdict] = Counter()
    new: list[Kept] = []
    replaced: list[Kept] = []
    for key, value in came.items():
        verdict, rows = arrival.judge(before.get(key, ()), arrival.fetched_at, value)
        counts[verdict] += 1
        there = {said.fetched_at for said in before.get(key, ())}
        for said in rows:
            row = Kept(key[0], key[1], said.fetched_at, said.what[0], said.what[1], said.seen_at)
            (replaced if said.fetched_at in there else new).append(row)
    put(connection, new, replaced)
    return counts


def _series(connection: Connection, arrival: Arrival) -> Mapping[tuple[str, str], int]:
    """The ids of a source's series, those that came for the first time included."""
    query = select(SERIES.c.measure, SERIES.c.place, SERIES.c.id).where(
        SERIES.c.source_id == arrival.source_id
    )
    found = {(measure, place): id_ for measure, place, id_ in connection.execute(query)}
    missing = {(one.indicator_id, one.place) for one in arrival.observations} - found.keys()
    if not missing:
        return found
    rows = [
        {"measure": measure, "place": place, "source_id": arrival.source_id}
        for measure, place in sorted(missing)
    ]
    connection.execute(insert(SERIES), rows)
    return {(measure, place): id_ for measure, place, id_ in connection.execute(query)}


def _flagged(observation: Observation, fetched_at: datetime) -> tuple[float | None, str | None]:
    """Value and flag as they are kept: a value that cannot be stays, marked as such; one that is no number goes."""
    value = None if observation.value is None else float(observation.value)
    if observation.at > fetched_at + GRACE and not observation.indicator_id.startswith(FORECAST):
        return (None if value is None or math.isnan(value) else value), AHEAD
    if value is None:
        return None, observation.flag
    measure = MEASURES.get(observation.indicator_id)
    is_possible = math.isfinite(value) and (measure is None or measure.lowest <= value <= measure.highest)
    return (None if math.isnan(value) else value), observation.flag if is_possible else ABSURD


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be stored: {at!r}")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        # "0001-01-01 00:00" in Seoul, as some programs write nothing: it lies before all times of UTC.
        return datetime.min.replace(tzinfo=UTC) if at.year == 1 else datetime.max.replace(tzinfo=UTC)


# -- events --------------------------------------------------------------------------------------


def _take_events(connection: Connection, arrival: Arrival) -> Counter[Verdict]:
    came = {event.id: _said(event) for event in arrival.events}
    before = _known_events(connection, arrival.source_id, list(came))
    counts: Counter[Verdict] = Counter()
    new: list[dict[str, Any]] = []
    replaced: list[dict[str, Any]] = []
    for id_, what in came.items():
        verdict, rows = arrival.judge(before.get(id_, ()), arrival.fetched_at, what)
        counts[verdict] += 1
        there = {said.fetched_at for said in before.get(id_, ())}
        for said in rows:
            row = {"the_source": arrival.source_id, "the_id": id_, "the_fetch": said.fetched_at}
            row |= dict(zip(_EVENT_SAYS, said.what, strict=True)) | {"seen_at": said.seen_at}
            (replaced if said.fetched_at in there else new).append(row)
    key = {EVENT.c.source_id: "the_source", EVENT.c.id: "the_id", EVENT.c.fetched_at: "the_fetch"}
    if new:
        columns: dict[str, Any] = {name: bindparam(name) for name in (*_EVENT_SAYS, "seen_at")}
        columns |= {column.name: bindparam(name) for column, name in key.items()}
        connection.execute(insert(EVENT).values(columns), new)
    if replaced:
        same = [column == bindparam(name) for column, name in key.items()]
        connection.execute(update(EVENT).where(*same), replaced)
    return counts


def _said(event: Event) -> tuple[Any, ...]:
    return tuple(
        _utc(part) if isinstance(part, datetime) else part
        for part in (getattr(event, name) for name in _EVENT_SAYS)
    )


def _known_events(connection: Connection, source_id: str, ids: Sequence[str]) -> Mapping[str, list[Said]]:
    columns = [EVENT.c[name] for name in _EVENT_SAYS]
    found: dict[str, list[Said]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(EVENT.c.id, EVENT.c.fetched_at, EVENT.c.seen_at, *columns)
            .where(EVENT.c.source_id == source_id, EVENT.c.id.in_(ids[start : start + _CHUNK]))
            .order_by(EVENT.c.fetched_at)
        )
        for id_, fetched_at, seen_at, *what in connection.execute(query):
            found[id_].append(Said(fetched_at, tuple(what), seen_at))
    return found


# -- spots ---------------------------------------------------------------------------------------


def _take_spots(connection: Connection, arrival: Arrival) -> int:
    """How many are new or read otherwise now; that one was seen again is no news."""
    came = {spot.place: spot for spot in arrival.spots}
    if not came:
        return 0
    there = {spot.place: spot for spot in kept_spots(connection)}
    merged = {place: _merged(there.get(place), spot, arrival.fetched_at) for place, spot in came.items()}
    new = [_spot_values(spot) for place, spot in merged.items() if place not in there]
    changed = [spot for place, spot in merged.items() if place in there and there[place] != spot]
    if new:
        connection.execute(insert(SPOT), new)
    if changed:
        statement = update(SPOT).where(SPOT.c.place == bindparam("the_place"))
        connection.execute(statement, [{"the_place": one.place} | _spot_values(one) for one in changed])
    return len(new) + sum(1 for spot in changed if _place_of(spot) != _place_of(there[spot.place]))


def kept_spots(connection: Connection) -> Iterable[Spot]:
    """Every spot that a source has ever named."""
    columns = [SPOT.c[part.name] for part in fields(Spot)]
    return (Spot(*row) for row in connection.execute(select(*columns)))


def _merged(known_spot: Spot | None, came: Spot, fetched_at: datetime) -> Spot:
    """The newer of the two; what it does not say, the older does."""
    seen_at = came.seen_at or fetched_at
    if known_spot is None or known_spot.seen_at is None:
        return Spot(came.place, came.name, came.district, came.latitude, came.longitude, seen_at)
    newer, older = (came, known_spot) if seen_at >= known_spot.seen_at else (known_spot, came)
    return Spot(
        came.place,
        newer.name,
        older.district if newer.district is None else newer.district,
        older.latitude if newer.latitude is None else newer.latitude,
        older.longitude if newer.longitude is None else newer.longitude,
        max(seen_at, known_spot.seen_at),
    )


def _place_of(spot: Spot) -> tuple[Any, ...]:
    return spot.name, spot.district, spot.latitude, spot.longitude


def _spot_values(spot: Spot) -> dict[str, Any]:
    return {part.name: getattr(spot, part.name) for part in fields(spot)}
