"""대전 실시간 주차장: free places of those car parks in which they are counted."""

import pytest

from dashboard.domain.city.history import ABSURD
from db.feeds.feed import FeedError
from tests.feeds.builders import ask, gateway_error, parse, seoul, value
from tests.feeds.roads import car_park, car_parks

PLACE = "parking:가상 주차장 대전광역시 서구 가상로 1"
FREE, TOTAL = "traffic.parking", "traffic.parking_total"


def test_a_car_park_has_places_free_places_and_a_position() -> None:
    parsed = parse("daejeon_parking", car_parks(car_park(), total=756))
    (spot,) = parsed.spots

    assert (value(parsed, FREE, PLACE), value(parsed, TOTAL, PLACE)) == (30, 100)
    assert (spot.name, spot.district, spot.latitude, spot.longitude) == (
        "가상 주차장",
        "30170",
        36.35,
        127.38,
    )
    assert (parsed.rows, parsed.total, parsed.lost) == (1, 756, ())


@pytest.mark.parametrize("uncounted", [{"resQty": "NONE"}, {"resQty": None}, {"resQty": 0, "totalQty": 0}])
def test_a_car_park_that_is_not_counted_is_left_out_and_no_zero(uncounted: dict[str, object]) -> None:
    parsed = parse("daejeon_parking", car_parks(car_park(), car_park("나", **uncounted)))

    assert len(parsed.observations) == 2
    assert (parsed.rows, parsed.left_out, parsed.lost) == (2, 1, ())


def test_a_full_car_park_is_a_zero() -> None:
    assert value(parse("daejeon_parking", car_parks(car_park(resQty=0))), FREE, PLACE) == 0


def test_more_free_places_than_there_are_is_absurd_and_kept() -> None:
    (free, _) = parse("daejeon_parking", car_parks(car_park(resQty=130))).observations

    assert (free.value, free.flag) == (130, ABSURD)


def test_two_car_parks_of_one_name_are_told_apart_by_their_address() -> None:
    parsed = parse(
        "daejeon_parking", car_parks(car_park(), car_park(address="대전광역시 동구 가상로 2", resQty=4))
    )

    assert value(parsed, FREE, "parking:가상 주차장 대전광역시 동구 가상로 2") == 4
    assert parsed.lost == ()


def test_the_same_car_park_twice_counts_once() -> None:
    parsed = parse("daejeon_parking", car_parks(car_park(), car_park(resQty=1)))

    assert value(parsed, FREE, PLACE) == 30
    assert len(parsed.lost) == 2


def test_a_position_outside_of_the_city_is_none_and_the_places_stay() -> None:
    parsed = parse("daejeon_parking", car_parks(car_park(lat="0", lon="0")))

    assert (parsed.spots[0].latitude, value(parsed, FREE, PLACE)) == (None, 30)
    assert len(parsed.lost) == 1


@pytest.mark.parametrize("other", [car_parks(code="99"), gateway_error("22"), b"", b"<html/>", b"<result/>"])
def test_an_error_or_another_document_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("daejeon_parking", other)


def test_pages_of_fifty_are_asked_for() -> None:
    (asked,) = ask("daejeon_parking", seoul(2031, 5, 6))

    assert (dict(asked.params)["numOfRows"], asked.page_param) == ("50", "pageNo")
