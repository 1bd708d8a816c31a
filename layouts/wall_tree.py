"""Component trees as short lists for assets/wall.js, which makes and mends elements of them: no markup is ever written.

An element is `[tag, {attribute: value}, child, …]`, a child another element or a text. Names beginning with `--` are
custom properties of the style; elements of SVG have a tag beginning with `svg:`.
"""

from collections.abc import Iterator
from typing import Any

from layouts.html import LEFT_OUT, RENAMED
from layouts.pane import Node, plain

Tree = list[Any]


def trees(part: Any) -> Tree:
    """The trees of `part`: components of html, links, drawings of `layouts.wall_parts.svg`, texts and lists of them."""
    return list(_trees(plain(part)))


def words_in(found: Tree) -> int:
    """How many words there are to be read in trees; numbers alone are looked up, not read."""
    return sum(_words(each) if isinstance(each, str) else words_in(each[2:]) for each in found)


def _words(text: str) -> int:
    return sum(any(sign.isalpha() for sign in word) for word in text.split())


def _trees(node: Node) -> Iterator[Any]:
    if node is None or isinstance(node, bool):
        return
    if isinstance(node, list):
        for each in node:
            yield from _trees(each)
    elif isinstance(node, dict):
        yield _element(node)
    else:
        yield str(node)


def _element(node: dict[str, Any]) -> Tree:
    props = dict(node["props"])
    children = list(_trees(props.pop("children", None)))
    if node["namespace"] == "svg":
        return [
            f"svg:{node['type']}",
            {name: str(value) for name, value in props.items() if value is not None},
            *children,
        ]
    tag = "a" if node["type"] == "Link" else node["type"].lower()
    return [tag, dict(_attributes(props)), *children]


def _attributes(props: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in props.items():
        if name.startswith(VARIABLE):
            yield f"--{name.removeprefix(VARIABLE)}", str(value)
        elif name not in LEFT_OUT and value is not None and value is not False:
            yield RENAMED.get(name, name.lower()), "" if value is True else str(value)


VARIABLE = "data-var-"
"""An attribute of this name becomes a custom property of the style."""
