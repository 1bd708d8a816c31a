"""Plain HTML of a component tree, for the first paint: the page stands before any script has loaded."""

from collections.abc import Iterator
from html import escape
from typing import Any

from layouts.grid import first_paint
from layouts.pane import Node, plain

VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr", "col"})
RENAMED = {"className": "class", "htmlFor": "for"}
LEFT_OUT = frozenset({"children", "key", "id", "n_clicks", "setProps", "data-share"}) | {
    "aria-labelledby",
    "aria-details",
}
BOOTSTRAP_CLASSES = {"Container": "container-fluid", "Table": "table", "Button": "btn btn-primary"}
BOOTSTRAP_TAGS = {"Container": "div", "Table": "table", "Button": "button"}


def to_html(part: Any) -> str:
    """HTML of `part` (component, plain node, text or list), everything escaped.

    A Pane is its tree, a graph an empty box (its size comes from the style sheet), ids are left
    out (the live page has them), and things without a picture (stores, intervals) are nothing.
    """
    return "".join(_pieces(plain(part)))


def _pieces(node: Node) -> Iterator[str]:
    if node is None or isinstance(node, bool):
        return
    if isinstance(node, list):
        for each in node:
            yield from _pieces(each)
    elif isinstance(node, dict):
        yield from _element(node)
    else:
        yield escape(str(node))


def _element(node: dict[str, Any]) -> Iterator[str]:
    kind, props = node["type"], node["props"]
    if kind == "Pane":
        yield from _pieces(props["tree"])
    elif kind == "Grid":
        yield from _pieces(first_paint(props))
    elif kind == "Graph":
        yield f'<div class="dash-graph {escape(props.get("className") or "")}"></div>'
    elif node["namespace"] == "dash_html_components":
        yield from _tag(kind.lower(), props)
    elif kind == "Link":
        yield from _tag("a", props)
    elif kind in BOOTSTRAP_TAGS:
        classes = f"{BOOTSTRAP_CLASSES[kind]} {props.get('className') or ''}".strip()
        yield from _tag(BOOTSTRAP_TAGS[kind], {"children": props.get("children"), "className": classes})


def _tag(tag: str, props: dict[str, Any]) -> Iterator[str]:
    attributes = {
        RENAMED.get(name, name.lower()): value for name, value in props.items() if name not in LEFT_OUT
    }
    if "data-share" in props:
        attributes["style"] = f"--share:{props['data-share']}"
    yield f"<{tag}{''.join(_attribute(name, value) for name, value in attributes.items())}>"
    if tag not in VOID:
        yield from _pieces(props.get("children"))
        yield f"</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
