"""The dry run: what it counts, what it loses by name, what would change, and how it ends."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import main
from tests.support.city import City
from tests.support.server import ROOT, SECRET_KEY

Check = Callable[..., dict[str, Any]]


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("STORE_URL", raising=False)
    return City(tmp_path)


@pytest.fixture
def check(city: City, capsys: pytest.CaptureFixture[str]) -> Check:
    def _check(*more: str) -> dict[str, Any]:
        capsys.readouterr()
        assert main(["check", str(city.mapping_path), "--json", *more]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return _check


def test_the_counts_are_those_of_the_source(check: Check) -> None:
    found = check()

    assert (found["projects"], found["stages"], found["reports"]) == (20, 40, 20)
    assert found["status"] == {"정상추진": 20}
    assert found["mean_progress"] == 40.0
    assert found["basis_date"] == found["date"] == "2024-12-31"
    assert found["rows"]["stage_plan"] == {"read": 40, "kept": 40, "set_aside": 0}
    assert found["changes"] is None


def test_money_is_exact_text_in_the_main_unit(check: Check, city: City) -> None:
    city.run("INSERT INTO money VALUES ('1', '국비', '2024', '61,751.5')")
    city.run("INSERT INTO money VALUES ('1', '무엇', '기투자', '9,327-')")

    planned = check()["funding"]["planned"]

    assert planned["by_year"] == {"기투자": "9327000000", "2024": str(20_000_000_000 + 61_751_500_000)}
    assert planned["by_source"] == {"국비": str(20_000_000_000 + 61_751_500_000), "unknown": "9327000000"}
    assert planned["total"] == str(20_000_000_000 + 61_751_500_000 + 9_327_000_000)


def test_a_total_without_parts_is_money_and_one_with_parts_is_compared(check: Check, city: City) -> None:
    city.run("DELETE FROM money WHERE no IN ('1', '2')")
    for number, kind, year, amount in (
        ("1", "국비", "총계", "300"),
        ("2", "국비", "2024", "5E2"),
        ("2", "국비", "총계", "700"),
        ("3", "국비", "총계", "1,000"),
    ):
        city.run("INSERT INTO money VALUES (?, ?, ?, ?)", (number, kind, year, amount))

    found = check()

    assert found["funding"]["planned"]["total"] == str(18 * 1_000_000_000 + 800_000_000)
    assert found["funding"]["planned"]["by_year"]["unknown"] == "300000000"
    assert [(m["project"], m["stated"], m["summed"]) for m in found["mismatches"]] == [
        ("2", "700000000", "500000000")
    ]
    assert found["rows"]["plan_fund"] == {"read": 22, "kept": 22, "set_aside": 0}


def test_what_only_looks_like_money_is_unread_with_its_text(check: Check, city: City) -> None:
    for number, amount in (("1", "--5"), ("2", "NaN"), ("3", "1E999")):
        city.run("UPDATE money SET amount = ? WHERE no = ?", (amount, number))

    found = check()

    lost = {(f["field"], f["raw"]) for f in found["unread_fields"] if f["table"] == "plan_fund"}
    assert lost == {("amount", "--5"), ("amount", "NaN"), ("amount", "1E999")}
    assert found["funding"]["planned"]["total"] == str(17 * 1_000_000_000)


def test_executed_may_exceed_planned(check: Check, city: City) -> None:
    city.run("UPDATE spent SET amount = '3,000'")

    funding = check()["funding"]

    assert funding["executed"]["total"] == "60000000000"
    assert funding["planned"]["total"] == "20000000000"
    assert funding["secured"]["total"] is None


def test_overdue_is_judged_on_the_given_day_whatever_the_status(check: Check, city: City) -> None:
    city.run("UPDATE pledge SET word = '완료' WHERE no = '1'")
    city.run("UPDATE step SET planned_end = '2025. 6' WHERE step = '착공' AND no = '2'")

    days = {day: check("--date", day)["stages_overdue"] for day in ("2025-06-30", "2025-07-01")}

    assert check()["stages_overdue"] == 0
    assert days == {"2025-06-30": 0, "2025-07-01": 20}


def test_what_is_lost_is_named_with_its_reason(check: Check, city: City) -> None:
    city.run("INSERT INTO pledge VALUES (NULL, '번호 없음', '경제', '추진중', '1', '2024-12-31')")
    city.run("INSERT INTO pledge VALUES ('1', '또 1번', '경제', '추진중', '1', '2024-12-31')")
    city.run("INSERT INTO step VALUES ('99', '설계', '2024-06-30', NULL)")
    city.run("UPDATE step SET planned_end = '2024. 2. 31' WHERE no = '5' AND step = '착공'")
    city.run("UPDATE pledge SET word = '순항' WHERE no = '6'")

    found = check()

    assert all(r["read"] == r["kept"] + r["set_aside"] for r in found["rows"].values())
    assert found["rows"]["project"] == {"read": 22, "kept": 20, "set_aside": 2}
    assert {(f["table"], f["key"]) for f in found["set_aside"] if f["table"] in ("project", "stage")} >= {
        ("project", "1")
    }
    assert any("99" in f["key"] or "99" in f["reason"] for f in found["set_aside"])
    assert ("end", "2024. 2. 31") in {(f["field"], f["raw"]) for f in found["unread_fields"]}
    assert {(f["group"], f["word"], f["count"]) for f in found["unmapped"]} == {("status", "순항", 1)}
    assert found["status"] == {"정상추진": 19, "unknown": 1}


def test_an_unreadable_actual_end_is_not_called_overdue(check: Check, city: City) -> None:
    city.run("UPDATE step SET done_on = '준공계 제출' WHERE no = '4' AND step = '착공'")

    found = check("--date", "2025-07-01")

    assert (found["stages_overdue"], found["stages_unjudged"]) == (19, 1)


def test_a_text_that_says_not_yet_is_no_end(check: Check, city: City) -> None:
    for number, text in (("4", "미정"), ("5", "추진중"), ("6", "2025. 2. 31.")):
        city.run("UPDATE step SET done_on = ? WHERE no = ? AND step = '착공'", (text, number))

    found = check("--date", "2025-07-01")

    assert (found["stages_overdue"], found["stages_unjudged"]) == (19, 1)


def test_row_ids_of_two_queries_do_not_meet(check: Check, city: City) -> None:
    text = city.mapping_path.read_text("utf-8")
    spent = text[text.index("[[fund_fact]]") : text.index("[[status_report]]")]
    with_ids = spent.replace("SELECT no,", "SELECT rowid AS id, no,")
    twice = with_ids + with_ids.replace('stage = "집행"', 'stage = "확정"')
    city.mapping_path.write_text(text.replace(spent, twice), "utf-8")

    funding = check()["funding"]

    assert funding["executed"]["total"] == funding["secured"]["total"] == "8000000000"


def test_a_drop_that_a_refresh_would_refuse_is_said(
    check: Check, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPINGS", str(city.mapping_path))
    assert main(["refresh"]) == 0
    city.run("DELETE FROM money WHERE CAST(no AS INTEGER) > 5")

    found = check()

    assert set(found["kept_back"]) == {"plan_fund"}
    assert found["changes"] == {}


def test_a_table_that_is_kept_back_still_counts_its_rows(check: Check, city: City) -> None:
    city.run("ALTER TABLE spent RENAME COLUMN amount TO paid")
    text = city.mapping_path.read_text("utf-8").replace("year, amount FROM spent", "year, paid FROM spent")
    city.mapping_path.write_text(text, "utf-8")

    found = check()

    assert found["rows"]["fund_fact"] == {"read": 20, "kept": 0, "set_aside": 20}
    assert "amount" in found["kept_back"]["fund_fact"]


def test_against_a_store_it_says_what_would_change_and_changes_nothing(
    check: Check, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPINGS", str(city.mapping_path))
    assert main(["refresh"]) == 0
    city.run("UPDATE pledge SET title = '새 이름' WHERE no = '1'")
    city.run("DELETE FROM money WHERE no = '2'")

    first, second = check()["changes"], check()["changes"]

    assert (
        first
        == second
        == {
            "project": {"added": 0, "changed": 1, "vanished": 0},
            "plan_fund": {"added": 0, "changed": 0, "vanished": 1},
        }
    )


def test_the_report_for_people_names_the_same_things(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    city.run("INSERT INTO step VALUES ('99', '설계', '2024-06-30', NULL)")

    assert main(["check", str(city.mapping_path)]) == 0

    text = capsys.readouterr().out
    assert "사업 20개" in text
    assert "반영 제외 stage" in text
    assert "저장소: 아직 없음" in text


def test_the_report_speaks_in_the_citys_words(
    city: City, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = 'check_no_store = "no store yet"\nmapping_not_opened = "cannot open {path} ({cause})"\n'
    (tmp_path / "words.toml").write_text(words, "utf-8")
    monkeypatch.setenv("WORDS_FILE", str(tmp_path / "words.toml"))

    assert main(["check", str(city.mapping_path)]) == 0
    report = capsys.readouterr().out
    city.mapping_path.unlink()
    assert main(["check", str(city.mapping_path)]) == 1

    assert "no store yet" in report
    assert f"cannot open {city.mapping_path}" in capsys.readouterr().err


def _no_words(city: City) -> None:
    os.environ["WORDS_FILE"] = str(city.path.with_name("nowhere.toml"))


def _no_file(city: City) -> None:
    city.mapping_path.unlink()


def _no_database(city: City) -> None:
    city.path.unlink()


def _no_project_table(city: City) -> None:
    with sqlite3.connect(city.path) as connection:
        connection.execute("ALTER TABLE pledge RENAME COLUMN title TO subject")
    connection.close()


def _no_projects(city: City) -> None:
    city.run("DELETE FROM pledge")


def _unknown_key(city: City) -> None:
    city.mapping_path.write_text(city.mapping_path.read_text("utf-8") + "\n[colour]\nx = 1\n", "utf-8")


@pytest.mark.parametrize(
    "break_it", [_no_words, _no_file, _no_database, _no_project_table, _no_projects, _unknown_key]
)
def test_what_cannot_be_used_ends_with_one_sentence(
    city: City,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    break_it: Callable[[City], None],
) -> None:
    monkeypatch.setenv("WORDS_FILE", "")
    break_it(city)

    code = main(["check", str(city.mapping_path)])

    captured = capsys.readouterr()
    assert code == 1
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert "Traceback" not in captured.err


def test_a_refresh_by_hand_prints_its_outcome_and_fails_when_the_source_is_away(
    city: City, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPINGS", str(city.mapping_path))
    assert main(["refresh"]) == 0
    taken = capsys.readouterr().out
    city.path.unlink()
    assert main(["refresh"]) == 1

    assert "20행 읽음, 20행 반영" in taken
    assert "failed" in capsys.readouterr().out


def test_a_start_without_any_source_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", SECRET_KEY)
    for name in ("MAPPINGS", "DEMO"):
        monkeypatch.delenv(name, raising=False)

    assert main(["serve"]) == 1
    assert "MAPPINGS" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named_with_what_to_do(city: City, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {
            **os.environ,
            "MAPPINGS": str(city.mapping_path),
            "DATA_DIR": str(tmp_path / "var"),
            "SECRET_KEY": SECRET_KEY,
            "PORT": port,
        }

        ended = subprocess.run(
            [sys.executable, "-m", "dashboard", "serve"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    last = ended.stderr.strip().splitlines()[-1]
    assert ended.returncode == 1
    assert port in last
    assert "PORT" in last


def test_a_source_of_budget_lines_alone_is_counted_without_projects(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("EHOJO_FOLDER", str(ROOT / "tests" / "fixtures" / "sources" / "ehojo"))

    assert main(["check", str(ROOT / "mappings" / "ehojo.toml"), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["projects"] == 0
    assert found["rows"] == {
        "budget_line": {"read": 7, "kept": 7, "set_aside": 0},
        "budget_share": {"read": 7, "kept": 6, "set_aside": 1},
    }
