"""Roll-ups made in the database against the same made in Python, and months that begin in Seoul; on both databases."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.city.history import ABSURD, AHEAD, Point, Step
from dashboard.domain.city.measures import MEASURES, Summary
from dashboard.domain.records import Observation
from db.observations import Observations
from db.store import Store

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2024, 2, 28, 20, 0, tzinfo=SEOUL)
"""A few hours before the end of a February with 29 days."""
FETCHED = START + timedelta(days=40)
PLACE = "30000"
OF_SUMMARY = {Summary.MEAN: "traffic.speed", Summary.SUM: "weather.rain", Summary.LAST: "traffic.bikes"}
OWN = "시정 만족도"
"""A measure of the city's own, of which the room knows nothing: summed up by its mean."""

Fetch = tuple[int, int, float | None, str | None]
"""Quarter hours after START, hours after FETCHED, value, the source's reason."""

fetches = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 40), st.integers(0, 96 * 35)),
        st.integers(-96, 3),
        st.one_of(st.none(), st.sampled_from([0.0, 12.5, 40.0, -3.0, 300.5]), st.floats(0, 200)),
        st.sampled_from([None, "통신장애"]),
    ),
    max_size=40,
    unique_by=lambda fetch: fetch[:2],
)


def at_of(fetch: Fetch) -> datetime:
    return START + timedelta(minutes=15 * fetch[0])


def fetched_at_of(fetch: Fetch) -> datetime:
    return FETCHED + timedelta(hours=fetch[1])


def begins(at: datetime, step: Step) -> datetime:
    local = at.astimezone(SEOUL)
    if step is Step.RAW:
        return at
    local = local.replace(minute=0)
    if step is not Step.HOUR:
        local = local.replace(hour=0)
    return local.replace(day=1) if step is Step.MONTH else local


def expected(measure: str, came: Sequence[Fetch], step: Step) -> list[Point]:
    """What the curve should be, made the plain way."""
    newest: dict[datetime, Fetch] = {}
    for fetch in sorted(came, key=fetched_at_of):
        newest[at_of(fetch)] = fetch
    groups: dict[datetime, list[Fetch]] = defaultdict(list)
    for at in sorted(newest):
        groups[begins(at, step)].append(newest[at])
    return [_point(measure, at, group) for at, group in sorted(groups.items())]


def _point(measure: str, at: datetime, group: Sequence[Fetch]) -> Point:
    known = MEASURES.get(measure)
    usable = [
        value
        for fetch in group
        if (value := fetch[2]) is not None
        and at_of(fetch) <= fetched_at_of(fetch) + timedelta(minutes=5)
        and (known is None or known.lowest <= value <= known.highest)
    ]
    summary = known.summary if known else Summary.MEAN
    if not usable:
        return Point(at, None, None, 0)
    made = {Summary.MEAN: fmean(usable), Summary.SUM: sum(usable), Summary.LAST: usable[-1]}
    return Point(at, made[summary], None, len(usable))


@given(came=fetches, measure=st.sampled_from([*OF_SUMMARY.values(), OWN]), order=st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_roll_up_is_what_python_makes_of_the_newest_values(
    store: Store, came: list[Fetch], measure: str, order: Random
) -> None:
    history = Observations(store.engine)
    place = uuid.uuid4().hex
    shuffled = list(came)
    order.shuffle(shuffled)
    for fetch in shuffled:
        with store.begin() as connection:
            one = Observation(measure, place, at_of(fetch), fetch[2], fetch[3])
            history.write(connection, "test", [one], [], [], fetched_at_of(fetch))

    for step in (Step.HOUR, Step.DAY, Step.MONTH):
        found = history.points(measure, place, START, START + timedelta(days=60), step)
        wanted = expected(measure, came, step)
        assert [(point.at, point.n) for point in found] == [(point.at, point.n) for point in wanted]
        assert [point.value for point in found] == pytest.approx([point.value for point in wanted])


@pytest.mark.parametrize("summary", list(Summary))
def test_values_that_do_not_count_take_no_part_and_a_time_of_which_nothing_is_left_is_missing(
    store: Store, summary: Summary
) -> None:
    history = Observations(store.engine)
    measure = OF_SUMMARY[summary]
    day = datetime(2024, 5, 1, tzinfo=SEOUL)
    hours = [day + timedelta(hours=hour) for hour in range(6)]
    fetched_at = hours[4]
    values = [
        Observation(measure, PLACE, hours[0], 10),
        Observation(measure, PLACE, hours[1], 20),
        Observation(measure, PLACE, hours[2], -9999),
        Observation(measure, PLACE, hours[3], None, "통신장애"),
        Observation(measure, PLACE, hours[5], 30),
    ]
    with store.begin() as connection:
        history.write(connection, "test", values, [], [], fetched_at)

    by_hour = history.points(measure, PLACE, day, day + timedelta(days=1), Step.HOUR)
    (by_day,) = history.points(measure, PLACE, day, day + timedelta(days=1), Step.DAY)

    assert [(point.value, point.flag, point.n) for point in by_hour] == [
        (10, None, 1),
        (20, None, 1),
        (None, ABSURD, 0),
        (None, "통신장애", 0),
        (None, AHEAD, 0),
    ]
    whole = {Summary.MEAN: 15, Summary.SUM: 30, Summary.LAST: 20}[summary]
    assert by_day == Point(day, whole, None, 2, fetched_at)


def test_months_and_days_begin_at_midnight_in_seoul(store: Store) -> None:
    history = Observations(store.engine)
    midnight = datetime(2025, 1, 1, tzinfo=SEOUL)
    minute = timedelta(minutes=1)
    values = [
        Observation("disaster.fires", PLACE, midnight - minute, 1),
        Observation("disaster.fires", PLACE, midnight, 10),
        Observation("disaster.fires", PLACE, midnight + timedelta(hours=9), 100),
        Observation("disaster.fires", PLACE, datetime(2025, 1, 31, 23, 59, tzinfo=SEOUL), 1000),
        Observation("disaster.fires", PLACE, datetime(2025, 2, 1, tzinfo=SEOUL), 10000),
    ]
    with store.begin() as connection:
        history.write(connection, "test", values, [], [], datetime(2025, 3, 1, tzinfo=UTC))

    def made(step: Step) -> list[tuple[str, float | None]]:
        points = history.points("disaster.fires", PLACE, midnight - minute, midnight.replace(month=3), step)
        return [(f"{point.at.astimezone(SEOUL):%Y-%m-%d %H:%M}", point.value) for point in points]

    assert made(Step.MONTH) == [
        ("2024-12-01 00:00", 1),
        ("2025-01-01 00:00", 1110),
        ("2025-02-01 00:00", 10000),
    ]
    assert made(Step.DAY) == [
        ("2024-12-31 00:00", 1),
        ("2025-01-01 00:00", 110),
        ("2025-01-31 00:00", 1000),
        ("2025-02-01 00:00", 10000),
    ]


def test_a_curve_begins_with_since_and_ends_before_until(store: Store) -> None:
    history = Observations(store.engine)
    hour = timedelta(hours=1)
    values = [Observation("traffic.speed", PLACE, START + n * hour, 30 + n) for n in range(5)]
    with store.begin() as connection:
        history.write(connection, "test", values, [], [], FETCHED)

    for step in (Step.RAW, Step.HOUR):
        found = history.points("traffic.speed", PLACE, START + hour, START + 3 * hour, step)
        assert [point.value for point in found] == [31, 32]
