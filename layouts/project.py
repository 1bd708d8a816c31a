"""A project: what it is, where it stands, its procedures, its money, its changes and its history."""

from dash import html
from dash.development.base_component import Component

import layouts.budget
from dashboard.domain.words import Words
from dashboard.screens.project import Fact, Figure, ProjectScreen
from dashboard.screens.room import PastLevel
from layouts import (
    ids,
    project_curve,
    project_history,
    project_money,
    project_more,
    project_procedures,
    project_versions,
)
from layouts.apart import apart
from layouts.pane import Pane
from layouts.parts import (
    download,
    explain,
    folded,
    glyph,
    heading,
    hook,
    link,
    named,
    number,
    paragraphs,
    sources_line,
    status_glyph,
)
from layouts.theme import Look

LONG_NAME = 60
"""A name of more signs is set smaller, so that the figures stay on the first screen."""


def build(screen: ProjectScreen, words: Words, look: Look) -> Component:
    """Panes and charts in a grid; another project is another `key`, so that nothing of it stays open."""
    return html.Article(
        [
            Pane(ids.pane("head"), _head(screen, words)),
            html.Div(_first(screen, words, look), className="project-parts"),
            Pane(ids.pane("more"), project_more.more(screen)),
            Pane(ids.pane("versions"), project_versions.section(screen.versions, words)),
            *_budget(screen),
            Pane(ids.pane("foot"), sources_line([screen.source_text, screen.as_of_text], screen.definitions)),
        ],
        className="screen project",
        key=screen.project_id,
    )


def _first(screen: ProjectScreen, words: Words, look: Look) -> list[Component]:
    """What one reads first: what it is, its procedures and money, where it stands."""
    about = [
        Pane(ids.pane("facts"), _facts(screen, words)),
        Pane(ids.pane("plans"), project_history.plans(screen, words)),
    ]
    middle = [
        html.Section(project_procedures.procedures(screen.gantt, words, look)),
        html.Section(project_money.financing(screen.funding, words, look), className="financing"),
    ]
    stands = [
        html.Section(project_curve.section(screen.curve, words, look)),
        Pane(ids.pane("issue"), project_history.issues(screen.issues, words)),
        Pane(ids.pane("reports"), project_history.reports(screen, words)),
    ]
    return [html.Div(about), html.Div(middle), html.Div(stands)]


@apart
def _budget(screen: ProjectScreen) -> list[Component]:
    """Lines of the books: long, so they open when they are asked for."""
    if screen.budget is None:
        return []
    body = layouts.budget.section(screen.budget)
    return [Pane(ids.pane("budget"), folded(screen.budget.title, screen.budget.note, body))]


# ---- head ----


@apart
def _head(screen: ProjectScreen, words: Words) -> Component:
    is_long = len(screen.name) > LONG_NAME
    name = html.H1(
        [html.Span(screen.number_text), screen.name],
        title=screen.short_name,
        className="long" if is_long else None,
    )
    return html.Div(
        [
            _ways(screen, words),
            *[html.P(sentence, className="ignored", role="status") for sentence in screen.ignored],
            html.Div([name, _stands(screen, words)]),
            html.Dl([_figure(figure, screen) for figure in screen.figures], className="project-figures"),
        ],
        className="project-head",
    )


def _ways(screen: ProjectScreen, words: Words) -> Component:
    crumbs = [html.Li(link(crumb.label, crumb.href)) for crumb in screen.crumbs]
    steps = [
        html.Li(link([arrow_before, step.label, arrow_after], step.href, title=word), **hook("step", way))
        for step, word, way, arrow_before, arrow_after in (
            (screen.previous, words.previous, "previous", "← ", ""),
            (screen.next, words.next, "next", "", " →"),
        )
        if step
    ]
    others = [html.Li(link(to.label, to.href)) for to in (screen.compare, screen.card) if to]
    file = screen.card_file
    files = [html.Li(download(file.label, file.href, "as-link"))] if file else []
    back = html.Li(link(words.to_room, screen.back_href))
    return html.Nav(
        [
            html.Ul([*crumbs, html.Li(screen.position_text)]),
            html.Ul([*steps, *others, *files, back], className="steps"),
        ],
        className="ways",
        **named(screen.position_text),
    )


def _explained(screen: ProjectScreen, name: str, *texts: str) -> Component:
    """What a figure means, where it comes from and of which day it is."""
    return explain([name, *texts, screen.source_text, screen.as_of_text])


def _stands(screen: ProjectScreen, words: Words) -> Component:
    standing = screen.standing
    past = standing.past_level is not PastLevel.NONE
    schedule = [glyph("late")] if past else []
    sentence = html.B(standing.past_sentence, className="late-text" if past else None)
    meaning = _explained(screen, standing.past_label, words.past_plan_definition)
    return html.Ul(
        [
            html.Li([standing.status_label, status_glyph(standing.status), html.B(standing.status_word)]),
            html.Li([standing.past_label, *schedule, sentence, meaning]),
            html.Li([standing.report_label, html.B(standing.report_text)]),
            *[html.Li(note, className="raw") for note in standing.notes],
        ],
        className="stands",
    )


def _figure(figure: Figure, screen: ProjectScreen) -> Component:
    meaning = _explained(screen, figure.label, figure.definition, figure.partner_text)
    return html.Div(
        [
            html.Dt([figure.label, meaning]),
            html.Dd(number(figure.value_text), className="value none" if figure.is_missing else "value"),
            html.Dd(figure.partner_text, className="partner"),
        ]
    )


# ---- what it is ----


@apart
def _facts(screen: ProjectScreen, words: Words) -> Component:
    """What is known line by line; what is missing by name in one line."""
    missing = [fact for fact in screen.facts if fact.is_missing and not fact.notes]
    known = [fact for fact in screen.facts if fact not in missing]
    if missing:
        labels = ", ".join(fact.label for fact in missing)
        known.append(Fact(words.missing, labels, is_missing=True))
    facts = [part for fact in known for part in _fact(fact)]
    return html.Section(
        [
            heading(screen.content_title),
            html.P(screen.content.text, className="say quiet" if screen.content.is_missing else "say"),
            *paragraphs(screen.content.notes, "raw"),
            html.Dl(facts, className="facts"),
        ]
    )


def _fact(fact: Fact) -> tuple[Component, Component]:
    notes = paragraphs(fact.notes, "raw")
    return html.Dt(fact.label), html.Dd([fact.text, *notes], className="quiet" if fact.is_missing else None)
