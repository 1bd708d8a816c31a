"""수신 기록: days, pages and runs of the log, thousands of them on a light page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dashboard import urls
from dashboard.domain.runs import Run, RunState, TableCount
from dashboard.domain.words import KOREAN
from dashboard.screens.runlog import ROWS_OF_PAGE, LogPages, RunDay, RunLog, run_log

START = datetime(2025, 1, 2, 0, 5, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
RUN = Run(
    id=7,
    source="demo",
    started_at=START,
    ended_at=START + timedelta(seconds=1.25),
    state=RunState.PARTIAL,
    version=1204,
    tables=(
        TableCount("project", read=136, kept=133, set_aside=3, reasons=(("키가 겹침", 2),)),
        TableCount("plan_fund", read=5000, kept=5000, unread_fields=3, frozen_reason="열 ‘금액’이 없습니다."),
    ),
)


def log(*runs: Run, query: str = "") -> RunLog:
    return run_log(runs, LogPages("demo", urls.parse(f"/data?{query}")), KOREAN)


def minutes(count: int, first_id: int = 1, start: datetime = START) -> list[Run]:
    """So many runs, a minute apart, the last one at `start`."""
    return [
        replace(
            RUN,
            id=first_id + place,
            started_at=start - place * MINUTE,
            ended_at=start - place * MINUTE,
            state=RunState.CHANGED,
        )
        for place in range(count)
    ]


def open_day(found: RunLog) -> RunDay:
    (day,) = [day for day in found.days if day.is_open]
    return day


def test_a_run_sums_up_its_tables() -> None:
    (run,) = open_day(log(RUN)).rows

    assert (run.read_text, run.kept_text, run.set_aside_text, run.unread_text) == ("5,136", "5,133", "3", "3")
    assert (run.took_text, run.state_word, run.started_text) == ("1.2초", "일부만 반영", "09:05:00")
    assert (
        run.set_aside_note
        == "사업: 키가 겹침 2건 · 사업: 그 밖의 이유 1건 · 계획 재원: 열 ‘금액’이 없습니다."
    )


def test_a_run_is_closed_until_the_address_opens_it_and_closes_again() -> None:
    (closed,) = open_day(log(RUN)).rows
    (opened,) = open_day(log(RUN, query="source=demo&run=7")).rows

    assert (closed.is_open, closed.tables, closed.href) == (False, (), "/data?source=demo&run=7")
    assert [(row.label, row.set_aside_text, row.note) for row in opened.tables] == [
        ("사업", "3", "키가 겹침 2건 · 그 밖의 이유 1건"),
        ("계획 재원", "0", "열 ‘금액’이 없습니다."),
    ]
    assert opened.href == "/data?source=demo&day=2025-01-02&page=1"


def test_a_failed_run_has_its_cause_and_no_counts() -> None:
    failed = replace(RUN, state=RunState.FAILED, ended_at=None, tables=(), version=None, error="연결 거부")

    (run,) = open_day(log(failed)).rows

    assert (run.read_text, run.took_text, run.version_text, run.error) == ("–", "–", "–", "연결 거부")
    assert run.href is None


def test_runs_come_newest_first() -> None:
    older = replace(RUN, id=6, started_at=START - MINUTE)

    assert [run.id for run in open_day(log(older, RUN)).rows] == [7, 6]


def test_runs_in_a_row_that_ended_alike_say_how_many_and_from_when_to_when() -> None:
    last = replace(RUN, times=143, last_started_at=START + timedelta(hours=2))
    days = replace(RUN, times=5000, last_started_at=START + 3 * DAY)

    (row,) = open_day(log(last)).rows
    (long,) = open_day(log(days)).rows

    assert (row.state_word, row.started_text) == ("일부만 반영 143회", "09:05:00 ~ 11:05:00")
    assert long.started_text == "2025. 1. 2. 09:05 ~ 09:05:00"


def test_every_day_says_how_many_runs_it_had_and_the_newest_is_open() -> None:
    quiet = replace(RUN, id=3, times=1_430, state=RunState.UNCHANGED, started_at=START - DAY)
    failed = replace(RUN, id=2, times=10, state=RunState.FAILED, started_at=START - DAY - MINUTE)

    found = log(RUN, quiet, failed)

    assert [(day.text, day.count_text, day.states_text, day.is_open) for day in found.days] == [
        ("2025. 1. 2.", "1회", "일부만 반영 1회", True),
        ("2025. 1. 1.", "1,440회", "바뀐 것 없음 1,430회 · 받지 못함 10회", False),
    ]
    assert found.since_text == "2025. 1. 1.부터 1,441회"


def test_a_day_ends_at_midnight_in_korea() -> None:
    late = replace(RUN, started_at=datetime(2025, 1, 1, 14, 59, 59, tzinfo=UTC))
    early = replace(RUN, id=8, started_at=datetime(2025, 1, 1, 15, 0, tzinfo=UTC))

    assert [day.day for day in log(late, early).days] == [date(2025, 1, 2), date(2025, 1, 1)]


def test_days_without_any_run_are_told() -> None:
    old = replace(RUN, id=2, started_at=START - 4 * DAY)

    assert [day.gap_text for day in log(RUN, old).days] == ["앞 3일 동안 기록 없음", None]


def test_thousands_of_runs_are_all_reached_and_never_more_than_a_page_of_them_is_drawn() -> None:
    runs = [run for day in range(7) for run in minutes(500, 1_000 * day + 1, START - day * DAY)]
    reached: set[int] = set()

    for day in log(*runs).days:
        opened = open_day(log(*runs, query=day.href.partition("?")[2]))
        for step in opened.pages:
            found = log(*runs, query=step.href.partition("?")[2])
            rows = [row for each in found.days for row in each.rows]
            assert len(rows) <= ROWS_OF_PAGE
            assert all(row.tables == () for row in rows)
            reached |= {row.id for row in rows}

    assert reached == {run.id for run in runs}
    assert len(reached) == 3_500


def test_a_page_is_named_by_the_time_of_its_newest_run() -> None:
    steps = open_day(log(*minutes(250), query="source=demo&day=2025-01-02&page=2")).pages

    assert [(step.text, step.is_on) for step in steps] == [
        ("09:05:00", False),
        ("07:25:00", True),
        ("05:45:00", False),
    ]


def test_an_open_run_stays_open_when_new_runs_have_moved_it_to_another_page() -> None:
    runs = minutes(ROWS_OF_PAGE + 20, start=START + timedelta(hours=3))
    moved = runs[ROWS_OF_PAGE + 5]

    rows = open_day(log(*runs, query=f"source=demo&run={moved.id}")).rows

    assert [row.id for row in rows if row.is_open] == [moved.id]


def test_what_the_log_does_not_have_opens_its_newest_day() -> None:
    for query in ("source=demo&day=1999-01-01", "source=demo&run=99", "source=other&run=7", "day=x&page=-1"):
        assert open_day(log(RUN, query=query)).day == date(2025, 1, 2)
    assert open_day(log(*minutes(250), query="source=demo&day=2025-01-02&page=99")).rows[0].id == 1


def test_a_source_without_runs_says_so() -> None:
    assert (log().empty_text, log().days, log().since_text) == ("수신 기록이 없습니다.", (), "")
