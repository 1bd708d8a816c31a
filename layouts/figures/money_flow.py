"""Money as bands from its source over the area to the official status."""

from html import escape
from itertools import pairwise
from typing import Any

from dashboard.screens.money_flow import FlowCut, Link, Node
from layouts.figures.funding import SOURCE_TOKENS
from layouts.parts import STATUS_CLASSES
from layouts.theme import Look, base_layout

PAD_PX, LABEL_PX, HEIGHT_PX = 14, 19, 400
"""Between nodes, of a label, and about the height of the chart, at a scale of 1."""
COLUMNS = {"source": 0.001, "area": 0.5, "state": 0.999}


def flow_figure(cut: FlowCut, look: Look) -> dict[str, Any]:
    """Nodes stand in three columns; bands take the hue of their source, later ones are grey."""
    used = {key for link in cut.links for key in (link.start, link.end)}
    nodes = [node for node in cut.nodes if node.key in used]
    places = {node.key: place for place, node in enumerate(nodes)}
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [f"{escape(node.label)} {escape(node.amount_text)}" for node in nodes],
            "x": [COLUMNS[node.kind] for node in nodes],
            "y": _heights(cut, nodes),
            "color": [_node_colour(node, look) for node in nodes],
            "customdata": [node.href or "" for node in nodes],
            "line": {"width": 0},
            "pad": look.px(PAD_PX),
            "thickness": look.px(14),
            "hovertemplate": "<b>%{label}</b><extra></extra>",
        },
        "link": {
            "source": [places[link.start] for link in cut.links],
            "target": [places[link.end] for link in cut.links],
            "value": [link.amount for link in cut.links],
            "label": [_link_text(link, cut) for link in cut.links],
            "color": [_link_colour(link, look) for link in cut.links],
            "customdata": [link.href or "" for link in cut.links],
            "hovertemplate": "%{label}<extra></extra>",
        },
        "textfont": {"color": look.colours["tx"], "size": look.px(13)},
    }
    margin = {"l": look.px(4), "r": look.px(4), "t": look.px(12), "b": look.px(12), "pad": 0}
    return {"data": [trace], "layout": base_layout(look) | {"margin": margin}}


def _heights(cut: FlowCut, nodes: list[Node]) -> list[float]:
    """The middle of each node, in the order given, as a share of the height; 0 and 1 are not taken."""
    columns = [[node for node in nodes if node.kind == kind] for kind in COLUMNS]
    most = max((len(column) for column in columns), default=1)
    scale = 1 - (most - 1) * PAD_PX / HEIGHT_PX
    return [middle for column in columns for middle in _middles(cut, column, scale)]


def _middles(cut: FlowCut, column: list[Node], scale: float) -> list[float]:
    """Nodes as high as their money, far enough apart for their labels, filling the height."""
    amounts = [_through(cut, node) for node in column]
    heights = [scale * amount / (sum(amounts) or 1) for amount in amounts]
    needed = [
        max(PAD_PX / HEIGHT_PX, LABEL_PX / HEIGHT_PX - (above + below) / 2)
        for above, below in pairwise(heights)
    ]
    free = 1 - sum(heights) - sum(needed)
    spread = free / len(needed) if needed else 0
    shrink = 1.0 if free >= 0 else (1 - sum(heights)) / sum(needed)
    middles, top = [], 0.0 if needed else free / 2
    for place, height in enumerate(heights):
        middles.append(min(max(top + height / 2, 0.001), 0.999))
        if place < len(needed):
            top += height + (needed[place] + spread if free >= 0 else needed[place] * shrink)
    return middles


def _through(cut: FlowCut, node: Node) -> int:
    leaving = sum(link.amount for link in cut.links if link.start == node.key)
    return leaving or sum(link.amount for link in cut.links if link.end == node.key)


def _node_colour(node: Node, look: Look) -> str:
    if node.kind == "source" and node.source is not None:
        return look.colours[SOURCE_TOKENS[node.source]]
    if node.kind == "state" and node.status is not None:
        return look.colours[STATUS_CLASSES[node.status]]
    return look.colours["axis"]


def _link_colour(link: Link, look: Look) -> str:
    token = SOURCE_TOKENS[link.source] if link.source else "axis"
    return see_through(look.colours[token], 0.4 if link.source else 0.28)


def see_through(colour: str, opacity: float) -> str:
    """A colour of the tokens as Plotly writes one that lets others through."""
    return f"{colour}{round(opacity * 255):02x}"


def _link_text(link: Link, cut: FlowCut) -> str:
    labels = {node.key: node.label for node in cut.nodes}
    return f"{escape(labels[link.start])} → {escape(labels[link.end])}<br>{escape(link.amount_text)}"
