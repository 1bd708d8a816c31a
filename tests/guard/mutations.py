"""Bodies as an attacker or a broken browser sends them: real ones with something dropped, forged, nested, torn."""

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, -0.0, 1e308, float("nan"), float("inf"), 0.1),
    *("", "x", "null", "0", "\x00", "\ud800", "\u202eRTL", "가" * 300, "a" * 20_000, "😀" * 50, "각"),
    *("../../etc/passwd", "<script>window.hit=1</script>", "' OR 1=1 --", "=1+1", "javascript:alert(1)"),
    *(
        "/",
        "//",
        "/projects/" + "%2e" * 50,
        "/projects/\u0000",
        "/?as_of=v999999999999999999999",
        "/?x=" + "y" * 5000,
    ),
    *("/?as_of=0000-00-00", "/timeline?from=9999-99&to=0000-00", "/report?quarter=99999Q9", "/city?month=-1"),
    *(
        "/compare?ids=" + ",".join("p" * n for n in range(40)),
        "http://[::1",
        "https://evil.example/",
        "http://%",
    ),
    *([], {}, [[]], [{}], {"id": {}}, {"": ""}, {"type": "pane", "name": "ALL"}, ["ALL"], [None] * 500),
    *(
        {"type": "act", "action": "refresh", "source": "x", "table": ""},
        {"__proto__": {"x": 1}},
        {"props": {}},
    ),
)
NAMES = (
    "output",
    "outputs",
    "id",
    "property",
    "value",
    "name",
    "type",
    "children",
    "__class__",
    "가",
    "",
    "data",
)

Node = dict[str, Any] | list[Any]
Place = tuple[Node, Any]


def places(body: Any) -> list[Place]:
    """Every place in a tree as (its container, key)."""
    found: list[Place] = []
    waiting = [body]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            found.append((node, key))
            waiting.append(node[key])
    return found


def _drop(body: Any, random: Random) -> None:
    node, key = random.choice(places(body))
    del node[key]


def _rename(body: Any, random: Random) -> None:
    node, key = random.choice([place for place in places(body) if isinstance(place[0], dict)])
    node[random.choice(NAMES)] = node.pop(key)  # type: ignore[call-overload]


def _retype(body: Any, random: Random) -> None:
    node, key = random.choice(places(body))
    node[key] = copy.deepcopy(random.choice(STRANGE))


def _nest(body: Any, random: Random) -> None:
    node, key = random.choice(places(body))
    value = node[key]
    for _ in range(random.choice((1, 2, 12, 60))):
        value = [value] if random.random() < 0.5 else {random.choice(NAMES): value}
    node[key] = value


def _swap(body: Any, random: Random) -> None:
    (left, one), (right, other) = random.sample(places(body), 2)
    left[one], right[other] = copy.deepcopy(right[other]), copy.deepcopy(left[one])


def _multiply(body: Any, random: Random) -> None:
    lists = [place for place in places(body) if isinstance(place[0][place[1]], list)]
    node, key = random.choice(lists)
    node[key] = node[key] * random.choice((2, 3, 400))


def _add(body: Any, random: Random) -> None:
    nodes = [node for node, _ in places(body)]
    node = random.choice(nodes)
    value = copy.deepcopy(random.choice(STRANGE))
    if isinstance(node, dict):
        node[random.choice(NAMES)] = value
    else:
        node.insert(random.randrange(len(node) + 1), value)


def _spoil(body: Any, random: Random) -> None:
    texts = [(node, key) for node, key in places(body) if isinstance(node[key], str)]
    node, key = random.choice(texts)
    at = random.randrange(len(node[key]) + 1)
    strange = random.choice(
        ("\x00", "\ud8ff", "\u202e", "%", "%zz", "&", "=", "?", "#", "/", "\\", "'", '"', "<", "가")
    )
    node[key] = node[key][:at] + strange * random.choice((1, 1, 3, 2000)) + node[key][at:]


TREE: tuple[Callable[[Any, Random], None], ...] = (
    _drop,
    _rename,
    _retype,
    _nest,
    _swap,
    _multiply,
    _add,
    _spoil,
)


def _torn(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _flipped(data: bytes, random: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(random.choice((1, 2, 20))):
        spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def _twice(data: bytes, random: Random) -> bytes:
    """A name twice: two readers may take different values."""
    return b'{"output":"notice.children",' + data[1:]


def _endless(data: bytes, random: Random) -> bytes:
    return data.replace(b"1", random.choice((b"NaN", b"Infinity", b"1e999", b"9" * 5000)), 1)


def _deep(data: bytes, random: Random) -> bytes:
    return random.choice((b"[", b'{"a":')) * random.choice((100, 10_000, 100_000))


def _other_code(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "surrogatepass")
    code = random.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7", "cp949"))
    return text.encode(code, "replace")


def _huge(data: bytes, random: Random) -> bytes:
    return data[:-1] + b" " * random.choice((1000, 300_000)) + data[-1:]


RAW: tuple[Callable[[bytes, Random], bytes], ...] = (
    _torn,
    _flipped,
    _twice,
    _endless,
    _deep,
    _other_code,
    _huge,
)


def mutated(body: Any, random: Random) -> bytes:
    """The bytes of a body that differs from `body` in one to three places, or is broken as a text."""
    spoilt = copy.deepcopy(body)
    for _ in range(random.choice((1, 1, 2, 3))):
        if places(spoilt):
            try:
                random.choice(TREE)(spoilt, random)
            except (IndexError, ValueError):  # nothing of this kind is left in the body
                continue
    data = json.dumps(spoilt, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    return random.choice(RAW)(data, random) if random.random() < 0.2 else data


def same(body: Any, random: Random) -> bytes:
    """The same body, written in another way: order of names, spaces, escapes."""
    return json.dumps(
        _shuffled(body, random),
        ensure_ascii=random.random() < 0.5,
        indent=random.choice((None, 1)),
    ).encode("utf-8")


def _shuffled(node: Any, random: Random) -> Any:
    if isinstance(node, list):
        return [_shuffled(each, random) for each in node]
    if isinstance(node, dict):
        names = random.sample(list(node), len(node))
        return {name: _shuffled(node[name], random) for name in names}
    return node
