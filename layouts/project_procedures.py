"""The procedures of a project: names, bars and days side by side, and what is said about them."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.domain.words import Words
from dashboard.screens.project import Gantt, StageRow
from dashboard.screens.told import of_stages
from layouts import ids
from layouts.apart import apart
from layouts.figures.gantt import gantt_figure
from layouts.pane import Pane
from layouts.parts import HIDDEN, Children, glyph, heading, paragraphs
from layouts.theme import Look
from layouts.told import chart as told_chart
from layouts.told import values


@apart
def procedures(gantt: Gantt, words: Words, look: Look) -> list[Component]:
    """The section of a project's page."""
    if gantt.empty_text:
        blank = [heading(gantt.title), html.P(gantt.empty_text, className="quiet say")]
        return [Pane(ids.pane("gantt"), html.Div(blank))]
    return [
        Pane(
            ids.pane("gantt"),
            html.Div(
                [heading(gantt.title, gantt.note, told("gantt", gantt, words)), gantt_key(words)],
                className="with-key",
            ),
        ),
        chart("gantt", gantt, words, look),
        Pane(ids.pane("gantt-notes"), notes(gantt)),
    ]


def chart(name: str, gantt: Gantt, words: Words, look: Look) -> Component:
    """Names, bars and days in rows of one height."""
    return html.Div(
        [
            Pane(ids.pane(f"{name}-names"), _stage_names(gantt.rows, words)),
            told_chart(name, gantt_figure(gantt, look), "gantt-chart"),
            Pane(ids.pane(f"{name}-slips"), _stage_slips(gantt.rows, words)),
        ],
        className="gantt",
    )


def told(name: str, gantt: Gantt, words: Words) -> Component:
    """The sentence and the table of the chart with this name: for the heading over it."""
    return values(name, of_stages(gantt, words), words)


def gantt_key(words: Words) -> Component:
    """What the bars mean."""
    entries = (
        ("k-base", words.baseline),
        ("k-current", words.current),
        ("k-actual", words.actual_key),
        ("k-slip", words.slip),
        ("k-overdue", words.past_plan),
    )
    swatches = [html.Li([html.I(className=f"swatch {name}"), word]) for name, word in entries]
    marks = html.Li([glyph("mile"), glyph("ahead"), words.milestone])
    return html.Ul([*swatches, marks], className="key")


def _stage_names(rows: Sequence[StageRow], words: Words) -> Component:
    names = [html.Li(_stage_name(row), title=row.title, key=row.key) for row in rows]
    return html.Div([html.P(words.stage_heading), html.Ol(names)], className="gantt-names")


def _stage_name(row: StageRow) -> list[Component]:
    mark = [html.I(className="dot")] if row.unapproved or row.unread else []
    return [
        html.Span(row.name, className="next" if row.is_next else None, **HIDDEN),
        *mark,
        html.Span(row.title, className="vh"),
    ]


def _stage_slips(rows: Sequence[StageRow], words: Words) -> Component:
    slips = [html.Li(_slip(row), key=row.key) for row in rows]
    return html.Div([html.P(words.slip_heading), html.Ol(slips)], className="gantt-slips")


def _slip(row: StageRow) -> Component:
    is_lit = not row.is_done and (row.slip_days or 0) > 0
    text = html.B(row.slip_text) if is_lit else html.Span(row.slip_text)
    overdue = [glyph("late")] if row.overdue_text else []
    return html.Span([*overdue, text], className="lit" if is_lit else None, title=row.overdue_text)


def notes(gantt: Gantt) -> Component:
    """What comes next and what is overdue, what nobody could read; 미승인 변경 stand with the plans."""
    unread = [note for row in gantt.rows for note in row.unread]
    dot = html.I(className="dot", **HIDDEN)
    unapproved = (
        [html.Span([dot, gantt.unapproved_text], className="nb quiet")] if gantt.unapproved_text else []
    )
    overdue = " · ".join(f"{row.name} {row.overdue_text}" for row in gantt.rows if row.overdue_text)
    late: Children = [" · ", html.B(overdue, className="late-text")] if overdue else []
    return html.Div(
        [
            html.P([gantt.next_text, *late, " ", *unapproved]),
            *paragraphs([gantt.unread_text or "", *unread], "quiet"),
        ],
        className="notes",
    )
