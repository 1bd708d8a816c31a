"""⑤ 재원 on a wall: every figure is that of the money screen, on one scale, with its base."""

from pathlib import Path
from typing import Any

from dashboard.domain.city_map import CityMap, load_map
from dashboard.domain.funding import MoneyStage
from dashboard.domain.vocabulary import FundSource
from dashboard.domain.words import KOREAN
from dashboard.screens.wall_money import MOST_ROWS, WallMoney, scenes
from dashboard.screens.wall_view import Scene, WallView
from tests.builders import (
    EOK,
    TODAY,
    executed,
    original,
    plan_fund,
    pledges_and_tasks,
    portfolio,
    project,
    secured,
)

MAP: CityMap = load_map(Path(__file__).parents[2] / "assets" / "maps" / "daejeon.json")


def _view(*records: Any, **given: Any) -> WallView:
    return WallView(portfolio(*pledges_and_tasks(), *records), None, MAP, TODAY, KOREAN, **given)


def _scene(*records: Any, **given: Any) -> Scene:
    (scene,) = scenes(_view(*records, **given))
    return scene


def _money(*records: Any, **given: Any) -> WallMoney:
    content = _scene(*records, **given).content
    assert isinstance(content, WallMoney)
    return content


def _sentence(scene: Scene) -> str:
    return "".join(span.text for span in scene.sentence)


PAID = (
    project("p1", name="새길 노면전차"),
    original("p1"),
    plan_fund(400 * EOK, FundSource.NATIONAL, "2023"),
    plan_fund(600 * EOK, FundSource.METRO, "2024"),
    plan_fund(1000 * EOK, FundSource.METRO, "2025"),
    plan_fund(2000 * EOK, FundSource.NATIONAL, "임기후"),
    secured(400 * EOK, FundSource.NATIONAL, "2023"),
    secured(350 * EOK, FundSource.METRO, "2024"),
    executed(300 * EOK, FundSource.NATIONAL, "2023"),
)


def test_planned_secured_and_executed_end_with_the_year_of_the_money_and_name_their_base() -> None:
    sums = _money(*PAID).sums

    assert [(each.stage, each.value, each.partner) for each in sums] == [
        (MoneyStage.PLANNED, "1,000억", "2024년까지"),
        (MoneyStage.SECURED, "750억", "계획의 75.0%"),
        (MoneyStage.EXECUTED, "300억", "확보의 40.0%"),
    ]
    assert [each.share for each in sums] == [1, 0.75, 0.3]


def test_every_period_is_a_column_on_one_scale_with_what_is_after_the_term_last() -> None:
    columns = _money(*PAID).columns

    assert [(each.label, each.text, each.is_after_term) for each in columns] == [
        ("'23", "400", False),
        ("'24", "600", False),
        ("'25", "1,000", False),
        ("임기 후", "2,000", True),
    ]
    assert [sum(share for _, share in each.parts) for each in columns] == [0.2, 0.3, 0.5, 1]
    assert [each.secured for each in columns] == [0.2, 0.175, None, None]


def test_years_that_find_no_column_are_summed_in_the_first() -> None:
    years = [plan_fund(100 * EOK, period=str(year)) for year in range(2015, 2027)]

    columns = _money(project("p1"), original("p1"), plan_fund(50 * EOK, period="기투자"), *years).columns

    assert [each.label for each in columns] == ["~'20", "'21", "'22", "'23", "'24", "'25", "'26"]
    assert [each.text for each in columns] == ["650", *["100"] * 6]


def test_the_largest_gaps_stand_first_and_the_sentence_sums_all_of_them() -> None:
    records: list[Any] = []
    for n in range(1, MOST_ROWS + 3):
        key = f"p{n}"
        records += [project(key), original(key), plan_fund(100 * EOK, project_id=key)]
        records += [secured((100 - n) * EOK, project_id=key)]
    scene = _scene(*records)

    assert _sentence(scene) == "2024년까지 미확보 8건의 합 36억"
    assert scene.sentence[-1].is_late
    assert scene.content.list.note == "계획 · 8건 중 큰 6건"
    assert [line.amount_text for line in scene.content.list.lines] == [f"{n}억" for n in (8, 7, 6, 5, 4, 3)]
    assert scene.content.list.lines[0].plan_text == "100억"
    assert scene.content.list.lines[0].project_id == "p8"


def test_what_nobody_knows_to_be_secured_is_no_gap_and_is_said() -> None:
    scene = _scene(*PAID, project("p2"), original("p2"), plan_fund(70 * EOK, project_id="p2"))

    assert [line.project_id for line in scene.content.list.lines] == ["p1"]
    assert scene.content.list.rest == ("확보 자료 없음 1건 · 계획 70억",)


def test_the_list_says_what_lies_between_its_sum_and_the_difference_of_the_sums() -> None:
    more = (original("p2"), plan_fund(70 * EOK, project_id="p2"), secured(90 * EOK, project_id="p2"))
    unknown = (original("p3"), plan_fund(40 * EOK, project_id="p3"))
    unplanned = (original("p4"), secured(10 * EOK, project_id="p4"))
    records = (*PAID, project("p2"), *more, project("p3"), *unknown, project("p4"), *unplanned)
    content, guests = _money(*records), _money(*records, is_guest=True)

    planned, got, _ = (each.value for each in content.sums)
    assert (planned, got) == ("1,110억", "850억")  # 260 short: 250 - 20 + 40 - 10
    assert [line.amount_text for line in content.list.lines] == ["250억"]
    assert content.list.rest == (
        "계획보다 더 확보 1건 · 20억",
        "확보 자료 없음 1건 · 계획 40억",
        "계획 자료 없음 1건 · 확보 10억",
    )
    assert guests.list.rest == ("확보 자료 없음 1건 · 계획 40억",)


def test_a_shared_budget_is_one_row_that_counts_the_others() -> None:
    shared = [
        record
        for key in ("p1", "p2")
        for record in (
            project(key, name="가람 다리", budget_group="다리"),
            original(key),
            plan_fund(100 * EOK, project_id=key),
            secured(60 * EOK, project_id=key),
        )
    ]

    lines = _money(*shared).list.lines

    assert [(line.name, line.amount_text) for line in lines] == [("가람 다리 외 1", "40억")]


def test_money_that_nobody_gave_is_missing_and_never_nought() -> None:
    money = _money(project("p1"), original("p1"), plan_fund(100 * EOK))

    assert [(each.value, each.partner, each.share) for each in money.sums[1:]] == [
        ("자료 없음", "", None),
        ("자료 없음", "", None),
    ]
    assert (
        _sentence(_scene(project("p1"), original("p1"), plan_fund(100 * EOK)))
        == "미확보액을 알 자료가 없습니다"
    )


def test_without_any_money_there_is_no_scene() -> None:
    assert scenes(_view(project("p1"))) == ()


def test_guests_see_what_is_secured_of_each_source_and_no_project_that_lacks_money() -> None:
    scene = _scene(*PAID, is_guest=True)

    assert _sentence(scene) == "2024년까지 계획의 75.0%를 확보했습니다"
    assert not any(span.is_late for span in scene.sentence)
    assert [
        (line.project_id, line.name, line.plan_text, line.amount_text) for line in scene.content.list.lines
    ] == [
        (None, "국비", "400억", "400억"),
        (None, "시도비", "600억", "350억"),
    ]
