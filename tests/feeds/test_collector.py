"""A run of a feed: page after page, and what the source gets wrong on the way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.domain.words import KOREAN
from db.feeds import collector
from db.feeds.collector import MOST_PAGES, Collected, Due, collect
from db.feeds.feed import FeedError, Request, Settings
from db.feeds.quota import Quota
from db.feeds.registry import FEEDS, told_in
from tests.feeds.builders import envelope, forecast_item, gateway_error, seoul, station

NOW = seoul(2031, 5, 6, 15, 20)
Answer = bytes | FeedError


class Source:
    """Answers by operation and page, and remembers what it was asked."""

    def __init__(self, answers: Mapping[tuple[str, int], Answer], otherwise: Answer = b"") -> None:
        self._answers = answers
        self._otherwise = otherwise
        self.asked: list[tuple[str, int]] = []

    def fetch(self, request: Request, settings: Settings, count: Callable[[], None]) -> bytes:
        count()
        self.asked.append((request.operation, request.page))
        answer = self._answers.get((request.operation, request.page), self._otherwise)
        if isinstance(answer, FeedError):
            raise answer
        return answer


def run(
    tmp_path: Path,
    feed: str,
    source: Source,
    newest: datetime | None = NOW,
    owed: tuple[Request, ...] = (),
    **changes: object,
) -> Collected:
    settings = replace(FEEDS[feed].defaults, **changes)  # type: ignore[arg-type]
    return collect(FEEDS[feed], settings, source, Quota(tmp_path / "quota.json"), Due(NOW, newest, owed))


def page(*times: int, total: int = 3) -> bytes:
    items = [forecast_item("TMP", str(time), f"{time:02d}00") for time in times]
    return envelope({"item": items}, total=total)


FCST = "getVilageFcst"


def test_pages_are_followed_until_the_sources_total(tmp_path: Path) -> None:
    source = Source({(FCST, 1): page(1, 2), (FCST, 2): page(3)})

    collected = run(tmp_path, "kma_forecast", source)

    assert source.asked == [(FCST, 1), (FCST, 2)]
    assert len(collected.parsed.observations) == 3
    assert [(one.request.page, one.fetched_at) for one in collected.replies] == [(1, NOW), (2, NOW)]
    assert (collected.problem, collected.parsed.lost) == (None, ())


@pytest.mark.parametrize("nothing", [envelope("", total=9), envelope("", code="03")])
def test_a_total_that_promises_more_than_there_is_ends_at_an_empty_page_and_is_told(
    tmp_path: Path, nothing: bytes
) -> None:
    source = Source({(FCST, 1): page(1, 2, total=9), (FCST, 2): nothing})

    collected = run(tmp_path, "kma_forecast", source)

    assert [(lost.field, lost.raw) for lost in collected.parsed.lost] == [("totalCount", "2 / 9")]
    assert len(collected.replies) == 1


def test_a_total_that_hides_rows_is_told(tmp_path: Path) -> None:
    collected = run(tmp_path, "kma_forecast", Source({(FCST, 1): page(1, 2, 3, total=1)}))

    assert [lost.raw for lost in collected.parsed.lost] == ["3 / 1"]
    assert len(collected.parsed.observations) == 3


def test_a_source_that_ignores_the_page_is_not_asked_for_ever(tmp_path: Path) -> None:
    source = Source({}, page(1, 2, total=10_000))

    collected = run(tmp_path, "kma_forecast", source)

    assert len(source.asked) == 2
    assert len(collected.parsed.observations) == 2
    assert {lost.field for lost in collected.parsed.lost} == {"totalCount"}


def test_pages_without_an_end_are_cut_off(tmp_path: Path) -> None:
    pages = {
        (FCST, n): page(n % 24, total=10**6).replace(b"2031", str(2040 + n // 24).encode())
        for n in range(1, 999)
    }

    source = Source(pages)
    run(tmp_path, "kma_forecast", source)

    assert len(source.asked) == MOST_PAGES


def test_pages_that_together_are_too_large_end_the_run_and_what_came_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collector, "MOST_BYTES", 3_000)
    pages = {(FCST, n): page(n, total=10**6) + b" " * 1_000 for n in range(1, 24)}

    source = Source(pages)
    collected = run(tmp_path, "kma_forecast", source)

    assert 1 < len(source.asked) < 5
    assert len(collected.replies) == len(source.asked)
    assert "넘어" in (collected.problem or "")


def test_a_reply_that_is_nested_without_end_is_the_sources_fault(tmp_path: Path) -> None:
    deep = b'{"OpenAPI_ServiceResponse":' + b'{"a":' * 900 + b"1" + b"}" * 901

    assert run(tmp_path, "kma_forecast", Source({}, deep)).problem is not None


@pytest.mark.parametrize("totals", [(5, 3), (3, 5), (2, 10**8)])
def test_a_total_that_changes_from_page_to_page_loses_no_row(tmp_path: Path, totals: tuple[int, int]) -> None:
    first, second = totals
    source = Source(
        {
            (FCST, 1): page(1, 2, total=max(first, 3)),
            (FCST, 2): page(3, 4, total=second),
        },
        envelope("", total=second),
    )

    collected = run(tmp_path, "kma_forecast", source)

    assert len(collected.parsed.observations) == 4
    assert "totalCount" in {lost.field for lost in collected.parsed.lost}


def test_what_came_before_a_failing_page_is_kept(tmp_path: Path) -> None:
    source = Source({(FCST, 1): page(1, 2), (FCST, 2): b"<html>"})

    collected = run(tmp_path, "kma_forecast", source)

    assert len(collected.parsed.observations) == 2
    assert len(collected.replies) == 1
    assert collected.problem is not None
    assert "웹 페이지" in collected.problem


def test_rows_that_move_to_the_next_page_count_once(tmp_path: Path) -> None:
    source = Source({(FCST, 1): page(1, 2), (FCST, 2): page(2)})

    collected = run(tmp_path, "kma_forecast", source)

    assert len(collected.parsed.observations) == 2
    assert len(collected.parsed.lost) == 1


AIR, PAST, FORECAST = (
    "getCtprvnRltmMesureDnsty",
    "getMsrstnAcctoRltmMesureDnsty",
    "getMinuDustFrcstDspth",
)
STATIONS = "getMsrstnList"


def test_an_operation_that_fails_does_not_stop_the_others_and_is_not_asked_again(tmp_path: Path) -> None:
    source = Source({(AIR, 1): envelope([station()]), (FORECAST, 1): envelope([])}, FeedError("feed_empty"))

    collected = run(tmp_path, "airkorea", source, None)

    assert source.asked == [(AIR, 1), (PAST, 1), (STATIONS, 1), (FORECAST, 1)]
    assert len(collected.parsed.observations) == 7
    assert collected.problem == KOREAN.feed_empty


def test_a_piece_of_the_past_that_nobody_answered_is_owed_and_the_one_that_failed_stands_last(
    tmp_path: Path,
) -> None:
    source = Source({(AIR, 1): envelope([station()]), (FORECAST, 1): envelope([])}, FeedError("feed_empty"))
    options = (("sido", "대전"), ("stations", "가=동구, 나=서구, 다=중구"))

    collected = run(tmp_path, "airkorea", source, None, options=options)

    assert [dict(one.params)["stationName"] for one in collected.owed] == ["나", "다", "가"]
    assert {one.operation for one in collected.owed} == {PAST}


def test_what_is_owed_is_asked_after_what_is_due_and_owed_no_more_once_it_is_answered(tmp_path: Path) -> None:
    nothing = Source({(AIR, 1): envelope([station()]), (FORECAST, 1): envelope([])}, FeedError("feed_empty"))
    owed = run(tmp_path, "airkorea", nothing, None).owed
    row = {name: value for name, value in station().items() if name not in ("sidoName", "stationName")}
    source = Source(
        {(AIR, 1): envelope([station()]), (PAST, 1): envelope([row]), (FORECAST, 1): envelope([])}
    )

    collected = run(tmp_path, "airkorea", source, NOW, owed=owed)

    assert len(owed) == 15
    assert source.asked == [(AIR, 1), (FORECAST, 1), *[(PAST, 1)] * 15]
    assert (collected.owed, collected.problem) == ((), None)


def test_a_quota_that_ends_in_the_middle_of_the_first_fill_leaves_the_rest_owed(tmp_path: Path) -> None:
    row = {name: value for name, value in station().items() if name not in ("sidoName", "stationName")}
    source = Source({(AIR, 1): envelope([station()]), (PAST, 1): envelope([row])})

    collected = run(tmp_path, "airkorea", source, None, quota=6)

    assert len(source.asked) == 6
    assert len(collected.owed) == 10
    assert collected.problem == KOREAN.feed_used_up.format(quota=6)


def test_a_failure_is_told_in_the_words_of_the_room(tmp_path: Path) -> None:
    ours = replace(KOREAN, feed_refused="거절 {code}: {advice}", feed_advice={"30": "키를 보세요."})
    source = Source({(AIR, 1): gateway_error("30")})
    feed, settings = told_in(ours)["airkorea"], FEEDS["airkorea"].defaults

    collected = collect(feed, settings, source, Quota(tmp_path / "quota.json"), Due(NOW, NOW))

    assert collected.problem == "거절 30: 키를 보세요."


def test_a_fault_that_no_repetition_heals_ends_the_run(tmp_path: Path) -> None:
    source = Source({(AIR, 1): gateway_error("30")})

    collected = run(tmp_path, "airkorea", source, None)

    assert source.asked == [(AIR, 1)]
    assert collected.problem is not None


def test_the_quota_ends_the_run_and_what_came_is_kept(tmp_path: Path) -> None:
    source = Source({(FCST, 1): page(1, 2)})

    collected = run(tmp_path, "kma_forecast", source, quota=1)

    assert source.asked == [(FCST, 1)]
    assert len(collected.parsed.observations) == 2
    assert collected.problem is not None
    assert "1회" in collected.problem


def test_questions_may_overlap_without_a_loss(tmp_path: Path) -> None:
    source = Source(
        {(AIR, 1): envelope([station("읍내동")]), (FORECAST, 1): envelope([])}, envelope([station("읍내동")])
    )

    collected = run(
        tmp_path, "airkorea", source, None, options=(("sido", "대전"), ("stations", "읍내동=대덕구"))
    )

    assert len(collected.parsed.observations) == 7
    assert collected.parsed.lost == ()
