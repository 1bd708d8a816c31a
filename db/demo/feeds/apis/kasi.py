"""한국천문연구원: public holidays of a year, their dates as numbers."""

from types import MappingProxyType

from db.demo.feeds.call import Call, Refused, Row
from db.demo.feeds.gateway import NestedItems, asked_for_json
from db.demo.feeds.world.calendar import holidays

PATH = "/B090041/openapi/service/SpcdeInfoService/getRestDeInfo"


def days_off(call: Call) -> list[Row]:
    """getRestDeInfo: the holidays of solYear, of one month with solMonth."""
    year, month = call.number("solYear", 0), call.text("solMonth")
    if not 1900 < year < 2200:
        raise Refused("10")
    return [
        {
            "dateKind": "01",
            "dateName": each.name,
            "isHoliday": "Y",
            "locdate": int(f"{each.day:%Y%m%d}") if asked_for_json(call) else f"{each.day:%Y%m%d}",
            "seq": 1,
        }
        for each in holidays(year)
        if month in ("", f"{each.day:%m}")
    ]


class Kasi(NestedItems):
    id = "kasi"
    operations = MappingProxyType({PATH: days_off})
