"""The CSV files of jumin.mois.go.kr: merged headers and flat ones, commas, blanks, and two populations."""

import unicodedata
from collections.abc import Sequence
from itertools import product

import pytest

from dashboard.domain.city.measures import AGE_BANDS, CITY, SEXES, age_measure
from db.feeds.feed import FeedError
from db.feeds.registry import FEEDS
from tests.feeds.builders import ask, change_file, household_file, parse, seoul, value

MONTH = "2031년04월"
BANDS = (*(f"{age}~{age + 9}세" for age in AGE_BANDS[:-1]), "100세 이상")
HOUSEHOLDS = {
    "거주자 인구수": "3,000",
    "세대수": "1,500",
    "세대당 인구": "          2.00",
    "남자 인구수": "1,400",
    "여자 인구수": "1,600",
    "남여 비율": "          0.88",
}


def flat_file(
    columns: Sequence[str], values: Sequence[str], place: str = "대전광역시  (3000000000)", after: str = ""
) -> bytes:
    """The layout of one row of headers, the code in brackets behind the name, in CP949."""
    rows = [["행정구역", *columns], ["서울특별시  (1100000000)", *values], [place, *values]]
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    return ("\r\n".join([*lines, after])).encode("cp949")


def flat_households(renamed: str = "", name: str = "") -> bytes:
    """A flat household file, in which a column may have another name."""
    columns = [f"{MONTH}_{name if known == renamed else known}" for known in HOUSEHOLDS]
    return flat_file(columns, list(HOUSEHOLDS.values()))


def flat_ages(population: str = "거주자_", bands: Sequence[str] = BANDS) -> bytes:
    """A flat file of ages: both sexes, men, women; each with its total and the sum of its bands."""
    both = "" if population else "계_"
    groups = (both, "남_", "여_")
    columns = [
        f"{MONTH}_{group}{population}{name}"
        for group, name in product(groups, ("총인구수", "연령구간인구수", *bands))
    ]
    return flat_file(columns, [str(n) for n in range(1000, 1000 + len(columns))])


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
    assert (parsed.rows, parsed.left_out, parsed.lost) == (4, 1, ())


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


def test_a_flat_header_says_the_month_and_the_name_in_one_cell_and_the_code_stands_in_brackets() -> None:
    parsed = parse("population_files", flat_households())

    assert {one.indicator_id: one.value for one in parsed.observations} == {
        "population.residents": 3000,
        "population.households": 1500,
        "population.male": 1400,
        "population.female": 1600,
    }
    assert {(one.place, one.at) for one in parsed.observations} == {(CITY, seoul(2031, 4, 1))}
    assert (parsed.rows, parsed.left_out, parsed.lost) == (2, 1, ())


def test_both_layouts_of_one_file_say_the_same() -> None:
    months = ("2031년03월", "2031년04월")
    merged = household_file(months).decode("utf-8-sig").splitlines()
    rows = [line.split(",", 2) for line in merged[3:]]
    names = ("거주자 인구수", *list(HOUSEHOLDS)[1:])
    header = ",".join(("행정구역", *(f"{month}_{name}" for month in months for name in names)))
    flat = "\n".join([header, *(f"{name}({code}),{rest}" for code, name, rest in rows)])

    assert parse("population_files", flat.encode("cp949")) == parse("population_files", household_file())


def test_the_total_of_everybody_is_never_taken_for_the_residents_nor_its_sexes() -> None:
    parsed = parse("population_files", flat_households("거주자 인구수", "총인구수"))

    assert {one.indicator_id: one.value for one in parsed.observations} == {"population.registered": 3000}
    assert parsed.lost == ()


def test_a_flat_change_file_counts_the_registered_of_this_month() -> None:
    names = [
        f"{MONTH}_{when}_{sex}"
        for when, sex in product(("전월인구수", "당월인구수", "인구증감"), ("남자인구수", "여자인구수", "계"))
    ]
    parsed = parse("population_files", flat_file(names, ["10", "20", "30", "11", "22", "33", "1", "2", "3"]))

    assert {one.indicator_id: one.value for one in parsed.observations} == {"population.registered": 33}
    assert parsed.lost == ()


@pytest.mark.parametrize(("renamed", "name"), [("거주자 인구수", "총 거주 인구"), ("남여 비율", "총인구수")])
def test_a_file_that_says_neither_population_or_both_is_refused(renamed: str, name: str) -> None:
    with pytest.raises(FeedError) as raised:
        parse("population_files", flat_households(renamed, name))

    assert "어느 인구의 파일인지" in raised.value.said()
    assert f"{MONTH} 세대수" in raised.value.said()


@pytest.mark.parametrize(
    ("renamed", "name", "measure"),
    [
        ("거주자 인구수", "거주자 총수", "population.residents"),
        ("세대수", "가구수", "population.households"),
        ("남자 인구수", "", "population.male"),
        ("남여 비율", "성비", None),
    ],
)
def test_a_column_of_an_unknown_name_is_lost_and_the_others_are_read(
    renamed: str, name: str, measure: str | None
) -> None:
    parsed = parse("population_files", flat_households(renamed, name))

    known = {"population.residents", "population.households", "population.male", "population.female"}
    assert {one.indicator_id for one in parsed.observations} == known - {measure}
    assert [(lost.field, lost.said()) for lost in parsed.lost] == [(f"{MONTH} {name}".strip(), "모르는 항목")]


def test_a_renamed_column_below_a_merged_header_is_lost_once_a_month() -> None:
    renamed = household_file().decode().replace("총 거주자수", "거주자 총수").encode()
    parsed = parse("population_files", renamed)

    assert "population.residents" not in {one.indicator_id for one in parsed.observations}
    assert [lost.field for lost in parsed.lost] == ["2031년03월 거주자 총수", "2031년04월 거주자 총수"]


def test_a_column_without_a_month_is_lost() -> None:
    body = flat_file([*(f"{MONTH}_{name}" for name in HOUSEHOLDS), "비고"], [*HOUSEHOLDS.values(), "1"])

    assert [lost.field for lost in parse("population_files", body).lost] == ["비고"]


def test_a_yearly_file_is_refused() -> None:
    with pytest.raises(FeedError):
        parse("population_files", flat_households().replace(MONTH.encode("cp949"), "2031년".encode("cp949")))


@pytest.mark.parametrize("cut", ['"1,600"', '"          0.88"'])
def test_a_row_cut_short_is_lost_whole(cut: str) -> None:
    text = flat_households().decode("cp949").rstrip()
    parsed = parse("population_files", text[: text.rindex(cut)].rstrip(",").encode("cp949"))

    assert parsed.observations == ()
    assert [(lost.row, lost.said()) for lost in parsed.lost] == [
        ("대전광역시  (3000000000)", "칸 수가 머리글과 다름")
    ]


def test_numbers_that_their_own_commas_have_moved_are_lost() -> None:
    parsed = parse("population_files", flat_households().replace(b'"3,000"', b"3,000"))

    assert parsed.observations == ()
    assert [lost.said() for lost in parsed.lost] == ["칸 수가 머리글과 다름"]


def test_blank_cells_behind_the_last_column_are_no_columns() -> None:
    body = household_file().replace(b"\r\n", b",,\r\n")

    assert parse("population_files", body) == parse("population_files", household_file())


def test_a_last_line_that_is_no_row_is_lost() -> None:
    body = flat_file([f"{MONTH}_{name}" for name in HOUSEHOLDS], list(HOUSEHOLDS.values()), after="※ 주")
    parsed = parse("population_files", body)

    assert value(parsed, "population.residents", CITY) == 3000
    assert [(lost.raw, lost.said()) for lost in parsed.lost] == [("※ 주", "줄의 형식이 아님")]


def test_a_file_of_other_cities_alone_says_that_ours_is_missing() -> None:
    body = flat_file(
        [f"{MONTH}_{name}" for name in HOUSEHOLDS], list(HOUSEHOLDS.values()), "부산광역시  (2600000000)"
    )
    parsed = parse("population_files", body)

    assert (parsed.observations, parsed.left_out) == ((), 2)
    assert [lost.said() for lost in parsed.lost] == ["우리 시의 지역이 아님"]


def test_letters_in_parts_as_another_computer_saves_them_are_the_same_letters() -> None:
    parts = unicodedata.normalize("NFD", flat_households().decode("cp949")).encode()

    assert (
        parse("population_files", parts).observations
        == parse("population_files", flat_households()).observations
    )


def test_a_flat_file_of_ages_gives_each_sex_in_bands_of_ten_years() -> None:
    parsed = parse("population_files", flat_ages())

    found = {one.indicator_id: one.value for one in parsed.observations}
    ages = [age_measure(sex, age) for sex, age in product(SEXES, AGE_BANDS)]
    assert [found[age] for age in ages] == [*range(1015, 1026), *range(1028, 1039)]
    assert {one: found[one] for one in found.keys() - set(ages)} == {
        "population.residents": 1000,
        "population.male": 1013,
        "population.female": 1026,
    }
    assert parsed.lost == ()


def test_below_merged_ages_the_sex_above_decides_and_not_a_total_named_wrongly() -> None:
    groups = ("계", "남", "여")
    names = ("총 거주자수", "연령구간인구수", *BANDS)
    blank = [""] * (len(names) - 1)
    levels = (
        ["", "", MONTH, *[""] * (len(names) * len(groups) - 1)],
        ["", "", *(cell for group in groups for cell in (group, *blank))],
        ["행정기관코드", "행정기관", *names * len(groups)],
        ["3000000000", "대전광역시  ", *(str(n) for n in range(1000, 1000 + len(names) * len(groups)))],
    )
    body = "\n".join(",".join(cells) for cells in levels).encode()

    assert parse("population_files", body).observations == parse("population_files", flat_ages()).observations


@pytest.mark.parametrize(
    "ages",
    [flat_ages(population=""), flat_ages(bands=["0~4세", "5~9세", "100세 이상"])],
    ids=["of everybody", "in bands of five years"],
)
def test_ages_of_everybody_or_in_other_bands_are_refused_with_what_to_do(ages: bytes) -> None:
    with pytest.raises(FeedError) as raised:
        parse("population_files", ages)

    assert "거주자를 고르고 연령은 10세 단위로" in raised.value.said()


def test_every_measure_that_the_files_give_is_one_of_the_feed() -> None:
    read = {
        one.indicator_id
        for body in (flat_ages(), flat_households(), change_file())
        for one in parse("population_files", body).observations
    }

    assert read == set(FEEDS["population_files"].measures)
