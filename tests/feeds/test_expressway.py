"""한국도로공사: every car of a quarter of an hour is in one cell, and operators are not added to each other."""

import pytest

from db.feeds.feed import FeedError
from tests.feeds.builders import ask, body, parse, seoul, value
from tests.feeds.roads import cell, volumes

VOLUME = "traffic.expressway"


def test_the_cells_of_a_quarter_add_up_by_operator() -> None:
    parsed = parse(
        "expressway",
        volumes(
            cell("1,000"),
            cell("20", tcsType="2"),
            cell("3", carType="2"),
            cell("7", exDivCode="02", exDivName="민자"),
        ),
    )

    assert value(parsed, VOLUME, "expressway:00") == 1023
    assert value(parsed, VOLUME, "expressway:02") == 7
    assert {one.at for one in parsed.observations} == {seoul(2031, 5, 6, 15, 30)}
    assert [(spot.place, spot.name) for spot in parsed.spots] == [
        ("expressway:00", "도공 00"),
        ("expressway:02", "민자 02"),
    ]
    assert (parsed.rows, parsed.left_out, parsed.lost) == (4, 0, ())


def test_operators_report_different_quarters_and_each_keeps_its_own() -> None:
    parsed = parse(
        "expressway", volumes(cell("5"), cell("6", sumTm="1545", exDivCode="02"), cell("8", exDivCode="02"))
    )

    assert {(one.place, one.at.minute): one.value for one in parsed.observations} == {
        ("expressway:00", 30): 5,
        ("expressway:02", 45): 6,
        ("expressway:02", 30): 8,
    }


def test_the_amount_is_spelled_trafficamout() -> None:
    right = {("trafficAmount" if name == "trafficAmout" else name): text for name, text in cell().items()}

    with pytest.raises(FeedError, match="trafficAmout"):
        parse("expressway", volumes(right))


def test_hours_hold_the_same_cars_again_and_are_left_out() -> None:
    parsed = parse("expressway", volumes(cell("5"), cell("20", tmType="1", tmName="1시간")))

    assert value(parsed, VOLUME, "expressway:00") == 5
    assert (parsed.rows, parsed.left_out) == (2, 1)


def test_a_cell_that_comes_twice_counts_once() -> None:
    parsed = parse("expressway", volumes(cell("5"), cell("5")))

    assert value(parsed, VOLUME, "expressway:00") == 5
    assert [lost.reason for lost in parsed.lost] == ["lost_repeated"]


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"trafficAmout": "많음"}, "trafficAmout"),
        ({"trafficAmout": "-3"}, "trafficAmout"),
        ({"trafficAmout": None}, "trafficAmout"),
        ({"sumTm": "2599"}, "sumTm"),
        ({"carType": None}, "carType"),
    ],
)
def test_a_cell_that_cannot_be_is_lost_and_told(bad: dict[str, object], field: str) -> None:
    parsed = parse("expressway", volumes(cell("5"), cell(**{"tcsType": "2", **bad})))

    assert value(parsed, VOLUME, "expressway:00") == 5
    assert field in {lost.field for lost in parsed.lost}


def test_an_hour_before_ten_may_have_lost_its_zero() -> None:
    (one,) = parse("expressway", volumes(cell("5", sumTm="915"))).observations

    assert one.at == seoul(2031, 5, 6, 9, 15)


def test_a_refusal_comes_under_http_200_with_a_code_that_is_not_success() -> None:
    with pytest.raises(FeedError) as caught:
        parse("expressway", volumes(code="ERROR"))
    assert "ERROR" in str(caught.value)


@pytest.mark.parametrize("other", [b"", b"<html>", body([]), body({"code": "SUCCESS"}), body({"list": []})])
def test_another_reply_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("expressway", other)


def test_quarters_are_asked_for_in_one_page_because_their_cells_belong_together() -> None:
    (asked,) = ask("expressway", seoul(2031, 5, 6))

    assert {("tmType", "2"), ("type", "json"), ("numOfRows", "1000")} <= set(asked.params)
    assert (asked.key_param, asked.page_param) == ("key", None)
