"""Pages without scripts: one column or a list, forms that are sent as they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from layouts.pane import TextField
from layouts.parts import named

LONGEST = 128
"""Signs of what may be typed into a field."""


class Choice(Component):
    """A <select> with the name under which a form sends it: dash.html's has none."""

    _namespace = "dash_html_components"
    _type = "Select"

    def __init__(self, name: str, label: str, options: Mapping[str, str], chosen: str) -> None:
        children = [
            html.Option(text, value=value, selected=value == chosen) for value, text in options.items()
        ]
        given = {"name": name, "title": label, "children": children}
        self._prop_names = list(given)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**given)  # type: ignore[no-untyped-call]


def page(title: str, parts: Sequence[Component], class_name: str = "door") -> Component:
    return html.Main(html.Div([html.H1(title), *parts], className=class_name), className="at-the-door")


def said(problem: str | None) -> list[Component]:
    return [html.P(problem, className="problem", role="alert")] if problem else []


def told(news: str | None) -> list[Component]:
    return [html.P(news, className="told", role="status")] if news else []


def note(text: str) -> Component:
    return html.P(text, className="note")


def form(action: str, parts: Sequence[Component], button: str, class_name: str = "") -> Component:
    content = [*parts, html.Button(button, type="submit")]
    return html.Form(content, action=action, method="post", className=class_name or None)


def field(name: str, label: str, kind: str, purpose: str, **more: Any) -> Component:
    """The label holds its field: plain HTML has no ids here."""
    given: dict[str, Any] = {"type": kind, "autoComplete": purpose, "required": True}
    return html.Label([html.Span(label), TextField(name, "", LONGEST, **(given | more))])


def typed_field(name: str, value: str, is_wrong: bool, *, hint: str = "", **more: Any) -> Component:
    """A field with what was typed. Where something is wrong one begins to type."""
    marked = {"aria-invalid": "true", "autoFocus": True} if is_wrong else {}
    return TextField(name, hint, LONGEST, **({"type": "text", "value": value} | more | marked))


def wrong(problems: Mapping[str, str], field: str) -> list[Component]:
    """What is told beside a field that cannot be used."""
    text = problems.get(field)
    return [html.Span(text, className="wrong")] if text else []


def choice(name: str, label: str, options: Mapping[str, str], chosen: str = "") -> Component:
    return html.Label([html.Span(label), Choice(name, label, options, chosen)])


def hidden(name: str, value: str) -> Component:
    return TextField(name, "", urls.LONGEST_HREF, type="hidden", value=value)


def listing(heads: Mapping[str, str], rows: Sequence[Component], name: str) -> Component:
    """A table that scrolls by itself where the window is narrow; its place can be reached by keyboard."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads.values()]))
    table = html.Table([head, html.Tbody(list(rows))])
    return html.Div(table, className="listing", tabIndex=0, role="region", **named(name))
