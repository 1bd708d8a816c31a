"""통계청 KOSIS: an array of cells, or an object that tells an error."""

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import ask, body, cell, parse, seoul, value


def test_births_of_a_month_stand_at_its_district() -> None:
    parsed = parse("kosis", body([cell("25010", amount="45"), cell("25", amount="1,200")]), "births")

    assert value(parsed, "population.births", "30110") == 45
    assert value(parsed, "population.births", CITY) == 1200
    assert {one.at for one in parsed.observations} == {seoul(2031, 4, 1)}


def test_25010_and_30110_are_both_donggu() -> None:
    for code in ("25010", "30110"):
        assert value(parse("kosis", body([cell(code)]), "births"), "population.births", "30110") == 123


def test_the_rest_of_the_country_is_left_where_it_is() -> None:
    parsed = parse("kosis", body([cell("11"), cell("00"), cell("26010"), cell("25050")]), "births")

    assert [one.place for one in parsed.observations] == ["30230"]
    assert (parsed.rows, parsed.lost) == (4, ())


@pytest.mark.parametrize("nothing", ["-", ""])
def test_a_hyphen_or_nothing_in_dt_is_missing(nothing: str) -> None:
    parsed = parse("kosis", body([cell("25010", amount=nothing)]), "births")

    assert value(parsed, "population.births", "30110") is None
    assert parsed.lost == ()


def test_an_error_is_an_object_under_http_200() -> None:
    with pytest.raises(FeedError, match="요청 변수") as caught:
        parse("kosis", body({"err": "21", "errMsg": "잘못된 요청 변수"}), "births")

    assert (caught.value.code, caught.value.may_retry) == ("21", False)


def test_error_30_means_no_rows_and_is_no_fault() -> None:
    parsed = parse("kosis", body({"err": "30", "errMsg": "데이터가 존재하지 않습니다."}), "births")

    assert (parsed.observations, parsed.rows, parsed.total) == ((), 0, 0)


def test_error_40_passes_within_a_minute() -> None:
    with pytest.raises(FeedError) as caught:
        parse("kosis", body({"err": 40, "errMsg": "x"}), "births")

    assert caught.value.may_retry


def test_error_31_says_that_the_table_is_too_large() -> None:
    with pytest.raises(FeedError, match="40,000") as caught:
        parse("kosis", body({"err": "31", "errMsg": "x"}), "births")

    assert not caught.value.may_retry


def test_without_jsonvd_the_reply_is_not_json_and_so_it_is_asked_with_it() -> None:
    with pytest.raises(FeedError, match="JSON"):
        parse("kosis", b'[{ORG_ID:"101",TBL_ID:"DT_1B81A01"}]', "births")
    assert dict(ask("kosis", seoul(2031, 5, 6))[0].params)["jsonVD"] == "Y"


def test_a_part_of_the_whole_is_not_taken_for_it() -> None:
    rows = [cell("25010", C2="1", C2_NM="남자"), cell("25010", amount="200", C2="0", C2_NM="계")]
    parsed = parse("kosis", body(rows), "births")

    assert value(parsed, "population.births", "30110") == 200
    assert [lost.field for lost in parsed.lost] == ["C2"]


def test_a_cell_of_another_item_or_table_is_lost() -> None:
    rows = [cell("25010", ITM_ID="T2"), cell("25020", TBL_ID="DT_OTHER"), cell("25030")]
    parsed = parse("kosis", body(rows), "births")

    assert [one.place for one in parsed.observations] == ["30170"]
    assert [lost.field for lost in parsed.lost] == ["ITM_ID", "TBL_ID"]


def test_a_quarter_is_no_month() -> None:
    parsed = parse("kosis", body([cell("25010", month="2031"), cell("25010", month="203113")]), "births")

    assert [lost.field for lost in parsed.lost] == ["PRD_DE", "PRD_DE"]


def test_registered_population_is_not_the_residents() -> None:
    row = cell("30110", TBL_ID="DT_1B040A3", ITM_ID="T20")

    (one,) = parse("kosis", body([row]), "registered").observations

    assert one.indicator_id == "population.registered"


def test_five_years_are_asked_for_in_pieces_below_40_000_cells() -> None:
    asked = [one for one in ask("kosis", seoul(2031, 5, 6)) if one.operation == "births"]

    months = [(dict(one.params)["startPrdDe"], dict(one.params)["endPrdDe"]) for one in asked]
    assert (months[0], months[-1]) == (("202605", "202704"), ("203105", "203105"))
    assert {one.operation for one in ask("kosis", seoul(2031, 5, 6))} == {
        *("births", "deaths", "moved_in", "moved_out", "registered")
    }


def test_the_last_months_are_read_again_because_they_are_corrected() -> None:
    asked = ask("kosis", seoul(2031, 5, 6), seoul(2031, 3, 1))

    assert {dict(one.params)["startPrdDe"] for one in asked} == {"203012"}


def test_a_table_is_an_option_and_may_be_left_out() -> None:
    asked = ask(
        "kosis", seoul(2031, 5, 6), seoul(2031, 4, 1), births="orgId=1 tblId=X itmId=Y objL1=25", deaths=""
    )

    births = next(one for one in asked if one.operation == "births")
    assert {("orgId", "1"), ("tblId", "X"), ("itmId", "Y"), ("objL1", "25")} <= set(births.params)
    assert "deaths" not in {one.operation for one in asked}
    assert (births.key_param, births.page_param) == ("apiKey", None)
