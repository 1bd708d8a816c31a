"""달라진 점: what changed between two moments, by project and field."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from dash import html
from dash.development.base_component import Component

import layouts.filters
from dashboard.screens.changes import ChangeLine
from dashboard.screens.header import MomentLink
from dashboard.screens.since import ChangedProject, ChangesScreen
from layouts import ids
from layouts.apart import apart
from layouts.pane import Pane, TextField
from layouts.parts import MENU, current, heading, link, paragraphs, sources_line, status_glyph


def build(screen: ChangesScreen) -> Component:
    """The whole screen in one pane."""
    tree = html.Div(
        [
            html.H1(screen.title, className="vh"),
            layouts.filters.build(screen.filters),
            _moments(screen),
            *_changes(screen),
            _meetings(screen),
            sources_line([screen.source_text, screen.as_of_text], ()),
        ],
        className="screen since",
    )
    return Pane(ids.pane("since"), tree)


@apart
def _moments(screen: ChangesScreen) -> Component:
    days = html.Details(
        [html.Summary(screen.days_text), html.Ul(_ways(screen.days))], className="days", **MENU
    )
    return html.Section(
        [
            html.Span(screen.since_label, className="label"),
            html.Ul(_ways(screen.since), className="scopes"),
            *([days] if screen.days else []),
            html.B(screen.between_text, className="between"),
            *([link(screen.mark_tiles.label, screen.mark_tiles.href, "way")] if screen.mark_tiles else []),
        ],
        className="switches",
    )


def _ways(ways: Sequence[MomentLink]) -> list[Component]:
    return [html.Li(link(way.label, way.href), **current(way.is_on)) for way in ways]


@apart
def _changes(screen: ChangesScreen) -> list[Component]:
    if screen.problem:
        return [html.Section(html.P(screen.problem), className="areas-empty")]
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in screen.heads])),
            *[_project(each) for each in screen.projects],
        ],
        className="changed",
    )
    parts = [html.Ul(_ways(screen.parts), className="scopes parts")] if screen.parts else []
    return [
        html.Section(
            [
                heading(screen.title, screen.count_text),
                *paragraphs([screen.outside_text or ""], "quiet"),
                *([html.P(link(screen.ledger.label, screen.ledger.href, "way"))] if screen.ledger else []),
                table,
                *parts,
            ]
        )
    ]


def _row_of_error(text: str, **more: Any) -> Component:
    return html.Tr(html.Td(text, colSpan=3, **more))


def _body_of_error(text: str, **more: Any) -> Component:
    return html.Tbody(_row_of_error(text, **more))


@partial(apart, as_=_body_of_error)
def _project(project: ChangedProject) -> Component:
    name = link(project.name, project.href) if project.href else project.name
    mark = [html.Span(project.what, className="what")] if project.what else []
    state = [html.Span([status_glyph(project.status), project.status_word], className="state")]
    said = [name, " ", *mark, *(state if project.status_word else [])]
    head = html.Tr(html.Th(said, colSpan=3, scope="rowgroup"))
    return html.Tbody([head, *[_line(line) for line in project.lines]], key=project.project_id or "-")


@partial(apart, as_=_row_of_error)
def _line(line: ChangeLine) -> Component:
    return html.Tr([html.Td(line.what), html.Td(line.before_text), html.Td(html.B(line.after_text))])


@apart
def _meetings(screen: ChangesScreen) -> Component:
    field = TextField(ids.NAME, screen.meeting_name, most=40)
    if screen.meeting_button is None:
        return html.Div(html.Ul(_ways(screen.meetings), className="meetings"), className="meeting")
    button = html.Button(screen.meeting_button, id=ids.act(ids.MARK_MEETING, ""), type="button")
    return html.Section(
        [
            html.Form([field, button], className="put-in"),
            html.Ul(_ways(screen.meetings), className="meetings"),
        ],
        className="meeting",
    )
