"""What can be told from a statement without running it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db.sources.sql import bindable, is_reading, looks_like_sql, strict_names, uses_as_of


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "  select * from a;  ",
        "-- the list\nWITH a AS (SELECT 1) SELECT * FROM a",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SELECT 'DROP TABLE a; --' AS \"update\", [delete], `insert` FROM a",
        "SELECT replace(a, 'x', 'y') FROM b /* no DELETE here */",
    ],
)
def test_a_reading_statement_is_taken(sql: str) -> None:
    assert is_reading(sql)
    assert looks_like_sql(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "DELETE FROM a",
        "SELECT 1; DROP TABLE a",
        "WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone",
        "SELECT * INTO b FROM a",
        "PRAGMA writable_schema = 1",
        "ATTACH 'other.db' AS other",
        "SELECT * FROM a FOR UPDATE",
        "EXPLAIN SELECT 1",
    ],
)
def test_a_writing_statement_is_refused(sql: str) -> None:
    assert not is_reading(sql)


def test_a_literal_date_is_no_statement() -> None:
    assert not looks_like_sql("2024-12-31")


def test_as_of_counts_outside_quotes_only() -> None:
    assert uses_as_of("SELECT * FROM a WHERE d = :as_of")
    assert not uses_as_of("SELECT ':as_of', [:as_of] FROM a -- :as_of")
    assert not uses_as_of("SELECT d::as_of FROM a")


def test_only_as_of_is_bound_and_every_other_colon_stays() -> None:
    sql = "SELECT ':as_of' AS a, '12:30' AS b, 'x :y' AS [c:d], :as_of AS e -- :z"

    statement = text(bindable(sql))

    assert list(statement.compile().params) == ["as_of"]
    with sqlite3.connect(":memory:") as connection:
        row = connection.execute(str(statement), {"as_of": "2024"}).fetchone()
    connection.close()
    assert row == (":as_of", "12:30", "x :y", "2024")


def test_a_quoted_name_that_does_not_exist_is_an_error_in_sqlite_too() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute('CREATE TABLE a ("추진율(%)" TEXT, "say ""hi""" TEXT)')
        connection.execute("INSERT INTO a VALUES ('50', 'x')")
        sql = strict_names('SELECT "추진율(%)", "say ""hi""", \'"text"\' FROM "a"')
        assert connection.execute(sql).fetchall() == [("50", "x", '"text"')]
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            connection.execute(strict_names('SELECT "진행률" FROM a'))
    connection.close()


@given(st.text())
def test_no_text_makes_the_reading_of_sql_fail(sql: str) -> None:
    is_reading(sql)
    uses_as_of(sql)
    strict_names(sql)
    assert bindable(sql).replace("\\:", ":") == sql.strip().removesuffix(";").replace("\\:", ":")
