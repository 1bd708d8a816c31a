"""The page on which staff say what each wall's screen is like: a form with a line for each wall."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.words import Words
from dashboard.screens.wall_geometry import GeometryLine, GeometryScreen
from layouts.forms import Choice, hidden, listing, note, said, told, typed_field, wrong
from layouts.parts import Children, named
from layouts.programme import staff_page

TYPED = 12
"""Signs that may be typed as a number: what is no number is refused with a sentence."""
CHECKED = "wall"
"""What is wrong with a wall as a whole, not with one of its fields."""


def build(screen: GeometryScreen, words: Words) -> Component:
    ways = [
        html.A(words.programme_title, href=urls.PROGRAMME_PATH),
        html.A(words.names_title, href=urls.NAMES_PATH),
    ]
    lead = words.geometry_lead.format(usual=screen.usual_text)
    content = [_form(screen, words)] if screen.lines else [note(words.geometry_none)]
    parts = [*told(screen.news), *said(screen.problem), *content]
    return staff_page(words.geometry_title, lead, ways, parts, words)


def _form(screen: GeometryScreen, words: Words) -> Component:
    bar = html.Div(html.Button(words.programme_save, type="submit", className="main"), className="bar")
    rows = [_line(line, at, screen.usual, words) for at, line in enumerate(screen.lines)]
    table = listing(words.geometry_heads, rows, words.geometry_title)
    return html.Form([bar, table], action=urls.GEOMETRY_PATH, method="post", className="geometry")


def _line(line: GeometryLine, at: int, usual: Mapping[str, str], words: Words) -> Component:
    kept = [hidden("wall", line.wall), hidden(f"seen-{at}", line.seen)]
    state = words.heard_there if line.is_there else words.heard_gone
    legible = html.Span(line.legible_text, className="hard" if line.is_hard else "")
    options = {"panels": words.geometry_panels, "theme": words.geometry_themes}
    cells: tuple[Children, ...] = (
        [*kept, f"{state} · {line.seen_text}"],
        *(_number(line, at, name, usual, words) for name in ("diagonal_in", "distance_m")),
        *(_choice(line, at, name, each, usual, words) for name, each in options.items()),
        [legible, *wrong(line.problems, CHECKED)],
    )
    return html.Tr([html.Th(line.label, scope="row"), *map(html.Td, cells)])


def _number(line: GeometryLine, at: int, name: str, usual: Mapping[str, str], words: Words) -> Component:
    field = typed_field(
        f"{name}-{at}",
        line.typed.get(name, ""),
        name in line.problems,
        inputMode="decimal",
        maxLength=TYPED,
        hint=usual[name],
        title=_name(line, name, words),
        className="short",
        **named(_name(line, name, words)),
    )
    return html.Label([field, *wrong(line.problems, name)])


def _choice(
    line: GeometryLine,
    at: int,
    name: str,
    options: Mapping[str, str],
    usual: Mapping[str, str],
    words: Words,
) -> Component:
    default = {"": words.geometry_default.format(value=usual[name])}
    text = _name(line, name, words)
    field = Choice(f"{name}-{at}", text, default | dict(options), line.typed.get(name, ""))
    return html.Label([html.Span(text, className="vh"), field, *wrong(line.problems, name)])


def _name(line: GeometryLine, name: str, words: Words) -> str:
    return words.geometry_field.format(wall=line.label, field=words.geometry_heads[name])
