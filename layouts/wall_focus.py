"""⑦ One project on a wall."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_focus import Changed, Focus, NextLine, Standing
from dashboard.screens.wall_stages import StageLine, Stretch, WallStages
from layouts.parts import HIDDEN, glyph, status_glyph
from layouts.wall_money import nested, sum_line
from layouts.wall_parts import at, keyed


def build(focus: Focus) -> Component:
    """Name, three states, procedures; beside them what comes next, the money, what changed."""
    kind = "title brief" if focus.is_brief else "title"
    title = html.P([html.Span(focus.number, className="no"), html.B(focus.name)], className=kind)
    states = html.Div([_standing(each) for each in focus.standings], className="states")
    parts = [title, states, _stages(focus.stages), _next(focus.next), _money(focus)]
    if focus.changed is not None:
        parts.append(_changed(focus.changed))
    return html.Div(parts, className="focus")


def _standing(each: Standing) -> Component:
    shape = [status_glyph(each.status)] if each.has_shape else [glyph("late")] if each.is_late else []
    value = html.P([*shape, html.Span(each.value)], className="v lt" if each.is_late else "v")
    has_bar = each.share is not None or each.goal is not None
    partner = html.Div([html.P(each.partner), *([_bar(each)] if has_bar else [])], className="s")
    return html.Div(
        [html.P(each.label, className="l"), value, partner], className="state", **keyed(f"state:{each.label}")
    )


def _bar(each: Standing) -> Component:
    drawn = [html.I(className="is", **at(share=min(max(each.share, 0.0), 1.0)))] if each.share else []
    if each.goal is not None:
        drawn.append(html.I(className="goal", **at(share=min(max(each.goal, 0.0), 1.0))))
    return html.Div(drawn, className="bar", **HIDDEN)


# ---- procedures ----


def _stages(stages: WallStages) -> Component:
    head = html.Div([html.H2(stages.title), html.P(stages.count_text), _keys(stages)], className="head")
    if stages.empty_text is not None:
        return html.Section([head, html.P(stages.empty_text, className="none")], className="gantt")
    lines = html.Div([_line(each) for each in stages.lines], className="lines")
    body = html.Div([lines, _axis(stages)], className="body", **at(rows=len(stages.lines)))
    return html.Section([head, body], className="gantt")


def _keys(stages: WallStages) -> Component:
    has_slip = any(each.late for each in stages.lines)
    marks = [
        html.Span([html.I(className=f"key {name}", **HIDDEN), text])
        for name, text in zip(("base", "cur", "act", "slip"), stages.keys, strict=True)
        if has_slip or name != "slip"
    ]
    return html.P(marks if stages.lines else [], className="keys")


def _axis(stages: WallStages) -> Component:
    """오늘 and 임기말 with their lines over all rows: their names stand on the sides that face away from each other."""
    is_before = stages.term is None or stages.today <= stages.term
    drawn: list[Component] = [html.I(className="tick", **at(x=x), **HIDDEN) for x, _ in stages.ticks]
    drawn += [html.Span(text, className="yr", **at(x=x)) for x, text in stages.ticks]
    drawn += [
        html.I(className="today", **at(x=stages.today), **HIDDEN),
        html.B(
            stages.today_text, className="tag now to-left" if is_before else "tag now", **at(x=stages.today)
        ),
    ]
    if stages.term is not None:
        drawn += [
            html.I(className="term", **at(x=stages.term), **HIDDEN),
            html.Span(stages.term_text, className="tag" if is_before else "tag to-left", **at(x=stages.term)),
        ]
    return html.Div(html.Div(drawn, className="track"), className="axis")


def _line(each: StageLine) -> Component:
    drawn = [
        *_stretch("cur", each.current),
        *_stretch("act", each.actual),
        *_stretch("slip", each.late),
        *_stretch("base", each.base),
    ]
    if each.mark is not None:
        shape = glyph("mile" if each.is_done else "ahead")
        drawn.append(html.Span(shape, className="mark", **at(x=each.mark), **HIDDEN))
    return html.Div(
        [
            html.Span(each.name, className="nm"),
            html.Div(drawn, className="track", **HIDDEN),
            html.Span(each.text, className="tx lt" if each.is_late else "tx"),
        ],
        className="line",
        **keyed(f"stage:{each.name}"),
    )


def _stretch(name: str, stretch: Stretch | None) -> list[Component]:
    return [html.I(className=name, **at(x=stretch[0], share=stretch[1]))] if stretch else []


# ---- beside them ----


def _next(line: NextLine) -> Component:
    when = [html.P(text) for text in (line.date_text, line.left_text) if text]
    return html.Section(
        [html.Div([html.H2(line.label), *when], className="head"), html.P(line.text, className="ev")],
        className="next",
        **keyed("next"),
    )


def _money(focus: Focus) -> Component:
    head = html.H2(focus.money_title)
    if not focus.money:
        return html.Section([head, html.P(focus.money_text, className="none")], className="funds")
    return html.Section([head, nested(focus.money), *map(sum_line, focus.money)], className="funds")


def _changed(changed: Changed) -> Component:
    head = html.Div([html.H2(changed.title), html.P(changed.count_text)], className="head")
    lines = [html.P([html.Span(line.what), html.B(line.values)], className="chg") for line in changed.lines]
    return html.Section([head, *lines], className="changed", **keyed("changed"))
