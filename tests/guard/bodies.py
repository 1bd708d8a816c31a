"""Bodies that pages of the room really send: every screen at its first address, and refreshed; every press."""

import json
from typing import Any

from flask.testing import FlaskClient

from dashboard import urls
from layouts import ids
from tests.callbacks.application import SHOW

UPDATE = "/_dash-update-component"
PLACES = (
    *urls.PATHS.values(),
    *("/projects/p1", "/projects/p2", "/projects/p1/card", "/projects/none", "/nowhere"),
    *("/?programme=task&status=done", "/?as_of=v11", "/?as_of=v77", "/compare?ids=p1,p2"),
    *(
        f"/money?cut={cut}"
        for cut in ("years", "stages", "tree", "flow", "changes", "gaps", "lines", "formulas")
    ),
    *("/timeline?group=area&from=2024-01&to=2024-06", "/map?at=서구", "/projects?q=순환&sort=-planned"),
)

Body = dict[str, Any]


def show_body(href: str, shown: Any = None, panes: Any = (ids.HEADER,), figures: Any = ()) -> Body:
    """What the renderer posts when a page is asked for at `href`."""
    return {
        "output": SHOW,
        "outputs": [
            {"id": "page", "property": "children"},
            [{"id": {"name": name, "type": "pane"}, "property": "tree"} for name in panes],
            [{"id": {"name": name, "type": "figure"}, "property": "figure"} for name in figures],
            {"id": "shown", "property": "data"},
        ],
        "inputs": [
            {"id": "address", "property": "data", "value": {"href": href, "scale": 1}},
            {"id": "data-version", "property": "data"},
        ],
        "changedPropIds": ["address.data"],
        "parsedChangedPropsIds": ["address.data"],
        "state": [{"id": "shown", "property": "data", **({} if shown is None else {"value": shown})}],
    }


def press_body(id_: dict[str, str], given: dict[str, str]) -> Body:
    """What the renderer posts when a button is pressed."""
    value = {"id": id_, "given": given, "here": "/data", "count": 3}
    return {
        "output": "notice.children",
        "outputs": {"id": "notice", "property": "children"},
        "inputs": [{"id": "pressed", "property": "data", "value": value}],
        "changedPropIds": ["pressed.data"],
        "parsedChangedPropsIds": ["pressed.data"],
    }


def press_bodies() -> list[Body]:
    return [
        press_body(ids.act(ids.REFRESH, "demo"), {}),
        press_body(ids.act(ids.CONFIRM_SHRINK, "demo", "plan_fund"), {}),
        press_body(ids.act(ids.SAVE_VIEW, ""), {"name": "늦은 사업"}),
        press_body(ids.act(ids.FORGET_VIEW, "늦은 사업"), {}),
        press_body(ids.act(ids.MARK_MEETING, ""), {"name": "1월 점검"}),
    ]


def recorded(browser: FlaskClient) -> list[Body]:
    """Every body, made as a browser makes it: from what the answer before it put on the page."""
    found = press_bodies()
    for href in PLACES:
        first = show_body(href)
        found.append(first)
        answer = json.loads(browser.post(UPDATE, json=first).get_data())["response"]
        panes, figures = parts(answer["page"]["children"])
        found.append(show_body(href, answer["shown"]["data"], [ids.HEADER, *panes], figures))
    return found


def parts(tree: Any) -> tuple[list[str], list[str]]:
    """Names of the panes and of the figures in a page that was answered."""
    found: dict[str, list[str]] = {ids.PANE_TYPE: [], ids.FIGURE_TYPE: []}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            props = node.get("props", {})
            id_ = props.get("id")
            if isinstance(id_, dict) and id_.get("type") in found:
                found[id_["type"]].append(id_["name"])
            else:
                waiting.append(props.get("children"))
    return found[ids.PANE_TYPE], found[ids.FIGURE_TYPE]
