"""A run of a feed: page after page, and what the source gets wrong on the way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.feeds.collector import MOST_PAGES, Collected, collect
from db.feeds.feed import FeedError, Request, Settings
from db.feeds.quota import Quota
from db.feeds.registry import FEEDS
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
    tmp_path: Path, feed: str, source: Source, newest: datetime | None = NOW, **changes: object
) -> Collected:
    settings = replace(FEEDS[feed].defaults, **changes)  # type: ignore[arg-type]
    return collect(FEEDS[feed], settings, source, Quota(tmp_path / "quota.json"), newest, NOW)


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


def test_an_operation_that_fails_does_not_stop_the_others_and_is_not_asked_again(tmp_path: Path) -> None:
    source = Source({(AIR, 1): envelope([station()]), (FORECAST, 1): envelope([])}, FeedError("고장"))

    collected = run(tmp_path, "airkorea", source, None)

    assert source.asked == [(AIR, 1), (PAST, 1), (FORECAST, 1)]
    assert len(collected.parsed.observations) == 7
    assert collected.problem == "고장"


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
