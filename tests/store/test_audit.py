"""The record of who did what, on both stores: added to and nothing else, and whatever is changed is found."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.domain.access import Actor, Role
from dashboard.domain.audit import (
    Act,
    BreakCause,
    Deed,
    Question,
    Reason,
    ReasonKind,
    Result,
    deed_of,
    given_reason,
    key_of,
    written_reason,
)
from db.audit import Audit
from db.audit_seals import Seals
from db.store import Store
from tests.conftest import IS_PROOF

NOW = datetime(2026, 1, 2, 3, 0, 0, 123456, tzinfo=UTC)
KEY = key_of(b"a secret of the tests, 0123456789abcdef")
STAFF = Actor("정책기획관실", Role.STAFF, address="10.1.2.3", account="staff1")
THREADS, EACH = 8, 100 if IS_PROOF else 15

TAKE_TRIGGERS_AWAY = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER ALL",),
}
"""What only the owner of the database can do."""


@pytest.fixture
def audit(store: Store) -> Audit:
    return Audit(store, KEY)


def fill(audit: Audit, count: int, at: datetime = NOW) -> None:
    audit.append(
        [(at + timedelta(seconds=n), deed_of(STAFF, Act.VIEW, f"/projects/{n}")) for n in range(count)]
    )


def run(store: Store, *statements: str) -> None:
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def tamper(store: Store, *statements: str) -> None:
    """Change the table as its owner can, and no program of ours."""
    run(store, *TAKE_TRIGGERS_AWAY[store.engine.dialect.name], *statements)


def test_an_entry_comes_back_as_it_was_written(audit: Audit) -> None:
    deed = Deed(
        *(
            Act.EXPORT,
            "staff1",
            "staff",
            "10.1.2.3",
            "/export/projects.csv?area=econ",
            "이전",
            "이후 \U0001f600",
        ),
        *("meeting 11월 간부회의", Result.FAILED, "0123456789abcdef"),
    )
    audit.append([(NOW, deed), (NOW, Deed(Act.START))])

    first, second = audit.walk()

    assert (first.seq, first.at, first.deed) == (1, NOW, deed)
    assert (second.seq, second.prev_hash, second.deed) == (2, first.hash, Deed(Act.START))
    assert audit.check(NOW).broken is None
    assert (audit.check(NOW).first, audit.check(NOW).last) == (1, 2)


def test_texts_that_no_store_keeps_are_kept_as_far_as_they_can_be(audit: Audit) -> None:
    audit.append([(NOW, Deed(Act.VIEW, "a\x00b\ud800", object="가" * 600))])

    [entry] = audit.walk()

    assert entry.deed.actor == "a?b?"
    assert entry.deed.object == "가" * 499 + "…"
    assert audit.check(NOW).broken is None


def test_the_table_itself_refuses_to_change_an_entry(store: Store, audit: Audit) -> None:
    fill(audit, 5)

    for statement in (
        "UPDATE audit SET object = '/other' WHERE seq = 3",
        "UPDATE audit SET hash = prev_hash",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
    ):
        with pytest.raises(SQLAlchemyError, match="audit: an entry is never"):
            run(store, statement)

    assert audit.check(NOW).broken is None
    assert audit.newest() == 5


def test_postgresql_refuses_to_empty_the_table_too(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.upgrade()
    fill(Audit(store, KEY), 3)

    with pytest.raises(SQLAlchemyError, match="audit: an entry is never"):
        run(store, "TRUNCATE audit")

    assert Audit(store, KEY).newest() == 3
    store.close()


SWAP = (
    "UPDATE audit SET seq = -1 WHERE seq = 3",
    "UPDATE audit SET seq = 3 WHERE seq = 4",
    "UPDATE audit SET seq = 4 WHERE seq = -1",
)
COLUMNS = "at, act, actor, role, address, object, before, after, reason, result, request_id, prev_hash, hash"


TAMPERED: tuple[tuple[Sequence[str], int, BreakCause], ...] = (
    (["UPDATE audit SET object = '/other' WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET actor = NULL WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET reason = '' WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET act = 'nothing' WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET result = 'done' || result WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["UPDATE audit SET hash = '00' WHERE seq = 3"], 3, BreakCause.CHANGED),
    (["DELETE FROM audit WHERE seq = 3"], 4, BreakCause.MISSING),
    (["DELETE FROM audit WHERE seq <= 2"], 3, BreakCause.MISSING),
    ([*SWAP], 3, BreakCause.CHANGED),
    (
        [f"INSERT INTO audit (seq, {COLUMNS}) SELECT 6, {COLUMNS} FROM audit WHERE seq = 5"],
        6,
        BreakCause.CHANGED,
    ),
    (
        [
            "UPDATE audit SET seq = seq + 100 WHERE seq >= 3",
            "UPDATE audit SET seq = seq - 99 WHERE seq > 100",
            f"INSERT INTO audit (seq, {COLUMNS}) SELECT 3, {COLUMNS} FROM audit WHERE seq = 2",
        ],
        3,
        BreakCause.CHANGED,
    ),
)
"""What is done to a table of five entries, and where and as what it is found."""


def test_whatever_is_changed_is_found_at_its_number(store: Store, audit: Audit) -> None:
    run(store, *TAKE_TRIGGERS_AWAY[store.engine.dialect.name])
    for statements, seq, cause in TAMPERED:
        run(store, "DELETE FROM audit")
        fill(audit, 5)
        assert audit.check(NOW).broken is None

        run(store, *statements)

        broken = audit.check(NOW).broken
        assert broken is not None, statements
        assert (broken.seq, broken.cause) == (seq, cause), statements


def test_a_value_that_cannot_even_be_read_is_found(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    store.upgrade()
    audit = Audit(store, KEY)
    fill(audit, 5)

    tamper(store, "UPDATE audit SET at = 'yesterday' WHERE seq = 4")

    broken = audit.check(NOW).broken
    assert broken is not None
    assert broken.seq == 4
    store.close()


def test_who_has_no_key_cannot_make_an_entry(store: Store, audit: Audit) -> None:
    fill(audit, 2)
    Audit(store, key_of(b"another secret, 0123456789abcdef")).append([(NOW, deed_of(STAFF, Act.EXPORT))])
    fill(audit, 2)

    broken = audit.check(NOW).broken

    assert broken is not None
    assert (broken.seq, broken.cause) == (3, BreakCause.CHANGED)


def test_the_day_s_seal_notices_a_table_that_was_replaced_or_lost_its_end(
    store: Store, audit: Audit, tmp_path: Path
) -> None:
    seals = Seals(tmp_path / "audit", KEY)
    fill(audit, 5)
    checked = audit.check(NOW)
    seals.write(checked)
    assert seals.first_break(audit, checked) is None

    tamper(store, "DELETE FROM audit WHERE seq >= 4")

    cut_off = audit.check(NOW)
    assert cut_off.broken is None, "the chain alone cannot know"
    broken = seals.first_break(audit, cut_off)
    assert broken is not None
    assert (broken.seq, broken.cause) == (5, BreakCause.REPLACED)
    run(store, "DELETE FROM audit")
    fill(audit, 9, NOW + timedelta(days=1))
    again = audit.check(NOW)
    assert again.broken is None
    assert seals.first_break(audit, again) == broken


def test_a_seal_that_is_not_ours_is_noticed(audit: Audit, tmp_path: Path) -> None:
    seals = Seals(tmp_path, KEY)
    fill(audit, 3)
    checked = audit.check(NOW)
    seals.write(checked)
    [path] = tmp_path.glob("*.seal.json")
    seal = seals.newest()
    assert seal is not None
    assert (seal.last, path.name) == (3, "2026-01-02.seal.json")

    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**said, "last": 2}), encoding="utf-8")

    broken = seals.first_break(audit, checked)
    assert broken is not None
    assert broken.cause is BreakCause.SEAL


def test_a_day_has_one_seal_and_a_broken_chain_none(store: Store, audit: Audit, tmp_path: Path) -> None:
    seals = Seals(tmp_path, KEY)
    fill(audit, 3)
    seals.write(audit.check(NOW))
    fill(audit, 3)
    seals.write(audit.check(NOW))
    seal = seals.newest()
    assert seal is not None
    assert seal.last == 3

    tamper(store, "UPDATE audit SET object = '' WHERE seq = 1")
    seals.write(audit.check(NOW + timedelta(days=1)))

    assert len(list(tmp_path.glob("*.seal.json"))) == 1


# -- retention -------------------------------------------------------------------------------


LONG_AGO = datetime(2022, 1, 1, tzinfo=UTC)


def test_the_oldest_part_is_left_behind_and_the_chain_still_holds(audit: Audit) -> None:
    fill(audit, 10, LONG_AGO)
    fill(audit, 5, datetime.now(UTC))

    gone = audit.cut(1095, datetime.now(UTC))

    entries = list(audit.walk())
    assert gone == 10
    assert [entry.seq for entry in entries] == [11, 12, 13, 14, 15, 16]
    assert entries[-1].deed == Deed(
        Act.CUT, object="11", before=entries[0].prev_hash, after="1~10", actor=None
    )
    assert audit.check(NOW).broken is None
    assert audit.cut(1095, datetime.now(UTC)) == 0
    fill(audit, 2)
    assert audit.check(NOW).broken is None


def test_a_record_that_is_old_as_a_whole_keeps_its_newest_entry(audit: Audit) -> None:
    fill(audit, 4, LONG_AGO)

    assert audit.cut(1095, datetime.now(UTC)) == 3
    assert [entry.seq for entry in audit.walk()] == [4, 5]
    assert audit.check(NOW).broken is None
    assert [audit.cut(1095, datetime.now(UTC)) for _ in range(2)] == [1, 0]
    assert audit.check(NOW).broken is None


def test_what_is_younger_than_a_year_stays_whatever_a_cut_says(store: Store, audit: Audit) -> None:
    fill(audit, 5, datetime.now(UTC) - timedelta(days=300))

    with pytest.raises(SQLAlchemyError, match="audit: an entry is never taken out"):
        audit.cut(100, datetime.now(UTC))

    assert audit.newest() == 5, "the entry of the cut went with it"
    audit.append([(NOW, Deed(Act.CUT, object="4"))])
    with pytest.raises(SQLAlchemyError, match="audit: an entry is never taken out"):
        run(store, "DELETE FROM audit WHERE seq < 4")


def test_a_cut_that_nobody_put_on_record_breaks_the_chain(store: Store, audit: Audit) -> None:
    fill(audit, 10, LONG_AGO)
    with pytest.raises(SQLAlchemyError, match="audit: an entry is never taken out"):
        run(store, "DELETE FROM audit WHERE seq < 4")

    Audit(store, b"no key").append([(NOW, Deed(Act.CUT, object="4"))])
    run(store, "DELETE FROM audit WHERE seq < 4")

    assert audit.check(NOW).broken is not None


# -- many at once ----------------------------------------------------------------------------


def test_eight_threads_leave_no_gap_and_no_fork(audit: Audit) -> None:
    def add(thread: int) -> None:
        for n in range(EACH):
            audit.append([(NOW, deed_of(STAFF, Act.VIEW, f"{thread}/{n}"))])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add, range(THREADS)))

    entries = list(audit.walk())
    assert [entry.seq for entry in entries] == list(range(1, THREADS * EACH + 1))
    assert len({entry.deed.object for entry in entries}) == THREADS * EACH
    assert audit.check(NOW).broken is None


PROGRAM = """
import sys
from datetime import UTC, datetime
from dashboard.domain.audit import Act, Deed
from db.audit import Audit
from db.store import Store
url, name, key, count = sys.argv[1:]
store = Store(url)
audit = Audit(store, bytes.fromhex(key))
for n in range(int(count)):
    audit.append([(datetime.now(UTC), Deed(Act.VIEW, name, object=str(n)))])
store.close()
"""


def test_two_processes_leave_no_gap_and_no_fork(store: Store, audit: Audit, store_url: str) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, store_url, name, KEY.hex(), str(EACH * 2)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        for name in ("one", "two")
    ]
    assert [program.wait(120) for program in programs] == [0, 0]

    entries = list(audit.walk())
    assert [entry.seq for entry in entries] == list(range(1, EACH * 4 + 1))
    assert audit.check(NOW).broken is None


# -- questions -------------------------------------------------------------------------------


def test_questions_narrow_and_pages_go_on_where_the_last_ended(audit: Audit) -> None:
    auditor = Actor("감사관실", Role.AUDITOR)
    fill(audit, 7)
    audit.append(
        [
            (NOW + timedelta(days=1), deed_of(auditor, Act.EXPORT_AUDIT, reason=Reason(ReasonKind.COUNCIL))),
            (NOW + timedelta(days=1), Deed(Act.SIGN_IN, "staff1", result=Result.REFUSED)),
        ]
    )

    def seqs(question: Question) -> list[int]:
        return [entry.seq for entry in audit.page(question, 100)[0]]

    newest, count = audit.page(Question(), 3)
    assert ([entry.seq for entry in newest], count) == ([9, 8, 7], 9)
    older, count = audit.page(Question(before_seq=7), 3)
    assert ([entry.seq for entry in older], count) == ([6, 5, 4], 9)
    assert seqs(Question(actor="감사관실")) == [8]
    assert seqs(Question(act=Act.SIGN_IN)) == [9]
    assert seqs(Question(result=Result.REFUSED)) == [9]
    assert seqs(Question(day=(NOW + timedelta(days=1)).date())) == [9, 8]
    assert seqs(Question(day=NOW.date(), actor="staff1", act=Act.VIEW, result=Result.DONE)) == list(
        range(7, 0, -1)
    )
    assert audit.actors() == ("staff1", "감사관실")


def test_a_day_is_one_in_korea(audit: Audit) -> None:
    audit.append([(datetime(2026, 1, 1, 15, 0, tzinfo=UTC), Deed(Act.START))])

    assert audit.page(Question(day=datetime(2026, 1, 2, tzinfo=UTC).date()), 1)[1] == 1
    assert audit.page(Question(day=datetime(2026, 1, 1, tzinfo=UTC).date()), 1)[1] == 0


def test_what_was_taken_out_is_summed_up_by_reason(audit: Audit) -> None:
    other = Actor("예산담당관실", Role.EDITOR, "D2")
    meeting = Reason(ReasonKind.MEETING, "11월")
    audit.append(
        [
            (NOW, deed_of(STAFF, Act.EXPORT, "/export/projects.csv", meeting)),
            (NOW, deed_of(other, Act.EXPORT, "/export/projects.csv", Reason(ReasonKind.MEETING))),
            (NOW, deed_of(STAFF, Act.PRINT, "/", meeting)),
            (NOW, Deed(Act.EXPORT, "staff1", reason="meeting", result=Result.FAILED)),
            (NOW + timedelta(days=40), deed_of(STAFF, Act.EXPORT, "/export/projects.csv", meeting)),
        ]
    )

    [found] = audit.taken_out(NOW.date().replace(day=1), NOW.date().replace(month=2, day=1))

    assert found.kind is ReasonKind.MEETING
    assert dict(found.counts) == {Act.EXPORT: 2, Act.PRINT: 1}
    assert found.people == 2


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("meeting", "", Reason(ReasonKind.MEETING)),
        ("council", "  제12회\n정례회 ", Reason(ReasonKind.COUNCIL, "제12회 정례회")),
        ("other", "", None),
        ("other", "감사원 요구", Reason(ReasonKind.OTHER, "감사원 요구")),
        ("shortcut", "", None),
        ("", "", None),
        ("nothing", "x", None),
        ("meeting", "가" * 201, None),
    ],
)
def test_a_reason_is_one_of_the_usual_ones(kind: str, words: str, expected: Reason | None) -> None:
    found = given_reason(kind, words)

    assert found == expected
    assert found is None or written_reason(found.written) == found


def test_a_store_of_the_release_before_gets_the_table(
    store_url: str, make_store_of: Callable[[str, str], None]
) -> None:
    make_store_of(store_url, "0007")
    store = Store(store_url)
    store.upgrade()
    fill(Audit(store, KEY), 2)

    assert Audit(store, KEY).check(NOW).broken is None
    store.close()


@pytest.fixture
def make_store_of() -> Callable[[str, str], None]:
    from db.store import migrate

    def make(url: str, revision: str) -> None:
        store = Store(url)
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            migrate(connection, revision)
        store.close()

    return make
