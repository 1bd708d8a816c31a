"""Why a store is away, told from what real databases say."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.moments import PastAway
from dashboard.domain.words import KOREAN
from dashboard.store_causes import store_cause
from db.content import StoreDamaged
from db.store import VersionNotKept


def said(url: str, statement: str = "SELECT * FROM kept", **connect: object) -> str:
    engine = create_engine(url, connect_args=connect)
    try:
        with pytest.raises(SQLAlchemyError) as caught, engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
    return store_cause(caught.value, KOREAN)


def test_a_file_of_other_bytes_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"\x01" * 8192)
    assert said(f"sqlite:///{path}") == "저장소 파일 손상"


def test_a_file_or_a_table_that_is_not_there(tmp_path: Path) -> None:
    assert said(f"sqlite:///{tmp_path}/no/store.db") == "저장소 파일이나 표 없음"
    assert said(f"sqlite:///{tmp_path}/store.db") == "저장소 파일이나 표 없음"


def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    sqlite3.connect(path).execute("CREATE TABLE kept (id)").connection.close()
    assert said(f"sqlite:///file:{path}?mode=ro&uri=true", "DELETE FROM kept") == "저장소에 쓸 권한 없음"


def test_a_file_that_another_holds(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE kept (id)")
    other.execute("BEGIN EXCLUSIVE")
    assert said(f"sqlite:///{path}", "SELECT * FROM kept", timeout=0) == "다른 작업이 저장소를 잡고 있음"
    other.close()


def test_a_full_file(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    sqlite3.connect(path).execute("CREATE TABLE kept (id)").connection.close()
    engine = create_engine(f"sqlite:///{path}")
    with pytest.raises(SQLAlchemyError) as caught, engine.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 2"))
        connection.execute(text("INSERT INTO kept VALUES (zeroblob(100000))"))
    engine.dispose()
    assert store_cause(caught.value, KOREAN) == "저장 공간 없음"


def test_a_database_server_that_is_not_there_and_whose_address_is_not_said() -> None:
    assert said("postgresql+psycopg://room:secret@127.0.0.1:1/room") == "데이터베이스 응답 없음"


def test_what_the_store_itself_found() -> None:
    past = PastAway("v1")
    past.__cause__ = VersionNotKept("v1")
    assert store_cause(StoreDamaged("plan_fund"), KOREAN) == "저장소 파일 손상"
    assert store_cause(past, KOREAN) == "보관 기간이 지난 자료"
