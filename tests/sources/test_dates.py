"""Dates and periods as cities write them, with their precision."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.vocabulary import Precision, Reason
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
        ("24.12.31", date(2024, 12, 31), Precision.DAY),
        ("24. 12. 31.", date(2024, 12, 31), Precision.DAY),
        ("24. 12.", date(2024, 12, 1), Precision.MONTH),
        ("24. 12", date(2024, 12, 1), Precision.MONTH),
        ("24.12.", date(2024, 12, 1), Precision.MONTH),
        ("24.12월말", date(2024, 12, 1), Precision.MONTH),
        ("’24. 12. 예정", date(2024, 12, 1), Precision.MONTH),
        ("'24.12", date(2024, 12, 1), Precision.MONTH),
        ("２４． １２．", date(2024, 12, 1), Precision.MONTH),
        ("98. 3.", date(1998, 3, 1), Precision.MONTH),
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
        ("매년", Reason.NOT_READ_AS_DATE),
        ("미정", Reason.NOT_READ_AS_DATE),
        ("음력 3.1", Reason.NOT_READ_AS_DATE),
        ("23.7", Reason.NOT_READ_AS_DATE),
        ("24.12", Reason.NOT_READ_AS_DATE),
        ("12", Reason.NOT_READ_AS_DATE),
        ("24", Reason.NOT_READ_AS_DATE),
        ("24.", Reason.NOT_READ_AS_DATE),
        ("3.5", Reason.NOT_READ_AS_DATE),
        ("3. 5.", Reason.NOT_READ_AS_DATE),
        ("11. 12.", Reason.NOT_READ_AS_DATE),
        ("24-12-31", Reason.NOT_READ_AS_DATE),
        ("24-12", Reason.NOT_READ_AS_DATE),
        ("22~26", Reason.NOT_READ_AS_DATE),
        ("24. 12. 123", Reason.NOT_READ_AS_DATE),
        ("24. 13.", Reason.NOT_IN_CALENDAR),
        ("2024 7 1", Reason.NOT_READ_AS_DATE),
        ("2023-02-31", Reason.NOT_IN_CALENDAR),
        ("2024.13", Reason.NOT_IN_CALENDAR),
        ("20240230", Reason.NOT_IN_CALENDAR),
        ("0000-00-00", Reason.YEAR_OUT_OF_RANGE),
        ("1900-01-01", Reason.YEAR_OUT_OF_RANGE),
        ("9999-12-31", Reason.YEAR_OUT_OF_RANGE),
        ("4357년", Reason.YEAR_OUT_OF_RANGE),
        ("45382", Reason.EXCEL_SERIAL),
        (45382, Reason.EXCEL_SERIAL),
        (2024.1, Reason.DATE_AS_FRACTION),
        (float("nan"), Reason.NOT_A_DATE),
        (1e30, Reason.NOT_A_DATE),
        (True, Reason.NOT_A_DATE),
    ],
)
def test_what_is_no_date_says_why(cell: object, reason: Reason) -> None:
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
        ("'98. 3 ~ 99. 2", (date(1998, 3, 1), Precision.MONTH), (date(1999, 2, 1), Precision.MONTH)),
        ("22~26", (date(2022, 1, 1), Precision.YEAR), (date(2026, 1, 1), Precision.YEAR)),
        ("22 ∼ 2026 (5년간)", (date(2022, 1, 1), Precision.YEAR), (date(2026, 1, 1), Precision.YEAR)),
        ("22.7~26.6", (date(2022, 7, 1), Precision.MONTH), (date(2026, 6, 1), Precision.MONTH)),
        ("22. 7. ~ 26. 6.", (date(2022, 7, 1), Precision.MONTH), (date(2026, 6, 1), Precision.MONTH)),
        ("22년 ~ 26년", (date(2022, 1, 1), Precision.YEAR), (date(2026, 1, 1), Precision.YEAR)),
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
        ("22 ~ 계속", DateRead(date(2022, 1, 1), Precision.YEAR)),
        ("2014년(매년 계속사업)", DateRead(date(2014, 1, 1), Precision.YEAR)),
    ],
)
def test_a_period_that_goes_on_has_an_open_end_that_counts_as_unread(text: str, start: DateRead) -> None:
    read = parse_period(text)

    assert read.start == start
    assert read.end == DateRead(None, Precision.OPEN, Reason.NO_END_GOES_ON)


def test_a_period_in_words_alone_is_unread_on_both_sides() -> None:
    for text in ("연중", "매년 년중", "임기 내 계속 추진", "미정"):
        read = parse_period(text)

        assert read.start.value is None
        assert read.end.value is None
        assert read.start.reason
        assert read.end.reason


@pytest.mark.parametrize(
    "text", ["3 ~ 5", "12~15", "22-26", "26~22", "22~", "22.7~9", "22.13~26.6", "15.5", "12"]
)
def test_plain_numbers_are_no_period(text: str) -> None:
    assert parse_period(text).start.value is None


def test_a_start_without_a_stated_end_is_not_called_open() -> None:
    assert parse_period("2015. 1. 1부터 확대시행").end == DateRead(reason=Reason.END_UNREAD)
    assert parse_period("2021 ~").end == DateRead(reason=Reason.END_UNREAD)


@pytest.mark.parametrize("cell", ["2024Q3", "2024.3분기", "2024-09-30", "2024. 8", date(2024, 7, 1)])
def test_a_quarter_is_found_in_any_date_within_it(cell: object) -> None:
    assert parse_quarter(cell) == Read("2024Q3")


def test_a_year_names_no_quarter() -> None:
    assert parse_quarter("2024년").reason is Reason.NO_QUARTER


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
