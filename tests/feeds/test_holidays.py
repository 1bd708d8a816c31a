"""한국천문연구원: days off as numbers, substitutes, and two names on one day."""

import pytest

from dashboard.domain.city.holidays import names_by_day
from db.feeds.feed import FeedError
from tests.feeds.builders import SEOUL, ask, envelope, gateway_error, parse, seoul
from tests.feeds.roads import day_off


@pytest.mark.parametrize("day", [20310505, "20310505"])
def test_a_date_is_a_number_or_a_text(day: object) -> None:
    parsed = parse("holidays", envelope({"item": [day_off(day)]}))
    (event,) = parsed.events

    assert (event.at, event.until) == (seoul(2031, 5, 5), seoul(2031, 5, 6))
    assert (event.kind, event.subject) == ("holiday", "어린이날")
    assert (parsed.rows, parsed.left_out, parsed.lost) == (1, 0, ())


def test_two_holidays_of_one_day_are_both_kept_and_named_together() -> None:
    rows = [day_off(), day_off(name="부처님오신날", seq=2), day_off(20310506, "대체공휴일(어린이날)")]
    parsed = parse("holidays", envelope({"item": rows}))

    assert dict(names_by_day(parsed.events, SEOUL)) == {
        seoul(2031, 5, 5).date(): "어린이날·부처님오신날",
        seoul(2031, 5, 6).date(): "대체공휴일(어린이날)",
    }


def test_a_day_that_is_not_off_is_left_out_and_counted() -> None:
    parsed = parse("holidays", envelope({"item": [day_off(), day_off(20310717, "제헌절", isHoliday="N")]}))

    assert (len(parsed.events), parsed.rows, parsed.left_out, parsed.lost) == (1, 2, 1, ())


@pytest.mark.parametrize(
    "bad", [{"locdate": 20310230}, {"locdate": None}, {"dateName": None}, {"isHoliday": "?"}]
)
def test_a_row_without_a_day_or_a_name_is_lost_alone(bad: dict[str, object]) -> None:
    parsed = parse("holidays", envelope({"item": [day_off(), {**day_off(20310506), **bad}]}))

    assert (len(parsed.events), len(parsed.lost)) == (1, 1)


def test_a_single_holiday_is_an_object_and_none_is_an_empty_text() -> None:
    assert parse("holidays", envelope({"item": day_off()})).rows == 1
    assert parse("holidays", envelope("", total=0)).events == ()


@pytest.mark.parametrize("other", [envelope("", code="99"), gateway_error("30"), b"", envelope([{"a": 1}])])
def test_an_error_under_http_200_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("holidays", other)


def test_three_years_are_asked_for() -> None:
    asked = ask("holidays", seoul(2031, 1, 1))

    assert [dict(one.params)["solYear"] for one in asked] == ["2030", "2031", "2032"]
    assert all(dict(one.params)["_type"] == "json" for one in asked)
