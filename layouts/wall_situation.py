"""The situation screen that takes walls over."""

from dash import html
from dash.development.base_component import Component

from dashboard.screens.wall_situation import Situation, SituationLine
from layouts.parts import glyph, hook
from layouts.wall_tree import Tree, trees


def build(shown: Situation, aside: Component) -> Tree:
    """Head and content of the screen."""
    bar = [html.P(shown.bar, className="drill-bar")] if shown.bar else []
    head = html.Header(
        [
            html.H1([glyph("late"), shown.severity], className="sc"),
            html.P([html.Span(shown.place), html.Span(shown.time_text)], className="msg"),
            aside,
        ]
    )
    foot = html.Div([html.P(shown.more_text, className="more"), *_seen(shown)], className="foot")
    others = [html.Ul([_line(each) for each in shown.others], className="others")] if shown.others else []
    content = html.Main(
        [
            *bar,
            html.H2(shown.title, className="what"),
            html.P(shown.text, className=f"text {shown.size.value}"),
            *others,
            foot,
        ],
        className="scene-situation",
    )
    return trees([head, content])


def _seen(shown: Situation) -> list[Component]:
    if shown.seen_text is None:
        return []
    texts = [html.Span(shown.seen_text, className="first"), html.Span(shown.again_text, className="again")]
    return [html.Button(texts, type="button", className="seen", **hook("acknowledge"))]


def _line(each: SituationLine) -> Component:
    parts = (each.severity, each.title, each.place, each.time_text)
    return html.Li([html.Span(part) for part in parts])
