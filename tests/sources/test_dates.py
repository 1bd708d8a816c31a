"""Dates and periods as cities write them, with their precision."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.vocabulary import Precision
from db.sources.dates import DateRead, first_day, last_day, parse_date, parse_period, parse_quarter
from db.sources.fields import Read

PERIODS = [Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR]


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("2014. 7", date(2014, 7, 1), Precision.MONTH),
        ("2014.    9", date(2014, 9, 1), Precision.MONTH),
        ("2014. 08", date(2014, 8, 1), Precision.MONTH),
        ("2014년 7월", date(2014, 7, 1), Precision.MONTH),
        ("2022.6월말", date(2022, 6, 1), Precision.MONTH),
        ("201407", date(2014, 7, 1), Precision.MONTH),
        ("'23.7", date(2023, 7, 1), Precision.MONTH),
        ("‘21.7", date(2021, 7, 1), Precision.MONTH),
        ("２０２４. ３", date(2024, 3, 1), Precision.MONTH),
        ("2024-03-31", date(2024, 3, 31), Precision.DAY),
        ("2024. 3. 31.(일)", date(2024, 3, 31), Precision.DAY),
        ("2024년 3월 31일", date(2024, 3, 31), Precision.DAY),
        ("24.03.31", date(2024, 3, 31), Precision.DAY),
        ("20240331", date(2024, 3, 31), Precision.DAY),
        ("2024-03-31 10:20:30", date(2024, 3, 31), Precision.DAY),
        ("2024-03-31T10:20:30.5+09:00", date(2024, 3, 31), Precision.DAY),
        ("2024. 3. 31. 오후 3:00", date(2024, 3, 31), Precision.DAY),
        (20240331, date(2024, 3, 31), Precision.DAY),
        (date(2024, 3, 31), date(2024, 3, 31), Precision.DAY),
        (datetime.fromisoformat("2024-03-31T23:59"), date(2024, 3, 31), Precision.DAY),
        ("2024.3분기", date(2024, 7, 1), Precision.QUARTER),
        ("2024년 4/4분기", date(2024, 10, 1), Precision.QUARTER),
        ("2024Q2", date(2024, 4, 1), Precision.QUARTER),
        ("2024 상반기", date(2024, 1, 1), Precision.HALF),
        ("2022(하)", date(2022, 7, 1), Precision.HALF),
        ("2018년", date(2018, 1, 1), Precision.YEAR),
        (2018, date(2018, 1, 1), Precision.YEAR),
        (2018.0, date(2018, 1, 1), Precision.YEAR),
        (Decimal(2018), date(2018, 1, 1), Precision.YEAR),
    ],
)
def test_a_date_keeps_how_exactly_it_is_known(cell: object, day: date, precision: Precision) -> None:
    assert parse_date(cell) == DateRead(day, precision)


@pytest.mark.parametrize("cell", ["", "  ", "-", None])
def test_an_empty_date_is_missing_and_not_unread(cell: object) -> None:
    assert parse_date(cell) == DateRead()


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("매년", "날짜로 읽을 수 없음"),
        ("미정", "날짜로 읽을 수 없음"),
        ("음력 3.1", "날짜로 읽을 수 없음"),
        ("23.7", "날짜로 읽을 수 없음"),
        ("2024 7 1", "날짜로 읽을 수 없음"),
        ("2023-02-31", "달력에 없는 날짜"),
        ("2024.13", "달력에 없는 날짜"),
        ("20240230", "달력에 없는 날짜"),
        ("0000-00-00", "연도가 1950~2100 밖"),
        ("1900-01-01", "연도가 1950~2100 밖"),
        ("9999-12-31", "연도가 1950~2100 밖"),
        ("4357년", "연도가 1950~2100 밖"),
        ("45382", "엑셀 일련번호로 보이는 수"),
        (45382, "엑셀 일련번호로 보이는 수"),
        (2024.1, "소수로 저장된 날짜라 월을 알 수 없음"),
        (float("nan"), "날짜가 아님"),
        (1e30, "날짜가 아님"),
        (True, "날짜가 아님"),
    ],
)
def test_what_is_no_date_says_why(cell: object, reason: str) -> None:
    assert parse_date(cell) == DateRead(reason=reason)


def test_the_formats_of_the_mapping_come_first_and_give_their_precision() -> None:
    formats = ("%m/%d/%Y %I:%M:%S %p", "%m/%Y")

    assert parse_date("05/01/2014 12:00:00 AM", formats) == DateRead(date(2014, 5, 1), Precision.DAY)
    assert parse_date("05/2014", formats) == DateRead(date(2014, 5, 1), Precision.MONTH)
    assert parse_date("2014. 5", formats) == DateRead(date(2014, 5, 1), Precision.MONTH)


def test_serial_numbers_are_dates_only_where_the_mapping_allows_them() -> None:
    assert parse_date("45382", ("excel",)) == DateRead(date(2024, 3, 31), Precision.DAY)
    assert parse_date(45382.5, ("excel",)) == DateRead(date(2024, 3, 31), Precision.DAY)
    assert parse_date("99999", ("excel",)).value is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2014. 7 ~ 2016. 6", (date(2014, 7, 1), Precision.MONTH), (date(2016, 6, 1), Precision.MONTH)),
        ("2015 ∼ 2018", (date(2015, 1, 1), Precision.YEAR), (date(2018, 1, 1), Precision.YEAR)),
        ("2015 ～ 2018", (date(2015, 1, 1), Precision.YEAR), (date(2018, 1, 1), Precision.YEAR)),
        ("2015 – 2018", (date(2015, 1, 1), Precision.YEAR), (date(2018, 1, 1), Precision.YEAR)),
        ("2015-2018", (date(2015, 1, 1), Precision.YEAR), (date(2018, 1, 1), Precision.YEAR)),
        ("2024-01-02 - 2024-03-04", (date(2024, 1, 2), Precision.DAY), (date(2024, 3, 4), Precision.DAY)),
        ("2009 ~ 2021 (13년간)", (date(2009, 1, 1), Precision.YEAR), (date(2021, 1, 1), Precision.YEAR)),
        ("2014 ~ 2016. 6", (date(2014, 1, 1), Precision.YEAR), (date(2016, 6, 1), Precision.MONTH)),
        ("2017.1.~2021.3.", (date(2017, 1, 1), Precision.MONTH), (date(2021, 3, 1), Precision.MONTH)),
        ("2019년~2024년", (date(2019, 1, 1), Precision.YEAR), (date(2024, 1, 1), Precision.YEAR)),
        ("2014. 3 ~ 9", (date(2014, 3, 1), Precision.MONTH), (date(2014, 9, 1), Precision.MONTH)),
        ("2014. 3. 2 ~ 4. 15", (date(2014, 3, 2), Precision.DAY), (date(2014, 4, 15), Precision.DAY)),
        ("'23.7 ~ 24.6", (date(2023, 7, 1), Precision.MONTH), (date(2024, 6, 1), Precision.MONTH)),
        ("2018. 12.", (date(2018, 12, 1), Precision.MONTH), (date(2018, 12, 1), Precision.MONTH)),
        ("2019. 6. 완료", (date(2019, 6, 1), Precision.MONTH), (date(2019, 6, 1), Precision.MONTH)),
        ("~ 2021.6", (None, None), (date(2021, 6, 1), Precision.MONTH)),
        ("", (None, None), (None, None)),
    ],
)
def test_a_period_is_read_as_start_and_end(
    text: str, start: tuple[date | None, Precision | None], end: tuple[date | None, Precision | None]
) -> None:
    read = parse_period(text)

    assert read.start == DateRead(*start)
    assert read.end == DateRead(*end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2014. 7 ~ 계속 (준비과정 포함)", DateRead(date(2014, 7, 1), Precision.MONTH)),
        ("2014. 7. 8 ~ 계속", DateRead(date(2014, 7, 8), Precision.DAY)),
        ("2014. 7 ~ 임기내 계속 추진", DateRead(date(2014, 7, 1), Precision.MONTH)),
        ("2014. 7월 이후 지속추진", DateRead(date(2014, 7, 1), Precision.MONTH)),
        ("2014년(매년 계속사업)", DateRead(date(2014, 1, 1), Precision.YEAR)),
    ],
)
def test_a_period_that_goes_on_has_an_open_end_that_counts_as_unread(text: str, start: DateRead) -> None:
    read = parse_period(text)

    assert read.start == start
    assert read.end == DateRead(None, Precision.OPEN, "계속 사업이라 종료일이 없음")


def test_a_period_in_words_alone_is_unread_on_both_sides() -> None:
    for text in ("연중", "매년 년중", "임기 내 계속 추진", "미정"):
        read = parse_period(text)

        assert read.start.value is None
        assert read.end.value is None
        assert read.start.reason
        assert read.end.reason


def test_a_start_without_a_stated_end_is_not_called_open() -> None:
    assert parse_period("2015. 1. 1부터 확대시행").end == DateRead(reason="종료일을 읽을 수 없음")
    assert parse_period("2021 ~").end == DateRead(reason="종료일을 읽을 수 없음")


@pytest.mark.parametrize("cell", ["2024Q3", "2024.3분기", "2024-09-30", "2024. 8", date(2024, 7, 1)])
def test_a_quarter_is_found_in_any_date_within_it(cell: object) -> None:
    assert parse_quarter(cell) == Read("2024Q3")


def test_a_year_names_no_quarter() -> None:
    assert parse_quarter("2024년").reason == "분기를 알 수 없음"


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(PERIODS))
def test_a_day_lies_between_the_first_and_the_last_day_of_its_period(day: date, precision: Precision) -> None:
    first, last = first_day(day, precision), last_day(day, precision)

    assert first <= day <= last
    assert last_day(first, precision) == last
    assert first_day(last, precision) == first


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_its_usual_forms(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}. {day.month}. {day.day}.", f"{day:%Y/%m/%d}"):
        assert parse_date(text) == DateRead(day, Precision.DAY)
