"""성과지표 and documents of the demo city: what was known when, and what has no rate."""

from datetime import date

from dashboard.domain.documents import safe_href
from dashboard.domain.results import results, year_achievement
from db.demo.results import DOCUMENT_HOST
from tests.demo.conftest import City
from tests.demo.test_mapping import portfolio_at


def test_actual_values_are_known_from_the_end_of_their_year(built: City) -> None:
    early = built.rows("indicator_value", "2023-06-30")
    late = built.rows("indicator_value")

    assert len(early) == len(late)
    assert {row["year"] for row in early if row["actual"] is not None} == {2022}
    assert {row["year"] for row in late if row["actual"] is not None} == {2022, 2023, 2024}


def test_every_kind_of_result_occurs(built: City) -> None:
    portfolio, on = portfolio_at(built), date(2024, 12, 31)
    found = {key: results(file, on) for key, file in portfolio.projects.items()}
    rates = [year.rate for each in found.values() for one in each for year in one.years]

    assert any(not each for each in found.values())
    assert None in rates
    assert max(rate for rate in rates if rate is not None) > 1
    assert any(one.indicator.lower_is_better for each in found.values() for one in each)
    assert {one.indicator.indicator_id for each in found.values() for one in each} & set(portfolio.statistics)
    assert year_achievement(found["P001"])


def test_some_documents_can_be_followed_and_some_cannot(built: City) -> None:
    places = [row["url"] for row in built.rows("document")]

    assert {safe_href(place, [DOCUMENT_HOST]) is None for place in places} == {True, False}
