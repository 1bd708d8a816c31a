"""The invented city behind the local server: always the same at one moment, believable over time."""

from datetime import UTC, datetime, timedelta

import pytest

from db.demo.catalogue import SEED
from db.demo.feeds.world import air, alarms, people, traffic
from db.demo.feeds.world.chance import SEOUL
from db.demo.feeds.world.people import ANCHOR, PUBLISHED, Month
from db.demo.feeds.world.places import ROADS, STATIONS, links, stands
from db.demo.feeds.world.weather import weather

NOW = datetime(2026, 11, 23, 13, tzinfo=SEOUL)
HOURS = [NOW - timedelta(hours=back) for back in range(0, 24 * 365, 5)]
RUSH, NIGHT = NOW.replace(hour=18, minute=20), NOW.replace(hour=3)


def test_the_published_residents_of_april_2026_are_the_citys() -> None:
    found = {place: people.people(SEED, place, ANCHOR.ordinal).residents for place in PUBLISHED}

    assert found == dict(PUBLISHED)
    assert sum(found.values()) == 1_436_760


@pytest.mark.parametrize("place", PUBLISHED)
def test_every_month_follows_from_the_one_before_and_what_happened(place: str) -> None:
    first, last = Month(2021, 2).ordinal, Month(2026, 12).ordinal

    for ordinal in range(first, last):
        before = people.people(SEED, place, ordinal - 1)
        now = people.people(SEED, place, ordinal)
        assert now.residents == before.residents + people.flows(SEED, place, ordinal).net
        assert now.registered > now.residents
        assert all(cell >= 0 for cell in (*now.male, *now.female))


def test_another_seed_is_another_city_and_the_same_seed_the_same() -> None:
    station = STATIONS[0]

    first = [air.concentration(SEED, station, "pm10", at) for at in HOURS[:50]]

    assert [air.concentration(SEED, station, "pm10", at) for at in HOURS[:50]] == first
    assert [air.concentration(SEED + 1, station, "pm10", at) for at in HOURS[:50]] != first
    assert weather(SEED, NOW) == weather(SEED, NOW.astimezone(UTC))


def test_stations_breathe_the_same_air_but_not_the_same_values() -> None:
    one, other = ([air.mean_of_day(SEED, each, "pm25", at) for at in HOURS] for each in STATIONS[:2])

    assert one != other
    assert correlation(one, other) > 0.7


def test_values_are_missing_now_and_then_at_every_kind_of_instrument() -> None:
    values = [
        air.concentration(SEED, each, name, at)
        for each in STATIONS
        for name in ("pm10", "no2")
        for at in HOURS
    ]

    assert 0 < sum(value is None for value in values) / len(values) < 0.05


def test_the_index_is_that_of_the_worst_part_and_needs_both_dusts() -> None:
    values: dict[str, float | None] = {
        "pm10": 30,
        "pm25": 75,
        "o3": 0.01,
        "no2": 0.01,
        "co": 0.2,
        "so2": 0.001,
    }

    assert air.index(values) == 250
    assert air.grade_of_index(250) == 3
    assert air.index(values | {"pm10": None}) is None


def test_it_rains_and_snows_in_a_year_and_a_forecast_errs_more_the_farther_it_looks() -> None:
    year = [weather(SEED, at) for at in HOURS]
    near = sum(abs(weather(SEED, at, 3).temperature - weather(SEED, at).temperature) for at in HOURS)
    far = sum(abs(weather(SEED, at, 66).temperature - weather(SEED, at).temperature) for at in HOURS)

    assert {each.form for each in year} == {0, 1, 2, 3}
    assert min(each.temperature for each in year) < -5 < 28 < max(each.temperature for each in year)
    assert near < far


def test_warnings_are_given_changed_and_lifted_and_one_is_active_most_of_the_time() -> None:
    log = alarms.warnings(SEED, NOW - timedelta(days=730), NOW)
    active = sum(_is_active(at) for at in HOURS) / len(HOURS)

    assert {line.command for line in log} == {1, 2, 3, 6, 7, 8}
    assert [(line.at, line.sequence) for line in log] == sorted((line.at, line.sequence) for line in log)
    assert 0.5 < active < 0.8


def test_messages_are_a_few_a_week_under_numbers_of_their_own_and_marked() -> None:
    sent = alarms.messages(SEED, (NOW - timedelta(days=364)).date(), NOW)
    ours = [each for each in sent if "대전" in each.places]

    assert 2 < len(ours) / 52 < 5
    assert len({each.number for each in sent}) == len(sent) > len(ours)
    assert all("시연용" in each.text for each in sent)
    assert {each.severity for each in sent} == {"안전안내", "긴급재난", "위급재난"}


def test_rush_hours_are_slow_nights_fast_and_sundays_have_no_morning_rush() -> None:
    morning = NOW.replace(hour=8, minute=5)

    assert mean_speed(RUSH) < 0.7 * mean_speed(NIGHT)
    assert mean_speed(morning) < 0.7 * mean_speed(morning - timedelta(days=1))
    assert len(links(SEED, ROADS, "1839")) >= 400
    assert len(ROADS) >= 40


def test_speeds_stand_for_five_minutes() -> None:
    link = links(SEED, ROADS, "1839")[0]

    assert traffic.speed(SEED, link, RUSH) == traffic.speed(SEED, link, RUSH + timedelta(minutes=4))
    assert mean_speed(RUSH) != mean_speed(RUSH + timedelta(minutes=5))


def test_stands_hold_no_more_bicycles_than_they_have_room_for() -> None:
    counts = [(traffic.bikes(SEED, stand, at), stand.size) for stand in stands(SEED) for at in HOURS[:40]]

    assert len(stands(SEED)) == 60
    assert all(0 <= bikes <= size for bikes, size in counts)


def mean_speed(at: datetime) -> float:
    found = links(SEED, ROADS, "1839")
    return sum(traffic.speed(SEED, link, at) for link in found) / len(found)


def _is_active(at: datetime) -> bool:
    log = alarms.warnings(SEED, at - timedelta(days=6), at)
    return bool(log) and log[-1].command != alarms.LIFTED


def correlation(one: list[float], other: list[float]) -> float:
    mean, others = sum(one) / len(one), sum(other) / len(other)
    both = sum((a - mean) * (b - others) for a, b in zip(one, other, strict=True))
    alone = sum((a - mean) ** 2 for a in one) * sum((b - others) ** 2 for b in other)
    return float(both / alone**0.5)
