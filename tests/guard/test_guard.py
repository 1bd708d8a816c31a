"""Only what a page of ours sends reaches a callback; everything else gets a short refusal that says which."""

import copy
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dash import ALL, Dash, Input, Output
from flask.testing import FlaskClient

from callbacks import guard, shapes
from callbacks.gate import NEEDS
from dashboard import urls
from dashboard.domain.words import KOREAN
from layouts import ids
from tests.callbacks.application import HeldRoom, client
from tests.guard.bodies import UPDATE, Body, press_body, recorded, show_body

SECRET = "kept-to-itself"


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    return client(HeldRoom(), tmp_path)


def refusal(browser: FlaskClient, body: Any, **more: Any) -> tuple[int, str]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = browser.post(UPDATE, data=data, content_type="application/json", **more)
    return answer.status_code, (answer.get_json(silent=True) or {}).get("code", "")


def changed(change: Callable[[Body], object], body: Body | None = None) -> Body:
    spoilt = copy.deepcopy(body or show_body("/"))
    change(spoilt)
    return spoilt


UNDECLARED: dict[str, Callable[[Body], object]] = {
    "an output that nobody has": lambda body: body.update(output="page.children"),
    "an output of the browser's own": lambda body: body.update(output="address.data"),
    "no output": lambda body: body.pop("output"),
    "an output that is no text": lambda body: body.update(output=["notice.children"]),
    "no outputs": lambda body: body.pop("outputs"),
    "another component": lambda body: body["outputs"][0].update(id="notice"),
    "another property": lambda body: body["outputs"][0].update(property="title"),
    "a part too many": lambda body: body["outputs"].append(body["outputs"][0]),
    "a pane twice": lambda body: body["outputs"][1].append(body["outputs"][1][0]),
    "a figure among the panes": lambda body: body["outputs"][1][0]["id"].update(type="figure"),
    "a name that is a path": lambda body: body["outputs"][1][0]["id"].update(name="../../etc"),
    "a name that is no text": lambda body: body["outputs"][1][0]["id"].update(name=["ALL"]),
    "an id with more in it": lambda body: body["outputs"][1][0]["id"].update(index=1),
    "panes without end": lambda body: body["outputs"].__setitem__(
        1, [{"id": ids.pane(f"p{n}"), "property": "tree"} for n in range(guard.MOST_PARTS + 1)]
    ),
    "another input": lambda body: body["inputs"][0].update(id="shown"),
    "inputs in another order": lambda body: body["inputs"].reverse(),
    "an input less": lambda body: body["inputs"].pop(),
    "inputs that are no list": lambda body: body.update(inputs={"id": "address"}),
    "an input with more in it": lambda body: body["inputs"][0].update(multi=True),
    "no state": lambda body: body.pop("state"),
    "a state as changed input": lambda body: body.update(changedPropIds=["shown.data"]),
    "a changed input that nobody has": lambda body: body.update(changedPropIds=["x.y"]),
    "a changed input twice": lambda body: body.update(changedPropIds=["address.data"] * 2),
    "changed inputs as a text": lambda body: body.update(changedPropIds="address.data"),
    "no changed inputs": lambda body: body.pop("changedPropIds"),
    "parsed inputs that nobody has": lambda body: body.update(parsedChangedPropsIds=["x.y"]),
    "a key that the renderer does not send": lambda body: body.update(cancelJob=[1]),
}


@pytest.mark.parametrize("change", UNDECLARED.values(), ids=UNDECLARED)
def test_what_no_callback_declares_is_refused(browser: FlaskClient, change: Callable[[Body], object]) -> None:
    assert refusal(browser, changed(change)) == (400, "undeclared")


def _address(value: Any) -> Callable[[Body], object]:
    return lambda body: body["inputs"][0].update(value=value)


VALUES: dict[str, Callable[[Body], object]] = {
    "an address that is a text": _address("/"),
    "an address without a scale": _address({"href": "/"}),
    "an address with more in it": _address({"href": "/", "scale": 1, "x": 1}),
    "a number as href": _address({"href": 7, "scale": 1}),
    "an endless href": _address({"href": "/" * (guard.LONGEST_ADDRESS + 1), "scale": 1}),
    "a text as scale": _address({"href": "/", "scale": "big"}),
    "true as scale": _address({"href": "/", "scale": True}),
    "a scale below nothing": _address({"href": "/", "scale": -1}),
    "a scale without bound": _address({"href": "/", "scale": 1e9}),
    "a list as version": lambda body: body["inputs"][1].update(value=[]),
    "a shown page that is a number": lambda body: body["state"][0].update(value=3),
    "a shown page without a title": lambda body: body["state"][0].update(
        value={"screen": "/", "token": "1", "zooms": {}, "sheet": ""}
    ),
    "zooms of no figure": lambda body: body["state"][0].update(
        value={"screen": "/", "token": "1", "title": "", "zooms": {"../": "x"}, "sheet": ""}
    ),
}


@pytest.mark.parametrize("change", VALUES.values(), ids=VALUES)
def test_a_value_of_another_shape_is_refused(browser: FlaskClient, change: Callable[[Body], object]) -> None:
    assert refusal(browser, changed(change)) == (422, "wrong_value")


@pytest.mark.parametrize(
    "value",
    [
        {"id": {"type": "act", "action": "drop", "source": "", "table": ""}},
        {"id": {"type": "pane", "action": "refresh", "source": "", "table": ""}},
        {"id": ids.act(ids.REFRESH, "x" * 300)},
        {"given": {"name": 7}},
        {"given": {f"f{n}": "" for n in range(30)}},
        {"here": None},
        {"count": 1.5},
        {"count": 0},
    ],
)
def test_a_press_of_no_button_is_refused(browser: FlaskClient, value: dict[str, Any]) -> None:
    body = press_body(ids.act(ids.REFRESH, "demo"), {})
    body["inputs"][0]["value"].update(value)

    assert refusal(browser, body) == (422, "wrong_value")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"[",
        b"null",
        b"[]",
        b"\xff\xfe{",
        b"\xef\xbb\xbf{}",
        json.dumps(show_body("/")).encode("utf-16"),
        b'{"output":"a","output":"b"}',
        b'{"output":NaN}',
        b'{"output":1e999}',
        b'{"output":' + b"9" * 5000 + b"}",
        b'{"output":"\\ud800"}',
        b'{"output":"\\u0000"}',
        b'{"\\u0000":1}',
        b"[" * 100_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b"[" + b"1," * 50_000 + b"1]",
    ],
)
def test_what_is_no_plain_json_is_refused(browser: FlaskClient, data: bytes) -> None:
    status, code = refusal(browser, data)

    assert (status, code) in ((400, "unreadable"), (400, "undeclared"))
    if data not in (b"null", b"[]"):
        assert code == "unreadable"


def test_more_than_the_limit_is_refused_unread(browser: FlaskClient) -> None:
    assert refusal(browser, b" " * (guard.LARGEST_BODY + 1)) == (413, "too_large")
    assert browser.post("/nowhere", data=b" " * (guard.LARGEST_BODY + 1)).status_code == 413


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_type_than_json_is_refused(browser: FlaskClient, kind: str) -> None:
    answer = browser.post(UPDATE, data=json.dumps(show_body("/")), content_type=kind)

    assert (answer.status_code, answer.get_json()["code"]) == (415, "wrong_type")


@pytest.mark.parametrize("query", ["?cacheKey=1", "?cancelJob=1", "?job=1&oldJob=2", "?endId=../..", "?x"])
def test_another_query_than_the_renderers_is_refused(browser: FlaskClient, query: str) -> None:
    assert browser.post(UPDATE + query, json=show_body("/")).get_json()["code"] == "undeclared"
    assert browser.post(f"{UPDATE}?endId=aB-_~%7E0", json=show_body("/")).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_callbacks_take_no_other_method(browser: FlaskClient, method: str) -> None:
    assert browser.open(UPDATE, method=method).status_code == 405


def test_a_refusal_is_one_line_that_holds_nothing_of_the_body(
    browser: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    body = changed(lambda body: body.update(output=SECRET))

    with caplog.at_level(logging.INFO):
        answer = browser.post(UPDATE, json=body)

    (line,) = [each.getMessage() for each in caplog.records]
    assert "POST" in line
    assert "undeclared" in line
    assert SECRET not in line + answer.get_data(as_text=True)
    assert answer.get_json() == {"code": "undeclared", "error": KOREAN.refusals["undeclared"]}


def test_a_path_cannot_write_lines_into_the_log(
    browser: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    browser.post("/_reload-hash%0a2026 INFO forged")

    assert all("\n" not in each.getMessage() for each in caplog.records)


def test_dashs_routes_are_open_only_where_a_page_needs_them(browser: FlaskClient) -> None:
    of_dash = {rule.rule for rule in browser.application.url_map.iter_rules() if rule.rule.startswith("/_")}
    closed = {rule for rule in of_dash if not NEEDS.get(rule)}

    assert closed == {urls.RELOAD_PATH, urls.DASH_ICON_PATH}
    assert {browser.get(rule).status_code for rule in closed} <= {403, 404}
    assert {browser.get(rule).status_code for rule in (urls.LAYOUT_PATH, urls.DEPENDENCIES_PATH)} == {200}


@pytest.mark.parametrize(
    "path",
    [
        "dash/deps/nothing.js",
        "dash/../app.py",
        "dash/dash.py",
        "os/path.py",
        "flask/app.py",
        "dashboard/app.py",
        "dash_ag_grid/%2e%2e/x",
        "x/y",
        "dash/",
    ],
)
def test_no_file_but_the_scripts_of_components_is_served(browser: FlaskClient, path: str) -> None:
    assert browser.get(urls.SCRIPTS_PATH + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/%2e%2e/etc/passwd", "/..", "/%00", "//", "/_mcp", "/static/x", "/_alive_x", "/nix"]
)
def test_an_address_that_is_none_is_not_found(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code in (308, 404)


def test_an_address_without_end_is_refused(browser: FlaskClient) -> None:
    answer = browser.get("/?x=" + "y" * guard.LONGEST_ADDRESS)

    assert (answer.status_code, answer.get_json()["code"]) == (414, "address_too_long")


def test_every_name_of_a_pane_and_a_figure_is_one_that_the_guard_takes(browser: FlaskClient) -> None:
    names = [
        part["id"]["name"]
        for body in recorded(browser)
        if isinstance(body["outputs"], list)
        for part in [*body["outputs"][1], *body["outputs"][2]]
    ]

    assert len(set(names)) > 40
    assert [name for name in names if not guard.is_part_name(name)] == []


def test_a_callback_whose_input_nobody_checks_stops_the_start() -> None:
    app = Dash("tests")

    @app.callback(Output("b", "children"), Input("a", "value"))
    def answer(value: Any) -> Any:
        return value

    with pytest.raises(KeyError, match=r"a\.value"):
        guard.declarations(app, {})


def test_inputs_with_wildcards_are_held_against_their_pattern() -> None:
    app = Dash("tests")
    pattern = '{"name":["ALL"],"type":"figure"}.clickData'

    @app.callback(Output("b", "children"), Input({"type": "figure", "name": ALL}, "clickData"))
    def answer(clicks: Any) -> Any:
        return clicks

    declared = guard.declarations(app, {pattern: shapes.maybe(shapes.whole(0, 9))})
    one = {"id": {"name": "map", "type": "figure"}, "property": "clickData", "value": 3}
    name = '{"name":"map","type":"figure"}.clickData'
    body = {
        "output": "b.children",
        "outputs": {"id": "b", "property": "children"},
        "inputs": [[one]],
        "changedPropIds": [name],
    }

    guard.expect_declared(body, declared)
    for spoilt in ([[one, one]], [one], [[{**one, "value": 10}]], [[{**one, "id": "map"}]]):
        with pytest.raises(guard.Stray):
            guard.expect_declared({**body, "inputs": spoilt}, declared)
