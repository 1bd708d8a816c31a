"""The city as trees and figures: what Plotly accepts, what leads where, what cannot break the page."""

from datetime import timedelta
from typing import Any

import orjson
import plotly.graph_objects as go
import pytest

from dashboard.domain.city.history import Spot
from dashboard.domain.words import KOREAN
from dashboard.screens.city import CityScreen
from layouts.city import build
from layouts.figures.city_curve import city_curve_figure
from layouts.figures.city_map import blend, city_map_figure
from layouts.figures.city_pyramid import frames, pyramid_figure
from layouts.html import to_html
from layouts.pane import plain
from layouts.theme import load_look
from tests.layouts.city import LIGHT, TOKENS
from tests.screens.test_city import LONG, air, population, screen, station, traffic
from tests.support.city_history import HOUR, picture, seen

QUERIES = [
    "",
    "?measure=air.pm25&district=30200",
    "?measure=disaster.messages",
    "?panel=population&district=30110&month=2025-02",
    "?panel=disaster&span=year",
    "?panel=environment&span=month&measure=air.o3",
    "?panel=environment&spot=station:가온동",
    "?panel=traffic&measure=traffic.congested&span=month",
]


def figures(node: Any) -> list[dict[str, Any]]:
    """Every figure of a plain tree."""
    if isinstance(node, list):
        return [found for each in node for found in figures(each)]
    if not isinstance(node, dict):
        return []
    props = node.get("props", {})
    own = [props["figure"]] if "figure" in props else []
    return own + figures(props.get("children")) + figures(props.get("tree"))


def tree(of: CityScreen) -> Any:
    return plain(build(of, KOREAN, LIGHT))


@pytest.mark.parametrize("query", QUERIES)
def test_plotly_accepts_every_figure_and_json_every_tree(query: str) -> None:
    drawn = tree(screen(query))

    assert orjson.dumps(drawn)
    assert len(figures(drawn)) >= 2
    for figure in figures(drawn):
        go.Figure(figure)


@pytest.mark.parametrize(
    "panel", ["", "?panel=population", "?panel=disaster", "?panel=environment", "?panel=traffic"]
)
def test_nothing_at_all_is_drawn_with_frame_and_sentence(panel: str) -> None:
    drawn = tree(screen(panel, picture()))

    assert "자료 없음: 연결된 자료원 없음" in to_html(drawn)
    for figure in figures(drawn):
        go.Figure(figure)


def test_every_name_of_a_pane_and_of_a_figure_is_there_once() -> None:
    for query in QUERIES:
        text = orjson.dumps(tree(screen(query))).decode()
        names = [part.split('"')[0] for part in text.split('"name":"')[1:]]
        ids = [name for name in names if f'{{"type":"pane","name":"{name}"}}' in text]
        assert len(ids) == len(set(ids)), query


def test_hostile_names_are_text_and_nothing_else() -> None:
    shown = air(*station(LONG, 20))

    html = to_html(tree(screen("?panel=environment", shown)))

    assert "&lt;b&gt;" in html
    assert "이름 <b>" not in html
    drawn = city_map_figure(screen("?measure=air.pm25", shown).map, LIGHT)
    assert "&lt;b&gt;" in drawn["data"][-2]["hovertext"][0]


def test_districts_and_stations_lead_to_their_pages() -> None:
    data = city_map_figure(screen("?measure=air.pm25").map, LIGHT)["data"]

    assert data[0]["customdata"][0].startswith("/city?")
    assert all("spot=station" in href for href in data[-2]["customdata"])


def test_a_grade_tints_its_district_and_a_step_is_one_of_five_blues() -> None:
    graded = city_map_figure(screen("?measure=air.pm25").map, LIGHT)["data"][0]
    stepped = city_map_figure(screen().map, LIGHT)["data"][0]

    assert graded["fillcolor"] == blend(LIGHT, "aq2", 0.3)
    assert stepped["fillcolor"] in {LIGHT.colours[f"map{step}"] for step in range(1, 6)}
    dark = load_look("dark", TOKENS)
    assert blend(dark, "aq1", 1) == dark.colours["aq1"]


def test_a_curve_keeps_its_gaps_and_knows_its_bounds() -> None:
    curve = screen("?panel=environment").body.curve  # type: ignore[union-attr]
    drawn = city_curve_figure(curve, LIGHT)

    assert drawn["data"][0]["connectgaps"] is False
    assert all(limit.text for limit in curve.limits)
    assert city_curve_figure(traffic().curve, LIGHT)["layout"]["xaxis"]["ticktext"][0] == "0시"


def test_the_frames_of_the_pyramid_are_what_the_figure_draws() -> None:
    tree_of_ages = population().tree
    drawn, played = pyramid_figure(tree_of_ages, LIGHT), frames(tree_of_ages)

    shown = played["frames"][played["shown"]]
    assert [trace["x"] for trace in drawn["data"][:2]] == shown["x"]
    assert drawn["layout"]["annotations"][0]["text"] == f"<b>{shown['label']}</b>"
    assert all(length <= 0 for length in shown["x"][0])
    assert [trace["text"] for trace in drawn["data"][:2]] == shown["text"]
    assert [trace["hovertext"] for trace in drawn["data"][:2]] == shown["hovertext"]


def test_a_difference_that_nobody_prints_does_not_fill_a_chart() -> None:
    since = HOUR - timedelta(hours=1)
    shown = picture(*[seen("traffic.speed", 35.0 + n / 10, since + timedelta(hours=n)) for n in range(2)])

    low, high = city_curve_figure(traffic(shown=shown).curve, LIGHT)["layout"]["yaxis"]["range"]

    assert high - low == pytest.approx(1.0)


def test_stands_are_small_dots_that_lead_nowhere() -> None:
    shown = picture(
        Spot("bikes:1", "가", "30200", 36.36, 127.35), seen("traffic.bikes", 3.0, place="bikes:1")
    )

    dots = city_map_figure(screen("?panel=traffic", shown).map, LIGHT)["data"][-2]

    assert dots["customdata"] == [""]
    assert dots["marker"]["color"] == [LIGHT.colours["d-mov"]]
    assert dots["marker"]["size"][0] < LIGHT.px(11)


def test_every_figure_opens_what_it_means() -> None:
    html = to_html(tree(screen("?panel=environment")))

    assert html.count('class="explain"') >= 8
    assert "에어코리아 기준" in html
    assert "출처: 환경부·한국환경공단, 기상청" in html
