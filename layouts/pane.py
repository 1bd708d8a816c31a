"""Pane: a region of a page, drawn by React from a tree of html components; and trees as plain data.

Dash 4.4 makes every DOM node anew when `children` of a component change: an open <details>, the
focus and a text selection are lost, and 136 tiles take 0.7 s. A Pane has the tree as one property
instead, and assets/pane.js gives it to React, which changes only what differs (0.04 s).
"""

from typing import Any

from dash.development.base_component import Component

Node = Any
"""A plain node: None, text, a number, a list of nodes, or {"type", "namespace", "props"}."""


class Pane(Component):
    """`tree` is kept as plain data. A pressed button in it writes its id to the store `ids.PRESSED`."""

    _namespace = "room_parts"
    _type = "Pane"

    def __init__(self, id: dict[str, str], tree: Component) -> None:
        self._prop_names = ["id", "tree"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(id=id, tree=plain(tree))  # type: ignore[no-untyped-call]


class TextField(Component):
    """An <input> for one line of text, for use in a Pane or in plain HTML alone: dash.html has none.

    `more` are further attributes, in React's spelling.
    """

    _namespace = "dash_html_components"
    _type = "Input"

    def __init__(self, name: str, placeholder: str, most: int, class_name: str = "", **more: Any) -> None:
        given = {
            "name": name,
            "placeholder": placeholder,
            "title": placeholder,
            **({"aria-label": placeholder} if placeholder else {}),
            "maxLength": most,
            "autoComplete": "off",
            "className": class_name,
            **more,
        }
        self._prop_names = list(given)
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        super().__init__(**given)  # type: ignore[no-untyped-call]


def plain(part: Any) -> Node:
    """`part` with every component as a dictionary that any JSON writer takes."""
    if isinstance(part, Component):
        return {key: plain(value) for key, value in part.to_plotly_json().items()}
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [plain(each) for each in part]
    return part
