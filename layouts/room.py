"""공약 한눈에: the figures of the portfolio, and all projects as tiles under their areas."""

from collections.abc import Sequence
from functools import partial

from dash import html
from dash.development.base_component import Component

import layouts.filters
from dashboard.domain.facets import Facet
from dashboard.screens.room import (
    AreaColumn,
    ChangeLine,
    ChangePanel,
    MismatchLine,
    MoneyLine,
    PastLevel,
    PastPlanCount,
    RateLine,
    RoomScreen,
    ScopeOption,
    StatusCount,
    Tile,
)
from layouts import ids
from layouts.apart import apart
from layouts.pane import Pane
from layouts.parts import (
    HIDDEN,
    STATUS_CLASSES,
    Children,
    bar,
    current,
    explain,
    glyph,
    heading,
    link,
    number,
    paragraphs,
    sources_line,
    status_glyph,
)

OWN_FACETS = (Facet.PROGRAMME, Facet.STATUS, Facet.PAST_PLAN)
"""The room offers them as switches of its own."""
ROOMY_ROWS = 20
"""When no column has more tiles, a long name may take two lines."""
MOST_COLUMNS = 8
"""More areas than that do not stand side by side: they flow through the columns like text."""
ROWS_OF_CHANGES = 9
"""What changed stands under the shortest column when it is shorter by so many tiles, else below them all."""


def build(screen: RoomScreen) -> Component:
    """The whole room in one pane: every number in it is of one snapshot."""
    tree = html.Div(
        [
            html.H1(screen.title, className="vh"),
            _figures(screen),
            _switches(screen),
            *_areas(screen),
            sources_line([screen.source_text, screen.as_of_text], screen.definitions),
        ],
        className="screen room",
    )
    return Pane(ids.pane("room"), tree)


def _figures(screen: RoomScreen) -> Component:
    return html.Section(
        [
            _count(screen),
            _headline(screen),
            _other_rates(screen),
            _money(screen),
            _money_rates(screen),
        ],
        className="figures",
    )


@apart
def _count(screen: RoomScreen) -> Component:
    shares = [_status_share(status) for status in screen.statuses if status.count]
    return html.Div(
        [
            html.P(
                [screen.count_label, _explained(screen, screen.count_label, *_count_texts(screen))],
                className="label",
            ),
            html.P(number(screen.count_text), className="value"),
            html.Div(shares, className="stack", **HIDDEN),
            html.P(screen.count_sum_text, className="partner"),
            *paragraphs(screen.count_notes, "partner"),
        ],
        className="kpi",
    )


def _explained(screen: RoomScreen, name: str, *texts: str) -> Component:
    """What a figure means, where it comes from and of which day it is."""
    return explain([name, *texts, screen.source_text, screen.as_of_text])


def _count_texts(screen: RoomScreen) -> tuple[str, ...]:
    return (screen.count_sum_text, *screen.count_notes)


def _explained_rate(screen: RoomScreen, rate: RateLine) -> Component:
    return _explained(screen, rate.name, rate.definition, rate.fraction_text)


def _status_share(status: StatusCount) -> Component:
    return bar(status.share, f"f-{STATUS_CLASSES[status.status]}")


@apart
def _headline(screen: RoomScreen) -> Component:
    rate = screen.headline
    return html.Div(
        [
            html.P([rate.name, _explained_rate(screen, rate)], className="label"),
            html.P(number(rate.value_text), className="value" if rate.value is not None else "value none"),
            html.Div(bar(rate.value, "f-ink"), className="track"),
            html.P(
                [html.Span(rate.fraction_text, className="nb"), " ", rate.definition], className="partner"
            ),
        ],
        className="kpi",
    )


@apart
def _other_rates(screen: RoomScreen) -> Component:
    return html.Div(
        [
            html.P(screen.other_rates_title, className="label"),
            _rates(screen, screen.other_rates),
        ],
        className="kpi",
    )


def _rates(screen: RoomScreen, rates: Sequence[RateLine]) -> Component:
    return html.Dl([part for rate in rates for part in _rate(screen, rate)], className="rates")


def _rate(screen: RoomScreen, rate: RateLine) -> tuple[Component, Component]:
    term = html.Dt([rate.name, _explained_rate(screen, rate)])
    return term, html.Dd([html.B(rate.value_text), html.Span(rate.fraction_text)])


@apart
def _money(screen: RoomScreen) -> Component:
    money = screen.money
    return html.Div(
        [
            html.P(money.title, className="label"),
            html.Div([part for line in money.lines for part in _money_line(screen, line)], className="money"),
            html.P(" · ".join(money.notes), className="partner"),
        ],
        className="kpi",
    )


@apart
def _money_rates(screen: RoomScreen) -> Component:
    rates = _rates(screen, screen.money.rates)
    return html.Div([html.P(screen.money.rates_title, className="label"), rates], className="kpi")


def _money_line(screen: RoomScreen, line: MoneyLine) -> tuple[Component, Component, Component]:
    return (
        html.Span([line.label, _explained(screen, line.label, *_money_texts(screen, line))]),
        html.Div(None if line.share is None else bar(line.share, "money-bar")),
        html.B(line.amount_text, title=line.note),
    )


def _money_texts(screen: RoomScreen, line: MoneyLine) -> tuple[str, ...]:
    return (line.amount_text, line.note or "", *screen.money.notes)


@apart
def _switches(screen: RoomScreen) -> Component:
    return html.Section(
        [
            html.Ul([_scope(scope) for scope in screen.scopes], className="scopes"),
            html.Ul([_status(status) for status in screen.statuses], className="statuses"),
            *paragraphs([screen.statuses_text or ""], "quiet"),
            _past_plan(screen.past_plan),
            _explained(screen, screen.past_plan.label, screen.past_plan.definition),
            layouts.filters.folded(screen.filters, OWN_FACETS),
            *([link(screen.since.label, screen.since.href, "marked")] if screen.since else []),
        ],
        className="switches",
    )


def _scope(scope: ScopeOption) -> Component:
    return _switch([scope.label, " ", html.B(scope.count_text)], scope.href, scope.is_on)


def _status(status: StatusCount) -> Component:
    content = [status_glyph(status.status), status.word, html.B(status.count_text)]
    return _switch(content, status.href, status.is_on)


def _past_plan(past: PastPlanCount) -> Component:
    content = [*([glyph("late")] if past.count else []), past.label, html.B(past.count_text)]
    classes = "past-plan lit" if past.count else "past-plan"
    return html.Ul(_switch(content, past.href, past.is_on, past.definition), className=classes)


def _switch(content: Children, href: str, is_on: bool, title: str | None = None) -> Component:
    return html.Li(link(content, href, title=title), **current(is_on))


def _areas(screen: RoomScreen) -> list[Component]:
    if screen.empty_text:
        return [html.Section(html.P(screen.empty_text), className="areas-empty"), _below(screen)]
    lengths = [len(area.tiles) for area in screen.areas]
    is_roomy, is_many = max(lengths) <= ROOMY_ROWS, len(lengths) > MOST_COLUMNS
    classes = "areas" + (" roomy" if is_roomy else "") + (" many" if is_many else "")
    if is_many or max(lengths) - min(lengths) < ROWS_OF_CHANGES:
        return [html.Section([_area(area) for area in screen.areas], className=classes), _below(screen)]
    shortest = lengths.index(min(lengths))
    columns = [
        _area(area, [_below(screen)] if place == shortest else []) for place, area in enumerate(screen.areas)
    ]
    return [html.Section(columns, className=classes)]


@apart
def _area(area: AreaColumn, under: Sequence[Component] = ()) -> Component:
    name = link(area.name, area.href) if area.href else area.name
    title = html.H2([name, " ", html.Span(area.count_text)], title=area.full_name)
    note = [html.Span(area.note, className="aside")] if area.note else []
    return html.Section(
        [
            html.Div([title, *note], className="area-head"),
            html.Div([html.Ul([_tile(tile) for tile in area.tiles]), *under], className="area-body"),
        ],
        key=area.area_id or "-",
        className="area on" if area.is_on else "area",
    )


@partial(apart, as_=html.Li)
def _tile(tile: Tile) -> Component:
    """What is seen is hidden from a screen reader, which says the whole sentence once.

    A name takes the room that missing days and a missing rate leave free.
    """
    past = "" if tile.past_level is PastLevel.NONE else f" past past-{tile.past_level}"
    seen = [
        html.Span(tile.number_text, className="no"),
        status_glyph(tile.status),
        html.Span(tile.name, className="name"),
        *([html.Span(tile.past_text, className="days")] if tile.past_text else []),
        *([html.Span(tile.progress_text, className="rate")] if tile.progress_text else []),
    ]
    content = [html.Span(seen, className="seen", **HIDDEN), html.Span(tile.title, className="vh")]
    classes = f"tile t-{STATUS_CLASSES[tile.status]}{past}" + (" changed-since" if tile.is_changed else "")
    return html.Li(link(content, tile.href, classes, tile.title), key=tile.project_id)


def _below(screen: RoomScreen) -> Component:
    mismatches = [_mismatches(screen.mismatch_title, screen.mismatches)] if screen.mismatches else []
    return html.Section([_changes(screen.changes), *mismatches], className="below")


@apart
def _changes(changes: ChangePanel) -> Component:
    lines = [_change(line) for line in changes.lines]
    empty = [] if lines else [html.P(changes.empty_text, className="quiet")]
    everything = link(changes.since_text, changes.href, "way")
    return html.Div([heading(changes.title, everything), html.Ul(lines), *empty], className="changes")


@partial(apart, as_=html.Li)
def _change(line: ChangeLine) -> Component:
    name = link(line.project_text, line.href) if line.href else line.project_text
    said: Children = [html.B(name), f" {line.what} {line.before_text} → ", html.B(line.after_text)]
    title = f"{line.project_text} {line.what} {line.before_text} → {line.after_text}"
    return html.Li(html.Span(said, className="what", title=title))


@apart
def _mismatches(title: str, lines: Sequence[MismatchLine]) -> Component:
    return html.Details(
        [html.Summary([html.B(title), f" {len(lines)}"]), html.Ul([mismatch(line) for line in lines])],
        className="mismatches",
    )


def mismatch(line: MismatchLine) -> Component:
    """합계 불일치: both figures, and the difference."""
    name = link(line.project_text, line.href) if line.href else line.project_text
    numbers: Children = [
        line.stated_text,
        " ≠ ",
        line.summed_text,
        " ",
        html.B(line.difference_text, className="late-text"),
    ]
    return html.Li([html.B(name), " ", line.what, " ", html.Span(numbers)])
