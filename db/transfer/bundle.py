"""A bundle: what feeds answered, as it came, in one numbered file that tells whether it is whole and genuine.

A ZIP file of `manifest.json`, `signature` (HMAC-SHA256 of the manifest, in hex) and the replies' bodies, whose
SHA-256 the manifest holds. It carries no key of a source: a request is written without it.
"""

import errno
import hashlib
import hmac
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from db.feeds.feed import Reply, Request

SCHEMA = 1
"""Of the manifest. A program reads its own and older ones."""
SUFFIX = ".bundle.zip"
MANIFEST, SIGNATURE = "manifest.json", "signature"
LARGEST_MANIFEST = 8_000_000
LARGEST_BODY = 20_000_000
LARGEST_BUNDLE = 200_000_000
"""Bytes of one manifest, of one body, and of all bodies of a bundle, unpacked."""
LARGEST_FILE = LARGEST_BUNDLE + LARGEST_MANIFEST
LARGEST_DIRECTORY = 2_000_000
"""Bytes of a file, and of the list of members at its end, of which memory takes up ten times as much."""
_END = struct.Struct("<4s4H2LH")
"""The last bytes of an archive without a comment, as ours are: signature, …, size and place of its directory."""
_LONG_END = struct.Struct("<4sLQL")
"""Stands before it in an archive that is too large for it, which ours never are."""
HIGHEST_NUMBER = 10**12
_ZONE = re.compile(r"[a-z0-9-]{1,40}")
_NAME = re.compile(rf"({_ZONE.pattern})-(\d{{8,12}}){re.escape(SUFFIX)}")


class BundleError(Exception):
    """A file that is no bundle of ours.

    `may_be_growing`: it may be one that is still being copied. `is_huge`: it is too large even to be read through.
    """

    def __init__(self, sentence: str, *, may_be_growing: bool = False, is_huge: bool = False) -> None:
        super().__init__(sentence)
        self.may_be_growing = may_be_growing
        self.is_huge = is_huge


@dataclass(frozen=True, slots=True)
class FeedReport:
    """How one feed went: its replies, why it failed (None: it did not), its requests of today and its limits.

    `remarks` are what the collector noticed beside the replies themselves: a total that lies, pages left out.
    """

    replies: tuple[Reply, ...] = ()
    problem: str | None = None
    used: int = 0
    quota: int | None = None
    seconds: float = 0.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a zone sends at once. `number` counts its bundles from 1, without a gap."""

    zone: str
    number: int
    made_at: datetime
    feeds: Mapping[str, FeedReport] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.zone}-{self.number:08d}{SUFFIX}"


def zone_name(text: str) -> str:
    """`text` as the name of a zone; ValueError when it cannot stand in the name of a file."""
    if not _ZONE.fullmatch(text):
        raise ValueError("소문자, 숫자, '-'로 40자까지 적습니다")
    return text


def numbered(path: Path) -> tuple[str, int]:
    """The zone and the number that a file's name says; ("", 0) for another name. Says nothing of what is in it."""
    found = _NAME.fullmatch(path.name)
    return (found[1], int(found[2])) if found else ("", 0)


def write(bundle: Bundle, folder: Path, key: bytes) -> Path:
    """Write the bundle into `folder`, whole or not at all: whoever looks there never sees a part of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path, part = folder / bundle.name, folder / f".{bundle.name}.part"
    bodies: dict[str, bytes] = {}
    manifest = json.dumps(_manifest(bundle, bodies), ensure_ascii=False, sort_keys=True).encode()
    try:
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, manifest)
                archive.writestr(SIGNATURE, _signature(manifest, key))
                for name, body in bodies.items():
                    archive.writestr(name, body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # a disk that is full needs the room
        raise
    return path


def read(file: BinaryIO, key: bytes) -> Bundle:
    """The bundle in `file`; BundleError says what is wrong with it, OSError that it cannot be read now."""
    _weigh(file)
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _member(archive, MANIFEST, LARGEST_MANIFEST)
            signature = _member(archive, SIGNATURE, 200)
            if not hmac.compare_digest(signature, _signature(manifest, key).encode()):
                raise BundleError(
                    "서명이 맞지 않습니다. 다른 열쇠(BUNDLE_KEY)로 만들었거나 내용이 바뀐 묶음입니다."
                )
            return _bundle(_checked(manifest), archive)
    except (zipfile.BadZipFile, EOFError, zipfile.LargeZipFile) as error:
        raise BundleError(
            f"묶음이 온전하지 않습니다({error}). 다시 옮기세요.", may_be_growing=True
        ) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BundleError(f"묶음의 목록을 알아볼 수 없습니다({error!r}).") from error
    except (OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise  # the disk's fault; a place before the beginning of the file is the archive's
        raise BundleError(f"묶음을 읽을 수 없습니다({error}). 다시 옮기세요.") from error


def _weigh(file: BinaryIO) -> None:
    """Refuse what would take too much memory before anybody could see who made it."""
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_FILE:
        raise BundleError(f"묶음이 {LARGEST_FILE:,}바이트를 넘습니다.", is_huge=True)
    file.seek(max(size - _END.size - _LONG_END.size, 0))
    end = file.read()
    if end[-_END.size :][:4] != b"PK\5\6" or len(end) < _END.size:
        raise BundleError("묶음이 온전하지 않거나 묶음이 아닙니다. 다시 옮기세요.", may_be_growing=True)
    directory = _END.unpack(end[-_END.size :])[5]
    if directory > LARGEST_DIRECTORY or end.startswith(b"PK\6\7"):
        raise BundleError(f"묶음의 파일 목록이 {LARGEST_DIRECTORY:,}바이트를 넘습니다.")


def _manifest(bundle: Bundle, bodies: dict[str, bytes]) -> dict[str, Any]:
    feeds = {}
    for feed_id, report in bundle.feeds.items():
        replies = []
        for reply in report.replies:
            name = f"replies/{len(bodies):05d}"
            bodies[name] = reply.body
            replies.append(_written(reply, name))
        feeds[feed_id] = {
            "replies": replies,
            "problem": report.problem,
            "used": report.used,
            "quota": report.quota,
            "seconds": report.seconds,
            "remarks": list(report.remarks),
        }
    made_at = bundle.made_at.isoformat()
    return {
        "schema": SCHEMA,
        "zone": bundle.zone,
        "number": bundle.number,
        "made_at": made_at,
        "feeds": feeds,
    }


def _written(reply: Reply, name: str) -> dict[str, Any]:
    request = reply.request
    return {
        "operation": request.operation,
        "path": request.path,
        "params": list(request.params),
        "page": request.page,
        "fetched_at": reply.fetched_at.isoformat(),
        "file": name,
        "sha256": hashlib.sha256(reply.body).hexdigest(),
    }


def _signature(manifest: bytes, key: bytes) -> str:
    return hmac.new(key, manifest, hashlib.sha256).hexdigest()


def _member(archive: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """A member of the archive, read no further than `largest`: its header may lie."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise BundleError(f"묶음에 {name}이(가) 없습니다.") from error
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others are unpacked without any limit, however little is read.
        raise BundleError(f"묶음의 {name}이(가) 다른 방식으로 압축되었습니다.")
    with archive.open(info) as member:
        content = member.read(largest + 1)
    if len(content) > largest:
        raise BundleError(f"묶음의 {name}이(가) {largest:,}바이트를 넘습니다.")
    return content


def _checked(manifest: bytes) -> dict[str, Any]:
    """The manifest as JSON of a schema that we know. It is signed, so it is what a collector wrote."""
    read_ = json.loads(manifest)
    if not isinstance(read_, dict) or type(read_.get("schema")) is not int:
        raise BundleError("묶음의 목록에 판(schema)이 없습니다.")
    if read_["schema"] > SCHEMA:
        raise BundleError(
            f"묶음의 판이 {read_['schema']}이고 이 프로그램은 {SCHEMA}까지 압니다. 받는 쪽을 먼저 올리세요."
        )
    return read_


def _bundle(manifest: dict[str, Any], archive: zipfile.ZipFile) -> Bundle:
    left = LARGEST_BUNDLE
    feeds = {}
    for feed_id, report in manifest["feeds"].items():
        replies = []
        for written in report["replies"]:
            body = _member(archive, written["file"], min(LARGEST_BODY, left))
            left -= len(body)
            if hashlib.sha256(body).hexdigest() != written["sha256"]:
                raise BundleError(f"묶음의 {written['file']}이(가) 목록과 다릅니다. 다시 옮기세요.")
            replies.append(Reply(_request(written), body, _moment(written["fetched_at"])))
        feeds[feed_id] = FeedReport(
            tuple(replies),
            report["problem"],
            report["used"],
            report["quota"],
            report["seconds"],
            tuple(report["remarks"]),
        )
    number = manifest["number"]
    if type(number) is not int or not 0 < number < HIGHEST_NUMBER:
        raise ValueError(number)
    return Bundle(zone_name(manifest["zone"]), number, _moment(manifest["made_at"]), feeds)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _request(written: dict[str, Any]) -> Request:
    params = tuple((name, value) for name, value in written["params"])
    return Request(written["operation"], written["path"], params, written["page"])
