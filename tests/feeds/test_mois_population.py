"""행정안전부 주민등록 인구: an envelope of its own, and two official populations."""

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import age_row, ask, household_row, mois, parse, seoul, value

AGES, HOUSEHOLDS = "selectAdmmSexdAgePpltn", "selectAdmmPpltnHhStus"


def test_households_and_residents_of_a_district_and_the_city() -> None:
    city = household_row(admmCd="3000000000", sggNm="", totNmprCnt="9,999")
    parsed = parse("mois_population", mois({"item": [household_row(), city]}), HOUSEHOLDS)

    assert value(parsed, "population.residents", "30110") == 1234
    assert value(parsed, "population.households", "30110") == 567
    assert value(parsed, "population.female", "30110") == 634
    assert value(parsed, "population.residents", CITY) == 9999
    assert {one.at for one in parsed.observations} == {seoul(2031, 4, 1)}


def test_a_single_item_comes_as_an_object() -> None:
    assert parse("mois_population", mois({"item": household_row()}), HOUSEHOLDS).rows == 1


@pytest.mark.parametrize("code", ["0", "00", 0])
def test_success_is_0_as_well_as_00(code: str) -> None:
    assert parse("mois_population", mois({"item": [household_row()]}, code), HOUSEHOLDS).rows == 1


def test_ages_come_in_bands_of_ten_years_for_each_sex() -> None:
    parsed = parse("mois_population", mois({"item": [age_row()]}), AGES)

    assert value(parsed, "population.male.0", "30110") == 1
    assert value(parsed, "population.female.100", "30110") == 101
    assert len(parsed.observations) == 22


def test_two_official_populations_are_never_mixed() -> None:
    reply = mois({"item": [household_row()]})

    residents = parse("mois_population", reply, HOUSEHOLDS, {"regSeCd": "2"})
    registered = parse("mois_population", reply, HOUSEHOLDS, {"regSeCd": "1"})

    assert "population.registered" not in {one.indicator_id for one in residents.observations}
    assert {one.indicator_id for one in registered.observations} == {"population.registered"}
    assert parse("mois_population", mois({"item": [age_row()]}), AGES, {"regSeCd": "1"}).observations == ()


def test_a_district_without_a_code_is_found_by_its_name() -> None:
    parsed = parse("mois_population", mois({"item": [household_row(admmCd=None)]}), HOUSEHOLDS)

    assert value(parsed, "population.residents", "30110") == 1234


def test_other_cities_and_dongs_are_lost() -> None:
    rows = [household_row(admmCd="1111000000", ctpvNm="서울특별시"), household_row(dongNm="가상동")]
    parsed = parse("mois_population", mois({"item": [*rows, household_row(statsYm="x")]}), HOUSEHOLDS)

    assert parsed.observations == ()
    assert [lost.field for lost in parsed.lost] == ["admmCd", "dongNm", "statsYm"]


def test_a_month_that_is_not_out_yet_is_not_asked_for_because_it_is_answered_with_http_500() -> None:
    for now, last in ((seoul(2031, 5, 2), "203103"), (seoul(2031, 5, 3), "203104")):
        asked = ask("mois_population", now, seoul(2031, 1, 1))
        assert max(dict(one.params)["srchToYm"] for one in asked) == last


def test_the_first_fill_is_five_years_in_pieces_of_three_months() -> None:
    asked = [one for one in ask("mois_population", seoul(2031, 5, 6)) if one.operation == HOUSEHOLDS]

    levels = [dict(one.params)["lv"] for one in asked]
    spans = [(dict(one.params)["srchFrYm"], dict(one.params)["srchToYm"]) for one in asked[::2]]
    assert spans[0] == ("202605", "202607")
    assert spans[-1][1] == "203104"
    assert (levels.count("1"), levels.count("2")) == (20, 20)


def test_the_source_has_nothing_before_october_2022() -> None:
    asked = ask("mois_population", seoul(2024, 5, 6))

    assert min(dict(one.params)["srchFrYm"] for one in asked) == "202210"


def test_the_newest_month_is_asked_for_again() -> None:
    asked = ask("mois_population", seoul(2031, 5, 6), seoul(2031, 4, 1))

    assert {dict(one.params)["srchFrYm"] for one in asked} == {"203104"}
    assert asked[0].path == "/1741000/admmPpltnHhStus/selectAdmmPpltnHhStus"
    assert dict(asked[0].params)["admmCd"] == "3000000000"


def test_the_reply_about_ages_is_no_reply_about_households() -> None:
    row = household_row()
    del row["hhCnt"]

    with pytest.raises(FeedError, match="hhCnt"):
        parse("mois_population", mois({"item": [row]}), HOUSEHOLDS)
