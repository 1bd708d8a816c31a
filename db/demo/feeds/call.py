"""What an API of the local server gets and gives: a call, rows, a page of them, a reply."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import escape

Row = dict[str, object]
JSON, XML, HTML = "application/json;charset=UTF-8", "application/xml;charset=UTF-8", "text/html;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Call:
    """A request without its base address; `now` is the source's clock, aware."""

    seed: int
    now: datetime
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.params.get(name, default).strip()

    def number(self, name: str, default: int) -> int:
        """A parameter that is a positive number; Refused with code 10 for any other text."""
        given = self.text(name)
        if not given:
            return default
        if not given.isdecimal() or int(given) < 1:
            raise Refused("10")
        return int(given)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page. `total` is what the source says exist; `single`: the one row is no list."""

    rows: list[Row]
    number: int
    size: int
    total: int
    single: bool = False
    null: bool = False

    @property
    def content(self) -> object:
        """The rows as a list, or as the one object that some sources make of a single row."""
        return self.rows[0] if self.single and len(self.rows) == 1 else self.rows


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes
    content_type: str = JSON
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Operation = Callable[[Call], list[Row]]


class Refused(Exception):
    """The source answers with an error of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Broken(Exception):
    """The source breaks: HTTP 500."""


class Api(ABC):
    """A source: how it takes its key, what it can be asked, how it writes pages and errors.

    `page_size` is how many rows come unasked; None where a source knows no pages. `bad_key` and
    `over_quota` are its codes for these.
    """

    id: str
    operations: Mapping[str, Operation]
    key_names: tuple[str, ...] = ("serviceKey",)
    page_size: int | None = 10
    bad_key = "30"
    over_quota = "22"

    def key(self, call: Call) -> str:
        """The key that came with a call, empty without one."""
        return next((call.text(name) for name in self.key_names if call.text(name)), "")

    @abstractmethod
    def write(self, call: Call, page: Page) -> Reply: ...

    @abstractmethod
    def refuse(self, call: Call, code: str) -> Reply: ...


def xml(tag: str, value: object) -> str:
    """A tree as XML: a mapping holds children, a list repeats its tag, None is an empty element."""
    if isinstance(value, Mapping):
        return f"<{tag}>{''.join(xml(name, each) for name, each in value.items())}</{tag}>"
    if isinstance(value, list):
        return "".join(xml(tag, each) for each in value)
    return f"<{tag}/>" if value is None else f"<{tag}>{escape(str(value))}</{tag}>"


def xml_reply(tag: str, value: object, status: int = 200) -> Reply:
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml(tag, value)}'
    return Reply(text.encode(), XML, status)
