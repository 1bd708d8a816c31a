"""Rates over projects, held against published numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.progress import (
    Rate,
    Standing,
    behind_rate,
    budget_weighted_progress,
    completion_rate,
    mean_progress,
    on_track_rate,
    percent_text,
    status_counts,
)
from dashboard.domain.vocabulary import Status


def city(**counts: int) -> list[Standing]:
    """Standings by status name: city(DONE=9, CONTINUED=72)."""
    return [Standing(Status[name], None) for name, count in counts.items() for _ in range(count)]


def parts(rate: Rate) -> tuple[object, object, str]:
    return rate.numerator, rate.denominator, f"{(rate.value or 0) * 100:.2f}"


def test_chungnam_2025_has_fulfilled_61_83_per_cent() -> None:
    rate = completion_rate(city(DONE=9, CONTINUED=72, ON_TRACK=45, PARTIAL=5))

    assert parts(rate) == (81, 131, "61.83")


def test_daejeon_2022_has_fulfilled_88_99_per_cent() -> None:
    rate = completion_rate(city(DONE=97, ON_TRACK=7, PARTIAL=1, DROPPED=4))

    assert parts(rate) == (97, 109, "88.99")


def test_daejeon_2020_has_fulfilled_27_52_per_cent() -> None:
    rate = completion_rate(city(DONE=7, CONTINUED=23, ON_TRACK=72, PARTIAL=6, ON_HOLD=1))

    assert parts(rate) == (30, 109, "27.52")


def test_sejong_2019_has_fulfilled_37_24_per_cent() -> None:
    rate = completion_rate(city(DONE=21, CONTINUED=33, ON_TRACK=87, PARTIAL=2, ON_HOLD=1, DROPPED=1))

    assert parts(rate) == (54, 145, "37.24")


def test_boryeong_prints_38_of_65_as_fulfilled() -> None:
    assert parts(completion_rate(city(DONE=38, ON_TRACK=27)))[:2] == (38, 65)


def test_daejeon_2023_had_70_of_87_on_track_and_14_done() -> None:
    standings = city(DONE=14, ON_TRACK=70, PARTIAL=3)

    assert parts(on_track_rate(standings))[:2] == (84, 87)
    assert percent_text(completion_rate(standings).value) == "16.1%"


def test_what_is_behind_is_partial_on_hold_or_dropped() -> None:
    standings = city(DONE=1, PARTIAL=2, ON_HOLD=1, DROPPED=1)

    assert parts(behind_rate(standings))[:2] == (4, 5)


def test_a_project_of_unknown_status_counts_in_the_denominator_only() -> None:
    standings = [*city(DONE=1), Standing(None, None)]

    assert parts(completion_rate(standings))[:2] == (1, 2)


def test_no_projects_give_a_missing_rate_and_not_zero() -> None:
    assert completion_rate([]).value is None
    assert mean_progress([]).value is None
    assert percent_text(None) == "자료 없음"


def test_the_mean_leaves_out_projects_without_a_report_and_dropped_ones() -> None:
    standings = [
        Standing(Status.ON_TRACK, 0.6),
        Standing(Status.DONE, 1.0),
        Standing(Status.ON_TRACK, None),
        Standing(Status.DROPPED, 0.1, name="36 게임관"),
    ]

    rate = mean_progress(standings)

    assert (rate.value, rate.denominator) == (0.8, 2)
    assert rate.definition == (
        "보고된 추진율의 합 / 보고된 사업 수 · 제외: 보고 없는 사업 1개, 폐기 1개(36 게임관)"
    )


def test_a_rate_that_leaves_nothing_out_says_nothing_of_it() -> None:
    assert mean_progress([Standing(Status.DONE, 1.0)]).definition == "보고된 추진율의 합 / 보고된 사업 수"


def test_the_weighted_rate_says_which_projects_are_out_and_why() -> None:
    standings = [
        Standing(Status.ON_TRACK, 0.5, planned=100),
        Standing(Status.DROPPED, 0.1, planned=100, name="36 게임관"),
        Standing(Status.DONE, 1.0, has_budget=False),
        Standing(Status.DONE, 1.0, has_budget=False),
        Standing(Status.ON_TRACK, 0.4),
        Standing(Status.ON_TRACK, 0.4, shares_budget=True),
        Standing(Status.ON_TRACK, None, planned=100),
    ]

    rate = budget_weighted_progress(standings)

    assert (rate.numerator, rate.denominator) == (50, 100)
    assert rate.definition == (
        "Σ(사업비 × 보고된 추진율) / Σ 사업비 · 제외: 비예산 2개, 폐기 1개(36 게임관. 확보율에는 포함), "
        "금액 자료 없는 사업 1개, 함께 쓰는 예산을 다른 사업에서 센 사업 1개, 보고 없는 사업 1개"
    )


def test_of_many_dropped_projects_the_first_are_named_and_the_others_counted() -> None:
    standings = [Standing(Status.DROPPED, 0.1, name=f"{n} 사업") for n in range(1, 6)]

    assert mean_progress(standings).definition.endswith("폐기 5개(1 사업, 2 사업, 3 사업 외 2개)")


def test_a_reported_zero_is_a_report() -> None:
    rate = mean_progress([Standing(Status.ON_TRACK, 0.0), Standing(Status.ON_TRACK, 1.0)])

    assert (rate.value, rate.denominator) == (0.5, 2)


def test_the_budget_weighs_progress() -> None:
    standings = [
        Standing(Status.ON_TRACK, 0.1, planned=900),
        Standing(Status.ON_TRACK, 0.9, planned=100),
        Standing(Status.ON_TRACK, 1.0, planned=None),
    ]

    rate = budget_weighted_progress(standings)

    assert (rate.numerator, rate.denominator, rate.value) == (180, 1000, 0.18)


def test_without_any_budget_neither_part_of_the_weighted_rate_is_known() -> None:
    rate = budget_weighted_progress([Standing(Status.ON_TRACK, 0.5)])

    assert (rate.value, rate.numerator, rate.denominator) == (None, None, None)


def test_statuses_are_counted_in_the_official_order_with_unknown_last() -> None:
    counts = status_counts([None, Status.DROPPED, Status.DONE, Status.DONE])

    assert list(counts) == [*Status, None]
    assert (counts[Status.DONE], counts[Status.DROPPED], counts[None]) == (2, 1, 1)


def test_unknown_status_is_not_mentioned_when_there_is_none() -> None:
    assert None not in status_counts([Status.DONE])


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (81 / 131, "61.8%"),
        (0.0005, "0.1%"),
        (0.00049, "0.0%"),
        (1.0243, "102.4%"),
        (-0.342466, "-34.2%"),
        (0, "0.0%"),
        (0.9996, "99.9%"),
        (1.0004, "100.1%"),
        (1.0, "100.0%"),
        (0.1 * 3 / 0.3, "100.0%"),
    ],
)
def test_percentages_have_one_decimal_rounded_half_up(share: float, text: str) -> None:
    assert percent_text(share) == text


@given(st.lists(st.sampled_from([*Status, None])))
def test_every_project_is_counted_in_exactly_one_status(statuses: list[Status | None]) -> None:
    assert sum(status_counts(statuses).values()) == len(statuses)


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1000), min_size=1))
def test_a_mean_lies_between_its_smallest_and_largest_value(values: list[float]) -> None:
    mean = mean_progress([Standing(Status.ON_TRACK, value) for value in values]).value

    assert mean is not None
    assert min(values) <= mean <= max(values)
