"""도시교통정보센터 (UTIC): incidents of the whole country as XML without an envelope."""

from datetime import datetime
from types import MappingProxyType

from db.demo.feeds.call import HTML, Api, Call, Page, Reply, Row, xml_reply
from db.demo.feeds.world.chance import SEOUL
from db.demo.feeds.world.incidents import Incident, incidents

PATH = "/guide/imsOpenData.do"


def at_roads(call: Call) -> list[Row]:
    return [_record(call, each) for each in incidents(call.seed, call.now)]


def _record(call: Call, each: Incident) -> Row:
    return {
        "incidentId": each.id,
        "incidenteTypeCd": each.kind,
        "incidenteSubTypeCd": "2",
        "addressJibun": each.address,
        "addressJibunCd": each.code,
        "addressNew": "",
        "linkId": "null",
        "locationDataX": "127.38",
        "locationDataY": "36.35",
        "incidentTitle": f"{each.title}  ",
        "startDate": _written(each.starts),
        "endDate": _written(each.ends),
        "lane": None,
        "roadName": each.road,
        "lineLinkId": "null",
        "updateDate": _written(call.now),
    }


def _written(at: datetime) -> str:
    """With two blanks between the day and the hour."""
    return f"{at.astimezone(SEOUL):%Y년 %m월 %d일  %H시 %M분}"


class Utic(Api):
    id = "utic"
    operations = MappingProxyType({PATH: at_roads})
    key_names = ("key",)
    page_size = None

    def write(self, call: Call, page: Page) -> Reply:
        return xml_reply("result", {} if page.null else {"record": page.rows})

    def refuse(self, call: Call, code: str) -> Reply:
        """It knows no codes: a page of its own, under HTTP 200."""
        text = f"<html><body>Not authorized ({code})</body></html>"
        return Reply(text.encode(), HTML)
