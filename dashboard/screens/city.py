"""도시 현황 (`/city`): four panels beside the map of the districts, and each panel opened for itself."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.history import CityPicture
from dashboard.domain.city.measures import CITY, Panel
from dashboard.domain.city_map import CityMap
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import Freshness, freshness
from dashboard.domain.words import KOREAN, Words, time_text
from dashboard.screens.city_curves import CityCurve, profile
from dashboard.screens.city_disaster import DisasterBody, disaster, warnings_figure
from dashboard.screens.city_districts import CityMapView, city_map
from dashboard.screens.city_environment import EnvironmentBody, environment
from dashboard.screens.city_events import warnings_at
from dashboard.screens.city_figures import Figure, figure
from dashboard.screens.city_messages import messages_by_day
from dashboard.screens.city_population import PopulationBody, population
from dashboard.screens.city_scores import ScoreTable, score_table
from dashboard.screens.city_sentence import sentence
from dashboard.screens.city_sources import SourceLine, brief_lines, credit_text, source_lines
from dashboard.screens.city_sparks import as_spark, spark
from dashboard.screens.city_traffic import TrafficBody, traffic
from dashboard.screens.city_view import (
    PANEL_MEASURES,
    PANEL_SPANS,
    CityView,
    city_view,
    is_filtered,
    measure_name,
)
from dashboard.screens.filters import ignored_sentences
from dashboard.screens.timeline_options import Choice
from dashboard.urls import Address

TOKEN_SECONDS = 600
"""Ages on the screen are drawn anew so often, though nothing new has come in."""


@dataclass(frozen=True, slots=True)
class PanelSummary:
    """A panel of the overview: its figure, its small curve, its sources."""

    panel: Panel
    name: str
    href: str
    figure: Figure
    spark: CityCurve
    sources: tuple[SourceLine, ...]
    credit_text: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One line of choices: what colours the map, what a curve shows, how long a time."""

    label: str
    choices: tuple[Choice, ...]


Body = PopulationBody | DisasterBody | EnvironmentBody | TrafficBody


@dataclass(frozen=True, slots=True)
class CityScreen:
    """Everything on `/city`: the overview with its `panels`, or one panel with its `body`."""

    title: str
    sentence: str
    is_lit: bool
    ways_label: str
    ways: tuple[Choice, ...]
    siblings_label: str
    siblings: tuple[Choice, ...]
    switches: tuple[Switch, ...]
    ignored: tuple[str, ...]
    filter_text: str
    map: CityMapView
    panel: Panel | None
    panels: tuple[PanelSummary, ...]
    body: Body | None
    sources_title: str
    sources: tuple[SourceLine, ...]
    credit_text: str
    as_of_text: str
    demo_text: str
    scores: ScoreTable | None = None


def city_screen(
    picture: CityPicture,
    address: Address,
    schematic: CityMap,
    words: Words = KOREAN,
    projects: tuple[Portfolio, date] | None = None,
) -> CityScreen:
    """The screen at `address`; nothing in it waits for a source.

    `projects` are those that are to move the statistics, with the status date.
    """
    view = city_view(picture, address, schematic, words, projects)
    body: Body | None = None
    if view.panel is Panel.POPULATION:
        view, body = population(view)
    elif view.panel is Panel.DISASTER:
        body = disaster(view)
    elif view.panel is Panel.ENVIRONMENT:
        body = environment(view)
    elif view.panel is Panel.TRAFFIC:
        body = traffic(view)
    shown = (view.panel,) if view.panel else tuple(Panel)
    panel_title = words.city_panels[view.panel.value] if view.panel else words.city_title
    return CityScreen(
        title=panel_title if view.place == CITY else f"{panel_title} · {view.place_name}",
        sentence=sentence(view),
        is_lit=view.panel in (None, Panel.DISASTER) and bool(warnings_at(view, view.now).active),
        ways_label=words.city_ways,
        ways=_ways(view),
        siblings_label=words.city_panels_label,
        siblings=_siblings(view),
        switches=tuple(_switches(view)),
        ignored=ignored_sentences(view.here, words),
        filter_text=words.city_filter_unused if is_filtered(view.here) else "",
        map=city_map(view),
        panel=view.panel,
        panels=() if view.panel else tuple(_panel(view, panel) for panel in Panel),
        body=body,
        sources_title=words.city_sources_title,
        sources=tuple(line for panel in shown for line in source_lines(view, panel)),
        credit_text=credit_text(view, view.panel) if view.panel else "",
        as_of_text=words.city_at.format(time=time_text(words, view.now)),
        demo_text=words.demo_sentence if picture.is_demo else "",
        scores=score_table(view),
    )


def token(picture: CityPicture) -> str:
    """What a browser compares: another one means that the screen may have changed, be it only an age."""
    states = "".join(
        f"{list(Freshness).index(freshness(picture.now, feed.last_good, feed.seconds))}{'x' if feed.problem else ''}"
        for feed in picture.feeds
    )
    return f"{picture.version}.{int(picture.now.timestamp()) // TOKEN_SECONDS}.{states}"


def _panel(view: CityView, panel: Panel) -> PanelSummary:
    measure = PANEL_MEASURES[panel][0]
    is_disaster = panel is Panel.DISASTER
    if is_disaster:
        drawn = as_spark(messages_by_day(view), view.words)
    elif panel is Panel.TRAFFIC:
        drawn = as_spark(profile(view, measure, view.place), view.words)
    else:
        drawn = spark(view, measure, view.place)
    return PanelSummary(
        panel=panel,
        name=view.words.city_panels[panel.value],
        href=view.to_panel(panel),
        figure=warnings_figure(view) if is_disaster else figure(view, measure, view.place),
        spark=drawn,
        sources=brief_lines(view, panel),
        credit_text=credit_text(view, panel),
    )


def _ways(view: CityView) -> tuple[Choice, ...]:
    """Where one is, from the overview down; each of them leads back there."""
    words = view.words
    nothing = dict.fromkeys(("panel", "district", "spot", "measure", "span", "month"))
    ways = [Choice(words.city_title, view.href(**nothing), False)]
    if view.panel:
        ways.append(Choice(words.city_panels[view.panel.value], view.href(district=None, spot=None), False))
    if view.district:
        ways.append(Choice(NAMES[view.district], view.href(spot=None), False))
    if view.spot:
        ways.append(Choice(view.spot.name, view.href(), False))
    last = ways[-1]
    return (*ways[:-1], Choice(last.label, last.href, True))


def _siblings(view: CityView) -> tuple[Choice, ...]:
    """The other panels for the same district, so that nobody has to go back for them."""
    if view.panel is None:
        return ()
    return tuple(
        Choice(view.words.city_panels[panel.value], view.to_panel(panel), panel is view.panel)
        for panel in Panel
    )


def _switches(view: CityView) -> list[Switch]:
    words = view.words
    made = []
    if view.panel is None:
        choices = [
            Choice(
                words.city_panels[panel.value],
                view.href(measure=None if panel is Panel.POPULATION else PANEL_MEASURES[panel][0]),
                view.measure == PANEL_MEASURES[panel][0],
            )
            for panel in Panel
        ]
        made.append(Switch(words.city_color, tuple(choices)))
    elif len(PANEL_MEASURES[view.panel]) > 1:
        first = PANEL_MEASURES[view.panel][0]
        made.append(
            Switch(
                words.city_measure,
                tuple(
                    Choice(
                        measure_name(measure, words),
                        view.href(measure=None if measure == first else measure),
                        measure == view.measure,
                    )
                    for measure in PANEL_MEASURES[view.panel]
                ),
            )
        )
    spans = PANEL_SPANS.get(view.panel, ()) if view.panel else ()
    if view.panel and spans:
        made.append(
            Switch(
                words.city_span,
                tuple(
                    Choice(
                        words.city_spans[f"{view.panel.value} {span}"],
                        view.href(span=None if span == spans[0] else span),
                        span == view.span,
                    )
                    for span in spans
                ),
            )
        )
    return made
