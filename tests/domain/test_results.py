"""성과지표 against their targets, and which address of a document may be followed."""

from datetime import date

import pytest

from dashboard.domain.documents import safe_href
from dashboard.domain.records import IndicatorValue, ProjectIndicator
from dashboard.domain.results import IndicatorResult, NoRate, achievement, results, year_achievement
from tests.builders import BASIS, portfolio, project

HOSTS = ("city.example.test", "10.0.0.5")


def found(*records: ProjectIndicator | IndicatorValue) -> tuple[IndicatorResult, ...]:
    return results(portfolio(project(), *records).projects["p1"], BASIS)


def indicator(key: str = "k", **fields: object) -> ProjectIndicator:
    return ProjectIndicator("p1", key, f"지표 {key}", **fields)  # type: ignore[arg-type]


def value(
    year: int, target: float | None, actual: float | None, key: str = "k", as_of: date | None = None
) -> IndicatorValue:
    return IndicatorValue("p1", key, year, target, actual, as_of)


@pytest.mark.parametrize(
    ("target", "actual", "is_lower", "rate"),
    [
        (120, 98, False, 98 / 120),
        (40, 50, True, 0.8),
        (0.1, 0.3, False, 3.0),
        (0, 5, False, None),
        (5, 0, True, None),
        (5, 0, False, 0.0),
    ],
)
def test_achievement_is_exact_and_turned_round_where_lower_is_better(
    target: float, actual: float, is_lower: bool, rate: float | None
) -> None:
    assert achievement(target, actual, lower_is_better=is_lower) == rate


def test_what_is_missing_has_no_rate_and_says_why() -> None:
    (one,) = found(indicator(), value(2022, None, 3), value(2023, 3, None), value(2024, 0, 3))

    assert [(year.rate, year.no_rate) for year in one.years] == [
        (None, NoRate.NO_TARGET),
        (None, NoRate.NO_ACTUAL),
        (None, NoRate.NOTHING_TO_DIVIDE_BY),
    ]


def test_a_value_from_after_the_status_date_is_not_known_yet() -> None:
    (one,) = found(indicator(), value(2024, 10, 8, as_of=date(2025, 1, 31)))

    assert (one.years[0].actual, one.years[0].rate) == (None, None)


def test_the_mean_counts_no_indicator_above_the_whole_and_takes_the_newest_year() -> None:
    achieved = year_achievement(
        found(
            indicator("a"),
            indicator("b"),
            indicator("c"),
            value(2023, 10, 1, "a"),
            value(2024, 10, 25, "a"),
            value(2024, 10, 5, "b"),
            value(2024, 10, None, "c"),
        )
    )

    assert achieved is not None
    assert (achieved.year, achieved.value, float(achieved.sum), achieved.rated) == (2024, 0.75, 1.5, 2)


def test_without_any_rate_there_is_no_mean() -> None:
    assert year_achievement(found(indicator(), value(2024, 10, None))) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://city.example.test/p/1.pdf",
        "http://docs.city.example.test:8080/1",
        "HTTPS://CITY.EXAMPLE.TEST/1",
        "http://10.0.0.5/1.jpg",
    ],
)
def test_an_address_of_the_city_may_be_followed(url: str) -> None:
    assert safe_href(url, HOSTS) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://city.example.test/1",
        "//city.example.test/1",
        "/p/1.pdf",
        "https://city.example.test.evil.test/1",
        "https://evilcity.example.test/1",
        "https://city.example.test@evil.test/1",
        "https://evil.test\\@city.example.test/1",
        "https://city.example.test:99999/1",
        "https://[city.example.test/1",
        "\\\\문서\\p.hwp",
        "",
    ],
)
def test_any_other_address_may_not(url: str) -> None:
    assert safe_href(url, HOSTS) is None


def test_a_city_that_names_no_host_has_no_links() -> None:
    assert safe_href("https://city.example.test/1", ()) is None
    assert safe_href("https://city.example.test/1", ("", ".")) is None
