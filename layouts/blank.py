"""A page with one sentence: no such address, no such project, no data yet; it offers the search."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.screens.search import FoundProject
from layouts import ids
from layouts.pane import Pane
from layouts.parts import heading, hook, link, status_glyph


def build(
    title: str,
    text: str,
    way: tuple[str, str] | None = None,
    offer: str | None = None,
    near: tuple[str, Sequence[FoundProject]] = ("", ()),
) -> Component:
    """`way` is the label and the address of the way out, `offer` the text of a field that opens the search,
    `near` projects that may be meant, under their heading.
    """
    parts = [
        html.H1(title),
        html.P(text),
        *([_field(offer)] if offer else []),
        *([_near(*near)] if near[1] else []),
        *([link(way[0], way[1], "out")] if way else []),
    ]
    tree = html.Div([html.Div(parts, className="blank")], className="screen")
    return Pane(ids.pane("blank"), tree)


def _field(offer: str) -> Component:
    """It looks like the field that it leads to; assets/search.js puts the cursor there."""
    return html.Button([html.Kbd("/"), offer], className="find", **hook("find"))


def _near(title: str, projects: Sequence[FoundProject]) -> Component:
    return html.Section(
        [heading(title), html.Ul([html.Li(_project(each), key=each.href) for each in projects])],
        className="near",
    )


def _project(found: FoundProject) -> Component:
    seen = [
        html.Span(found.number_text, className="no"),
        status_glyph(found.status),
        html.Span(found.name),
        html.Span(found.department, className="quiet"),
    ]
    return link(seen, found.href)
