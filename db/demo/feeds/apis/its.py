"""ITS 국가교통정보센터: speeds of motorways and trunk roads within a box of degrees; no pages, no coordinates."""

from datetime import timedelta
from types import MappingProxyType

from db.demo.feeds.call import Api, Call, Page, Refused, Reply, Row, xml_reply
from db.demo.feeds.gateway import SENTENCES, json_reply
from db.demo.feeds.world.chance import SEOUL
from db.demo.feeds.world.places import HIGHWAYS, TRUNK_ROADS, Link, links
from db.demo.feeds.world.traffic import SPEED_SECONDS, speed

PATH = "/trafficInfo"
_BOX = {"minX": 127.247048, "maxX": 127.559557, "minY": 36.199923, "maxY": 36.499564}
"""Degrees around Daejeon."""
_ROADS = {
    "ex": ((HIGHWAYS, "1838"),),
    "its": ((TRUNK_ROADS, "1837"),),
    "all": ((HIGHWAYS, "1838"), (TRUNK_ROADS, "1837")),
}


def speeds(call: Call) -> list[Row]:
    """trafficInfo: every link in the box."""
    kind, box = call.text("type"), {name: _degrees(call, name) for name in _BOX}
    if kind not in _ROADS:
        raise Refused("10")
    if box["maxX"] < _BOX["minX"] or box["minX"] > _BOX["maxX"]:
        return []
    if box["maxY"] < _BOX["minY"] or box["minY"] > _BOX["maxY"]:
        return []
    return [_link(call, link) for roads, prefix in _ROADS[kind] for link in links(call.seed, roads, prefix)]


def _degrees(call: Call, name: str) -> float:
    try:
        return float(call.text(name))
    except ValueError as error:
        raise Refused("11") from error


def _link(call: Call, link: Link) -> Row:
    kmh = speed(call.seed, link, call.now)
    created = call.now.astimezone(SEOUL) - timedelta(seconds=call.now.timestamp() % SPEED_SECONDS)
    return {
        "roadName": link.road.name,
        "roadDrcType": "종점" if link.number % 2 else "기점",
        "linkNo": "",
        "linkId": link.id,
        "startNodeId": f"{link.id}00",
        "endNodeId": f"{link.id}01",
        "speed": f"{kmh:.2f}",
        "travelTime": f"{link.metres * 3.6 / kmh:.2f}",
        "createdDate": f"{created:%Y%m%d%H%M%S}",
    }


class Its(Api):
    id = "its"
    operations = MappingProxyType({PATH: speeds})
    key_names = ("apiKey",)
    page_size = None

    def write(self, call: Call, page: Page) -> Reply:
        items = None if page.null else page.content
        return _reply(call, {"resultCode": 0, "resultMsg": "success"}, page.total, items)

    def refuse(self, call: Call, code: str) -> Reply:
        head: Row = {"resultCode": int(code), "resultMsg": SENTENCES.get(code, SENTENCES["99"])}
        return _reply(call, head, 0, [])


def _reply(call: Call, head: Row, total: int, items: object) -> Reply:
    if call.text("getType").lower() == "json":
        return json_reply({"header": head, "body": {"totalCount": total, "items": items}})
    return xml_reply("response", {"header": head, "body": {"totalCount": total, "items": {"item": items}}})
