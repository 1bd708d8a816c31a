"""The child process that reads: answers, deadlines, crashes, and nothing left behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from db.sources.mapping import SourceMapping
from db.sources.reader import RawRead, SourceUnavailable
from db.sources.worker import DeadlineExceeded, SourceWorker, Unchanged
from tests.sources.builders import database, mapping_of

ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS id, 'x' AS name FROM n"
)
SWITCHED = """
[[project]]
sql = '''
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE (SELECT hang FROM switch))
SELECT id, name FROM pledge WHERE (SELECT count(*) FROM n) > 0 ORDER BY id
'''
"""
CITY = """
CREATE TABLE pledge (id TEXT, name TEXT); INSERT INTO pledge VALUES ('1', '가게');
CREATE TABLE switch (hang INTEGER); INSERT INTO switch VALUES (0);
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    database(tmp_path / "city.db", CITY)
    return tmp_path / "city.db"


@pytest.fixture
def mapping(tmp_path: Path, city: Path) -> SourceMapping:
    return mapping_of(tmp_path, SWITCHED, f'url = "sqlite:///{city}"\ndeadline_seconds = 30\n')


@pytest.fixture
def worker(mapping: SourceMapping) -> Iterator[SourceWorker]:
    with SourceWorker(mapping) as running:
        yield running


def write(city: Path, statement: str) -> None:
    with sqlite3.connect(city) as connection:
        connection.execute(statement)
    connection.close()


def names(read: RawRead | Unchanged) -> list[object]:
    assert isinstance(read, RawRead)
    return [row[1] for row in read.results["project"][0].rows]


@pytest.fixture
def children() -> Callable[[], list[psutil.Process]]:
    """Child processes since the test began that run or were not collected."""
    before = set(psutil.Process().children())
    return lambda: [child for child in psutil.Process().children() if child not in before]


def test_the_child_reads_again_and_again(worker: SourceWorker, city: Path) -> None:
    first = worker.read()
    pid = worker.pid
    write(city, "INSERT INTO pledge VALUES ('2', '시장')")

    assert names(first) == ["가게"]
    assert names(worker.read()) == ["가게", "시장"]
    assert worker.pid == pid


def test_nothing_is_sent_when_nothing_changed(worker: SourceWorker, city: Path) -> None:
    first = worker.read()
    assert isinstance(first, RawRead)

    assert worker.read(known_digest=first.digest) == Unchanged(first.digest)
    write(city, "UPDATE pledge SET name = '큰 가게'")
    assert names(worker.read(known_digest=first.digest)) == ["큰 가게"]


def test_a_query_that_never_ends_is_killed_at_its_deadline_and_the_next_read_works(
    worker: SourceWorker, city: Path
) -> None:
    worker.read()
    hanging = worker.pid
    write(city, "UPDATE switch SET hang = 1")

    with pytest.raises(DeadlineExceeded, match=r"0\.2초 안에 응답하지 않아"):
        worker.read(deadline=0.2)

    assert worker.pid is None
    assert hanging is not None
    assert not psutil.pid_exists(hanging)
    write(city, "UPDATE switch SET hang = 0")
    assert names(worker.read()) == ["가게"]


def test_rounds_of_hanging_leave_no_process_thread_or_file_behind(
    children: Callable[[], list[psutil.Process]], worker: SourceWorker, city: Path
) -> None:
    worker.read()
    write(city, "UPDATE switch SET hang = 1")
    with pytest.raises(DeadlineExceeded):
        worker.read(deadline=0.1)
    files, threads = psutil.Process().num_fds(), threading.active_count()

    for _ in range(3):
        with pytest.raises(DeadlineExceeded):
            worker.read(deadline=0.1)

    assert psutil.Process().num_fds() == files
    assert threading.active_count() == threads
    assert children() == []


def test_a_child_that_dies_is_named_and_replaced(worker: SourceWorker, city: Path) -> None:
    worker.read()
    write(city, "UPDATE switch SET hang = 1")
    pid = worker.pid
    assert pid is not None
    killer = threading.Timer(0.2, os.kill, (pid, signal.SIGKILL))
    killer.start()

    with pytest.raises(SourceUnavailable, match="종료 코드 -9") as caught:
        worker.read()

    killer.join()
    assert not isinstance(caught.value, DeadlineExceeded)
    write(city, "UPDATE switch SET hang = 0")
    assert names(worker.read()) == ["가게"]


def test_a_child_that_died_between_reads_is_replaced_without_a_word(worker: SourceWorker) -> None:
    worker.read()
    process = worker._process
    assert process is not None
    process.kill()
    process.wait(timeout=20)

    assert names(worker.read()) == ["가게"]


def test_a_source_that_is_away_is_a_sentence_and_comes_back(worker: SourceWorker, city: Path) -> None:
    city.rename(city.with_suffix(".away"))

    with pytest.raises(SourceUnavailable, match="데이터베이스 파일이 없음"):
        worker.read()

    pid = worker.pid
    city.with_suffix(".away").rename(city)
    assert names(worker.read()) == ["가게"]
    assert worker.pid == pid


def test_readers_in_several_threads_take_turns(
    children: Callable[[], list[psutil.Process]], worker: SourceWorker
) -> None:
    found: list[RawRead | Unchanged] = []
    threads = [threading.Thread(target=lambda: found.append(worker.read())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [names(read) for read in found] == [["가게"]] * 4
    assert len(children()) == 1


def test_closing_ends_the_child(children: Callable[[], list[psutil.Process]], mapping: SourceMapping) -> None:
    worker = SourceWorker(mapping)
    worker.read()

    worker.close()

    assert worker.pid is None
    assert children() == []
    worker.close()


def test_dated_reports_are_listed_by_the_child(tmp_path: Path, city: Path) -> None:
    tables = '[[project]]\nsql = "SELECT id, name FROM pledge WHERE :as_of IS NOT NULL"\n'
    dates = "dates = \"SELECT '2024. 3' UNION ALL SELECT '2023. 12'\"\n"
    with SourceWorker(mapping_of(tmp_path, tables, f'url = "sqlite:///{city}"\n{dates}')) as worker:
        reports = worker.dates().reports

        assert [report.raw for report in reports] == ["2023. 12", "2024. 3"]
        assert names(worker.read(reports[0].raw)) == ["가게"]


def test_a_child_does_not_outlive_its_killed_parent(tmp_path: Path, city: Path) -> None:
    path = mapping_of(tmp_path, SWITCHED, f'url = "sqlite:///{city}"\n').path
    program = (
        "import sys; from pathlib import Path\n"
        "from db.sources.mapping import load_mapping\nfrom db.sources.worker import SourceWorker\n"
        "if __name__ == '__main__':\n"
        "    worker = SourceWorker(load_mapping(Path(sys.argv[1])))\n"
        "    worker.read(); print(worker.pid, flush=True); sys.stdin.readline(); worker.read()\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen(
        [sys.executable, str(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    write(city, "UPDATE switch SET hang = 1")
    parent.stdin.write("\n")
    parent.stdin.flush()

    parent.kill()
    parent.communicate()

    assert psutil.wait_procs([child], timeout=20)[1] == []


def test_the_child_imports_neither_the_web_application_nor_pandas(tmp_path: Path, city: Path) -> None:
    program = (
        "import sys\nimport db.sources.worker\n"
        "print([name for name in ('dash', 'plotly', 'pandas', 'openpyxl', 'flask') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.stdout.strip() == "[]"
