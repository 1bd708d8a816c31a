"""A local server of public APIs at a moment that a test chooses, and the questions to it."""

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from db.demo.feeds.server import FeedServer
from db.demo.feeds.world.chance import SEOUL

NOON = datetime(2026, 11, 23, 12, 30, tzinfo=SEOUL)
AIR = "/airkorea/B552584/ArpltnInforInqireSvc"
KMA = "/kma/1360000"
KOSIS = "/kosis/openapi/Param/statisticsParameterData.do"
MOIS = "/mois/1741000"
GRID = {"dataType": "JSON", "nx": "67", "ny": "100"}
BOX = {"minX": "127.247048", "maxX": "127.559557", "minY": "36.199923", "maxY": "36.499564"}


class Asking:
    """A server at a moment that a test chooses, and the questions to it."""

    def __init__(self) -> None:
        self.now = NOON
        self.server = FeedServer(clock=lambda: self.now)

    def body(self, path: str, *, key: str | None = "", **params: str) -> bytes:
        """The reply to a question with the key of the source; another key, or none with None."""
        named = "apiKey" if path.startswith(("/kosis", "/its")) else "serviceKey"
        name = "key" if path.startswith(("/utic", "/expressway")) else named
        sent = params if key is None else params | {name: key or self.server.key}
        address = f"{self.server.address}{path}?{urllib.parse.urlencode(sent)}"
        token = {} if key is None else {"api-token": key or self.server.key}
        asked = urllib.request.Request(address, headers=token)  # noqa: S310 -- our own address
        with urllib.request.urlopen(asked, timeout=10) as reply:  # noqa: S310
            found: bytes = reply.read()
        return found

    def json(self, path: str, **params: str) -> Any:
        return json.loads(self.body(path, **params))

    def xml(self, path: str, **params: str) -> Element:
        return fromstring(self.body(path, **params).decode())

    def air(self, operation: str, **params: str) -> Any:
        return self.json(f"{AIR}/{operation}", **({"returnType": "json", "numOfRows": "100"} | params))[
            "response"
        ]


def kosis(table: str, item: str, **more: str) -> dict[str, str]:
    asked = {"method": "getList", "orgId": "101", "tblId": table, "itmId": item, "objL1": "ALL", "prdSe": "M"}
    return asked | {"format": "json", "jsonVD": "Y", "newEstPrdCnt": "1"} | more


def mois(first: str, last: str, level: str, **more: str) -> dict[str, str]:
    asked = {"type": "json", "admmCd": "3000000000", "srchFrYm": first, "srchToYm": last, "lv": level}
    return asked | {"regSeCd": "2", "numOfRows": "100"} | more


@contextmanager
def asked_server() -> Iterator[Asking]:
    """A server that answers until the end of the block."""
    asking = Asking()
    asking.server.start()
    try:
        yield asking
    finally:
        asking.server.stop()
