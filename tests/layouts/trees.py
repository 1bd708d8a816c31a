"""Looking through the plain trees that screens are sent as."""

from collections.abc import Iterator
from typing import Any

from layouts.pane import Node


def nodes(node: Node) -> Iterator[dict[str, Any]]:
    """Every component of a plain tree, those in panes and stores too."""
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, dict):
        if "namespace" in node:
            yield node
        for each in (node.get("props") or node).values():
            yield from nodes(each)
