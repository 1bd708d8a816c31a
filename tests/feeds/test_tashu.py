"""타슈: stands with latitude in x_pos, and a token in a header."""

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import FETCHED, ask, body, parse, seoul, stand, value


def reply(*stands: object, count: int | None = None) -> bytes:
    return body({"count": len(stands) if count is None else count, "results": list(stands)})


def test_x_pos_is_the_latitude() -> None:
    (spot,) = parse("tashu", reply(stand())).spots

    assert (spot.place, spot.latitude, spot.longitude) == ("bikes:ST9001", 36.35, 127.38)
    assert (spot.name, spot.district) == ("가상 대여소", "30170")


def test_bikes_add_up_by_district_and_city() -> None:
    stands = [
        stand("A"),
        stand("B", parking_count="3"),
        stand("C", address="대전 동구 가상로", parking_count=1),
    ]
    parsed = parse("tashu", reply(*stands, stand("D", address=None, parking_count=5)))

    assert value(parsed, "traffic.bikes", "bikes:B") == 3
    assert value(parsed, "traffic.bikes", "30170") == 10
    assert value(parsed, "traffic.bikes", "30110") == 1
    assert value(parsed, "traffic.bikes", CITY) == 16
    assert {one.at for one in parsed.observations} == {FETCHED}


@pytest.mark.parametrize("place", [("127.38", "36.35"), ("0", "0"), ("36.9", "127.3"), ("36.3", "128")])
def test_a_place_outside_of_the_city_is_none_and_its_bikes_stay(place: tuple[str, str]) -> None:
    parsed = parse("tashu", reply(stand(x_pos=place[0], y_pos=place[1])))

    assert (parsed.spots[0].latitude, parsed.spots[0].longitude) == (None, None)
    assert value(parsed, "traffic.bikes", CITY) == 7
    assert len(parsed.lost) == 1


@pytest.mark.parametrize("absurd", [-3, 10**7, None, "x"])
def test_an_absurd_or_missing_count_is_in_no_sum(absurd: object) -> None:
    parsed = parse("tashu", reply(stand("A"), stand("B", parking_count=absurd)))

    assert value(parsed, "traffic.bikes", CITY) == 7


def test_a_stand_that_comes_twice_counts_once() -> None:
    parsed = parse("tashu", reply(stand(), stand(parking_count=90)))

    assert value(parsed, "traffic.bikes", CITY) == 7
    assert len(parsed.lost) == 1


def test_the_source_says_how_many_stands_there_are_or_nothing() -> None:
    assert parse("tashu", reply(stand(), count=9)).total == 9
    assert parse("tashu", body({"results": []})).total is None


@pytest.mark.parametrize("other", [body([]), body({"message": "no"}), body({"results": 3}), b"", b"<html>"])
def test_another_reply_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("tashu", other)


def test_the_token_goes_into_a_header() -> None:
    (asked,) = ask("tashu", seoul(2031, 5, 6))

    assert (asked.key_header, asked.key_param, asked.page_param) == ("api-token", None, None)
