"""Facets: what every project can be narrowed by, and how many a choice would leave."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.facets import CLOSED, PAST, UNKNOWN, Facet, districts, facet_counts, matches
from dashboard.domain.records import Area, Assignment, Department
from dashboard.domain.vocabulary import Completion, FundSource, Novelty, Role, Status
from tests.builders import EOK, TODAY, plan_fund, portfolio, project, report


def values_of(*records: Any, **given_fields: Any) -> dict[Facet, set[str]]:
    owner = replace(project("p1"), **given_fields)
    made = portfolio(owner, *records)
    return {facet: set(values) for facet, values in made.facets(TODAY)["p1"].items()}


def test_a_project_of_which_nothing_is_known_is_unknown_in_every_facet() -> None:
    values = values_of()

    assert values.pop(Facet.PAST_PLAN) == set()
    assert set(map(frozenset, values.values())) == {frozenset({UNKNOWN})}


def test_what_is_known_is_found_under_its_key() -> None:
    values = values_of(
        Area("a1", "경제"),
        Department("d1", "철도과"),
        Assignment("p1", "d1"),
        Assignment("p1", "d2", role=Role.SUPPORT),
        report("p1", Status.PARTIAL),
        plan_fund(700 * EOK, FundSource.NATIONAL),
        plan_fund(0, FundSource.METRO),
        area_id="a1",
        districts="동구, 중구",
        completion=Completion.AFTER_TERM,
        novelty=Novelty.NEW,
    )

    assert values == {
        Facet.PROGRAMME: {UNKNOWN},
        Facet.AREA: {"a1"},
        Facet.DEPARTMENT: {"d1"},
        Facet.DISTRICT: {"동구", "중구"},
        Facet.STATUS: {"partial"},
        Facet.COMPLETION: {"after-term"},
        Facet.NOVELTY: {"new"},
        Facet.BUDGET: {"budget"},
        Facet.SIZE: {"large"},
        Facet.SOURCE: {"national"},
        Facet.PAST_PLAN: set(),
    }


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (1000, "largest"),
        (999, "large"),
        (500, "large"),
        (499, "medium"),
        (100, "medium"),
        (99, "small"),
        (0, "small"),
    ],
)
def test_a_band_of_size_begins_with_its_lower_limit(amount: int, band: str) -> None:
    assert values_of(plan_fund(amount * EOK))[Facet.SIZE] == {band}


def test_no_budget_is_only_what_the_city_calls_so() -> None:
    assert values_of(has_budget=False)[Facet.SIZE] == {"no-budget"}
    assert values_of(has_budget=False)[Facet.SOURCE] == {"no-budget"}
    assert values_of(has_budget=True)[Facet.SIZE] == {UNKNOWN}
    assert values_of(plan_fund(5 * EOK), has_budget=False)[Facet.BUDGET] == {"budget"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, ()),
        ("", ()),
        ("  ", ()),
        ("동구", ("동구",)),
        ("동구·중구 / 서구", ("동구", "중구", "서구")),
        ("동구,동구,", ("동구",)),
    ],
)
def test_districts_are_read_out_of_one_text(text: str | None, found: tuple[str, ...]) -> None:
    assert districts(text) == found


chosen = st.dictionaries(
    st.sampled_from(list(CLOSED)),
    st.lists(st.sampled_from(["done", "new", "budget", PAST, UNKNOWN]), max_size=2),
)
projects = st.lists(
    st.fixed_dictionaries(
        {
            facet: st.frozensets(
                st.sampled_from(["done", "new", "budget", PAST, UNKNOWN]), min_size=1, max_size=2
            )
            for facet in Facet
        }
    ),
    max_size=8,
)


@given(projects, chosen)
def test_a_count_is_what_the_choice_of_that_value_alone_would_leave(
    city: list[dict[Facet, frozenset[str]]], choices: dict[Facet, list[str]]
) -> None:
    counts = facet_counts(city, choices)

    for facet in Facet:
        for value in ("done", "new", UNKNOWN):
            alone = {**choices, facet: [value]}
            assert counts[facet][value] == sum(matches(values, alone) for values in city)
