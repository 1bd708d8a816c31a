"""Bundles: what is written comes back, and a file that is torn, forged, too new or a bomb says so."""

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.feeds.feed import Reply, Request
from db.transfer import bundle as bundles
from db.transfer.bundle import MANIFEST, SIGNATURE, Bundle, BundleError, FeedReport, write

KEY = b"a key of thirty-two signs or more"
AT = datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC)


def read(path: Path, key: bytes) -> Bundle:
    with path.open("rb") as file:
        return bundles.read(file, key)


def reply(body: bytes, page: int = 1) -> Reply:
    request = Request("now", "/B552584/now", (("sidoName", "대전"), ("sidoName", "둘째")), page)
    return Reply(request, body, AT - timedelta(seconds=page))


def a_bundle(number: int = 7) -> Bundle:
    air = FeedReport((reply(b'{"a": "\xea\xb0\x80"}'), reply(b"", 2)), None, 12, 500, 1200.0)
    return Bundle("internet", number, AT, {"airkorea": air, "tashu": FeedReport((), "응답이 없습니다", 3)})


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with its members changed, as someone without the key would do it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def signed(members: dict[str, bytes], manifest: dict[str, object]) -> None:
    """Put another manifest in, signed with the right key."""
    members[MANIFEST] = json.dumps(manifest).encode()
    members[SIGNATURE] = bundles._signature(members[MANIFEST], KEY).encode()


def test_what_is_written_comes_back_and_no_part_of_a_file_is_seen(tmp_path: Path) -> None:
    path = write(a_bundle(), tmp_path, KEY)

    assert path.name == "internet-00000007.bundle.zip"
    assert bundles.numbered(path) == ("internet", 7)
    assert read(path, KEY) == a_bundle()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_request_of_a_bundle_holds_nothing_but_the_question(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(a_bundle(), tmp_path, KEY)) as archive:
        manifest = json.loads(archive.read(MANIFEST))

    (first, _) = manifest["feeds"]["airkorea"]["replies"]
    assert set(first) == {"operation", "path", "params", "page", "fetched_at", "file", "sha256"}


def test_another_key_is_a_forgery(tmp_path: Path) -> None:
    path = write(a_bundle(), tmp_path, b"someone else's key, equally long")

    with pytest.raises(BundleError, match="서명") as caught:
        read(path, KEY)
    assert not caught.value.may_be_growing


def test_a_manifest_that_was_changed_is_a_forgery(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = members[MANIFEST].replace(b'"number": 7', b'"number": 8')

    with pytest.raises(BundleError, match="서명"):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


def test_a_body_that_was_changed_is_named(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["replies/00000"] = b'{"a": "b"}'

    with pytest.raises(BundleError, match="replies/00000"):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


def test_a_file_that_is_torn_anywhere_may_still_be_growing(tmp_path: Path) -> None:
    path = write(a_bundle(), tmp_path, KEY)
    whole = path.read_bytes()

    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(BundleError) as caught:
            read(path, KEY)
        assert caught.value.may_be_growing, size


def test_every_single_damaged_byte_is_noticed_or_without_meaning(tmp_path: Path) -> None:
    path = write(a_bundle(), tmp_path, KEY)
    whole = path.read_bytes()
    noticed = 0
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        path.write_bytes(damaged)
        try:
            assert read(path, KEY) == a_bundle()
        except BundleError:
            noticed += 1
    assert noticed > len(whole) / 7 / 3


def test_a_newer_schema_is_refused_with_what_to_do(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        signed(members, {**json.loads(members[MANIFEST]), "schema": bundles.SCHEMA + 1})

    with pytest.raises(BundleError, match="먼저 올리세요"):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


@pytest.mark.parametrize(
    "manifest", [[], {}, {"schema": 1}, {"schema": 1, "feeds": {"a": {}}}, {"schema": "1"}]
)
def test_a_manifest_of_another_shape_is_a_sentence(tmp_path: Path, manifest: object) -> None:
    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps(manifest).encode()
        members[SIGNATURE] = bundles._signature(members[MANIFEST], KEY).encode()

    with pytest.raises(BundleError):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST_BODY", 1000)
    big = Bundle("internet", 1, AT, {"airkorea": FeedReport((reply(b"0" * 5000),))})

    with pytest.raises(BundleError, match="1,000바이트"):
        read(write(big, tmp_path, KEY), KEY)


def test_a_bomb_of_another_packing_is_not_unpacked_before_anybody_has_looked_at_its_signature(
    tmp_path: Path,
) -> None:
    path = tmp_path / "internet-00000001.bundle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr(MANIFEST, bytes(150_000_000))
        archive.writestr(SIGNATURE, "0")

    tracemalloc.start()
    try:
        with pytest.raises(BundleError, match="다른 방식"):
            read(path, KEY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_list_of_a_million_members_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST_DIRECTORY", 100)
    path = write(a_bundle(), tmp_path, KEY)

    with pytest.raises(BundleError, match="목록이 100바이트"):
        read(path, KEY)


def test_a_list_whose_size_stands_elsewhere_is_not_read(tmp_path: Path) -> None:
    path = write(a_bundle(), tmp_path, KEY)
    whole = path.read_bytes()
    path.write_bytes(whole[:-22] + b"PK\6\7" + bytes(16) + whole[-22:])

    with pytest.raises(BundleError, match="목록이") as caught:
        read(path, KEY)
    assert not caught.value.may_be_growing


def test_a_file_too_large_to_be_a_bundle_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "internet-00000001.bundle.zip"
    with path.open("wb") as file:
        file.truncate(bundles.LARGEST_FILE + 1)  # takes no room on the disk

    with pytest.raises(BundleError, match="바이트를 넘습니다") as caught:
        read(path, KEY)
    assert caught.value.is_huge


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": None},
        {"zone": "../../etc"},
        {"number": 0},
        {"number": 10**30},
        {"number": "7"},
        {"number": True},
        {"made_at": "2026-11-02T03:04:05"},
        {"made_at": "yesterday"},
        {"feeds": [1]},
        {"schema": True},
    ],
    ids=str,
)
def test_what_a_store_could_not_keep_is_no_bundle_though_it_is_signed(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    def change(members: dict[str, bytes]) -> None:
        signed(members, {**json.loads(members[MANIFEST]), **wrong})

    with pytest.raises(BundleError):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


def test_a_time_of_fetching_without_a_zone_is_no_time(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        manifest["feeds"]["airkorea"]["replies"][0]["fetched_at"] = "2026-11-02T03:04:05"
        signed(members, manifest)

    with pytest.raises(BundleError):
        read(rewritten(write(a_bundle(), tmp_path, KEY), change), KEY)


def test_a_bundle_that_does_not_fit_on_the_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / a_bundle().name / "in the way").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        write(a_bundle(), tmp_path, KEY)
    assert [each.name for each in tmp_path.iterdir()] == [a_bundle().name]


def test_a_file_that_is_something_else_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("안녕하세요", encoding="utf-8")

    with pytest.raises(BundleError):
        read(path, KEY)
    assert bundles.numbered(path) == ("", 0)
