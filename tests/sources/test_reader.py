"""Reading a whole source: one transaction, errors per query, nothing written."""

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from db.sources.mapping import load_mapping
from db.sources.reader import Reader, ReportDate, SourceUnavailable
from db.sources.validate import validate
from tests.sources.builders import database, mapping_file, mapping_of

CITY = """
CREATE TABLE pledge (id INTEGER, name TEXT, status TEXT, money NUMERIC, day TEXT);
INSERT INTO pledge VALUES (1, '가게', '완료', 12.5, '2024-03-31'), (2, '시장', '추진중', NULL, NULL);
"""
PLEDGES = """
[[project]]
sql = "SELECT id, name FROM pledge ORDER BY id"
[[plan_fund]]
sql = "SELECT id AS project_id, money AS amount FROM pledge ORDER BY id"
unit = "억원"
[[status_report]]
sql = "SELECT id AS project_id, status FROM pledge WHERE \\"no such\\" = 1"
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def city_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A municipal database on either kind of server."""
    if request.param == "sqlite":
        return database(tmp_path / "city.db", CITY)
    url: str = request.getfixturevalue("postgres_url")
    execute(url, CITY)
    return url


def execute(url: str, script: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";")):
            connection.execute(text(statement))
    engine.dispose()


def reader_of(tmp_path: Path, url: str, tables: str = PLEDGES, source: str = "") -> Reader:
    return Reader(mapping_of(tmp_path, tables, f'url = "{url}"\n{source}'))


def test_every_query_is_read_and_a_failing_one_spoils_no_other(tmp_path: Path, city_url: str) -> None:
    raw = reader_of(tmp_path, city_url, source='basis_date = "SELECT max(day) FROM pledge"\n').read()

    (projects,), (funds,), (reports,) = raw.results.values()
    assert projects.columns == ("id", "name")
    assert projects.rows == ((1, "가게"), (2, "시장"))
    assert [row[1] is None or Decimal(str(row[1])) == Decimal("12.5") for row in funds.rows] == [True, True]
    assert reports.error is not None
    assert "no such" in reports.error
    assert raw.basis_date == "2024-03-31"


def test_a_read_becomes_records_on_either_server(tmp_path: Path, city_url: str) -> None:
    reader = reader_of(tmp_path, city_url, source="basis_date = 2024-12-31\n")

    batch = validate(reader.read(), reader.mapping)

    assert [record.amount for record in batch.tables["plan_fund"].records] == [1_250_000_000, None]
    assert list(batch.frozen) == ["status_report"]
    assert batch.basis_date == date(2024, 12, 31)


def test_the_digest_changes_exactly_when_the_source_does(tmp_path: Path, city_url: str) -> None:
    reader = reader_of(tmp_path, city_url)
    first = reader.read()

    assert reader.read().digest == first.digest
    execute(city_url, "UPDATE pledge SET name = '큰 가게' WHERE id = 1")
    changed = reader.read()
    assert changed.digest != first.digest
    assert changed.results["project"][0].rows[0] == (1, "큰 가게")


def test_all_queries_see_the_same_moment(tmp_path: Path, postgres_url: str) -> None:
    execute(postgres_url, CITY)
    mapping = mapping_of(tmp_path, PLEDGES, f'url = "{postgres_url}"\n')
    reader = Reader(mapping)

    with reader._connection() as connection:
        before = connection.execute(text("SELECT count(*) FROM pledge")).scalar()
        execute(postgres_url, "DELETE FROM pledge")
        after = connection.execute(text("SELECT count(*) FROM pledge")).scalar()

    assert (before, after) == (2, 2)


def test_the_source_is_opened_for_reading_only(tmp_path: Path, city_url: str) -> None:
    reader = reader_of(tmp_path, city_url)

    with pytest.raises(SourceUnavailable, match=r"read-only|readonly"), reader._connection() as connection:
        connection.execute(text("DELETE FROM pledge"))

    assert len(reader.read().results["project"][0].rows) == 2


def test_types_of_a_driver_arrive_as_plain_values(tmp_path: Path, postgres_url: str) -> None:
    sql = (
        "SELECT gen_random_uuid() AS id, ARRAY[1,2] AS name, 1.50::numeric AS number, "
        "DATE '2024-03-31' AS starts, '\\\\x41'::bytea AS content, INTERVAL '1 day' AS purpose"
    )

    raw = reader_of(tmp_path, postgres_url, f'[[project]]\nsql = "{sql}"\n').read()

    (row,) = raw.results["project"][0].rows
    assert [type(cell) for cell in row] == [str, str, Decimal, str, bytes, str]


def test_a_date_that_python_does_not_know_spoils_its_field_only(tmp_path: Path, postgres_url: str) -> None:
    sql = (
        "SELECT 1 AS id, 'a' AS name, DATE 'infinity' AS starts, DATE '2024-03-31' AS ends "
        "UNION ALL SELECT 2, 'b', TIMESTAMP '2024-03-31 10:20:30', DATE '0044-03-15 BC' ORDER BY id"
    )
    reader = reader_of(tmp_path, postgres_url, f'[[project]]\nsql = "{sql}"\n')

    first, second = validate(reader.read(), reader.mapping).tables["project"].records

    assert (first.starts, first.ends, first.unread) == (None, date(2024, 3, 31), (("starts", "infinity"),))
    assert (second.starts, second.ends) == (date(2024, 3, 31), None)


def test_dated_reports_are_listed_in_the_order_of_their_dates(tmp_path: Path) -> None:
    url = database(
        tmp_path / "city.db",
        "CREATE TABLE report (day TEXT, id TEXT); INSERT INTO report VALUES ('05/01/2014','1'),"
        "('12/01/2013','1'),('05/01/2014','2'),('어제','3'),(NULL,'4')",
    )
    reader = reader_of(
        tmp_path,
        url,
        '[[project]]\nsql = "SELECT id, id AS name FROM report WHERE day = :as_of"\n',
        'dates = "SELECT DISTINCT day FROM report"\ndate_formats = ["%m/%d/%Y"]\n',
    )

    dates = reader.dates()

    assert dates.reports == (
        ReportDate(date(2013, 12, 1), "12/01/2013"),
        ReportDate(date(2014, 5, 1), "05/01/2014"),
    )
    assert dates.unread == ("어제", "None")
    assert reader.read("12/01/2013").results["project"][0].rows == (("1", "1"),)
    newest = reader.read()
    assert len(newest.results["project"][0].rows) == 2
    assert validate(newest, reader.mapping).basis_date == date(2014, 5, 1)


def test_a_renamed_column_is_named_even_when_the_mapping_quotes_it(tmp_path: Path) -> None:
    url = database(tmp_path / "city.db", 'CREATE TABLE pledge (id TEXT, "이름" TEXT)')
    tables = "[[project]]\nsql = '''SELECT id, \"공약명\" AS name FROM pledge'''\n"

    (result,) = reader_of(tmp_path, url, tables).read().results["project"]

    assert result.error == "no such column: 공약명"


def test_texts_that_are_no_utf8_are_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "city.db"
    url = database(path, "CREATE TABLE pledge (id TEXT, name TEXT)")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO pledge VALUES ('1', CAST(? AS TEXT))", ("가게".encode("cp949"),))
    connection.close()

    raw = reader_of(tmp_path, url, '[[project]]\nsql = "SELECT id, name FROM pledge"\n').read()

    assert raw.results["project"][0].rows == (("1", "가게"),)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('url = "sqlite:///{folder}/gone.db"', ["데이터베이스 파일이 없음", "gone.db"]),
        ('folder = "{folder}/gone"', ["gone"]),
        ('url = "postgresql://reader:geheim@127.0.0.1:1/city"', ["127.0.0.1"]),
        ('url = "nonsense://city"', ["드라이버가 없음"]),
    ],
)
def test_a_source_that_cannot_be_opened_says_why_in_one_line(
    tmp_path: Path, source: str, words: list[str]
) -> None:
    reader = Reader(mapping_of(tmp_path, PLEDGES, source.format(folder=tmp_path) + "\n"))

    with pytest.raises(SourceUnavailable) as caught:
        reader.read()

    assert all(word in str(caught.value) for word in words), str(caught.value)
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "gone.db").exists()


def test_a_connection_that_is_lost_concerns_the_whole_source(tmp_path: Path, postgres_url: str) -> None:
    tables = (
        '[[area]]\nsql = "SELECT pg_terminate_backend(pg_backend_pid()) AS id"\n'
        '[[department]]\nsql = "SELECT 1 AS id"\n'
    )

    with pytest.raises(SourceUnavailable, match="terminat"):
        reader_of(tmp_path, postgres_url, tables).read()


def test_a_locked_file_concerns_the_whole_source(tmp_path: Path) -> None:
    url = database(tmp_path / "city.db", CITY)
    writer = sqlite3.connect(tmp_path / "city.db", isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")

    with pytest.raises(SourceUnavailable, match="database is locked"):
        reader_of(tmp_path, url, source="deadline_seconds = 0.1\n").read()

    writer.execute("ROLLBACK")
    writer.close()


def test_a_file_that_is_no_database_concerns_the_whole_source(tmp_path: Path) -> None:
    (tmp_path / "city.db").write_bytes(b"no database at all" * 100)

    with pytest.raises(SourceUnavailable, match="not a database"):
        reader_of(tmp_path, f"sqlite:///{tmp_path}/city.db").read()


def test_a_server_ends_a_statement_at_the_deadline_by_itself(tmp_path: Path, postgres_url: str) -> None:
    tables = '[[area]]\nsql = "SELECT pg_sleep(60) AS id"\n[[department]]\nsql = "SELECT 1 AS id"\n'

    raw = reader_of(tmp_path, postgres_url, tables, "deadline_seconds = 0.3\n").read()

    assert "statement timeout" in str(raw.results["area"][0].error)
    assert raw.results["department"][0].rows == ((1,),)


def test_a_folder_is_loaded_again_only_when_its_files_changed(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    listed = tmp_path / "files" / "목록.csv"
    listed.write_text("id,name\n1,가게\n", encoding="utf-8")
    reader = Reader(mapping_of(tmp_path, '[[project]]\nsql = "SELECT * FROM 목록"\n', 'folder = "files"\n'))

    first = reader.read()
    loaded = reader._folder
    assert reader.read().digest == first.digest
    assert reader._folder is loaded
    listed.write_text("id,name\n1,큰 가게\n", encoding="utf-8")

    assert reader.read().results["project"][0].rows == (("1", "큰 가게"),)
    assert reader._folder is not loaded


def test_an_unreadable_file_is_named_where_its_table_is_missed(tmp_path: Path) -> None:
    (tmp_path / "목록.csv").write_bytes(b"\xff\x81\x20\xc3\x28")
    path = mapping_file(tmp_path, '[[project]]\nsql = "SELECT * FROM 목록"\n', 'folder = "."\n')

    raw = Reader(load_mapping(path)).read()

    assert raw.problems[0][0] == "목록.csv"
    assert "목록.csv: 글자를 읽을 수 없음" in str(raw.results["project"][0].error)


def test_a_password_of_the_source_is_not_in_its_errors(tmp_path: Path, postgres_url: str) -> None:
    url = postgres_url.replace("postgres@", "nobody:geheim@", 1)

    with pytest.raises(SourceUnavailable) as caught:
        reader_of(tmp_path, url).read()

    assert "geheim" not in str(caught.value)
