"""The CSV files of jumin.mois.go.kr: merged headers, commas, blanks, and two populations."""

import pytest

from dashboard.domain.city.measures import CITY
from db.feeds.feed import FeedError
from tests.feeds.builders import ask, change_file, household_file, parse, seoul, value


def test_months_lie_side_by_side_below_a_merged_header() -> None:
    parsed = parse("population_files", household_file())

    found = {(one.indicator_id, one.at): one.value for one in parsed.observations if one.place == "30110"}
    assert found[("population.residents", seoul(2031, 3, 1))] == 1000
    assert found[("population.households", seoul(2031, 4, 1))] == 500
    assert len(found) == 8


def test_numbers_have_commas_or_none_and_ratios_are_left_out() -> None:
    parsed = parse("population_files", household_file(("2031년04월",)))

    assert value(parsed, "population.residents", CITY) == 3000
    assert value(parsed, "population.female", CITY) == 1500
    assert {one.indicator_id for one in parsed.observations} == {
        *("population.residents", "population.households", "population.male", "population.female")
    }


def test_only_our_districts_are_taken_from_the_whole_country() -> None:
    parsed = parse("population_files", household_file())

    assert {one.place for one in parsed.observations} == {CITY, "30110", "30140"}
    assert (parsed.rows, parsed.lost) == (3, ())


def test_a_half_year_may_have_fewer_months() -> None:
    assert len(parse("population_files", household_file(("2031년01월",))).observations) == 12


def test_the_change_file_counts_the_registered_and_not_the_residents() -> None:
    parsed = parse("population_files", change_file())

    assert {one.indicator_id for one in parsed.observations} == {"population.registered"}
    assert value(parsed, "population.registered", CITY) == 3005
    assert value(parsed, "population.registered", "30110") == 1005


def test_a_hyphen_is_missing_and_a_word_is_lost() -> None:
    assert (
        value(parse("population_files", household_file(("2031년04월",), "-")), "population.households", CITY)
        is None
    )

    parsed = parse("population_files", household_file(("2031년04월",), "없음"))
    assert value(parsed, "population.residents", CITY) == 3000
    assert [lost.raw for lost in parsed.lost] == ["없음"] * 3


def test_a_file_saved_in_the_older_encoding_is_read() -> None:
    older = household_file().decode("utf-8-sig").encode("cp949")

    assert (
        parse("population_files", older).observations
        == parse("population_files", household_file()).observations
    )


@pytest.mark.parametrize(
    "other", [b"", b"a,b\n1,2\n", "행정기관코드,행정기관\n3000000000,대전\n".encode(), b'"open,\n', b"<html>"]
)
def test_another_file_is_a_failure(other: bytes) -> None:
    with pytest.raises(FeedError):
        parse("population_files", other)


def test_nothing_is_asked_for() -> None:
    assert ask("population_files", seoul(2031, 5, 6)) == ()
