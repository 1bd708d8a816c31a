"""Area → project as nested areas: size is planned money, ground is how much of it is secured."""

from html import escape
from typing import Any

from dashboard.screens.money_tree import Branch, Leaf, Level, TreeCut
from layouts.theme import Look, base_layout

GROUNDS = {
    Level.FULL: "map5",
    Level.HIGH: "map3",
    Level.MIDDLE: "map1",
    Level.LOW: "late-q",
    Level.NONE: "s3",
}
"""Steps of one blue; what is missing in the tint of missing money; unknown grey. money.css has the same."""
ROOT = "root"
LARGE_SHARE = 0.02


def tree_figure(cut: TreeCut, look: Look) -> dict[str, Any]:
    """A click on an area narrows to it, one on 전체 widens again, one on a project leads there."""
    rows = [_root(cut)]
    for branch in cut.branches:
        if branch.drawn:
            rows.append(_branch(branch))
            rows += [_leaf(branch, leaf) for leaf in branch.leaves]
    grounds = [look.colours[GROUNDS[level] if level else "s1"] for *_, level in rows]
    trace = {
        "type": "treemap",
        "ids": [row[0] for row in rows],
        "parents": [row[1] for row in rows],
        "labels": [row[2] for row in rows],
        "values": [row[3] for row in rows],
        "text": [_lines(row, cut) for row in rows],
        "hovertext": [f"<b>{row[2]}</b><br>{row[4]}" for row in rows],
        "customdata": [row[5] for row in rows],
        "branchvalues": "total",
        "sort": True,
        "tiling": {"packing": "squarify", "pad": look.px(1)},
        "marker": {
            "colors": grounds,
            "pad": {"t": look.px(20), "l": look.px(1), "r": look.px(1), "b": look.px(1)},
            "line": {"color": look.colours["bg"], "width": look.px(1)},
        },
        "textinfo": "text",
        "textposition": "middle center",
        "textfont": {"color": look.colours["tx"], "size": look.px(12)},
        "hovertemplate": "%{hovertext}<extra></extra>",
        "pathbar": {"thickness": look.px(22), "textfont": {"color": look.colours["tx"], "size": look.px(12)}},
    }
    layout = base_layout(look) | {
        "margin": {"l": 0, "r": 0, "t": look.px(24), "b": 0, "pad": 0},
        "uniformtext": {"minsize": look.px(9.5), "mode": "hide"},
    }
    return {"data": [trace], "layout": layout}


Mark = tuple[str, str, str, int, str, str, Level | None]
"""Key, key of the parent, label, value, text, address, step of 확보율."""


def _root(cut: TreeCut) -> Mark:
    return ROOT, "", escape(f"{cut.all_label} {cut.total_text}"), cut.total, "", cut.all_href, None


def _lines(row: Mark, cut: TreeCut) -> str:
    """What stands on the area itself: all of it where there is room, the name word by word where there is none."""
    _, parent, label, amount, text, *_ = row
    if parent in ("", ROOT):
        return label
    if amount >= LARGE_SHARE * cut.total:
        return f"{label}<br>{text}"
    return label.replace(" ", "<br>")


def _branch(branch: Branch) -> Mark:
    text = f"{branch.projects_text} · {branch.rate.name} {branch.rate.value_text}"
    label = f"{branch.label} {branch.amount_text}"
    return branch.key, ROOT, escape(label), branch.drawn, escape(text), branch.href or "", None


def _leaf(branch: Branch, leaf: Leaf) -> Mark:
    text = f"{escape(leaf.amount_text)}<br>{escape(leaf.rate_text).replace(' (', '<br>(')}"
    return leaf.key, branch.key, escape(leaf.label), leaf.amount, text, leaf.href or "", leaf.level
