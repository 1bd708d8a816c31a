"""대전 도로소통 and ITS: speeds weighted by length, and what a link may not say."""

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import (
    FETCHED,
    ask,
    gateway_error,
    its_item,
    its_reply,
    link,
    parse,
    seoul,
    traffic,
    value,
)


def test_speed_is_the_length_over_the_time_it_takes() -> None:
    reply = traffic(link("1", length=1000, speed=60), link("2", length=1000, speed=20))
    parsed = parse("daejeon_traffic", reply)

    assert value(parsed, "traffic.speed", CITY) == 30
    assert value(parsed, "traffic.length", CITY) == 2
    assert {one.at for one in parsed.observations} == {FETCHED}


def test_congestion_0_is_no_information_and_takes_no_part() -> None:
    reply = traffic(link("1", speed=50), link("2", speed=0, state=0), link("3", speed=99, state=0))
    parsed = parse("daejeon_traffic", reply)

    assert value(parsed, "traffic.speed", CITY) == 50
    assert value(parsed, "traffic.length", CITY) == 1
    assert (parsed.rows, parsed.lost) == (3, ())


def test_the_congested_share_is_one_of_the_measured_length() -> None:
    reply = traffic(
        link("1", length=3000),
        link("2", length=1000, state=3),
        link("3", state=2, length=1000),
        link("4", state=0),
    )

    assert value(parse("daejeon_traffic", reply), "traffic.congested", CITY) == 20


def test_each_road_and_district_has_its_own() -> None:
    reply = traffic(
        link("1831", "가로", speed=60), link("1852", "가로", speed=20), link("1853", "나로", speed=40)
    )
    parsed = parse("daejeon_traffic", reply, districts="183=동구,185=서구")

    assert value(parsed, "traffic.speed", "road:가로") == 30
    assert value(parsed, "traffic.speed", "road:나로") == 40
    assert value(parsed, "traffic.speed", "30110") == 60
    assert value(parsed, "traffic.length", "30170") == 2
    assert {(spot.place, spot.district) for spot in parsed.spots} == {
        ("road:가로", None),
        ("road:나로", "30170"),
    }


@pytest.mark.parametrize("bad", [{"speed": 0}, {"speed": -3}, {"speed": 900}, {"length": 0}, {"speed": "x"}])
def test_an_impossible_speed_or_length_is_lost_and_spoils_no_mean(bad: dict[str, object]) -> None:
    parsed = parse("daejeon_traffic", traffic(link("1", speed=40), link("2", **bad)))  # type: ignore[arg-type]

    assert value(parsed, "traffic.speed", CITY) == 40
    assert len(parsed.lost) >= 1


def test_a_link_that_comes_twice_counts_once() -> None:
    parsed = parse("daejeon_traffic", traffic(link("1"), link("1", speed=5)))

    assert value(parsed, "traffic.speed", CITY) == 40
    assert [lost.row for lost in parsed.lost] == ["1"]


def test_an_unknown_congestion_is_lost() -> None:
    assert [one.field for one in parse("daejeon_traffic", traffic(link("1", state=9), link("2"))).lost] == [
        "congestion"
    ]


def test_names_and_roots_of_elements_may_carry_a_namespace() -> None:
    reply = traffic(link("1")).replace(b"<response>", b'<response xmlns="urn:x">')

    assert value(parse("daejeon_traffic", reply), "traffic.speed", CITY) == 40


def test_errors_come_as_xml_too() -> None:
    with pytest.raises(FeedError) as caught:
        parse("daejeon_traffic", gateway_error("22"))
    assert caught.value.code == "22"
    with pytest.raises(FeedError):
        parse("daejeon_traffic", traffic(code="99"))


def test_no_link_at_all_is_no_failure_and_gives_no_speed() -> None:
    assert parse("daejeon_traffic", traffic()).observations == ()
    assert parse("daejeon_traffic", traffic(link("1", state=0))).observations == ()


@pytest.mark.parametrize(
    "other", [b"{}", b"<result><record/></result>", traffic(link())[:-30], b"<html></html>", b""]
)
def test_another_or_a_torn_document_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("daejeon_traffic", other)


def test_all_links_are_asked_for_in_one_big_page_with_the_keys_own_spelling() -> None:
    (asked,) = ask("daejeon_traffic", seoul(2031, 5, 6))

    assert (asked.key_param, asked.page_param) == ("ServiceKey", None)
    assert dict(asked.params)["numOfRows"] == "14444"
    (older,) = ask("daejeon_traffic", seoul(2031, 5, 6), path="/traffic/rest/getTrafficInfoAll.do")
    assert older.path == "/traffic/rest/getTrafficInfoAll.do"


def test_its_tells_no_length_so_speed_and_time_give_it() -> None:
    rows = [its_item("1", speed="60", travelTime="60"), its_item("2", speed="20", travelTime="180")]
    parsed = parse("its", its_reply(rows))

    assert value(parsed, "traffic.speed", CITY) == 30
    assert value(parsed, "traffic.length", "road:its:가상국도") == 2
    assert {one.at for one in parsed.observations} == {seoul(2031, 5, 6, 15, 5)}
    assert "traffic.congested" not in {one.indicator_id for one in parsed.observations}


def test_its_leaves_the_city_to_another_feed_where_it_is_told_to() -> None:
    parsed = parse("its", its_reply([its_item()]), city="off")

    assert {one.place for one in parsed.observations} == {"road:its:가상국도"}


def test_its_says_success_with_0_and_a_single_item_is_an_object() -> None:
    assert parse("its", its_reply(its_item(), 0)).rows == 1
    with pytest.raises(FeedError):
        parse("its", its_reply([], 99))


def test_the_demo_key_of_its_answers_with_xml_which_is_a_failure() -> None:
    with pytest.raises(FeedError):
        parse("its", b"<response><msgHeader/></response>")


@pytest.mark.parametrize("bad", [{"speed": "0"}, {"travelTime": "-1"}, {"speed": None}, {"createdDate": "x"}])
def test_an_impossible_row_of_its_is_lost(bad: dict[str, object]) -> None:
    parsed = parse("its", its_reply([its_item("1"), its_item("2", **bad)]))

    assert value(parsed, "traffic.speed", CITY) == 60
    assert len(parsed.lost) == 1


def test_its_is_asked_for_the_rectangle_of_the_city() -> None:
    (asked,) = ask("its", seoul(2031, 5, 6))

    assert {("minX", "127.247048"), ("maxY", "36.499564"), ("getType", "json")} <= set(asked.params)
    assert (asked.path, asked.key_param) == ("/trafficInfo", "apiKey")
