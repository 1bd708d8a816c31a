"""The table: which rows, in which order, under which header rows; what an address may ask of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.facets import Facet, FacetIndex, facet_counts, matches
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Assignment, Department
from dashboard.domain.vocabulary import FundSource, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.listing import Column, ProjectRow, SectionHead, listing, rows
from dashboard.screens.selection import known_address
from dashboard.screens.table import COLUMNS_AT_FIRST, FIRST_ROWS, TableScreen, table, understood
from dashboard.screens.texts import View
from tests.builders import (
    EOK,
    TODAY,
    executed,
    plan_fund,
    planned_dates,
    portfolio,
    project,
    report,
    secured,
    stage,
)
from tests.layouts.city import city


def view(query: str = "", of: Portfolio | None = None) -> View:
    data = of or city()
    address = known_address(data, urls.parse(f"/projects{query}"), TODAY)
    return View(data, address, TODAY, KOREAN)


def screen(query: str = "", of: Portfolio | None = None) -> TableScreen:
    return table(view(query, of))


def shown(query: str = "", of: Portfolio | None = None) -> list[SectionHead | ProjectRow]:
    seen, choice = understood(view(query, of))
    found = listing(seen, choice)
    return list(rows(seen, choice, found.entries, found.unit))


def ids(query: str = "", of: Portfolio | None = None) -> list[str]:
    return [row.id for row in shown(query, of)]


def texts(column: Column, query: str = "", of: Portfolio | None = None) -> dict[str, str]:
    _, choice = understood(view(query, of))
    place = choice.columns.index(column)
    return {row.id: row.cells[place].text for row in shown(query, of) if isinstance(row, ProjectRow)}


def money_city(*more: Any) -> Portfolio:
    return portfolio(
        project("big", number="1"),
        project("small", number="2"),
        project("none", number="3"),
        project("free", number="4", has_budget=False),
        plan_fund(9_000 * EOK, project_id="big"),
        plan_fund(20 * EOK, project_id="small"),
        secured(10 * EOK, project_id="small"),
        executed(5 * EOK, project_id="none"),
        *more,
    )


def test_every_project_stands_in_the_table_once() -> None:
    found = ids()

    assert sorted(found) == sorted(city().projects)


def test_money_sorts_by_its_amount_and_what_is_missing_stands_last_in_both_directions() -> None:
    assert ids("?sort=planned", money_city()) == ["small", "big", "none", "free"]
    assert ids("?sort=-planned", money_city()) == ["big", "small", "none", "free"]


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_both_ways_and_loses_nothing(column: Column) -> None:
    up, down = ids(f"?sort={column}"), ids(f"?sort=-{column}")

    assert sorted(up) == sorted(down) == sorted(city().projects)


@pytest.mark.parametrize("column", [each for each in Column if each is not Column.NAME])
def test_missing_reads_as_missing_and_is_never_zero(column: Column) -> None:
    bare = portfolio(project("bare", number=None))
    text = texts(column, f"?columns=name,{column}", bare)["bare"]

    assert text in (KOREAN.missing, KOREAN.status_unknown)


def test_numbers_sort_as_numbers() -> None:
    many = portfolio(*(project(f"p{n}", number=str(n)) for n in (10, 9, 2, 1)))

    assert ids("?sort=number", many) == ["p1", "p2", "p9", "p10"]


def test_a_project_without_budget_says_so_and_is_not_missing() -> None:
    assert texts(Column.PLANNED, "", money_city())["free"] == KOREAN.table_no_budget
    assert texts(Column.PLANNED, "", money_city())["none"] == KOREAN.missing


def test_executed_money_without_planned_money_gives_no_rate() -> None:
    assert texts(Column.RATE, "", money_city())["none"] == KOREAN.missing


def test_a_small_amount_is_not_shown_as_zero_beside_a_large_one() -> None:
    tiny = money_city(project("tiny"), plan_fund(3 * 10**6, project_id="tiny"))
    huge = money_city(
        project("huge"),
        plan_fund(90_000 * EOK, project_id="huge"),
        project("tiny"),
        plan_fund(3 * 10**6, project_id="tiny"),
    )

    for each in (tiny, huge):
        assert float(texts(Column.PLANNED, "", each)["tiny"].replace(",", "")) > 0


def test_rows_of_a_group_stand_under_a_header_row_with_their_number_and_their_money() -> None:
    found = shown("?group=area")
    heads = [row for row in found if isinstance(row, SectionHead)]

    assert [head.name for head in heads] == ["경제도시", "상생도시"]
    assert sum(head.count for head in heads) == len(city().projects)
    assert heads[0].texts[0] == "계획 250억(금액이 있는 1개)"
    assert "= 65억 / 250억" in heads[0].texts[3]
    assert isinstance(found[0], SectionHead)


@pytest.mark.parametrize("group", ["area", "department", "status"])
def test_a_group_loses_nothing_and_counts_nothing_twice(group: str) -> None:
    found = ids(f"?group={group}")
    projects = [each for each in found if not each.startswith("section ")]

    assert sorted(projects) == sorted(city().projects)


def test_what_has_no_group_comes_last_under_a_head_of_its_own() -> None:
    heads = [row.name for row in shown("?group=department") if isinstance(row, SectionHead)]

    assert heads == ["철도과", KOREAN.table_group_rest["department"]]


def test_a_project_of_two_departments_stands_under_the_first_and_names_both() -> None:
    two = portfolio(
        project("p"),
        Department("a", "가과"),
        Department("b", "나과"),
        Assignment("p", "b"),
        Assignment("p", "a"),
    )
    heads = [row for row in shown("?group=department", two) if isinstance(row, SectionHead)]

    assert [(head.name, head.count) for head in heads] == [("나과", 1)]
    assert texts(Column.DEPARTMENT, "", two)["p"] == "나과, 가과"
    assert KOREAN.table_group_department in screen("?group=department", two).notes


def test_a_shared_budget_counts_once_in_the_sum_and_stands_in_both_rows() -> None:
    shared = portfolio(
        project("a", number="1", budget_group="g"),
        project("b", number="2", budget_group="g"),
        plan_fund(300 * EOK, project_id="a"),
        plan_fund(300 * EOK, project_id="b"),
    )

    assert texts(Column.PLANNED, "", shared) == {"a": "300", "b": "300"}
    assert screen("", shared).sum_texts[1] == "계획 300억(금액이 있는 2개)"
    assert "공유 예산 1건은 한 번만" in screen("", shared).sum_texts


def test_columns_stand_in_the_order_of_the_address_and_the_name_never_goes() -> None:
    assert [head.column for head in screen("?columns=rate,name,number").heads] == ["rate", "name", "number"]
    assert [head.column for head in screen("?columns=rate").heads] == ["name", "rate"]
    assert tuple(head.column for head in screen().heads) == COLUMNS_AT_FIRST


def test_the_menu_of_columns_puts_a_column_where_it_usually_stands() -> None:
    options = {option.text: option for option in screen().columns.options}
    href = options[KOREAN.table_columns["programme"]].href
    columns = [head.column for head in screen(href.removeprefix("/projects")).heads]

    assert columns[:3] == [Column.NUMBER, Column.NAME, Column.PROGRAMME]
    reset = screen(href.removeprefix("/projects")).columns.reset
    assert reset is not None and reset.href == "/projects"


def test_a_head_sorts_the_usual_way_then_the_other_then_as_at_first() -> None:
    first = {head.column: head for head in screen().heads}[Column.PLANNED].href
    second = {head.column: head for head in screen(first.removeprefix("/projects")).heads}[
        Column.PLANNED
    ].href
    third = {head.column: head for head in screen(second.removeprefix("/projects")).heads}[
        Column.PLANNED
    ].href

    assert [first, second, third] == ["/projects?sort=-planned", "/projects?sort=planned", "/projects"]


@pytest.mark.parametrize(
    ("query", "named"),
    [("?sort=height", "sort=height"), ("?group=moon", "group=moon"), ("?columns=name,moon", "columns=moon")],
)
def test_nonsense_in_an_address_is_not_applied_and_said(query: str, named: str) -> None:
    found = screen(query)

    assert any(named in sentence for sentence in found.filters.ignored)
    assert found.projects == len(city().projects)
    assert "moon" not in found.rows_href


def test_a_filter_that_leaves_nothing_keeps_the_frame_and_says_so() -> None:
    found = screen("?status=dropped&status=done&area=life&district=unknown&size=largest")

    assert found.count == 0
    assert found.empty_text == KOREAN.table_empty
    assert found.heads and found.sum_texts[0] == "0개 합계"


def test_a_city_without_projects_says_that_there_are_none() -> None:
    assert screen("", portfolio()).empty_text == KOREAN.table_empty_all


def test_what_was_searched_for_narrows_the_table_and_can_be_taken_out() -> None:
    found = screen("?q=순환선&sort=name")

    assert [row.id for row in found.first] == ["p1"]
    assert found.query is not None and found.query.href == "/projects?sort=name"


def test_every_way_out_of_the_table_keeps_filter_and_version() -> None:
    found = screen("?area=econ&as_of=2024-12-31&group=status")
    hrefs = [
        *(head.href for head in found.heads),
        *(option.href for option in (*found.columns.options, *found.groups.options)),
        *(download.href for download in found.downloads),
        *(row.href for row in found.first if isinstance(row, ProjectRow)),
        found.rows_href,
    ]

    assert all("area=econ" in href and "as_of=2024-12-31" in href for href in hrefs)


def test_days_past_plan_come_first_and_say_of_what() -> None:
    late = portfolio(
        project("late"),
        project("fine"),
        stage("착공", "late"),
        stage("착공", "fine"),
        planned_dates("착공", None, date(2024, 10, 1), project_id="late"),
        planned_dates("착공", None, date(2025, 10, 1), project_id="fine"),
    )
    by_id = {row.id: row for row in shown("", late) if isinstance(row, ProjectRow)}
    place = COLUMNS_AT_FIRST.index(Column.DAYS)

    assert ids("", late) == ["late", "fine"]
    assert by_id["late"].cells[place].text == f"{(TODAY - date(2024, 10, 1)).days}일"
    assert "착공" in by_id["late"].cells[place].title
    assert by_id["fine"].cells[place].text == KOREAN.table_in_time


def test_a_long_table_comes_with_its_first_rows_and_says_on_paper_that_there_are_more() -> None:
    many = portfolio(*(project(f"p{n}") for n in range(1_000)))
    found = screen("", many)

    assert (len(found.first), found.count) == (FIRST_ROWS, 1_000)
    assert found.print_text is not None and "1,000" in found.print_text
    assert screen().print_text is None


def test_figures_are_explained_with_source_and_status_date() -> None:
    found = screen()

    assert any("확보율(총사업비 대비): 확보액 / 현재 계획의 총사업비" in text for text in found.definitions)
    assert found.origin[0] == "2024. 12. 31. 기준"


def test_an_index_of_facets_says_the_same_as_every_project_looked_at_by_itself() -> None:
    data = city()
    facets = data.facets(TODAY)
    index = FacetIndex(facets.values())
    for choices in (
        {},
        {Facet.STATUS: ("done", "partial")},
        {Facet.AREA: ("econ",), Facet.PROGRAMME: ("task",)},
        {Facet.AREA: ("nowhere",)},
    ):
        counted = facet_counts(facets.values(), choices)
        assert index.left(choices) == [matches(values, choices) for values in facets.values()]
        assert index.left_count(choices) == sum(index.left(choices))
        for facet, counts in index.counts(choices).items():
            assert {value: n for value, n in counts.items() if n} == {
                v: n for v, n in counted[facet].items() if n
            }


def test_the_same_filter_is_sorted_and_summed_once_for_a_data_version() -> None:
    seen, choice = understood(view("?group=area"))

    assert listing(seen, choice) is listing(
        replace(seen, here=seen.here.with_option("columns", "name")), choice
    )
    assert listing(seen, replace(choice, descending=False)) is not listing(seen, choice)


def test_an_unknown_status_keeps_its_word() -> None:
    odd = portfolio(project("p"), report("p", None, status_word="검토중"))

    assert texts(Column.STATUS, "", odd)["p"] == KOREAN.status_unknown_word.format(word="검토중")


def test_statuses_are_grouped_in_the_official_order() -> None:
    heads = [row.name for row in shown("?group=status") if isinstance(row, SectionHead)]
    official = [status.value for status in Status]

    assert [name for name in heads if name in official] == [name for name in official if name in heads]
    assert heads[-1] == KOREAN.status_unknown
    assert FundSource.TOTAL.value not in heads
