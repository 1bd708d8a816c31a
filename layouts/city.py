"""도시 현황: the map of the districts between four panels, and each panel opened for itself."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard.domain.city.measures import Panel
from dashboard.domain.words import Words
from dashboard.screens.city import CityScreen, PanelSummary, Switch
from dashboard.screens.city_disaster import DisasterBody
from dashboard.screens.city_districts import CityMapView
from dashboard.screens.city_environment import EnvironmentBody
from dashboard.screens.city_population import PopulationBody
from dashboard.screens.city_traffic import TrafficBody
from dashboard.screens.told import of_city_curve, of_city_map
from layouts import ids
from layouts.apart import apart
from layouts.city_disaster import disaster
from layouts.city_environment import environment
from layouts.city_parts import sources, spark, under, value
from layouts.city_population import population
from layouts.city_scores import scores
from layouts.city_traffic import traffic
from layouts.figures.city_map import city_map_figure
from layouts.pane import Pane
from layouts.parts import HIDDEN, current, explain, heading, link, named, sources_line
from layouts.theme import Look
from layouts.told import chart, values


def build(screen: CityScreen, words: Words, look: Look) -> Component:
    """Graphs stand beside panes: a refresh changes what differs, and nothing flickers."""
    return html.Div(
        [
            Pane(ids.pane("city-head"), _head(screen)),
            _overview(screen, words, look) if screen.panel is None else _panel(screen, words, look),
            *([Pane(ids.pane("city-scores"), scores(screen.scores))] if screen.scores else []),
            Pane(ids.pane("city-foot"), _foot(screen)),
        ],
        className=f"screen city {screen.panel or 'overview'}",
    )


def _head(screen: CityScreen) -> Component:
    ways = html.Ol([html.Li(link(way.label, way.href), **current(way.is_on, "page")) for way in screen.ways])
    said = [html.P(text, className="ignored", role="status") for text in screen.ignored]
    said += [html.P(screen.filter_text, className="city-unused", role="status")] if screen.filter_text else []
    lit = "city-sentence lit" if screen.is_lit else "city-sentence"
    return html.Div(
        [
            html.Div(
                [html.Nav(ways, className="city-ways", **named(screen.ways_label)), *_siblings(screen)],
                className="city-top",
            ),
            html.Div(
                [
                    html.H1(screen.title),
                    html.P(screen.sentence, className=lit),
                    *[_switch(each) for each in screen.switches],
                ],
                className="city-title",
            ),
            *said,
        ],
        className="city-head filters",
    )


def _siblings(screen: CityScreen) -> list[Component]:
    if not screen.siblings:
        return []
    panels = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in screen.siblings]
    return [html.Nav(html.Ul(panels), className="city-siblings", **named(screen.siblings_label))]


def _switch(switch: Switch) -> Component:
    choices = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in switch.choices]
    return html.Div(
        [
            html.Span(switch.label, className="quiet"),
            html.Ul(choices, className="scopes", **named(switch.label)),
        ],
        className="city-switch",
    )


def _overview(screen: CityScreen, words: Words, look: Look) -> Component:
    """Two panels on either side of the map, as on the wall."""
    left = [each for each in screen.panels if each.panel in (Panel.POPULATION, Panel.ENVIRONMENT)]
    right = [each for each in screen.panels if each.panel in (Panel.DISASTER, Panel.TRAFFIC)]
    return html.Div(
        [
            html.Div([_summary(each, words, look) for each in left], className="city-side"),
            _map(screen.map, words, look, 14),
            html.Div([_summary(each, words, look) for each in right], className="city-side"),
        ],
        className="city-overview",
    )


@apart
def _summary(each: PanelSummary, words: Words, look: Look) -> Component:
    top = html.Div(
        [
            html.Div(
                [
                    html.H2(link(each.name, each.href)),
                    html.Span(each.figure.name),
                    explain(each.figure.explain),
                    *_spark_told(each, words),
                ],
                className="city-panel-head",
            ),
            value(each.figure),
            *under(each.figure),
        ]
    )
    bottom = html.Div(
        [
            html.P(
                [
                    html.Span(each.spark.first_text),
                    html.Span(each.spark.title),
                    html.Span(each.spark.last_text),
                ],
                className="city-ends",
            )
            if not each.spark.empty_text
            else html.Div(),
            sources(each.sources, each.credit_text),
        ]
    )
    return html.Section(
        [
            Pane(ids.pane(f"city-{each.panel}"), top),
            spark(each.spark, look),
            Pane(ids.pane(f"city-{each.panel}-sources"), bottom),
        ],
        className=f"city-panel p-{each.panel}",
        **named(each.name),
    )


def _spark_told(each: PanelSummary, words: Words) -> list[Component]:
    if each.spark.empty_text:
        return []
    told = of_city_curve(replace(each.spark, title=f"{each.name} {each.spark.title}"), words)
    return [values(each.spark.name, told, words)]


@apart
def _map(drawn: CityMapView, words: Words, look: Look, size: float) -> Component:
    return html.Section(
        [
            Pane(ids.pane("city-map-head"), _map_head(drawn, words)),
            chart("map", city_map_figure(drawn, look, size), "city-map-chart"),
            Pane(ids.pane("city-map-key"), _map_key(drawn)),
        ],
        className="city-map",
        **named(drawn.title),
    )


def _map_head(drawn: CityMapView, words: Words) -> Component:
    """What the map shows and of when, and its districts as ways that need no pointer."""
    places = [html.Li(link(each.label, each.href), **current(each.is_on)) for each in drawn.places]
    return html.Div(
        [
            html.Div(
                [
                    html.B(drawn.caption),
                    html.Span(drawn.at_text),
                    values("map", of_city_map(drawn, words), words),
                ],
                className="city-map-caption",
            ),
            html.Ul(places, className="scopes city-places", **named(drawn.places_label)),
        ]
    )


def _map_key(drawn: CityMapView) -> Component:
    kind = "tint" if drawn.is_graded else "step"
    items = [html.Li([html.I(className=f"{kind}{step}", **HIDDEN), text]) for step, text in drawn.legend]
    dots = [text for text in (drawn.dots_text, drawn.stale_text) if text]
    notes = [html.Li(text) for text in (*dots, *drawn.notes)]
    return html.Div([html.Ul(items, className="key"), html.Ul(notes, className="city-map-notes")])


@apart
def _panel(screen: CityScreen, words: Words, look: Look) -> Component:
    """The map at the left stays a way to every district; the body of the panel is beside it."""
    body = screen.body
    if isinstance(body, PopulationBody):
        content = population(body, words, look)
    elif isinstance(body, DisasterBody):
        content = disaster(body, words, look)
    elif isinstance(body, EnvironmentBody):
        content = environment(body, words, look)
    elif isinstance(body, TrafficBody):
        content = traffic(body, words, look)
    else:
        content = []
    around = html.Div(
        [
            _map(screen.map, words, look, 12),
            Pane(
                ids.pane("city-sources"),
                html.Section(
                    [heading(screen.sources_title), sources(screen.sources, screen.credit_text)],
                    className="city-source-list",
                ),
            ),
        ],
        className="city-around",
    )
    return html.Div([around, html.Div(content, className="city-body")], className="city-open")


def _foot(screen: CityScreen) -> Component:
    return sources_line([screen.as_of_text, screen.credit_text, screen.demo_text], ())
