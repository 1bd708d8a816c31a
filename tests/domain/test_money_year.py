"""The year of 올해까지: that of the money's 기준일, whatever the clock says."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area, FundFact
from dashboard.domain.vocabulary import FundSource, FundStage
from dashboard.screens.room import MoneyPanel, room
from tests.builders import EOK, executed, plan_fund, portfolio, project, secured

NEW_YEARS_EVE, NEW_YEARS_DAY = date(2024, 12, 31), date(2025, 1, 1)


def city(*facts: FundFact, basis: date | None = NEW_YEARS_DAY) -> Portfolio:
    """100억 for 2024 and as much for 2025, with these facts."""
    plans = [plan_fund(100 * EOK, period=period) for period in ("2024", "2025")]
    return portfolio(project(), *plans, *facts, basis_date=basis)


def money(of: Portfolio, today: date) -> MoneyPanel:
    return room(of, urls.parse("/"), today).money


def test_a_year_that_begins_moves_no_rate_while_the_money_speaks_of_the_old_one() -> None:
    fact: Any = secured(80 * EOK, as_of=date(2024, 12, 20))
    before = money(city(fact, basis=NEW_YEARS_EVE), NEW_YEARS_EVE)
    after = money(city(fact, basis=NEW_YEARS_DAY), NEW_YEARS_DAY)

    assert before == after
    assert after.rates_title.endswith("2024년까지")
    assert [rate.fraction_text for rate in after.rates if "올해까지" in rate.name] == ["80억 / 100억"]


def test_the_year_begins_with_the_first_money_of_it_and_on_both_sides() -> None:
    facts = [
        secured(80 * EOK, as_of=date(2024, 12, 20)),
        secured(90 * EOK, period="2025", as_of=NEW_YEARS_DAY),
    ]

    panel = money(city(*facts), NEW_YEARS_DAY)

    assert panel.rates_title.endswith("2025년까지")
    assert [rate.fraction_text for rate in panel.rates if "올해까지" in rate.name] == ["170억 / 200억"]
    assert "2025년" in next(rate.definition for rate in panel.rates if "올해까지" in rate.name)


def test_money_of_a_later_day_than_the_figures_speak_of_moves_no_year() -> None:
    facts = [secured(80 * EOK, as_of=date(2024, 12, 20)), executed(1, period="2025", as_of=NEW_YEARS_DAY)]

    assert city(*facts).money_date(NEW_YEARS_EVE) == date(2024, 12, 20)
    assert city(*facts).money_date(NEW_YEARS_DAY) == NEW_YEARS_DAY


def test_money_that_was_only_asked_for_moves_no_year() -> None:
    asked = FundFact("p1", None, FundSource.NATIONAL, "2026", FundStage.REQUESTED, date(2025, 1, 20), 5 * EOK)

    found = city(secured(80 * EOK, as_of=date(2024, 12, 20)), asked, basis=date(2025, 1, 31))

    assert found.money_date(date(2025, 1, 31)) == date(2024, 12, 20)


def test_money_of_an_area_as_a_whole_counts_too() -> None:
    fact = secured(EOK, project_id=None, area_id="econ", as_of=date(2025, 1, 3))

    assert portfolio(Area("econ", "경제"), fact).money_date(date(2025, 1, 5)) == date(2025, 1, 3)


def test_without_any_such_money_the_year_is_that_of_the_data_and_not_of_the_clock() -> None:
    assert city(basis=NEW_YEARS_EVE).money_date(NEW_YEARS_DAY) == NEW_YEARS_EVE
    assert money(city(basis=NEW_YEARS_EVE), date(2026, 5, 1)).rates_title.endswith("2024년까지")
    assert city(basis=None).money_date(NEW_YEARS_DAY) == NEW_YEARS_DAY
