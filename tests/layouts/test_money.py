"""The screen of money as it is drawn: every cut a tree of parts, every chart a figure that Plotly accepts."""

from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.vocabulary import FundSource
from dashboard.screens.money import Cut, money
from layouts import ids
from layouts.html import to_html
from layouts.money import build
from layouts.pane import plain
from tests.builders import EOK, TODAY, plan_fund, portfolio, project, report
from tests.layouts.city import LIGHT, city, records
from tests.layouts.trees import nodes

LONG = "아주 긴 이름의 사업 " * 40
CHARTS = {Cut.YEARS, Cut.STAGES, Cut.TREE, Cut.FLOW, Cut.CHANGES}


def odd() -> Portfolio:
    """Long names, amounts of nothing and below, no areas."""
    return portfolio(
        project("p1", name=LONG),
        project("p2"),
        project("p3", name="<b>굵은</b> %{label}"),
        report("p1", None),
        plan_fund(10 * EOK),
        plan_fund(-4 * EOK, FundSource.METRO, project_id="p2"),
        plan_fund(0, project_id="p3"),
    )


def drawn(name: Cut, of: Portfolio) -> Any:
    screen = money(of, urls.parse(f"/money?cut={name}"), TODAY)
    return plain(build(screen, LIGHT))


def figures(tree: Any) -> dict[str, dict[str, Any]]:
    return {
        node["props"]["id"]["name"]: node["props"]["figure"]
        for node in nodes(tree)
        if node["type"] == "Graph"
    }


@pytest.mark.parametrize("of", [city, odd, lambda: portfolio(project("p1"))])
@pytest.mark.parametrize("name", list(Cut))
def test_every_cut_is_drawn_in_panes_with_figures_that_plotly_accepts(name: Cut, of: Any) -> None:
    tree = drawn(name, of())
    shown = figures(tree)

    for figure in shown.values():
        go.Figure(figure)
    names = [
        node["props"]["id"]["name"]
        for node in nodes(tree)
        if isinstance(node["props"].get("id"), dict) and node["props"]["id"].get("type") == ids.PANE_TYPE
    ]
    assert len(names) == len(set(names)) >= 2
    assert not shown or name in CHARTS
    assert bool(shown) != ("funds-empty" in names or name not in CHARTS) or name is Cut.CHANGES


def test_without_a_known_first_total_there_is_no_waterfall_and_the_screen_says_so() -> None:
    tree = drawn(Cut.CHANGES, city())

    assert figures(tree) == {}
    assert "당초 금액 자료가 없어" in to_html(tree)
    assert "당초 금액 없음 1개" in to_html(tree)


def test_a_city_without_plan_changes_has_a_waterfall_without_steps() -> None:
    (figure,) = figures(drawn(Cut.CHANGES, odd())).values()

    assert [trace["type"] for trace in figure["data"]] == ["bar", "scatter"]


def test_a_tile_leads_to_its_project_an_area_to_itself_and_all_of_them_back() -> None:
    (figure,) = figures(drawn(Cut.TREE, city())).values()
    trace = figure["data"][0]
    ways = dict(zip(trace["ids"], trace["customdata"], strict=True))

    assert ways["budget p1"] == "/projects/p1"
    assert ways["area econ"] == "/money?area=econ&cut=tree"
    assert ways["root"] == "/money?cut=tree"
    children: dict[str, int] = {}
    for parent, value in zip(trace["parents"], trace["values"], strict=True):
        children[parent] = children.get(parent, 0) + value
    sizes = dict(zip(trace["ids"], trace["values"], strict=True))
    assert all(sizes[parent] == total for parent, total in children.items() if parent)


def test_nothing_is_drawn_below_nothing() -> None:
    tree = drawn(Cut.TREE, odd())
    (figure,) = figures(tree).values()

    assert all(value > 0 for value in figure["data"][0]["values"])
    assert "음수 계획 1개" in to_html(tree["props"]["children"])
    (bands,) = figures(drawn(Cut.FLOW, odd())).values()
    assert all(value > 0 for value in bands["data"][0]["link"]["value"])


def test_bands_run_between_nodes_that_are_drawn_from_left_to_right() -> None:
    (figure,) = figures(drawn(Cut.FLOW, city())).values()
    node, link = figure["data"][0]["node"], figure["data"][0]["link"]

    for start, end in zip(link["source"], link["target"], strict=True):
        assert node["x"][start] < node["x"][end]
    assert all(0 < y < 1 for y in node["y"])


def test_sums_of_columns_are_no_columns_of_the_chart() -> None:
    (figure,) = figures(drawn(Cut.YEARS, city())).values()
    screen: Any = money(city(), urls.parse("/money"), TODAY).cut
    summed = [place for place, column in enumerate(screen.table.columns) if column.kind in ("term", "total")]

    for trace in figure["data"]:
        assert not {round(x) for x in trace["x"]} & set(summed)
    planned = [trace for trace in figure["data"] if trace["name"] in ("국비", "시도비")]
    total = screen.table.row("sum").cells[-1].value
    assert sum(y for trace in planned for y in trace["y"] if y is not None) == total


def test_the_waterfall_has_no_steps_between_its_columns() -> None:
    more = [plan_fund(100 * EOK, plan="당초")]
    (figure,) = figures(drawn(Cut.CHANGES, portfolio(*records(), *more))).values()
    bars = figure["data"][0]
    ends = [base + height for base, height in zip(bars["base"], bars["y"], strict=True)]

    assert bars["base"][1:-1] == ends[:-2]
    assert ends[-1] == pytest.approx(ends[-2])


def test_names_of_a_city_are_text_and_never_markup() -> None:
    for name in Cut:
        tree = drawn(name, odd())
        assert "<b>굵은</b>" not in to_html(tree)
        for figure in figures(tree).values():
            assert "<b>굵은" not in str(figure)
