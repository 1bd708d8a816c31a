"""대전광역시 on data.go.kr: speeds of links and free places of car parks, as XML only."""

from types import MappingProxyType

from db.demo.feeds.call import Call, Page, Reply, Row, xml_reply
from db.demo.feeds.gateway import Gateway
from db.demo.feeds.world.chance import MARK
from db.demo.feeds.world.places import (
    CAR_PARKS,
    ROADS,
    UNCOUNTED_CAR_PARKS,
    CarPark,
    Link,
    links,
)
from db.demo.feeds.world.traffic import congestion, free_places, is_silent, speed

TRAFFIC, OLD_TRAFFIC = "/6300000/rest/getTrafficInfoAll", "/traffic/rest/getTrafficInfoAll.do"
PARKING = "/6300000/pis/parkinglotIF"
LINK_PREFIX = "1839"


def speeds(call: Call) -> list[Row]:
    """getTrafficInfoAll: every link; nothing is known of some (congestion 0)."""
    found = links(call.seed, ROADS, LINK_PREFIX)
    return [_link(call, each, len(found)) for each in found]


def parking(call: Call) -> list[Row]:
    """parkinglotIF: a car park has no number; of some the free places are not counted."""
    return [
        *(_car_park(each, str(free_places(call.seed, each, call.now))) for each in CAR_PARKS),
        *(_car_park(each, "NONE") for each in UNCOUNTED_CAR_PARKS),
    ]


def _car_park(each: CarPark, free: str) -> Row:
    return {
        "name": each.name,
        "address": f"대전광역시 {each.district} ({MARK})",
        "lat": str(each.latitude),
        "lon": str(each.longitude),
        "totalQty": str(each.size),
        "resQty": free,
    }


def _link(call: Call, link: Link, count: int) -> Row:
    silent = is_silent(call.seed, link, call.now)
    kmh = 0.0 if silent else speed(call.seed, link, call.now)
    node = 2 * link.number
    return {
        "congestion": "0" if silent else str(congestion(kmh)),
        "endNodeID": f"{link.id}{node + 1:02d}",
        "endNodeName": f"{MARK} {link.road.name} {link.number + 1}",
        "linkCount": str(count),
        "linkID": link.id,
        "linkLength": str(link.metres),
        "linkSqc": str(link.number),
        "roadName": link.road.name,
        "speed": f"{kmh:g}",
        "startNodeId": f"{link.id}{node:02d}",
        "startNodeName": f"{MARK} {link.road.name} {link.number}",
        "travelT": "0" if silent else str(round(link.metres * 3.6 / kmh)),
    }


class Daejeon(Gateway):
    id = "daejeon"
    operations = MappingProxyType(
        {
            TRAFFIC: speeds,
            OLD_TRAFFIC: speeds,
            PARKING: parking,
        }
    )

    def write(self, call: Call, page: Page) -> Reply:
        """Links stand in TRAFFIC-LIST, car parks right in the body."""
        rows: Row = {"item": page.rows} if call.path == PARKING else {"TRAFFIC-LIST": {"TRAFFIC": page.rows}}
        counts: Row = {"numOfRows": page.size, "pageNo": page.number, "totalCount": page.total}
        head: Row = {"resultCode": "00", "resultMsg": "NORMAL SERVICE."}
        return self.envelope(call, head, counts if page.null else rows | counts)

    def envelope(self, call: Call, header: Row, content: Row) -> Reply:
        """XML, whatever was asked for."""
        return xml_reply("response", {"header": header, **({"body": content} if content else {})})
