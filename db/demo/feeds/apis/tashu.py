"""타슈: bicycles at every stand, in one reply; the key is a header, and x is the latitude."""

from types import MappingProxyType

from db.demo.feeds.call import Api, Call, Page, Reply, Row
from db.demo.feeds.gateway import json_reply
from db.demo.feeds.world.places import stands
from db.demo.feeds.world.traffic import bikes

PATH = "/v1/openapi/station"
_STATUS = {"30": 401, "22": 429}


def at_stands(call: Call) -> list[Row]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "name_en": each.english,
            "name_cn": each.english,
            "x_pos": str(each.latitude),
            "y_pos": str(each.longitude),
            "address": each.address,
            "parking_count": bikes(call.seed, each, call.now),
        }
        for each in stands(call.seed)
    ]


class Tashu(Api):
    id = "tashu"
    operations = MappingProxyType({PATH: at_stands})
    page_size = None

    def key(self, call: Call) -> str:
        return call.headers.get("api-token", "")

    def write(self, call: Call, page: Page) -> Reply:
        return json_reply({"count": page.total, "results": None if page.null else page.content})

    def refuse(self, call: Call, code: str) -> Reply:
        """This source knows status codes, not codes in its body."""
        return json_reply({"error": f"code {code}"}, _STATUS.get(code, 400))
