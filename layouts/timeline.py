"""추진 일정: what is asked for, the rows beside their chart under an axis that stays in sight, the list by date."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

import layouts.filters
from dashboard.domain.words import Words
from dashboard.screens.texts import PastLevel
from dashboard.screens.timeline import Part, TimelineGroup, TimelineRow, TimelineScreen
from dashboard.screens.timeline_list import MilestoneLine, MilestoneList
from dashboard.screens.timeline_options import Choice, Control
from dashboard.screens.told import of_timeline
from layouts import ids
from layouts.apart import apart
from layouts.figures.timeline import axis_figure, timeline_figure
from layouts.pane import Pane
from layouts.parts import (
    HIDDEN,
    MENU,
    Children,
    current,
    explain,
    glyph,
    heading,
    link,
    named,
    sources_line,
    status_glyph,
)
from layouts.theme import Look
from layouts.told import chart as told_chart
from layouts.told import values


def build(screen: TimelineScreen, words: Words, look: Look) -> Component:
    """The chart and its axis are graphs, everything else is panes; without rows there is no chart."""
    return html.Div(
        [
            Pane(ids.pane("timeline-head"), _head(screen, words)),
            *(_empty(screen) if screen.empty_text else _chart(screen, words, look)),
            Pane(ids.pane("timeline-foot"), _foot(screen)),
        ],
        className="screen timeline",
    )


# ---- what is asked for ----


@apart
def _head(screen: TimelineScreen, words: Words) -> Component:
    return html.Div(
        [
            html.H1(screen.title, className="vh"),
            layouts.filters.build(screen.filters),
            html.Div(
                [_windows(screen), html.Ul([_menu(each) for each in screen.controls], className="facets")],
                className="filters timeline-controls",
            ),
            html.Div(
                [
                    html.P([html.Span(note) for note in screen.notes], className="timeline-notes"),
                    _key(screen, words),
                ],
                className="timeline-about",
            ),
        ]
    )


@apart
def _windows(screen: TimelineScreen) -> Component:
    before = [_step(screen.steps[0], "←")] if screen.steps else []
    after = [_step(screen.steps[1], "→")] if screen.steps else []
    only = link(screen.only_marks.label, screen.only_marks.href, "toggle")
    return html.Div(
        [
            _switch(screen.windows),
            html.Span([*before, html.B(screen.window_text), *after], className="window"),
            html.Span(only, **current(screen.only_marks.is_on)),
        ],
        className="windows",
    )


def _step(choice: Choice, arrow: str) -> Component:
    return link(
        [html.Span(arrow, **HIDDEN), html.Span(choice.label, className="vh")],
        choice.href,
        "step",
        choice.label,
    )


def _switch(control: Control) -> Component:
    choices = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in control.choices]
    return html.Ul(choices, className="scopes", **named(control.label))


def _menu(control: Control) -> Component:
    """A choice that is made now and then: its name and value, the others behind it."""
    chosen = next((each.label for each in control.choices if each.is_on), "")
    options = [html.Li(_option(each), **current(each.is_on)) for each in control.choices]
    summary = html.Summary([html.Span(control.label, className="label"), html.B(chosen)])
    return html.Li(html.Details([summary, html.Ul(options)], **MENU), key=control.label)


def _option(choice: Choice) -> Component:
    box = html.I(className="box on" if choice.is_on else "box", **HIDDEN)
    return link([box, html.Span(choice.label, className="value")], choice.href)


@apart
def _key(screen: TimelineScreen, words: Words) -> Component:
    """What the bars and marks mean; only the kinds of milestones that are in sight."""
    entries = (
        ("k-base", screen.compared_name),
        ("k-current", words.current),
        ("k-coarse", words.timeline_coarse),
        ("k-actual", words.actual_key),
        ("k-slip", words.slip),
        ("k-overdue", words.past_plan),
    )
    swatches = [html.Li([html.I(className=f"swatch {name}", **HIDDEN), word]) for name, word in entries]
    marks = [
        html.Li(
            [glyph("mile"), words.timeline_milestone_done, glyph("ahead"), words.timeline_milestone_ahead]
        )
    ]
    letters = [html.Li([html.B(letter), kind]) for kind, letter in screen.kinds]
    return html.Ul([*([] if screen.milestones else swatches), *marks, *letters], className="key")


# ---- rows and chart ----


def _empty(screen: TimelineScreen) -> list[Component]:
    blank = html.P(screen.empty_text, className="timeline-empty")
    return [Pane(ids.pane("timeline-empty"), blank), *_list(screen.milestones)]


@apart
def _chart(screen: TimelineScreen, words: Words, look: Look) -> list[Component]:
    groups = screen.chart.groups
    return [
        html.Div(
            [
                Pane(ids.pane("timeline-title"), _title(screen, words)),
                _axis(screen, look),
                Pane(ids.pane("timeline-columns"), _columns(screen)),
            ],
            className="timeline-axis",
        ),
        html.Div(
            [
                Pane(ids.pane("timeline-names"), _names(groups)),
                _bars(screen, look),
                Pane(ids.pane("timeline-days"), _days(groups)),
            ],
            className="timeline-rows",
        ),
        *_list(screen.milestones),
    ]


@apart
def _axis(screen: TimelineScreen, look: Look) -> Component:
    return told_chart("timeline", axis_figure(screen.chart, look), "timeline-chart", part="timeline-axis")


@apart
def _bars(screen: TimelineScreen, look: Look) -> Component:
    return told_chart("timeline", timeline_figure(screen.chart, look), "timeline-chart")


@apart
def _title(screen: TimelineScreen, words: Words) -> Component:
    behind = values("timeline", of_timeline(screen, words), words)
    return html.Div([html.Span(words.timeline_projects), behind], className="timeline-column")


@apart
def _columns(screen: TimelineScreen) -> Component:
    labels = ((screen.slip_label, screen.slip_explained), (screen.past_label, screen.past_explained))
    return html.Div(
        [html.P([label, explain(texts)], className="timeline-column") for label, texts in labels],
        className="timeline-columns",
    )


def _lines(groups: Sequence[TimelineGroup]) -> Any:
    """How many lines there are, for the style sheet of the printed sheet."""
    named_groups = sum(group.name is not None for group in groups)
    return {"data-share": named_groups + sum(len(group.rows) for group in groups)}


@apart
def _names(groups: Sequence[TimelineGroup]) -> Component:
    lines: list[Component] = []
    for group in groups:
        if group.name is not None:
            lines.append(
                html.Li(
                    [html.B(group.name, title=group.name), group.count_text],
                    className="group",
                    key=f"g-{group.key}",
                )
            )
        lines += [html.Li(_name(row), key=row.project_id) for row in group.rows]
    return html.Ol(lines, className="timeline-names", **_lines(groups))


def _name(row: TimelineRow) -> Component:
    title = " · ".join(part for part in (row.full_name, row.status_word, row.past_sentence, row.note) if part)
    said: Children = [
        html.Span(row.number_text, className="no"),
        status_glyph(row.status),
        html.Span(row.name, className="name"),
    ]
    note = [html.Span(row.note, className="quiet")] if row.note else []
    return link([*said, *note], row.href, title=title)


@apart
def _days(groups: Sequence[TimelineGroup]) -> Component:
    lines: list[Component] = []
    for group in groups:
        if group.name is not None:
            lines.append(html.Li(group.past_text, className="group", key=f"g-{group.key}"))
        lines += [html.Li(_row_days(row), key=row.project_id) for row in group.rows]
    return html.Ol(lines, className="timeline-days", **_lines(groups))


def _row_days(row: TimelineRow) -> list[Component]:
    is_late = (row.slip_days or 0) > 0
    past = row.past_level is not PastLevel.NONE
    return [
        html.Span(row.slip_text, className="slip late" if is_late else "slip"),
        html.B([glyph("late"), row.past_text], className="past", title=row.past_sentence)
        if past
        else html.Span(),
    ]


# ---- milestones by date ----


def _list(listed: MilestoneList | None) -> list[Component]:
    return [Pane(ids.pane("timeline-list"), _milestones(listed))] if listed else []


@apart
def _milestones(listed: MilestoneList) -> Component:
    return html.Section(
        [
            heading(listed.title, listed.count_text, listed.more_text),
            html.Table(html.Tbody([_milestone(line) for line in listed.lines])),
        ],
        className="timeline-list",
    )


def _milestone(line: MilestoneLine) -> Component:
    mark: Children = [glyph("mile" if line.is_done else "ahead"), " ", line.name]
    return html.Tr(
        [
            html.Th(line.date_text, scope="row"),
            html.Td(mark, className="what"),
            html.Td(line.kind),
            html.Td(link(line.project_text, line.href)),
            html.Td(line.department_text),
            html.Td(line.state_text, className="late-text" if line.is_past else None),
        ]
    )


# ---- foot ----


def _foot(screen: TimelineScreen) -> Component:
    parts = [_part(screen.part)] if screen.part else []
    return html.Div([*parts, sources_line([screen.source_text, screen.as_of_text], screen.definitions)])


@apart
def _part(part: Part) -> Component:
    before = [link(["← ", part.before.label], part.before.href)] if part.before else []
    after = [link([part.after.label, " →"], part.after.href)] if part.after else []
    return html.Nav(
        [*before, html.B(part.text), html.Span(part.rows_text), *after],
        className="timeline-parts",
        **named(part.text),
    )
