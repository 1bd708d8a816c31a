"""긴급재난문자 (safetydata.go.kr, DSSP-IF-00247)."""

from datetime import date, datetime, timedelta
from types import MappingProxyType

from db.demo.feeds.call import Api, Call, Page, Refused, Reply, Row
from db.demo.feeds.gateway import SENTENCES, json_reply
from db.demo.feeds.world.alarms import messages
from db.demo.feeds.world.chance import SEOUL

PATH = "/V2/api/DSSP-IF-00247"
_KEPT = timedelta(days=7)
"""So far back goes a question that names no day."""


def sent(call: Call) -> list[Row]:
    """Messages since a day whose list of regions holds a text, oldest first."""
    region = call.text("rgnNm")
    return [
        {
            "MSG_CN": each.text,
            "RCPTN_RGN_NM": each.places,
            "CRT_DT": f"{each.at:%Y/%m/%d %H:%M:%S}",
            "REG_YMD": f"{each.at:%Y-%m-%d}",
            "EMRG_STEP_NM": each.severity,
            "SN": each.number,
            "DST_SE_NM": each.subject,
            "MDFCN_YMD": None,
        }
        for each in messages(call.seed, _since(call), call.now)
        if region in each.places
    ]


def _since(call: Call) -> date:
    given = call.text("crtDt")
    if not given:
        return (call.now.astimezone(SEOUL) - _KEPT).date()
    try:
        return datetime.strptime(given, "%Y%m%d").replace(tzinfo=SEOUL).date()
    except ValueError as error:
        raise Refused("10") from error


class Safety(Api):
    id = "safety"
    operations = MappingProxyType({PATH: sent})

    def write(self, call: Call, page: Page) -> Reply:
        """`body` is the list; null when there is none."""
        return json_reply(
            {
                "header": {"resultMsg": "NORMAL SERVICE", "resultCode": "00", "errorMsg": None},
                "numOfRows": page.size,
                "pageNo": page.number,
                "totalCount": page.total,
                "body": None if page.null or not page.rows else page.content,
            }
        )

    def refuse(self, call: Call, code: str) -> Reply:
        said = SENTENCES.get(code, SENTENCES["99"]).replace("_", " ")
        head = {"resultMsg": said, "resultCode": code, "errorMsg": said}
        return json_reply({"header": head, "numOfRows": 0, "pageNo": 0, "totalCount": 0, "body": None})
