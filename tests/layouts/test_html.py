"""Plain HTML for the first paint: escaped, without ids, the same markup as the live page."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from layouts.html import to_html
from layouts.pane import Pane
from layouts.parts import bar, graph, link


def test_texts_and_attributes_are_escaped() -> None:
    part = html.P(["<script>", html.B("a & b", title='"x"')])

    assert to_html(part) == '<p>&lt;script&gt;<b title="&quot;x&quot;">a &amp; b</b></p>'


@given(st.text())
def test_no_text_ever_becomes_markup(text: str) -> None:
    inner = to_html(html.P(text, title=text)).removeprefix('<p title="').removesuffix("</p>")

    assert "<" not in inner
    assert inner.count('"') == 1


def test_ids_keys_and_missing_values_are_left_out() -> None:
    assert to_html(html.Div([None, 0], id="x", key="k", title=None)) == "<div>0</div>"


def test_properties_have_their_names_in_html() -> None:
    written = to_html(html.Td("a", colSpan=2, className="c", tabIndex="-1", hidden=True))

    assert written.startswith("<td ")
    assert set(written.removeprefix("<td ").removesuffix(">a</td>").split()) == {
        'class="c"',
        'colspan="2"',
        "hidden",
        'tabindex="-1"',
    }


def test_a_share_becomes_a_custom_property() -> None:
    assert 'style="--share:0.25"' in to_html(bar(0.25, "f"))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (link("길", "/projects/p1", "t"), '<a href="/projects/p1" class="t">길</a>'),
        (html.Br(), "<br>"),
        (Pane({"type": "pane", "name": "a"}, html.P("안")), "<p>안</p>"),
        (dcc.Store(id="s", data={"secret": 1}), ""),
        (graph("gantt", {"data": [], "layout": {}}, "fills"), '<div class="dash-graph fills"></div>'),
        (dbc.Button("갱신", className="press"), '<button class="btn btn-primary press">갱신</button>'),
    ],
    ids=["link", "void", "pane", "store", "graph", "button"],
)
def test_parts_are_what_the_live_page_has(part: object, text: str) -> None:
    assert to_html(part) == text
