"""What may reach a callback: only what a page of ours can send, held against the callbacks' own declarations.

Dash itself checks nothing. Here the body must be plain JSON, name a callback that the server answers,
and give exactly its outputs, inputs and states, each value in a shape that the callback declares.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request

from callbacks.refusals import Refusal, refuse
from callbacks.shapes import Check, is_plain, text
from dashboard import urls
from dashboard.domain.words import Words
from layouts import ids

LARGEST_BODY = 256 * 1024
"""Bytes; what a page sends of itself stays below 10 KB."""
LONGEST_ADDRESS = 16 * 1024
"""Signs of a path with its query. The room's own addresses stay below `urls.LONGEST_HREF`."""
MOST_PARTS = 200
"""Panes or figures that one page may have."""

BODY_KEYS = frozenset({"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"})
ALL = ["ALL"]
PAGE_MARK = re.compile(rb"endId=[A-Za-z0-9_~%-]{1,200}")
"""What the renderer puts into the query of every callback. Queries for background callbacks are closed."""
is_part_name = text(60, ids.PART_NAME)


class Stray(Exception):
    """A body that no page of ours sends; the message says what is wrong, without its content."""

    def __init__(self, refusal: Refusal, cause: str) -> None:
        super().__init__(cause)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Part:
    """An output, input or state as it is declared. In the id of one with wildcards, `ALL` is any name."""

    id: str | dict[str, Any]
    property: str
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A callback that the server answers; `is_single` is one whose output is no list."""

    outputs: tuple[Part, ...]
    inputs: tuple[Part, ...]
    states: tuple[Part, ...]
    is_single: bool


def register(app: Dash, checks: Mapping[str, Check], words: Words) -> None:
    """Guard every route; to be called when all callbacks are registered.

    `checks` are the shapes of the values by "id.property"; KeyError names an input that has none.
    """
    declared = declarations(app, checks)
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY

    @server.before_request
    def guard() -> Response | None:
        try:
            _guard_address(app)
            if request.path == urls.CALLBACKS_PATH:
                expect_declared(_read(), declared)
        except Stray as stray:
            return refuse(stray.refusal, str(stray), words)
        return None


def declarations(app: Dash, checks: Mapping[str, Check]) -> dict[str, Declared]:
    """The callbacks that the server answers, by the name of their output."""
    return {
        name: Declared(
            outputs=tuple(_part(each.to_dict()) for each in _as_list(entry["output"])),
            inputs=tuple(_part(each, checks) for each in entry["inputs"]),
            states=tuple(_part(each, checks) for each in entry["state"]),
            is_single=not isinstance(entry["output"], list),
        )
        for name, entry in app.callback_map.items()
        if "callback" in entry
    }


def _as_list(output: Any) -> list[Any]:
    return output if isinstance(output, list) else [output]


def _part(written: Mapping[str, str], checks: Mapping[str, Check] | None = None) -> Part:
    id_, property_ = written["id"], written["property"]
    check = None if checks is None else checks[f"{id_}.{property_}"]
    return Part(json.loads(id_) if id_.startswith("{") else id_, property_, check)


def _guard_address(app: Dash) -> None:
    """What holds for every route: size and method; and no file of a package but the scripts of components."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise Stray(Refusal.TOO_LARGE, "a body beyond the limit")
    if len(request.path) + len(request.query_string) > LONGEST_ADDRESS:
        raise Stray(Refusal.ADDRESS_TOO_LONG, "an address beyond the limit")
    if request.path == urls.CALLBACKS_PATH and request.method != "POST":
        raise Stray(Refusal.WRONG_METHOD, "callbacks are posted")
    if request.path.startswith(urls.DOCUMENT_PATH) and request.method != "POST":
        raise Stray(Refusal.WRONG_METHOD, "files are asked for with a reason")
    rule = request.url_rule.rule if request.url_rule else ""
    if rule.startswith(urls.SCRIPTS_PATH) and not _is_script(app, **(request.view_args or {})):
        raise Stray(Refusal.NOT_FOUND, "no script of a component")


def _is_script(app: Dash, package_name: str, fingerprinted_path: str) -> bool:
    path, _ = check_fingerprint(fingerprinted_path)
    return path in app.registered_paths.get(package_name, ())


def _read() -> Any:
    """The body, parsed. UTF-8 alone is taken, so that nobody reads it in another way later."""
    if request.mimetype != "application/json":
        raise Stray(Refusal.WRONG_TYPE, "another type than JSON")
    if request.query_string and not PAGE_MARK.fullmatch(request.query_string):
        raise Stray(Refusal.UNDECLARED, "another query than the renderer's")
    try:
        return parsed(request.get_data())
    except (ValueError, RecursionError) as error:
        raise Stray(Refusal.UNREADABLE, f"no plain JSON ({type(error).__name__})") from error


def parsed(data: bytes) -> Any:
    """JSON without repeated names, deep nests, broken texts and endless numbers; ValueError, RecursionError."""
    body = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    if not is_plain(body):
        raise ValueError("not plain")
    return body


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(_text: str) -> Any:
    raise ValueError("no number")


def expect_declared(body: Any, declared: Mapping[str, Declared]) -> None:
    """Stray unless the body is one that a page sends for one of the declared callbacks."""
    _expect(isinstance(body, dict) and body.keys() <= BODY_KEYS, "unknown parts of a body")
    name = body.get("output")
    callback = declared.get(name) if isinstance(name, str) else None
    if callback is None:
        raise Stray(Refusal.UNDECLARED, "no callback that the server answers")
    outputs = [body.get("outputs")] if callback.is_single else body.get("outputs")
    _expect_parts(outputs, callback.outputs, "outputs")
    given = _expect_parts(body.get("inputs"), callback.inputs, "inputs")
    _expect_parts(body.get("state", []), callback.states, "state")
    changed = body.get("changedPropIds")
    names = {_name(each["id"], each["property"]) for each in given}
    _expect(_are_once(changed, names), "changed inputs that are none")
    _expect(_are_once(body.get("parsedChangedPropsIds", changed), names), "parsed inputs that are none")


def _expect_parts(given: Any, parts: Sequence[Part], what: str) -> list[dict[str, Any]]:
    """The given parts, flat; Stray unless they are exactly the declared ones, in their order."""
    _expect(isinstance(given, list) and len(given) == len(parts), f"other {what} than declared")
    found: list[dict[str, Any]] = []
    for item, part in zip(given, parts, strict=True):
        each = item if isinstance(part.id, dict) else [item]
        _expect(isinstance(each, list) and len(each) <= MOST_PARTS, f"too many {what}")
        _expect(all(_is(one, part) for one in each), f"other {what} than declared")
        _expect(len({_name(one["id"], "") for one in each}) == len(each), f"{what} twice")
        for one in each:
            if part.check is not None and not part.check(one.get("value")):
                raise Stray(Refusal.WRONG_VALUE, f"the value of {_name(part.id, part.property)}")
        found += each
    return found


def _is(item: Any, part: Part) -> bool:
    keys = {"id", "property"} | ({"value"} if part.check is not None else set())
    return (
        isinstance(item, dict)
        and item.keys() <= keys
        and item.get("property") == part.property
        and _is_id(item.get("id"), part.id)
    )


def _is_id(given: Any, declared: str | dict[str, Any]) -> bool:
    if isinstance(declared, str):
        return isinstance(given, str) and given == declared
    return (
        isinstance(given, dict)
        and given.keys() == declared.keys()
        and all(
            is_part_name(given[key]) if wanted == ALL else given[key] == wanted
            for key, wanted in declared.items()
        )
    )


def _name(id_: str | dict[str, Any], property_: str) -> str:
    written = id_ if isinstance(id_, str) else json.dumps(id_, sort_keys=True, separators=(",", ":"))
    return f"{written}.{property_}"


def _are_once(given: Any, names: set[str]) -> bool:
    return (
        isinstance(given, list)
        and all(isinstance(each, str) and each in names for each in given)
        and len(set(given)) == len(given)
    )


def _expect(holds: bool, cause: str) -> None:
    if not holds:
        raise Stray(Refusal.UNDECLARED, cause)
