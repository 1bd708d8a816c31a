"""A backup holds everything of one moment, comes back whole into an empty place or not at all."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import Column, Enum, func, insert, select, text
from sqlalchemy.engine import make_url

from dashboard.domain.records import Area, Project
from dashboard.operations.backups import last_backup
from db import backup_file
from db.backup import back_up, restore
from db.backup_file import BackupError, BackupFile
from db.backup_tables import stored_tables
from db.schema import Base, ExactDecimal, UnreadText, UtcDateTime
from db.store import Incoming, Store, StoreIsNewer, migrate, revisions
from tests.conftest import IS_PROOF
from tests.support.city import City
from tests.support.postgres import PostgresServer
from tests.support.server import ROOT, RunningServer
from tests.support.waiting import until

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
KEY = b"a key of at least thirty-two signs"
HARD_TEXTS = ("한글 '따옴표' \"둘\"", "줄\n바꿈\t탭", "🏙️ ㎡ 漢字", "", "\x01 \u2028 \u202e", "null", "[1,2]")
HARD_FLOATS = (0.1, -0.0, 5e-324, 1.7976931348623157e308, 1 / 3, 25.0)
ROWS = 14
"""Two rounds of the hardest list, so that every one of them meets a missing value once."""


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path, postgres: PostgresServer) -> Iterator[str]:
    """An empty place in either database for what is restored."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'store.db'}"
        return
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """An empty place for what is refused before any place is looked at."""
    return f"sqlite:///{tmp_path / 'elsewhere' / 'store.db'}"


@pytest.fixture
def full_file(sqlite_url: str, tmp_path: Path) -> Iterator[Path]:
    """The backup of a full store: the file is the same whatever the store is kept in."""
    store = Store(sqlite_url)
    store.upgrade()
    fill(store)
    yield back_up(sqlite_url, tmp_path / "one.backup", b"", NOW)[0]
    store.close()


@pytest.fixture
def full(store_url: str) -> Iterator[Store]:
    """A store of the newest revision with rows in every table."""
    store = Store(store_url)
    store.upgrade()
    fill(store)
    yield store
    store.close()


# ---- there and back ----


def test_every_table_comes_back_equal_in_either_database(full: Store, other_url: str, tmp_path: Path) -> None:
    path, contents = back_up(full.url, tmp_path / "one.backup", b"", NOW)

    restored = restore(other_url, path, b"")

    assert restored == contents
    assert {table.name for table in contents.tables} == set(Base.metadata.tables)
    assert [table.name for table in contents.tables if table.rows < ROWS] == []
    assert everything(other_url) == everything(full.url)


def test_a_backup_of_the_restored_store_is_the_same_backup(
    full: Store, other_url: str, tmp_path: Path
) -> None:
    path, first = back_up(full.url, tmp_path / "one.backup", KEY, NOW)
    restore(other_url, path, KEY)

    _, second = back_up(other_url, tmp_path / "two.backup", KEY, NOW)

    assert second == first
    assert lines(tmp_path / "two.backup") == lines(tmp_path / "one.backup")


def test_a_restored_store_counts_on(full: Store, other_url: str, tmp_path: Path) -> None:
    path, _ = back_up(full.url, tmp_path / "one.backup", b"", NOW)
    restore(other_url, path, b"")
    store = Store(other_url)

    with store.begin() as connection:
        version = store.write(connection, cities(range(3)), NOW)

    assert version == 1
    assert store.counts("wr")["project"] == 3
    store.close()


def test_observations_of_many_months_find_their_partitions(
    postgres_url: str, full: Store, tmp_path: Path
) -> None:
    path, _ = back_up(full.url, tmp_path / "one.backup", b"", NOW)
    if full.url != postgres_url:
        restore(postgres_url, path, b"")
    store = Store(postgres_url)

    with store.engine.connect() as connection:
        query = text("SELECT count(*) FROM pg_inherits WHERE inhparent = 'observation'::regclass")
        assert connection.scalar(query) == ROWS
        assert connection.scalar(text("SELECT count(*) FROM ONLY observation")) == 0
    store.close()


def test_a_folder_gets_a_file_named_after_the_moment_that_only_its_owner_reads(
    full: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    path, _ = back_up(full.url, folder, b"", NOW)

    assert path == folder / "20260304-050607.backup"
    assert [each.name for each in folder.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600


# ---- one moment ----


def test_a_backup_while_a_refresh_writes_is_of_one_moment(store_url: str, tmp_path: Path) -> None:
    store = Store(store_url)
    store.upgrade()
    stop = threading.Event()
    written = threading.Semaphore(0)

    def refresh() -> None:
        turn = 0
        while not stop.is_set():
            with store.begin() as connection:
                store.write(connection, cities(range(40), f"{turn}번째"), NOW + timedelta(seconds=turn))
            turn += 1
            written.release()

    writer = threading.Thread(target=refresh)
    writer.start()
    try:
        for number in range(25 if IS_PROOF else 4):
            assert written.acquire(timeout=30)
            _, contents = back_up(store_url, tmp_path / f"{number}.backup", b"", NOW)
            expect_one_moment(tmp_path / f"{number}.backup", contents)
    finally:
        stop.set()
        writer.join()
        store.close()


def expect_one_moment(path: Path, contents: backup_file.Contents) -> None:
    """Every version of the backup has all of its rows, and no row speaks of a version that is not in it."""
    rows = {name: table_rows(path, name) for name in ("data_version", "project", "area")}
    versions = sorted(row["number"] for row in rows["data_version"])
    assert versions == list(range(1, len(versions) + 1))
    for version in versions:
        opened = [row for row in rows["project"] if row["valid_from"] == version]
        assert len(opened) == 40
        assert {row["name"] for row in opened} == {f"{version - 1}번째"}
    assert max(row["valid_from"] for row in rows["project"]) == versions[-1]
    assert [row["valid_to"] for row in rows["area"]] == [None]
    assert contents.rows >= 40 * len(versions)


# ---- what is refused ----


def test_a_place_that_is_not_empty_is_left_alone(full: Store, tmp_path: Path) -> None:
    path, _ = back_up(full.url, tmp_path / "one.backup", b"", NOW)
    before = everything(full.url)

    with pytest.raises(BackupError, match="비어 있지 않습니다"):
        restore(full.url, path, b"")

    assert everything(full.url) == before


def test_no_file_is_written_over(full: Store, tmp_path: Path) -> None:
    path, _ = back_up(full.url, tmp_path / "one.backup", b"", NOW)
    before = path.read_bytes()

    with pytest.raises(BackupError, match="이미 있습니다"):
        back_up(full.url, path, b"", NOW)

    assert path.read_bytes() == before


def test_a_store_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="저장소가 없습니다"):
        back_up(f"sqlite:///{tmp_path / 'no.db'}", tmp_path / "one.backup", b"", NOW)

    assert list(tmp_path.iterdir()) == []


def test_a_torn_file_is_refused_wherever_it_is_torn(full_file: Path, elsewhere: str, tmp_path: Path) -> None:
    whole, torn = full_file.read_bytes(), tmp_path / "torn.backup"

    for length in range(0, len(whole), max(1, len(whole) // (400 if IS_PROOF else 40))):
        torn.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            restore(elsewhere, torn, b"")

    assert is_empty(elsewhere)


def test_a_changed_byte_is_refused_wherever_it_is(full_file: Path, tmp_path: Path) -> None:
    whole, changed = full_file.read_bytes(), tmp_path / "changed.backup"
    unseen = []

    # The first ten bytes are gzip's own: time and system of making, which say nothing of the content.
    for place in range(10, len(whole), max(1, len(whole) // (2000 if IS_PROOF else 60))):
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            BackupFile(changed, b"").check()
            unseen.append(place)
        except BackupError:
            continue

    assert unseen == []


def test_a_lost_a_doubled_and_a_changed_line_are_refused(full_file: Path, tmp_path: Path) -> None:
    whole, forged = lines(full_file), tmp_path / "forged.backup"

    for place in range(0, len(whole), 1 if IS_PROOF else len(whole) // 25):
        for put in ([], [whole[place]] * 2, [whole[place].replace(b"1", b"2", 1) + b" \n"]):
            forged.write_bytes(gzip.compress(b"".join([*whole[:place], *put, *whole[place + 1 :]])))
            with pytest.raises(BackupError):
                BackupFile(forged, b"").check()


def test_who_has_no_key_forges_no_backup(
    full_file: Path, sqlite_url: str, elsewhere: str, tmp_path: Path
) -> None:
    path, _ = back_up(sqlite_url, tmp_path / "sealed.backup", KEY, NOW)
    other, _ = back_up(sqlite_url, tmp_path / "other.backup", b"another key of thirty-two signs..", NOW)

    for forged, key in ((full_file, KEY), (other, KEY), (path, b"")):
        with pytest.raises(BackupError):
            restore(elsewhere, forged, key)

    assert is_empty(elsewhere)


def test_what_is_no_backup_is_said(tmp_path: Path, sqlite_url: str) -> None:
    for name, content in (
        ("text", b"nothing"),
        ("empty", b""),
        ("zipped", gzip.compress(b"{}\n")),
        ("list", gzip.compress(b"[1]\n")),
        ("deep", gzip.compress(b"[" * 100_000 + b"\n")),
        ("no line", gzip.compress(b'{"backup":"digital-pledge-room"')),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BackupError, match=name):
            restore(sqlite_url, tmp_path / name, b"")
    with pytest.raises(BackupError, match="없습니다"):
        restore(sqlite_url, tmp_path / "nowhere", b"")


def test_a_restore_that_does_not_give_the_same_rows_leaves_nothing(
    full_file: Path, other_url: str, tmp_path: Path
) -> None:
    """A file that agrees with itself and not with the store's own tables: an added column, a lost table."""
    forged = tmp_path / "forged.backup"
    with forged.open("wb") as file:
        writer = backup_file.Writer(file, revisions()[-1], NOW, b"")
        writer.table("term", {"id": "text", "more": "text"}, [["8", "x"]])
        writer.close()
    few = tmp_path / "few.backup"
    with few.open("wb") as file:
        writer = backup_file.Writer(file, revisions()[-1], NOW, b"")
        writer.table("saved_view", *saved_views(full_file))
        writer.close()

    for one in (forged, few):
        with pytest.raises(BackupError):
            restore(other_url, one, b"")

    assert is_empty(other_url)


# ---- older and newer ----


@pytest.mark.parametrize("back", range(1, len(revisions())) if IS_PROOF else [1])
def test_a_backup_of_an_older_program_is_brought_to_this_one(
    store_url: str, other_url: str, tmp_path: Path, back: int
) -> None:
    older = revisions()[-1 - back]
    store = Store(store_url)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection, older)
        connection.execute(text("INSERT INTO area VALUES ('1','경제',NULL,1,1,NULL,1,'city',NULL)"))
        connection.execute(
            text("INSERT INTO data_version VALUES ('plan',1,'city','2025-12-31','2026-01-01 00:00:00',:no)"),
            {"no": False},
        )

    path, contents = back_up(store_url, tmp_path / "old.backup", b"", NOW)
    restore(other_url, path, b"")

    assert store.revision() == older == contents.revision
    restored = Store(other_url)
    assert restored.revision() == revisions()[-1]
    current = restored.current()
    assert current is not None
    assert current.basis_date == date(2025, 12, 31)
    assert restored.records(1)["area"] == (Area("1", "경제", None, 1),)
    restored.close()
    store.close()


def test_an_older_store_is_brought_to_this_program_at_start(store_url: str) -> None:
    store = Store(store_url)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        migrate(connection, revisions()[-2])

    store.upgrade()

    assert store.revision() == revisions()[-1]
    store.close()


def test_a_newer_store_is_refused_at_every_start_and_left_as_it_is(full: Store) -> None:
    with full.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = everything(full.url)

    for _ in range(3):
        with pytest.raises(StoreIsNewer, match="9999"):
            full.upgrade()

    assert everything(full.url) == before
    assert full.revision() == "9999"


def test_a_newer_backup_is_refused(elsewhere: str, tmp_path: Path) -> None:
    path = tmp_path / "newer.backup"
    for revision, said in (("9999", "새롭습니다"), ("0000", "없는 판")):
        with path.open("wb") as file:
            backup_file.Writer(file, revision, NOW, b"").close()
        with pytest.raises(BackupError, match=said):
            restore(elsewhere, path, b"")

    assert is_empty(elsewhere)


# ---- killed, and by command ----


def test_a_killed_backup_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    url, path = large_store(tmp_path), tmp_path / "made.backup"
    part = tmp_path / ".made.backup.part"

    for _ in range(20 if IS_PROOF else 2):
        kill_when(run("backup", str(path), STORE_URL=url), part.exists)
        assert not path.exists() or BackupFile(path, b"").check().rows > 0
        path.unlink(missing_ok=True)
        part.unlink(missing_ok=True)

    back_up(url, path, b"", NOW)
    assert BackupFile(path, b"").check().rows > 0


def test_a_killed_restore_leaves_a_whole_store_or_none(store_url: str, tmp_path: Path) -> None:
    source = large_store(tmp_path)
    path, _ = back_up(source, tmp_path / "made.backup", b"", NOW)
    whole = everything(source)

    for turn in range(20 if IS_PROOF else 2):
        process = run("restore", str(path), STORE_URL=store_url)
        kill_when(process, partial(has_worked, process, 0.8 + 0.1 * turn if IS_PROOF else 1.0 + 0.4 * turn))
        if not is_empty(store_url):
            break
    else:
        restore(store_url, path, b"")

    assert everything(store_url) == whole


def large_store(folder: Path) -> str:
    """A store whose backup takes a while."""
    store = Store(f"sqlite:///{folder / 'large' / 'store.db'}")
    store.upgrade()
    for turn in range(40):
        with store.begin() as connection:
            store.write(connection, cities(range(250), f"{turn}"), NOW)
    store.close()
    return store.url


def kill_when(process: "subprocess.Popen[bytes]", condition: Callable[[], bool]) -> None:
    """End a process as a power cut would, once something is so, unless it ends by itself before."""
    until(lambda: condition() or process.poll() is not None, "the process works", 60)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def has_worked(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Whether a process has used so many seconds of the processor."""
    used = psutil.Process(process.pid).cpu_times()
    return bool(used.user + used.system >= seconds)


def test_one_command_each_while_the_server_runs(
    start_server: Callable[..., RunningServer], postgres_url: str, elsewhere: str, tmp_path: Path
) -> None:
    path = tmp_path / "room.backup"
    places = {"DATA_DIR": str(tmp_path / "var"), "BACKUP_KEY": KEY.decode()}
    city = City(tmp_path)
    start_server("serve", MAPPINGS=str(city.mapping_path), STORE_URL=postgres_url)

    made = finished("backup", str(path), STORE_URL=postgres_url, **places)
    came = finished("restore", str(path), STORE_URL=elsewhere, **places)

    assert (made.returncode, came.returncode) == (0, 0), made.stderr + came.stderr
    contents = BackupFile(path, KEY).check()
    assert f"{contents.rows:,}행" in made.stdout
    assert f"{contents.rows:,}행" in came.stdout
    note = last_backup(tmp_path / "var")
    assert note is not None
    assert (note.file, note.rows, note.size) == (path.name, contents.rows, path.stat().st_size)
    restored = Store(elsewhere)
    assert len(restored.records(restored.versions()[-1].number)["project"]) == 20
    restored.close()


def test_a_command_that_cannot_be_done_ends_with_one_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "no.backup"

    ended = finished("restore", str(missing), STORE_URL=f"sqlite:///{tmp_path / 's.db'}")

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"백업 파일 {missing}이(가) 없습니다.\n"


# ---- helpers ----


def run(*arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    """`python -m dashboard …` as a process of its own, to be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finished(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The same, ended by itself."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def cities(numbers: range, name: str = "사업") -> Incoming:
    """A read of one source: projects under a name, in one area."""
    projects = [Project(str(number), name, area_id="1") for number in numbers]
    return Incoming("wr", None, {"project": projects, "area": [Area("1", "경제", None, 1)]})


def fill(store: Store) -> None:
    """Rows in every table of the newest revision, with what is hard to write down in every column."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        months = [NOW - timedelta(days=31 * number) for number in range(ROWS)]
        if connection.dialect.name == "postgresql":
            from db.observations_partitions import make_partitions

            make_partitions(connection, months)
        for table in Base.metadata.sorted_tables:
            values = [
                {column.name: value_of(column, number) for column in table.columns} for number in range(ROWS)
            ]
            connection.execute(insert(table), values)


def value_of(column: Column[Any], number: int) -> Any:
    """The value of a column in a row; every second row leaves out what may be left out."""
    if column.nullable and number % 2:
        return None
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return NOW - timedelta(days=31 * number, microseconds=number)
    if isinstance(kind, UnreadText):
        return (("amount", HARD_TEXTS[number % len(HARD_TEXTS)] + "."),)
    if isinstance(kind, ExactDecimal):
        return Decimal("12345678901234567890.0123456789") + number
    if isinstance(kind, Enum):
        return list(kind.enum_class or ())[number % len(kind.enum_class or ())]
    python = kind.python_type
    if python is bool:
        return number % 3 == 0
    if python is int:
        return big_or_small(column, number)
    if python is float:
        return HARD_FLOATS[number % len(HARD_FLOATS)]
    if python is date:
        return date(1948, 7, 17) + timedelta(days=9999 * number)
    if python is bytes:
        return bytes(range(256)) + bytes([number])
    hard = HARD_TEXTS[number % len(HARD_TEXTS)]
    return hard if column.nullable else f"{hard}{number}"


def big_or_small(column: Column[Any], number: int) -> int:
    """Keys and versions count from one; other large numbers are as large as their column takes."""
    is_large = "BIGINT" in str(column.type.compile()).upper()
    if column.primary_key or not is_large:
        return number + 1
    return 2**63 - 1 - number if number % 3 else -(2**63) + number


def everything(url: str) -> dict[str, list[str]]:
    """Every row of every table as its own types read it, in an order that no database decides."""
    store = Store(url)
    with store.engine.connect() as connection:
        found = {
            table.name: sorted(
                repr(tuple(map(plain, row))) for row in connection.execute(select(*table.columns))
            )
            for table in Base.metadata.sorted_tables
        }
    store.close()
    return found


def plain(value: Any) -> Any:
    """SQLite keeps no sign of zero."""
    return value + 0.0 if isinstance(value, float) else value


def is_empty(url: str) -> bool:
    """Whether nothing at all is in a place."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite":
        if not Path(place.database or "").exists():
            return True
        with sqlite3.connect(place.database or "") as connection:
            found = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        connection.close()
        return bool(found == 0)
    store = Store(url)
    with store.engine.connect() as opened:
        tables = stored_tables(opened)
        rows = sum(opened.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    store.close()
    return not tables and rows == 0


def lines(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def table_rows(path: Path, name: str) -> list[dict[str, Any]]:
    return [
        dict(zip(batch.columns, row, strict=True))
        for batch in BackupFile(path, b"").batches()
        if batch.table == name
        for row in batch.rows
    ]


def saved_views(path: Path) -> tuple[dict[str, str], list[list[Any]]]:
    """Columns and rows of one table of a backup."""
    batches = [batch for batch in BackupFile(path, b"").batches() if batch.table == "saved_view"]
    return dict(batches[0].columns), [row for batch in batches for row in batch.rows]
