"""What the demo city counts every day reaches the room as its own measures, by district and for the city."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

from dashboard.domain.city.districts import DISTRICTS, NAMES
from dashboard.domain.city.measures import CITY, MEASURES
from dashboard.domain.records import Observation
from db.demo import advance, build_demo, complete_demo, count_days
from db.demo.city_counts import COUNTS, counts
from tests.demo.conftest import END, City
from tests.demo.test_mapping import batch_at

COUNTED = ("disaster.fires", "disaster.rescues", "disaster.first_aid", "traffic.accidents", "traffic.deaths")
BUSES = "traffic.buses"


def observed(city: City, as_of: str = END) -> dict[tuple[str, str, date], Observation]:
    """What the room reads, by measure, place and day."""
    found = batch_at(city, as_of).tables["observation"].records
    mine = [each for each in found if each.indicator_id in (*COUNTED, BUSES)]
    return {(each.indicator_id, each.place, each.at.date()): each for each in mine}


def test_every_item_is_a_measure_of_the_room_with_its_unit(built: City) -> None:
    items = {row["id"]: row for row in built.rows("indicator") if row["id"] in MEASURES}

    assert set(items) == {*COUNTED, BUSES}
    assert {id_: (row["name"], row["unit"]) for id_, row in items.items()} == {
        id_: (MEASURES[id_].name, MEASURES[id_].unit) for id_ in items
    }
    assert {id_ for id_, row in items.items() if row["lower_is_better"] == "Y"} == {
        id_ for id_ in items if MEASURES[id_].lower_is_better
    }


def test_days_are_counted_in_every_district_and_add_up_to_the_city(built: City) -> None:
    found = observed(built)
    day = date(2024, 12, 31)

    for measure in COUNTED:
        districts = [found[measure, place, day].value for place in DISTRICTS]
        assert found[measure, CITY, day].value == sum(value or 0 for value in districts)
    assert [place for place in NAMES if (BUSES, place, day) in found] == [CITY]
    assert {each.flag for each in found.values()} == {"시연용"}


def test_the_newest_read_holds_thirteen_months_of_the_city_and_one_of_its_districts(built: City) -> None:
    found = observed(built)

    days = {place: {key[2] for key in found if key[1] == place} for place in NAMES}
    assert len(days[CITY]) > 390
    assert {len(days[place]) for place in DISTRICTS} == {33}
    assert {max(each) for each in days.values()} == {date(2024, 12, 31)}


def test_only_the_newest_read_takes_the_daily_list(built: City) -> None:
    assert observed(built, "2024-06-30") == {}


def test_the_daily_list_comes_up_to_real_time_whatever_day_the_reports_are_of(city: City) -> None:
    until = date(2026, 11, 22)

    first, again = count_days(city.path, until), count_days(city.path, until)

    found = observed(city)
    assert first > 10_000
    assert again == 0
    assert max(key[2] for key in found) == until
    assert ("disaster.fires", CITY, date(2025, 11, 1)) in found
    assert len(found) < 4_000


def test_an_older_demo_gets_the_days_up_to_its_own(city: City) -> None:
    advance(city.path)
    before = city.select("SELECT * FROM 일일상황 ORDER BY 1, 2, 3")
    with closing(sqlite3.connect(city.path)) as connection, connection:
        connection.executescript("DROP TABLE 일일상황; DROP TABLE 일일항목")

    assert complete_demo(city.path) == ["일일항목", "일일상황"]

    after = city.select("SELECT * FROM 일일상황 ORDER BY 1, 2, 3")
    assert (before[-1][0], after[-1][0]) == ("2024-12-31", "2025-01-03")
    assert {row for row in after if row[0] <= "2024-12-31"} <= set(before)


def test_counts_are_always_the_same_and_near_their_usual_mean() -> None:
    year = list(counts(date(2023, 12, 31), date(2024, 12, 31)))

    assert year == list(counts(date(2023, 12, 31), date(2024, 12, 31)))
    for each in COUNTS:
        total = sum(int(str(value)) for _, _, name, value in year if name == each.name)
        assert 0.7 < total / 366 / each.usual < 1.3


def test_a_built_city_holds_whole_months_up_to_its_last_report(city: City) -> None:
    build_demo(city.path)

    ((first, last),) = city.select("SELECT MIN(일자), MAX(일자) FROM 일일상황")

    assert first == "2023-12-01"
    assert last == (date(2025, 1, 1) - timedelta(days=1)).isoformat()
