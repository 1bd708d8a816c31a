"""도움말: sections for each kind of reader with pictures of the product, the table of definitions, shortcuts."""

from pathlib import Path

from dash import html
from dash.development.base_component import Component

from dashboard.screens.help import Glossary, HelpScreen, HelpSection, HelpStep, Meaning
from layouts import ids
from layouts.pane import Pane
from layouts.parts import heading, named, shortcut_list, shortcut_switch, status_glyph

PICTURES = Path(__file__).parent.parent / "assets" / "help"
SHORTCUTS = "keys"


def build(screen: HelpScreen) -> Component:
    """The whole help in one pane."""
    tree = html.Div(
        [
            html.Div([html.H1(screen.title), html.P(screen.lead, className="say")], className="help-head"),
            _contents(screen),
            *[_section(section) for section in screen.sections],
            *[_glossary(glossary, screen) for glossary in screen.glossaries],
            _shortcuts(screen),
        ],
        className="screen help",
    )
    return Pane(ids.pane("help"), tree)


def _contents(screen: HelpScreen) -> Component:
    parts = [
        *((part.anchor, part.title) for part in screen.sections),
        *((part.anchor, part.title) for part in screen.glossaries),
        (SHORTCUTS, screen.shortcuts_title),
    ]
    ways = [html.Li(html.A(title, href=f"#{ids.help_part(anchor)}")) for anchor, title in parts]
    return html.Nav(html.Ul(ways), className="help-contents", **named(screen.contents_title))


def _section(section: HelpSection) -> Component:
    return html.Section(
        [
            heading(section.title, section.lead),
            html.Ol([_step(step) for step in section.steps], className="help-steps"),
        ],
        id=ids.help_part(section.anchor),
    )


def _step(step: HelpStep) -> Component:
    picture = PICTURES / f"{step.picture}.png"
    if step.picture is None or not picture.exists():
        return html.Li(html.P(step.text, className="say"))
    shot = html.Img(src=_address(picture), alt=step.picture_text)
    return html.Li([html.P(step.text, className="say"), shot], className="pictured")


def _address(picture: Path) -> str:
    """Relative to the page, with the time of the file: browsers keep a picture for a year."""
    return f"assets/{picture.parent.name}/{picture.name}?m={picture.stat().st_mtime:.0f}"


def _glossary(glossary: Glossary, screen: HelpScreen) -> Component:
    head = html.Thead(html.Tr([html.Th(screen.name_heading), html.Th(screen.meaning_heading)]))
    rows = [html.Tr([html.Th(_name(each)), html.Td(each.text)]) for each in glossary.meanings]
    return html.Section(
        [heading(glossary.title), html.Table([head, html.Tbody(rows)])],
        id=ids.help_part(glossary.anchor),
        className="glossary",
    )


def _name(meaning: Meaning) -> list[Component | str]:
    return [status_glyph(meaning.status), meaning.name] if meaning.status else [meaning.name]


def _shortcuts(screen: HelpScreen) -> Component:
    return html.Section(
        [
            heading(screen.shortcuts_title, screen.shortcuts_note),
            shortcut_list(screen.shortcuts),
            shortcut_switch(screen.shortcuts_on, screen.shortcuts_off),
        ],
        id=ids.help_part(SHORTCUTS),
    )
