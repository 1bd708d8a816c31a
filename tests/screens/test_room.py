"""공약 한눈에: the figures, the filter, the tiles."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import urls
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.records import Area, Membership, Programme
from dashboard.domain.vocabulary import FundSource, StageKind, Status
from dashboard.domain.words import KOREAN
from dashboard.screens.room import PastLevel, RoomScreen, room
from tests.builders import (
    EOK,
    TODAY,
    change,
    executed,
    original,
    plan_fund,
    planned_dates,
    pledges_and_tasks,
    portfolio,
    project,
    report,
    secured,
    stage,
)


def shown(city: Portfolio, href: str = "/") -> RoomScreen:
    return room(city, urls.parse(href), TODAY)


def tiles(screen: RoomScreen) -> list[str]:
    return [tile.project_id for area in screen.areas for tile in area.tiles]


def daejeon() -> list[Any]:
    """87 공약 and 100대 핵심과제 with 51 in both: 136 projects in two areas."""
    records: list[Any] = [*pledges_and_tasks(), Area("a1", "경제", sort=1), Area("a2", "문화", sort=2)]
    for i in range(1, 137):
        records.append(project(f"p{i}", area_id="a1" if i <= 70 else "a2"))
        records += [Membership(f"p{i}", "pledge")] if i <= 87 else []
        records += [Membership(f"p{i}", "task")] if i >= 37 else []
    return records


def overdue(project_id: str, days: int, **fields: Any) -> list[Any]:
    """A project's stage whose planned end passed so many days before the basis date."""
    end = date.fromordinal(date(2024, 12, 31).toordinal() - days)
    return [
        stage(project_id=project_id, name="착공", kind=StageKind.START, **fields),
        planned_dates(end=end, project_id=project_id),
    ]


def test_the_sum_of_the_programmes_is_spelled_out() -> None:
    screen = shown(portfolio(*daejeon()))

    assert (screen.count, screen.count_text, screen.count_sum_text) == (
        136,
        "136개",
        "87 + 100 − 중복 51 = 136",
    )


def test_the_switch_never_counts_a_project_twice() -> None:
    screen = shown(portfolio(*daejeon()), "/?programme=task")

    assert [(each.label, each.count, each.is_on) for each in screen.scopes] == [
        ("공약", 87, False),
        ("100대 핵심과제", 100, True),
        ("전체", 136, False),
    ]
    assert len(tiles(screen)) == len(set(tiles(screen))) == 100


def test_a_programme_says_how_far_it_overlaps_the_other() -> None:
    screen = shown(portfolio(*daejeon()), "/?programme=task")

    assert (screen.count_label, screen.count_sum_text) == ("100대 핵심과제", "100대 핵심과제 100개")
    assert screen.count_notes == ("공약에도 있는 사업 51개",)


def test_projects_in_no_programme_are_part_of_the_sum() -> None:
    screen = shown(portfolio(*daejeon(), project("x")))

    assert screen.count_sum_text == "87 + 100 − 중복 51 + 소속 없음 1 = 137"


def test_a_city_with_one_list_has_nothing_to_switch() -> None:
    city = portfolio(Programme("pledge", "t8", "공약"), project(), Membership("p1", "pledge"))

    screen = shown(city)

    assert (screen.scopes, screen.count_sum_text) == ((), "전체 1개")


def test_a_printed_count_that_differs_is_said() -> None:
    city = portfolio(
        Programme("pledge", "t8", "공약", stated_count=87), project(), Membership("p1", "pledge")
    )

    assert shown(city).count_notes == ("공약 발표 87개, 자료 1개",)


def test_statuses_come_in_the_city_s_words_and_the_official_order() -> None:
    city = portfolio(
        project("p1"),
        project("p2"),
        project("p3"),
        report("p1", Status.CONTINUED),
        report("p2", Status.PARTIAL),
        profile=Profile(status_labels={Status.CONTINUED: "완료·지속추진"}),
    )

    legend = [(each.word, each.count) for each in shown(city).statuses]

    assert legend == [
        ("완료", 0),
        ("완료·지속추진", 1),
        ("정상추진", 0),
        ("일부추진", 1),
        ("보류", 0),
        ("폐기", 0),
        ("상태 미상", 1),
    ]


def test_a_status_word_without_a_mapping_is_shown_beside_unknown() -> None:
    city = portfolio(project(), report(status=None, status_word="추진중단"))

    (tile,) = shown(city).areas[0].tiles

    assert (tile.status, tile.status_word) == (None, "상태 미상(‘추진중단’)")


def test_the_legend_toggles_its_status_in_the_address() -> None:
    city = portfolio(project("p1"), project("p2"), report("p1", Status.DONE), report("p2", Status.PARTIAL))

    screen = shown(city, "/?status=done")

    done, partial = screen.statuses[0], screen.statuses[3]
    assert (done.is_on, done.href, partial.is_on, partial.href) == (
        True,
        "/",
        False,
        "/?status=done&status=partial",
    )
    assert tiles(screen) == ["p1"]


def test_a_city_that_reports_no_status_is_not_shown_zeros_of_them() -> None:
    screen = shown(portfolio(project("p1"), project("p2"), report("p1", None)))

    assert [(each.word, each.count) for each in screen.statuses] == [("상태 미상", 2)]
    assert screen.statuses_text == "공식 상태 자료 없음"


def test_a_city_that_reports_statuses_sees_which_of_them_no_project_has() -> None:
    screen = shown(portfolio(project("p1"), report("p1", Status.DONE)))

    assert [each.count for each in screen.statuses] == [1, 0, 0, 0, 0, 0]
    assert screen.statuses_text is None


def test_without_dates_nothing_is_said_about_passed_ones() -> None:
    past = shown(portfolio(project("p1"))).past_plan

    assert (past.count, past.count_text) == (None, "자료 없음")


def test_areas_name_their_mean_only_where_progress_is_reported() -> None:
    silent = shown(portfolio(Area("a1", "경제"), project("p1", area_id="a1")))
    some = shown(
        portfolio(
            *(Area("a1", "경제"), Area("a2", "문화"), project("p1", area_id="a1")),
            *(project("p2", area_id="a2"), report("p1", progress=0.5)),
        )
    )

    assert [area.note for area in silent.areas] == [None]
    assert [area.note for area in some.areas] == ["평균 추진율 50%", "평균 추진율 자료 없음"]


def test_the_figures_stay_while_the_statuses_filter() -> None:
    city = portfolio(project("p1"), project("p2"), report("p1", Status.DONE), report("p2", Status.PARTIAL))

    everything, filtered = shown(city), shown(city, "/?status=done")

    assert filtered.headline == everything.headline
    assert [each.count for each in filtered.statuses] == [each.count for each in everything.statuses]
    assert filtered.areas[0].count_text == "1/2"


def test_unknown_status_can_be_filtered() -> None:
    city = portfolio(project("p1"), project("p2"), report("p1"))

    assert tiles(shown(city, "/?status=unknown")) == ["p2"]


def test_the_headline_is_named_and_computed_as_the_city_publishes_it() -> None:
    city = portfolio(
        project("p1"),
        project("p2"),
        report("p1", Status.DONE, progress=1.0),
        report("p2", progress=0.2),
        profile=Profile(headline="completion", headline_name="이행률"),
    )

    screen = shown(city)

    assert (screen.headline.name, screen.headline.value_text, screen.headline.fraction_text) == (
        "이행률",
        "50.0%",
        "1개 / 2개",
    )
    assert [each.name for each in screen.other_rates] == [
        "추진율(사업 평균)",
        "추진율(사업비 가중)",
        "정상이상률",
        "부진율",
    ]
    assert all(each.definition for each in screen.other_rates)


def test_a_mean_shows_its_sum_and_its_number() -> None:
    city = portfolio(project("p1"), project("p2"), report("p1", progress=0.5), report("p2", progress=0.574))

    assert shown(city).headline.fraction_text == "107.4% / 2개"


def test_a_rate_without_data_says_so() -> None:
    headline = shown(portfolio(project())).headline

    assert (headline.value, headline.value_text, headline.fraction_text) == (
        None,
        "자료 없음",
        "– / 0개",
    )


def test_money_is_shown_with_every_rate_on_its_base() -> None:
    city = portfolio(
        *pledges_and_tasks(),
        project(),
        plan_fund(2_000 * EOK, period="2024"),
        plan_fund(8_000 * EOK, period="임기후"),
        secured(1_500 * EOK),
        executed(900 * EOK),
    )

    money = shown(city).money

    assert [(line.label, line.amount_text, line.share) for line in money.lines] == [
        ("계획", "1조", 1.0),
        ("확보", "1,500억", 0.15),
        ("집행", "900억", 0.09),
    ]
    assert [(rate.name, rate.value_text, rate.fraction_text) for rate in money.rates] == [
        ("확보율(총사업비 대비)", "15.0%", "1,500억 / 1조"),
        ("확보율(임기내)", "75.0%", "1,500억 / 2,000억"),
        ("확보율(올해까지 계획 대비)", "75.0%", "1,500억 / 2,000억"),
        ("집행률", "60.0%", "900억 / 1,500억"),
    ]


def test_missing_money_has_no_bar_and_no_zero() -> None:
    money = shown(portfolio(project())).money

    assert [(line.amount, line.amount_text, line.share) for line in money.lines] == [
        (None, "자료 없음", None)
    ] * 3
    assert money.lines[0].note == "금액 자료 없는 사업 1개"


def test_a_shared_budget_is_noted_and_its_mismatch_listed() -> None:
    city = portfolio(
        project("p1", budget_group="광역철도"),
        project("p2", budget_group="광역철도"),
        plan_fund(100 * EOK),
        plan_fund(90 * EOK, project_id="p2"),
    )

    screen = shown(city)

    (line,) = screen.mismatches
    assert screen.money.notes == ("예산을 함께 쓰는 사업 1개 묶음은 한 번만 셈",)
    assert (screen.money.title, screen.money.rates_title) == ("재원 · 총사업비", "올해까지 = 2024년까지")
    assert (line.href, line.what, line.stated_text, line.summed_text, line.difference_text) == (
        "/projects/p2",
        "함께 쓰는 예산(광역철도)의 계획",
        "90억",
        "100억",
        "-10억",
    )


def test_a_printed_total_that_is_no_sum_is_listed_with_both_numbers() -> None:
    city = portfolio(
        project(short_name="새길 노면전차", number="67"),
        original(stated_total=15_056 * EOK),
        plan_fund(15_000 * EOK, FundSource.NATIONAL),
        plan_fund(15_100 * EOK, FundSource.TOTAL, "2024"),
    )

    lines = [
        (line.project_text, line.what, line.stated_text, line.difference_text)
        for line in shown(city).mismatches
    ]

    assert lines == [
        ("67 새길 노면전차", "총사업비", "1조 5,056억", "+56억"),
        ("67 새길 노면전차", "계획 전체 2024년", "1조 5,100억", "+100억"),
    ]


def test_money_of_whole_areas_is_noted() -> None:
    records = [
        Area("a1", "경제"),
        Programme("pledge", "t8", "공약"),
        Programme("task", "t8", "과제"),
        project("p1", area_id="a1"),
        project("p2", area_id="a1"),
        Membership("p1", "pledge"),
        Membership("p2", "task"),
        plan_fund(500 * EOK, project_id=None, area_id="a1"),
    ]
    city = portfolio(*records)

    assert shown(city).money.notes == ("분야 단위 금액 500억 포함",)
    assert shown(city, "/?programme=task").money.notes == (
        "분야 단위 금액 500억 제외(사업별로 나눌 수 없음)",
    )


def test_tiles_are_grouped_by_area_in_order_with_unknown_last() -> None:
    city = portfolio(
        Area("a2", "문화", sort=2),
        Area("a1", "경제", sort=1),
        project("p1"),
        project("p2", area_id="a2"),
        project("p3", area_id="a1"),
        Area("a3", "빈 분야", sort=3),
    )

    columns = [(each.name, each.count, each.href) for each in shown(city).areas]

    assert columns == [("경제", 1, "/?area=a1"), ("문화", 1, "/?area=a2"), ("분야 미상", 1, None)]


def test_the_furthest_past_its_plan_comes_first_and_the_rest_by_number() -> None:
    city = portfolio(
        project("p1"),
        project("p2"),
        project("p9"),
        project("p10"),
        *overdue("p9", 40),
        *overdue("p10", 183),
        *overdue("p2", 0),
    )

    assert tiles(shown(city)) == ["p10", "p9", "p1", "p2"]


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (1, PastLevel.SLIGHT),
        (30, PastLevel.SLIGHT),
        (31, PastLevel.CLEAR),
        (90, PastLevel.CLEAR),
        (91, PastLevel.STRONG),
    ],
)
def test_a_tile_speaks_louder_the_further_its_plan_has_passed(days: int, level: PastLevel) -> None:
    (tile,) = shown(portfolio(project(), *overdue("p1", days))).areas[0].tiles

    assert (tile.past_level, tile.days_past) == (level, days)


def test_a_tile_keeps_the_official_status_beside_what_has_passed() -> None:
    city = portfolio(
        project(name="새길선 노면전차 건설", short_name="새길 노면전차", number="67"),
        report(progress=0.31, progress_name="공정률"),
        *overdue("p1", 87),
    )

    (tile,) = shown(city).areas[0].tiles

    assert (tile.number_text, tile.name, tile.status_word, tile.past_text) == (
        "67",
        "새길 노면전차",
        "정상추진",
        "+87일",
    )
    assert tile.past_sentence == "착공 예정일 87일 경과"
    assert tile.title == "67 새길선 노면전차 건설 · 정상추진 · 공정률 31% · 착공 예정일 87일 경과"


def test_what_is_a_stretch_of_work_passes_its_end() -> None:
    city = portfolio(
        project(), stage(name="실시설계", kind=StageKind.DESIGN), planned_dates(end=date(2024, 12, 30))
    )

    assert shown(city).areas[0].tiles[0].past_sentence == "실시설계 완료 예정일 1일 경과"


def test_a_finished_project_with_an_open_procedure_still_says_so() -> None:
    city = portfolio(project(), report(status=Status.DONE), *overdue("p1", 10))

    screen = shown(city)

    assert (screen.past_plan.count, screen.past_plan.count_text) == (1, "1개")
    assert screen.areas[0].tiles[0].status is Status.DONE


def test_a_tile_without_short_name_number_or_progress_says_what_it_has() -> None:
    (tile,) = shown(portfolio(project(number=None))).areas[0].tiles

    assert (tile.number_text, tile.name, tile.progress_text, tile.past_text) == ("–", "사업 p1", None, None)


def test_only_what_has_passed_its_plan_can_be_asked_for() -> None:
    city = portfolio(project("p1"), project("p2"), *overdue("p2", 5))

    screen = shown(city, "/?past=1")

    assert (tiles(screen), screen.past_plan.is_on, screen.past_plan.href) == (["p2"], True, "/")
    assert screen.areas[0].tiles[0].href == "/projects/p2?past=1"


def test_the_area_narrows_figures_and_tiles() -> None:
    screen = shown(portfolio(*daejeon()), "/?area=a1")

    assert (screen.count, [area.name for area in screen.areas]) == (70, ["경제"])
    assert screen.count_sum_text == "70 + 34 − 중복 34 = 70"
    assert screen.areas[0].href == "/"
    assert [chip.text for chip in screen.filters.chips] == ["분야: 경제"]


def test_what_an_address_asks_in_vain_is_left_out_and_said() -> None:
    screen = shown(portfolio(*daejeon()), "/?programme=nothing&area=nowhere&past=0&x=1")

    assert (screen.count, screen.filters.chips) == (136, ())
    assert screen.filters.ignored == (
        "주소에 있던 조건 ‘past=0’는 이 자료에 없어 적용하지 않았습니다.",
        "주소에 있던 조건 ‘x=1’는 이 자료에 없어 적용하지 않았습니다.",
        "주소에 있던 조건 ‘programme=nothing’는 이 자료에 없어 적용하지 않았습니다.",
        "그 밖에 적용하지 않은 조건 1개",
    )


def test_a_filter_that_leaves_nothing_says_so_and_can_be_taken_off() -> None:
    screen = shown(portfolio(*daejeon()), "/?status=dropped&past=1")

    assert (screen.empty_text, screen.filters.clear_href) == ("조건에 맞는 사업이 없습니다.", "/")
    assert [chip.text for chip in screen.filters.chips] == ["상태: 폐기", "계획일: 계획일 경과"]


def test_an_empty_city_has_a_room() -> None:
    screen = shown(Portfolio.build({}, portfolio().facts))

    assert (screen.count_text, screen.empty_text, screen.areas) == ("0개", "등록된 사업이 없습니다.", ())


def test_the_room_says_its_date_and_its_source() -> None:
    screen = shown(portfolio(project()))

    assert screen.as_of_text == "2024. 12. 31. 기준 · 오늘 2025. 1. 2."
    assert screen.source_text == "자료: 시정 데이터베이스(시연)"


def test_a_city_s_words_reach_the_room() -> None:
    words = replace(KOREAN, area_unknown="기타 분야", missing="미제출")

    screen = room(portfolio(project()), urls.parse("/"), TODAY, words)

    assert (screen.areas[0].name, screen.headline.value_text) == ("기타 분야", "미제출")


def test_planned_money_is_that_of_the_approved_plan() -> None:
    city = portfolio(
        project(),
        original(),
        change(1),
        change(2, approved_on=None),
        plan_fund(100 * EOK),
        plan_fund(60 * EOK, plan="변경1"),
        plan_fund(90 * EOK, plan="변경2"),
    )

    assert shown(city).money.lines[0].amount_text == "60억"


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from([None, "a1", "a2"])), max_size=25),
    st.sampled_from(["/", "/?programme=pledge", "/?area=a1", "/?programme=task&area=a2", "/?status=unknown"]),
)
def test_every_project_in_scope_is_counted_and_shown_once(
    members: list[tuple[bool, bool, str | None]], href: str
) -> None:
    records: list[Any] = [*pledges_and_tasks(), Area("a1", "경제"), Area("a2", "문화")]
    for i, (in_pledges, in_tasks, area) in enumerate(members):
        records.append(project(f"p{i}", area_id=area))
        records += [Membership(f"p{i}", "pledge")] if in_pledges else []
        records += [Membership(f"p{i}", "task")] if in_tasks else []

    screen = shown(portfolio(*records), href)

    assert sum(each.count for each in screen.statuses) == screen.count
    assert sum(area.count for area in screen.areas) == screen.count
    assert len(set(tiles(screen))) == len(tiles(screen)) == screen.count


def test_a_list_without_any_status_has_no_rate_and_no_zero_in_its_place() -> None:
    rates = {rate.name: rate for rate in shown(portfolio(project())).other_rates}

    assert (rates["완료율"].value_text, rates["완료율"].numerator_text) == ("자료 없음", "자료 없음")
    assert rates["완료율"].denominator_text == "1개"
