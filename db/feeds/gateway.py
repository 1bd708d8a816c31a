"""What comes before the rows of a reply: is it one at all, and what does its envelope say.

The gateway of data.go.kr answers errors as XML under HTTP 200 (or 403) even where JSON was asked; its
codes are shared by the other public sources. Nothing of a body is repeated in an error: it may hold a key.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from db.feeds.feed import FeedError

NO_DATA = frozenset({"03", "INFO-200"})
_FINE = frozenset({"00", "000", "0000", "200", "INFO-0", "INFO-00", "INFO-000"})
_FINAL = frozenset({"10", "11", "12", "20", "21", "22", "30", "31", "32", "33"})
"""Asking again today cannot help: a request, a key or a quota must change first."""
_NAMES = {
    "SERVICE_KEY_IS_NOT_REGISTERED": "30",
    "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS": "22",
    "LIMITED_NUMBER_OF_SERVICE_REQUESTS_PER_SECOND_EXCEEDS": "23",
    "DEADLINE_HAS_EXPIRED": "31",
    "UNREGISTERED_IP": "32",
    "UNSIGNED_CALL": "33",
    "NO_OPENAPI_SERVICE": "12",
    "SERVICE_ACCESS_DENIED": "20",
    "TEMPORARILY_DISABLE_THE_SERVICEKEY": "21",
}
"""Names of the codes, for gateways that answer with the name alone."""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one reply, unread, and how many the source says exist in all."""

    rows: tuple[object, ...]
    total: int | None


def json_page(body: bytes, root: str = "response") -> Page:
    """A page of the usual envelope: `root` with header (or head) and body; no page at all raises FeedError."""
    document = json_document(body)
    response = document.get(root) if isinstance(document, Mapping) else None
    if not isinstance(response, Mapping):
        raise other_shape(root)
    header = response.get("header", response.get("head"))
    if not isinstance(header, Mapping) or "resultCode" not in header:
        raise other_shape(f"{root}.resultCode")
    if not has_data(header["resultCode"]):
        return Page((), 0)
    content = response.get("body", response)
    if not isinstance(content, Mapping):
        raise other_shape(f"{root}.body")
    return Page(listed(content.get("items")), whole(content.get("totalCount", header.get("totalCount"))))


def listed(items: object) -> tuple[object, ...]:
    """Rows as they come: a list, one object alone, either below "item", or "" and null for none."""
    if isinstance(items, Mapping):
        return listed(items["item"]) if "item" in items else ((items,) if items else ())
    if isinstance(items, list):
        return tuple(items)
    if items is None or items == "":
        return ()
    raise other_shape("items")


def json_document(body: bytes) -> object:
    """The reply as JSON; anything else raises FeedError."""
    text = decoded(body)
    if text.startswith("<"):
        root = xml_document(body)
        raise_if_refused(root)
        raise FeedError("feed_not_json")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _named(text) or FeedError("feed_not_json") from None
    if isinstance(document, Mapping) and "OpenAPI_ServiceResponse" in document:
        raise refused(_found(document, "returnReasonCode"))
    return document


def xml_document(body: bytes) -> Element:
    """The reply as XML, without entities and document types; anything else raises FeedError."""
    text = decoded(body)
    if re.match(r"(?is)<!doctype\s+html|<html", text):
        raise FeedError("feed_html")
    if not text.startswith("<"):
        raise _named(text) or FeedError("feed_not_xml")
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise FeedError("feed_html" if "<html" in text[:2000].lower() else "feed_not_xml") from None
    if not isinstance(root, Element):
        raise FeedError("feed_not_xml")
    return root


def raise_if_refused(root: Element) -> None:
    """Raise what an XML document refuses: the gateway's own reply, or an envelope with a code."""
    for name in ("returnReasonCode", "resultCode", "headerCd"):
        found = next((element for element in root.iter() if local_name(element) == name), None)
        if found is not None and not _is_fine(found.text):
            raise refused(found.text)


def refusal(body: bytes) -> FeedError | None:
    """What the body of an answer that is not HTTP 200 says, where it says anything."""
    try:
        raise_if_refused(xml_document(body))
    except FeedError as error:
        return error if error.code is not None else None
    return None


def has_data(code: object) -> bool:
    """Whether a code promises rows; False for "no data", which is no fault. Any other code raises FeedError."""
    normal = _normal(code)
    if normal in NO_DATA:
        return False
    if normal not in _FINE:
        raise refused(code)
    return True


def refused(code: object) -> FeedError:
    normal = _normal(code)
    return FeedError("feed_refused", code=normal, may_retry=normal not in _FINAL, advice="feed_advice")


def other_shape(*fields: str) -> FeedError:
    """What is raised for a reply that lacks what this feed is made of."""
    return FeedError("feed_other_shape", fields=", ".join(fields))


def decoded(body: bytes) -> str:
    """The text of a reply without blanks around it; an empty one raises FeedError."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = body.decode(encoding).strip("\ufeff\x00 \t\r\n")
            break
        except UnicodeDecodeError:
            continue
    else:
        text = body.decode("utf-8", "replace").strip()
    if not text:
        raise FeedError("feed_empty")
    return text


def whole(value: object) -> int | None:
    """A count as a source writes it, as text or number; None for anything else."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def local_name(element: Element) -> str:
    """The name of an element without its namespace; comments and instructions have none."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def fields_of(element: Element) -> dict[str, str | None]:
    """The children of an element as a row."""
    return {local_name(child): child.text for child in element}


def _is_fine(code: object) -> bool:
    return _normal(code) in _FINE or _normal(code) in NO_DATA


def _normal(code: object) -> str:
    text = re.sub(r"[^0-9A-Za-z-]", "", str(code))[:20]
    return text.zfill(2) if text.isdigit() else text


def _named(text: str) -> FeedError | None:
    flat = re.sub(r"[ _]+", "_", text[:2000].upper())
    return next((refused(code) for name, code in _NAMES.items() if name in flat), None)


def _found(document: object, name: str) -> object:
    if isinstance(document, Mapping):
        if name in document:
            return document[name]
        return next((found for part in document.values() if (found := _found(part, name)) is not None), None)
    return None
