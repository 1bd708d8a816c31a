"""The pages on which staff edit what walls play, and the 약칭: forms that are sent as they stand.

assets/programme.js adds the picture of a scene beside the form; without it everything else works.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.geometry import CANVAS
from dashboard.domain.playlist_draft import SceneDraft
from dashboard.domain.words import Words
from dashboard.screens.wall_geometry import Looked
from dashboard.screens.wall_programme import Difference, NameLine, NamesScreen, ProgrammeScreen
from layouts.forms import LONGEST, Choice, hidden, listing, note, said, told, typed_field, wrong
from layouts.pane import TextField
from layouts.parts import HIDDEN, current, hook, named

SCRIPTS, UNSAVED = ("wall_trees.js", "programme.js", "unsaved.js"), "unsaved.js"
SHEET = "programme.css"
TYPED = 60
"""Signs that may be typed as a 약칭: what is too long is refused with a sentence, not cut off unseen."""


def programme(
    screen: ProgrammeScreen, sheets: Sequence[str], looked: Sequence[Looked], words: Words
) -> Component:
    """`sheets` are the addresses of the style sheets of walls, `looked` what a picture may be made for."""
    changed = _compared(screen.changes, words.programme_changes, ("before", "after"))
    differing = _compared(screen.differences, words.programme_differences, ("saved", "mine"))
    start_over = [html.A(words.programme_start_over, href=urls.PROGRAMME_PATH, className="way")]
    parts = [
        *told(screen.news),
        *changed,
        *said(screen.problem),
        *differing,
        *(start_over if screen.differences else []),
        html.Div([_form(screen, words), _preview(sheets, looked, words)], className="beside"),
    ]
    ways = [
        html.A(words.programme_to_wall, href=urls.WALL_PATH),
        html.A(words.names_title, href=urls.NAMES_PATH),
        html.A(words.geometry_title, href=urls.GEOMETRY_PATH),
    ]
    return staff_page(words.programme_title, words.programme_lead, ways, parts, words)


def names(screen: NamesScreen, words: Words) -> Component:
    """Every project of the data with its names."""
    count = html.P(screen.missing_text, className="count" if screen.is_complete else "count missing")
    explained = [] if screen.is_complete else [note(words.names_missing_note)]
    parts = [
        *told(screen.news),
        *said(screen.problem),
        html.Div([count, *explained], className="state"),
        *([_names_form(screen, words)] if screen.lines else []),
    ]
    ways = [
        html.A(words.programme_title, href=urls.PROGRAMME_PATH),
        html.A(words.geometry_title, href=urls.GEOMETRY_PATH),
    ]
    return staff_page(words.names_title, words.names_lead, ways, parts, words)


def staff_page(
    title: str, lead: str, ways: Sequence[Component], parts: Sequence[Component], words: Words
) -> Component:
    """A page of policy staff's with the ways to the others."""
    back = html.A(words.to_room, href=urls.room())
    links = html.Nav([*ways, back], className="ways", **named(title))
    head = html.Header([html.H1(title), links])
    return html.Main([head, html.P(lead, className="lead"), *parts], className="programme")


def _compared(
    found: Sequence[Difference], heads: Mapping[str, str], beside: tuple[str, str]
) -> list[Component]:
    if not found:
        return []
    rows = [
        html.Tr([html.Th(each.what, scope="row"), html.Td(each.one), html.Td(each.other)]) for each in found
    ]
    return [html.Div(listing(heads, rows, " · ".join(heads[each] for each in beside)), className="compared")]


# -- the playlist ------------------------------------------------------------------------------


def _form(screen: ProgrammeScreen, words: Words) -> Component:
    draft = screen.draft
    # The first button of a form is the one that the Enter key presses.
    bar = html.Div(
        [
            html.Button(words.programme_save, type="submit", className="main"),
            html.P(screen.saved_text, className="note"),
            html.P(className="loop", hidden=True, **hook("loop")),
        ],
        className="bar",
    )
    scenes = html.Ol([_scene(each, at, screen, words) for at, each in enumerate(draft.scenes)])
    parts = [
        bar,
        hidden("seen", screen.seen),
        TextField("look", "", LONGEST, type="hidden", value=screen.looked_at.value, **hook("looked")),
        _group(
            words.programme_scenes,
            [note(words.programme_scenes_note), *_wrong(screen, "scenes"), scenes],
            "scenes",
        ),
        _group(words.programme_target, [_target(screen, words)]),
        _group(words.programme_night, _night(screen, words)),
        _check("counts-down", words.programme_term, is_on=draft.counts_down),
    ]
    unsaved = hook("unsaved") if screen.problem or screen.moved else {}
    return html.Form(parts, action=urls.PROGRAMME_PATH, method="post", **hook("form"), **unsaved)


def _scene(each: SceneDraft, at: int, screen: ProgrammeScreen, words: Words) -> Component:
    kind, name = each.kind.value, words.wall_scenes[each.kind]
    look = html.Button(
        words.programme_look,
        type="button",
        hidden=True,
        className="look",
        **hook("look", kind),
        **named(words.programme_look_at.format(name=name)),
        **_pressed(is_on=screen.looked_at is each.kind),
    )
    return html.Li(
        [
            hidden("scene", kind),
            _moves(each, at, screen, words),
            html.B(str(at + 1), className="place", **HIDDEN),
            _check(f"on-{kind}", name, is_on=each.is_on),
            html.Label(
                [
                    html.Span(words.programme_seconds_of.format(name=name), className="vh"),
                    _text(
                        f"seconds-{kind}", each.seconds, screen, kind, inputMode="numeric", className="short"
                    ),
                    html.Span(words.seconds.format(n="").strip(), **HIDDEN),
                    *_wrong(screen, kind),
                ],
                className="seconds",
            ),
            html.Span(className="facts", **hook("facts", kind)),
            look,
        ],
        className="on" if each.is_on else "off",
    )


def _moves(each: SceneDraft, at: int, screen: ProgrammeScreen, words: Words) -> Component:
    """Up and down. Whoever has moved a scene finds the focus where it was, or turned round at an end."""
    name, kind = words.wall_scenes[each.kind], each.kind.value
    ends = {"up": at == 0, "down": at == len(screen.draft.scenes) - 1}
    moved, way = screen.moved or (None, "")
    focused = (
        (way if not ends.get(way, True) else {"up": "down", "down": "up"}[way]) if moved is each.kind else ""
    )
    texts = {"up": words.programme_up.format(name=name), "down": words.programme_down.format(name=name)}
    buttons = [
        html.Button(
            html.I(className=f"arrow {way}", **HIDDEN),
            type="submit",
            name=way,
            value=kind,
            disabled=ends[way],
            autoFocus=way == focused,
            title=text,
            **named(text),
        )
        for way, text in texts.items()
    ]
    return html.Div(buttons, className="moves")


def _target(screen: ProgrammeScreen, words: Words) -> Component:
    field = Choice("programme", words.programme_target, screen.programmes, screen.draft.programme)
    text = html.Span(words.programme_target, className="vh")
    return html.Label([text, field, *_wrong(screen, "programme")])


def _night(screen: ProgrammeScreen, words: Words) -> list[Component]:
    times = {
        "night-from": (words.programme_night_from, screen.draft.night_from),
        "night-until": (words.programme_night_until, screen.draft.night_until),
    }
    fields = [
        html.Label([html.Span(label), _text(name, value, screen, "night", type="time")])
        for name, (label, value) in times.items()
    ]
    return [html.Div(fields, className="times"), *_wrong(screen, "night"), note(words.programme_night_note)]


def _preview(sheets: Sequence[str], looked: Sequence[Looked], words: Words) -> Component:
    """The place of a picture; the script shows it, because without one there is none."""
    texts = {
        "facts": words.programme_facts,
        "empty": words.missing,
        "loop": words.programme_loop,
        "of": words.programme_preview_of,
        "none": words.programme_preview_none,
        "off": words.programme_preview_off,
        "failed": words.programme_preview_failed,
    }
    walls = {each.wall: _pictured(each) for each in looked}
    given = {"sheets": list(sheets), "walls": walls, "texts": texts, "canvas": CANVAS}
    options = {each.wall: each.label for each in looked}
    chosen = html.Label([html.Span(words.geometry_of), Choice("of", words.geometry_of, options, "")])
    under = [
        html.Button(words.programme_previous, type="button", **hook("back")),
        html.P(words.programme_preview_drawing, role="status", **hook("caption")),
        html.Button(words.programme_next, type="button", **hook("onward")),
    ]
    return html.Section(
        [
            html.Div([html.H2(words.programme_preview), chosen], className="above"),
            html.P(className="note", role="status", **hook("geometry")),
            html.Div(className="picture", role="img", **hook("picture"), **named(words.programme_preview)),
            html.Div(under, className="under"),
        ],
        className="preview",
        hidden=True,
        **hook("preview", json.dumps(given, ensure_ascii=False)),
    )


def _pictured(each: Looked) -> dict[str, Any]:
    return {
        "panels": each.geometry.panels,
        "theme": each.geometry.theme,
        "shape": each.shape,
        "text": each.text,
        "hard": each.is_hard,
    }


def _group(title: str, parts: Sequence[Component], class_name: str = "") -> Component:
    return html.Fieldset([html.Legend(title), *parts], className=class_name)


def _pressed(*, is_on: bool) -> Any:
    return {"aria-pressed": str(is_on).lower()}


def _check(name: str, label: str, *, is_on: bool) -> Component:
    box = TextField(name, "", LONGEST, type="checkbox", value="1", checked=is_on)
    return html.Label([box, html.Span(label)], className="check")


def _text(name: str, value: str, screen: ProgrammeScreen, field: str, **more: Any) -> Component:
    return typed_field(name, value, field in (screen.problems or {}), **more)


def _wrong(screen: ProgrammeScreen, field: str) -> list[Component]:
    return wrong(screen.problems or {}, field)


# -- 약칭 --------------------------------------------------------------------------------------


def _names_form(screen: NamesScreen, words: Words) -> Component:
    bar = html.Div(
        [html.Button(words.programme_save, type="submit", className="main"), *_pages(screen, words)],
        className="bar",
    )
    table = listing(words.names_heads, [_name(line, words) for line in screen.lines], words.names_title)
    page = hidden("page", str(screen.page))
    return html.Form([bar, page, table], action=urls.NAMES_PATH, method="post", className="names")


def _pages(screen: NamesScreen, words: Words) -> list[Component]:
    if screen.pages < 2:
        return []
    links = [
        html.A(
            words.names_page.format(n=number),
            href=urls.names(number),
            **current(number == screen.page, "page"),
        )
        for number in range(1, screen.pages + 1)
    ]
    return [html.Nav(links, className="ways", **named(words.names_pages))]


def _name(line: NameLine, words: Words) -> Component:
    label = words.names_field.format(label=f"{line.number} {line.name}")
    told_wrong = [html.Span(line.problem, className="wrong")] if line.problem else []
    typed = html.Label(
        [
            html.Span(label, className="vh"),
            typed_field(f"name-{line.project_id}", line.typed, line.problem is not None, maxLength=TYPED),
            *told_wrong,
        ]
    )
    kept = [hidden("id", line.project_id), hidden(f"was-{line.project_id}", line.seen)]
    cells = (line.name, line.source_name or words.missing_mark, [*kept, typed], line.wide, line.narrow)
    return html.Tr(
        [html.Th(line.number, scope="row"), *(html.Td(cell) for cell in cells)],
        className="missing" if line.is_missing else "",
    )
