"""대전 시내버스: buses on the road of the routes that a setting names."""

from datetime import timedelta

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.daejeon_bus import POSITIONS, ROUTES
from db.feeds.feed import FeedError, Parsed
from tests.feeds.builders import FETCHED, ask, gateway_error, parse, seoul, value
from tests.feeds.roads import bus, buses, route

ROUTE = {"busRouteId": "30300090"}


def positions(reply: bytes) -> Parsed:
    return parse("daejeon_bus", reply, POSITIONS, ROUTE)


def test_buses_on_the_road_are_counted_by_route_under_its_number() -> None:
    parsed = positions(buses(bus("A"), bus("B")))

    assert value(parsed, "traffic.route_buses", "bus:30300090") == 2
    assert [(spot.place, spot.name) for spot in parsed.spots] == [("bus:30300090", "706")]
    assert {one.at for one in parsed.observations} == {FETCHED}


def test_no_bus_on_the_road_is_a_zero_that_the_source_has_told() -> None:
    assert value(positions(buses()), "traffic.route_buses", "bus:30300090") == 0


def test_a_bus_that_is_silent_for_an_hour_stands_in_the_depot() -> None:
    parsed = positions(buses(bus("A"), bus("B", ARR_TIME="20310506120000")))

    assert value(parsed, "traffic.route_buses", "bus:30300090") == 1
    assert (parsed.rows, parsed.left_out, parsed.lost) == (2, 1, ())


def test_a_reply_without_times_counts_all_its_buses() -> None:
    assert value(positions(buses(bus("A", ARR_TIME=None))), "traffic.route_buses", "bus:30300090") == 1


def test_a_bus_that_comes_twice_or_on_another_route_is_lost() -> None:
    parsed = positions(buses(bus("A"), bus("A"), bus("B", ROUTE_CD="30300001")))

    assert value(parsed, "traffic.route_buses", "bus:30300090") == 1
    assert [lost.field for lost in parsed.lost] == ["PLATE_NO", "ROUTE_CD"]


def test_the_number_of_routes_is_that_of_all_pages_as_the_source_tells_it() -> None:
    parsed = parse("daejeon_bus", buses(route("1"), route("2"), count=120), ROUTES)

    assert value(parsed, "traffic.bus_routes", CITY) == 120


def test_without_a_stated_number_the_routes_of_the_reply_are_counted_and_none_is_missing() -> None:
    assert (
        value(
            parse("daejeon_bus", buses(route("1"), route("2"), count=0), ROUTES), "traffic.bus_routes", CITY
        )
        == 2
    )
    assert value(parse("daejeon_bus", buses(), ROUTES), "traffic.bus_routes", CITY) is None


@pytest.mark.parametrize(
    "other", [buses(code=7), gateway_error("22"), b"", b"<html/>", b"<response/>", b"{}"]
)
def test_an_error_or_another_document_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        positions(other)


def test_every_named_route_is_asked_and_the_list_of_routes_once_a_day() -> None:
    now = seoul(2031, 5, 6, 13)
    named = ask("daejeon_bus", now, now - timedelta(minutes=10), routes="1=가, 2=나")

    assert [dict(one.params)["busRouteId"] for one in named] == ["1", "2"]
    assert [one.operation for one in ask("daejeon_bus", now, now - timedelta(days=1), routes="1=가")] == [
        POSITIONS,
        ROUTES,
    ]
    assert ask("daejeon_bus", now, None)[-1].operation == ROUTES
