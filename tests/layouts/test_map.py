"""The map as a tree and as a figure that Plotly accepts."""

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import urls
from dashboard.domain.words import KOREAN
from dashboard.screens.map import MapScreen, city_map_screen
from layouts.figures.map import ground, map_figure
from layouts.html import to_html
from layouts.map import build
from layouts.pane import plain
from tests.builders import TODAY
from tests.layouts.city import LIGHT, TOKENS
from tests.screens.test_map import DAEJEON, city, daejeon, drawn, href, placed, screen

LONG = "<b>아주 긴 사업 이름 " * 40


def figure(of: MapScreen) -> dict[str, Any]:
    return map_figure(drawn(of), LIGHT)


def outlines(of: MapScreen) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in figure(of)["data"] if trace.get("fill") == "toself"}


@pytest.mark.parametrize(
    "asked", [{}, {"show": "money"}, {"show": "past", "at": "동구"}, {"at": "유성구 솔마루"}]
)
def test_plotly_accepts_the_map(asked: dict[str, str]) -> None:
    go.Figure(figure(screen(href(**asked))))


def test_plotly_accepts_a_map_without_dots_and_without_projects() -> None:
    go.Figure(figure(screen("/map?status=dropped")))


def test_every_outline_is_closed_filled_and_leads_to_its_district() -> None:
    found = outlines(screen())

    assert list(found) == ["동구", "중구", "서구", "유성구", "대덕구", "전역"]
    for name, trace in found.items():
        assert (trace["x"][0], trace["y"][0]) == (trace["x"][-1], trace["y"][-1])
        assert trace["hoveron"] == "fills"
        assert trace["customdata"] == [href(at=name)]


def test_the_axes_have_one_scale_and_nobody_zooms_them() -> None:
    layout = figure(screen())["layout"]

    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
    assert "geo" not in layout and "map" not in layout


def test_counts_are_blue_and_what_is_past_its_plan_is_orange() -> None:
    assert outlines(screen())["동구"]["fillcolor"] == LIGHT.colours["map2"]
    assert outlines(screen(href(show="past")))["유성구"]["fillcolor"] == LIGHT.colours["past1"]
    assert outlines(screen())["서구"]["fillcolor"] == LIGHT.colours["s3"]


def test_every_step_has_a_colour_in_every_theme_and_a_swatch() -> None:
    swatches = (TOKENS.parent / "map.css").read_text(encoding="utf-8")

    for show in drawn(screen()).show.__class__:
        for step in range(6):
            token = ground(show, step)
            assert token in LIGHT.colours
            assert f".g-{token}{{background:var(--{token})}}" in swatches


def test_the_outline_that_is_looked_at_is_drawn_last_and_strongest() -> None:
    names = list(outlines(screen(href(at="동구"))))
    widths = {name: trace["line"]["width"] for name, trace in outlines(screen(href(at="동구"))).items()}

    assert names[-1] == "동구"
    assert widths["동구"] > widths["중구"]


def test_dots_grow_with_their_projects_and_only_those_looked_at_have_a_name() -> None:
    made = daejeon(*[placed(f"p{n}", "동구", location="옛골목" if n else "새봄동") for n in range(5)])
    dots = figure(screen(href(at="동구"), made))["data"][-2]

    assert dots["text"] == ["새봄동", "옛골목"]
    assert dots["marker"]["size"][1] > dots["marker"]["size"][0]
    assert figure(screen(made=made))["data"][-2]["text"] == ["", ""]


def test_names_of_a_city_are_text_and_never_markup() -> None:
    made = daejeon(placed("p1", "동구", name=LONG, short_name=None, location="<i>옛골목 일원"))
    shown = screen(href(at="동구"), made)

    assert "<b>아주" not in to_html(build(shown, LIGHT))
    assert "&lt;b&gt;아주" in to_html(build(shown, LIGHT))


@pytest.mark.parametrize("show", ["count", "money", "past"])
def test_the_tree_says_everything_that_the_map_shows(show: str) -> None:
    shown = screen(href(show=show, at="동구"))
    html = to_html(build(shown, LIGHT))

    for shape in drawn(shown).shapes:
        assert shape.name in html
    for row in (*shown.rows, shown.total):
        assert {row.count_text, row.money_text, row.past_text} <= set(html.replace("<", ">").split(">"))
    for text in (*shown.notes, *drawn(shown).notes, *shown.definitions, shown.as_of_text):
        assert text in html


def test_a_city_without_a_schematic_has_no_chart() -> None:
    made = daejeon(placed("p1", "QUEENS"), city="New York")
    tree = build(screen(made=made), LIGHT)

    assert "Graph" not in str(plain(tree))
    assert KOREAN.map_no_map.format(cities="대전광역시") in to_html(tree)


def test_a_page_has_the_same_regions_whatever_is_looked_at() -> None:
    """A region that comes or goes would make the browser draw the whole page anew."""

    def panes(of: MapScreen) -> list[str]:
        return [part for part in str(plain(build(of, LIGHT))).split("'") if part.startswith("map-")]

    asked = ["/map", href(at="동구"), href(at="유성구 솔마루", show="money"), "/map?status=dropped"]
    found = [
        {each for each in panes(screen(one)) if each in ("map-head", "map-side", "map-foot", "map-notes")}
        for one in asked
    ]

    assert found == [{"map-head", "map-side", "map-foot", "map-notes"}] * len(asked)


def test_the_demo_places_lie_where_their_dots_are_drawn() -> None:
    shown = city_map_screen(
        city(), urls.parse("/map"), TODAY, replace(DAEJEON, places=DAEJEON.places[::-1]), KOREAN
    )

    assert [(dot.name, dot.at) for dot in drawn(shown).dots] == [
        ("솔마루", (11.0, 24.2)),
        ("옛골목", (18.6, 18.3)),
    ]


def test_a_map_that_cannot_be_drawn_leaves_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("layouts.map.map_figure", broken)

    seen = to_html(plain(build(screen(), LIGHT)))

    assert seen.count("part-error") == 2  # its class and its words' place
    assert 'class="map-table"' in seen
