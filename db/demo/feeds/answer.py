"""An answer of the local server: the source's rows, with what a test lets go wrong, on the way to a reply."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from db.demo.feeds.apis.airkorea import AirKorea
from db.demo.feeds.apis.daejeon import Daejeon
from db.demo.feeds.apis.daejeon_bus import DaejeonBus
from db.demo.feeds.apis.expressway import Expressway
from db.demo.feeds.apis.its import Its
from db.demo.feeds.apis.kasi import Kasi
from db.demo.feeds.apis.kma import Kma
from db.demo.feeds.apis.kosis import Kosis
from db.demo.feeds.apis.mois import Mois
from db.demo.feeds.apis.safety import Safety
from db.demo.feeds.apis.tashu import Tashu
from db.demo.feeds.apis.utic import Utic
from db.demo.feeds.call import HTML, Api, Broken, Call, Page, Refused, Reply, Row
from db.demo.feeds.faults import Body, Fault
from db.demo.feeds.offices import in_the_other_office

APIS: Mapping[str, Api] = MappingProxyType(
    {
        each.id: each
        for each in (
            *(AirKorea(), Kma(), Safety(), Kosis(), Mois(), Daejeon(), Its(), Tashu()),
            *(Utic(), Expressway(), Kasi(), DaejeonBus()),
        )
    }
)
_CODED = ("C1", "admmCd")
"""Fields that hold the code of a district."""
_PAGE = b"<!DOCTYPE html><html><body><h1>Service Temporarily Unavailable</h1></body></html>"
_BROKEN = Reply(b"<html><body>500 Internal Server Error</body></html>", HTML, 500)


def answer(api: Api, call: Call, key: str, asked: int, fault: Fault) -> Reply:
    """What the source replies. `asked` is the number of this request among those of its key and day."""
    if fault.redirect is not None:
        return Reply(b"", HTML, 302, {"Location": fault.redirect})
    if fault.status != 200:
        return replace(_BROKEN, status=fault.status)
    if fault.body in (Body.EMPTY, Body.HTML):
        return Reply(b"" if fault.body is Body.EMPTY else _PAGE, HTML)
    reply = _told(api, replace(call, now=call.now + fault.ahead), key, asked, fault)
    if fault.body is Body.TRUNCATED:
        return replace(reply, body=reply.body[: len(reply.body) * 2 // 3])
    return reply


def _told(api: Api, call: Call, key: str, asked: int, fault: Fault) -> Reply:
    try:
        _let_in(api, call, key, asked, fault)
        rows = _spoilt(api.operations[call.path](call), fault)
        return api.write(call, _page(api, call, rows, fault))
    except Refused as refused:
        return api.refuse(call, refused.code)
    except Broken:
        return _BROKEN


def _let_in(api: Api, call: Call, key: str, asked: int, fault: Fault) -> None:
    if api.key(call) != key:
        raise Refused(api.bad_key)
    if fault.quota is not None and asked > fault.quota:
        raise Refused(api.over_quota)
    if fault.code is not None:
        raise Refused(fault.code)
    if call.path not in api.operations:
        raise Refused("12")


def _page(api: Api, call: Call, rows: list[Row], fault: Fault) -> Page:
    if fault.single_as_object:
        rows = rows[:1]
    if fault.null_body:
        rows = []
    number, size = 1, len(rows)
    if api.page_size is not None:
        number, size = call.number("pageNo", 1), call.number("numOfRows", api.page_size)
    return Page(
        rows[(number - 1) * size : number * size],
        number,
        size,
        len(rows) + fault.extra_total,
        single=fault.single_as_object,
        null=fault.null_body,
    )


def _spoilt(rows: list[Row], fault: Fault) -> list[Row]:
    """Rows as the fault says: left out, renamed, with other values, under other names and twice."""
    kept = [
        row for row in rows if not fault.gone & {value for value in row.values() if isinstance(value, str)}
    ]
    spoilt = [_spoilt_row(row, fault) for row in kept]
    return [row for row in spoilt for _ in range(2)] if fault.repeated else spoilt


def _spoilt_row(row: Row, fault: Fault) -> Row:
    said = {name: fault.values.get(name, value) for name, value in row.items()}
    return {
        fault.renamed_fields.get(name, name): _renamed(name, value, fault) for name, value in said.items()
    }


def _renamed(name: str, value: object, fault: Fault) -> object:
    if not isinstance(value, str):
        return value
    is_coded = fault.other_codes and name in _CODED
    said = in_the_other_office(value) if is_coded else value
    return fault.renamed.get(said, said)
