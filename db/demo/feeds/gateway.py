"""The gateway of data.go.kr: one key parameter, pages, and errors as XML under HTTP 200 whatever was asked for."""

import json
from abc import ABC
from collections.abc import Mapping
from types import MappingProxyType

from db.demo.feeds.call import Api, Call, Page, Reply, Row, xml_reply

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "01": "APPLICATION_ERROR",
        "02": "DB_ERROR",
        "03": "NODATA_ERROR",
        "04": "HTTP_ERROR",
        "05": "SERVICETIME_OUT",
        "10": "INVALID_REQUEST_PARAMETER_ERROR",
        "11": "NO_MANDATORY_REQUEST_PARAMETERS_ERROR",
        "12": "NO_OPENAPI_SERVICE_ERROR",
        "20": "SERVICE_ACCESS_DENIED_ERROR",
        "21": "TEMPORARILY_DISABLE_THE_SERVICEKEY_ERROR",
        "22": "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR",
        "23": "LIMITED_NUMBER_OF_SERVICE_REQUESTS_PER_SECOND_EXCEEDS_ERROR",
        "30": "SERVICE_KEY_IS_NOT_REGISTERED_ERROR",
        "31": "DEADLINE_HAS_EXPIRED_ERROR",
        "32": "UNREGISTERED_IP_ERROR",
        "33": "UNSIGNED_CALL_ERROR",
        "99": "UNKNOWN_ERROR",
    }
)
OF_THE_GATEWAY = ("12", "20", "21", "22", "23", "30", "31", "32", "33")
"""Codes that the gateway itself tells, before the service is asked."""


class Gateway(Api, ABC):
    """A service behind the gateway."""

    key_names = ("serviceKey", "ServiceKey")

    def refuse(self, call: Call, code: str) -> Reply:
        """An error of the gateway as XML under HTTP 200; one of the service in its own envelope."""
        said = SENTENCES.get(code, SENTENCES["99"])
        if code in OF_THE_GATEWAY:
            header = {"errMsg": "SERVICE ERROR", "returnAuthMsg": said, "returnReasonCode": code}
            return xml_reply("OpenAPI_ServiceResponse", {"cmmMsgHeader": header})
        return self.envelope(call, {"resultCode": code, "resultMsg": said}, {})

    def envelope(self, call: Call, header: Row, content: Row) -> Reply:
        """JSON where it is asked for, XML otherwise; rows are `item` in XML whatever JSON has."""
        body = {"body": content} if content else {}
        if asked_for_json(call):
            return json_reply({"response": {"header": header, **body}})
        if isinstance(content.get("items"), list):
            body = {"body": {**content, "items": {"item": content["items"]}}}
        return xml_reply("response", {"header": header, **body})


class FlatItems(Gateway):
    """`items` is the list itself (에어코리아)."""

    def write(self, call: Call, page: Page) -> Reply:
        content: Row = {"totalCount": page.total, "items": None if page.null else page.content}
        content |= {"pageNo": page.number, "numOfRows": page.size}
        return self.envelope(call, {"resultCode": "00", "resultMsg": "NORMAL_CODE"}, content)


class NestedItems(Gateway):
    """`items.item` is the list (기상청); no rows at all is code 03."""

    def write(self, call: Call, page: Page) -> Reply:
        if not page.rows and not page.null:
            return self.refuse(call, "03")
        content: Row = {"dataType": "JSON" if asked_for_json(call) else "XML"}
        content |= {"items": None if page.null else {"item": page.content}}
        content |= {"pageNo": page.number, "numOfRows": page.size, "totalCount": page.total}
        return self.envelope(call, {"resultCode": "00", "resultMsg": "NORMAL_SERVICE"}, content)


def asked_for_json(call: Call) -> bool:
    asked = call.text("returnType") or call.text("dataType") or call.text("type") or call.text("_type")
    return asked.lower() == "json"


def json_reply(content: object, status: int = 200) -> Reply:
    return Reply(json.dumps(content, ensure_ascii=False).encode(), status=status)
