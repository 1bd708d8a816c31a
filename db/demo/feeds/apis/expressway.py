"""한국도로공사: cars of a quarter of an hour by operator, way of paying and class; one operator is late."""

from datetime import datetime, timedelta
from types import MappingProxyType

from db.demo.feeds.call import Api, Call, Page, Reply, Row
from db.demo.feeds.gateway import json_reply
from db.demo.feeds.world.chance import SEOUL
from db.demo.feeds.world.traffic import QUARTER, toll_cars

PATH = "/openapi/trafficapi/trafficAll"
_OPERATORS = (("00", "도공", 1.0), ("01", "민자", 0.012), ("02", "민자", 0.02), ("10", "민자", 0.001))
_WAYS = (("1", "TCS", 0.06), ("2", "hi-pass", 0.94))
_CARS = (("1", 0.93), ("2", 0.01), ("5", 0.01), ("6", 0.05))
_QUARTERS = 3


def volumes(call: Call) -> list[Row]:
    """trafficAll: the newest quarters; the largest operator is one behind the others."""
    newest = datetime.fromtimestamp(call.now.timestamp() // QUARTER * QUARTER, SEOUL)
    return [
        row
        for code, name, share in _OPERATORS
        for back in range(_QUARTERS)
        for row in _cells(
            call, (code, name), share, newest - timedelta(seconds=QUARTER * (back + (code == "00")))
        )
    ]


def _cells(call: Call, operator: tuple[str, str], share: float, at: datetime) -> list[Row]:
    cars = toll_cars(call.seed, at) * share
    return [
        {
            "tmType": "2",
            "trafficAmout": str(round(cars * of_way * of_class)),
            "exDivCode": operator[0],
            "exDivName": operator[1],
            "tmName": "15분",
            "tcsType": way,
            "tcsName": way_name,
            "carType": car,
            "sumTm": f"{at:%H%M}",
            "sumDate": f"{at:%Y%m%d}",
        }
        for way, way_name, of_way in _WAYS
        for car, of_class in _CARS
    ]


class Expressway(Api):
    id = "expressway"
    operations = MappingProxyType({PATH: volumes})
    key_names = ("key",)

    def write(self, call: Call, page: Page) -> Reply:
        rows = None if page.null else page.content
        said = {"message": "인증키가 유효합니다.", "code": "SUCCESS"}
        return json_reply({"count": page.total, "trafficAll": rows, **said})

    def refuse(self, call: Call, code: str) -> Reply:
        return json_reply({"count": 0, "message": "인증키가 유효하지 않습니다.", "code": "ERROR"})
