"""대전 시내버스 on data.go.kr: buses of a route and the list of routes, in an envelope of their own, without pages."""

from datetime import timedelta
from types import MappingProxyType

from db.demo.feeds.call import Call, Page, Reply, Row, xml_reply
from db.demo.feeds.gateway import Gateway
from db.demo.feeds.world.chance import MARK, SEOUL
from db.demo.feeds.world.places import BUS_ROUTES
from db.demo.feeds.world.traffic import buses

BUSES, ROUTES = "/6300000/busposinfo/getBusPosByRtid", "/6300000/busRouteInfo/getRouteInfoAll"


def bus_positions(call: Call) -> list[Row]:
    """getBusPosByRtid: the buses of one route; one of them has stood in the depot since the morning."""
    route = call.text("busRouteId")
    if route not in dict(BUS_ROUTES):
        return []
    running = buses(call.seed, route, call.now)
    local = call.now.astimezone(SEOUL)
    return [
        {
            "ARR_TIME": f"{local - timedelta(minutes=number % 20 if number < running else 400):%Y%m%d%H%M%S}",
            "BUS_NODE_ID": f"80{number:05d}",
            "BUS_STOP_ID": f"{10_000 + number}",
            "DIR": str(number % 2),
            "EVT_CD": "1",
            "GPS_LATI": f"{36.30 + 0.004 * number:.6f}",
            "GPS_LONG": f"{127.35 + 0.005 * number:.6f}",
            "PLATE_NO": f"{MARK} {route[-3:]}{number:02d}",
            "ROUTE_CD": route,
        }
        for number in range(running + 1)
    ]


def bus_routes(_call: Call) -> list[Row]:
    """getRouteInfoAll: every route."""
    return [{"ROUTE_CD": id_, "ROUTE_NO": name, "ROUTE_TP": "2  "} for id_, name in BUS_ROUTES]


class DaejeonBus(Gateway):
    id = "daejeon_bus"
    operations = MappingProxyType({BUSES: bus_positions, ROUTES: bus_routes})
    page_size = None

    def write(self, call: Call, page: Page) -> Reply:
        return self.envelope(call, {"headerCd": 0, "headerMsg": "정상적으로 처리되었습니다."}, _body(page))

    def envelope(self, call: Call, header: Row, content: Row) -> Reply:
        """XML, whatever was asked for; the counts stand beside the code."""
        rows = content.get("itemList", [])
        count = len(rows) if isinstance(rows, list) else 1
        told: Row = {"currentPage": 1, **header, "itemCnt": count, "itemPageCnt": 1}
        return xml_reply("ServiceResult", {"comMsgHeader": None, "msgHeader": told, "msgBody": content})


def _body(page: Page) -> Row:
    return {} if page.null else {"itemList": page.rows}
