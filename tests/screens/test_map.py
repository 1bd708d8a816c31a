"""The map: what every region holds, what is counted twice and said, what is looked at, cities without a map."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import urls
from dashboard.domain.city_map import CityMap, Place, load_map
from dashboard.domain.facets import Facet
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.records import Area
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.map import MOST_REGIONS, MapScreen, city_map_screen
from dashboard.screens.map_drawn import Schematic, step, step_width
from dashboard.screens.map_list import MOST_PROJECTS
from dashboard.urls import Filter, Page
from tests.builders import EOK, TODAY, plan_fund, planned_dates, portfolio, project, report, stage

MAPS = Path(__file__).parents[2] / "assets" / "maps"
DAEJEON = load_map(MAPS / "daejeon.json", MAPS / "demo-places.json")
DISTRICTS = ["동구", "중구", "서구", "유성구", "대덕구"]


def placed(id: str, districts: str | None, **fields: Any) -> Any:
    return replace(project(id, **fields), districts=districts)


def daejeon(*records: Any, city: str = "대전광역시", is_demo: bool = True) -> Portfolio:
    return portfolio(*records, profile=Profile(city=city, is_demo=is_demo))


def city(**given: Any) -> Portfolio:
    """p1 in 동구, p2 in 동구 and 중구, p3 in the whole city, p4 nobody knows where, p5 in 유성구 and past its plan."""
    return daejeon(
        placed("p1", "동구", location="옛골목 일원"),
        placed("p2", "동구, 중구"),
        placed("p3", "전역", location="시 전역"),
        placed("p4", None),
        placed("p5", "유성구", location="솔마루", has_budget=False),
        report("p1", Status.DONE, progress=1.0),
        plan_fund(100 * EOK, project_id="p1"),
        plan_fund(30 * EOK, project_id="p2"),
        plan_fund(900 * EOK, project_id="p3"),
        stage("착공", "p5"),
        planned_dates("착공", None, date(2024, 10, 1), project_id="p5"),
        **given,
    )


def screen(href: str = "/map", made: Portfolio | None = None, city_map: CityMap = DAEJEON) -> MapScreen:
    return city_map_screen(made or city(), urls.parse(href), TODAY, city_map, KOREAN)


def drawn(of: MapScreen) -> Schematic:
    assert of.schematic is not None
    return of.schematic


def figures(of: MapScreen) -> dict[str, tuple[str, str, str]]:
    return {row.name: (row.count_text, row.money_text, row.past_text) for row in of.rows}


def href(**options: str) -> str:
    address = urls.Address(Page.MAP)
    for name, value in options.items():
        address = address.with_option(name, value)
    return urls.href(address)


def names(of: MapScreen) -> list[str]:
    return [line.label for line in of.listing.lines]


def test_a_project_counts_in_each_of_its_districts_and_the_whole_city_is_no_districts() -> None:
    assert figures(screen()) == {
        "동구": ("2개", "130억", "0개"),
        "중구": ("1개", "30억", "0개"),
        "서구": ("0개", "자료 없음", "0개"),
        "유성구": ("1개", "비예산", "1개"),
        "대덕구": ("0개", "자료 없음", "0개"),
        "전역": ("1개", "900억", "0개"),
        "자치구 미상": ("1개", "자료 없음", "0개"),
    }


def test_the_whole_counts_every_project_once_and_says_that_the_districts_add_up_to_more() -> None:
    found = screen()

    assert (found.total.count_text, found.total.money_text) == ("5개", "1,030억")
    assert found.total.money_note == "금액 있는 3개"
    assert found.notes[0] == (
        "구마다 더하면 6개 · 1,060억: 여러 구에 걸친 사업 1개를 구마다 세어 전체와 다릅니다."
    )


def test_districts_that_add_up_to_the_whole_say_so() -> None:
    made = daejeon(placed("p1", "동구"), placed("p2", "중구"), plan_fund(5 * EOK))

    assert screen(made=made).notes[0].startswith("구마다 더하면 2개 · 5억: 여러 구에 걸친 사업이 없어")


def test_a_shared_budget_counts_once_in_a_district_and_is_said() -> None:
    made = daejeon(
        placed("p1", "동구", budget_group="b"),
        placed("p2", "동구", budget_group="b"),
        placed("p3", "중구", budget_group="b"),
        *[plan_fund(70 * EOK, project_id=f"p{n}") for n in (1, 2, 3)],
    )
    found = screen(made=made)

    assert figures(found)["동구"][1] == figures(found)["중구"][1] == found.total.money_text == "70억"
    assert "함께 쓰는 예산 1건은 한 번만 셈" in found.notes
    assert found.notes[0] == (
        "구마다 더하면 3개 · 140억: 여러 구의 사업이 함께 쓰는 예산을 구마다 세어 전체와 다릅니다."
    )


def test_money_of_an_area_as_a_whole_is_no_districts() -> None:
    made = daejeon(
        Area("a1", "경제"),
        placed("p1", "동구", area_id="a1"),
        plan_fund(10 * EOK),
        plan_fund(500 * EOK, project_id=None, area_id="a1"),
    )
    found = screen(made=made)

    assert figures(found)["동구"][1] == found.total.money_text == "10억"
    assert any(note.startswith("분야 단위로만 있는 계획 금액 500억은") for note in found.notes)


def test_the_map_has_every_district_and_a_box_for_the_whole_city_without_a_colour() -> None:
    shapes = drawn(screen()).shapes

    assert [shape.name for shape in shapes] == [*DISTRICTS, "전역"]
    assert [shape.step for shape in shapes] == [2, 1, 0, 1, 0, None]
    assert [shape.value_text for shape in shapes] == ["2개", "1개", "0개", "1개", "0개", "1개"]
    assert shapes[3].hover == ("유성구", "1개 · 비예산", "계획일 경과 1개, 가장 오래 91일")


@pytest.mark.parametrize(
    ("show", "steps", "texts"),
    [
        ("money", [5, 1, 0, 0, 0, None], ["130억", "30억", "자료 없음", "비예산", "자료 없음", "900억"]),
        ("past", [0, 0, 0, 1, 0, None], ["0개", "0개", "0개", "1개", "0개", "0개"]),
    ],
)
def test_the_map_is_coloured_by_the_figure_that_is_asked_for(
    show: str, steps: list[int | None], texts: list[str]
) -> None:
    found = screen(href(show=show))

    assert [shape.step for shape in drawn(found).shapes] == steps
    assert [shape.value_text for shape in drawn(found).shapes] == texts
    assert [choice.is_on for choice in found.shows] == [False, show == "money", show == "past"]


@pytest.mark.parametrize(
    ("largest", "width"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (31, 7), (60, 15), (18_700, 4_000), (7 * 10**12, 15 * 10**11)],
)
def test_five_steps_of_a_width_that_is_read_at_a_glance_reach_the_largest_value(
    largest: int, width: int
) -> None:
    assert step_width([largest, None, 0]) == width
    assert step(largest, width) <= 5
    assert largest <= 5 * width


def test_a_step_tells_nothing_from_something() -> None:
    assert [step(value, 10) for value in (None, -5, 0, 1, 10, 11, 50, 99)] == [0, 0, 0, 1, 1, 2, 5, 5]


def test_the_legend_names_the_steps_and_what_has_none() -> None:
    assert drawn(screen()).steps == (
        (0, "0 또는 자료 없음"),
        (1, "1개"),
        (2, "2개"),
        (3, "3개"),
        (4, "4개"),
        (5, "5개"),
    )
    assert drawn(screen(href(show="money"))).steps[1:3] == ((1, "~30억"), (2, "30억~60억"))


def test_a_district_lists_its_projects_the_furthest_past_plan_first_and_a_click_again_leaves_it() -> None:
    found = screen(href(at="동구"))

    assert found.listing.title == "동구 사업 2개"
    assert names(found) == ["1 사업 p1", "2 사업 p2"]
    assert [row.name for row in found.rows if row.is_on] == ["동구"]
    assert [shape.href for shape in drawn(found).shapes if shape.is_on] == ["/map"]
    assert found.listing.clear is not None
    assert found.listing.clear.href == "/map"
    assert names(screen())[0] == "5 사업 p5"
    assert len(names(screen())) == 5


def test_a_line_says_status_days_progress_and_money_and_what_is_missing() -> None:
    lines = {line.project_id: line for line in screen().listing.lines}

    assert lines["p1"].status_word == "완료"
    assert (lines["p1"].progress_text, lines["p1"].money_text, lines["p1"].days_text) == (
        "100%",
        "100억",
        "자료 없음",
    )
    assert (lines["p5"].days_text, lines["p5"].past_text, lines["p5"].money_text) == (
        "91일",
        "절차 착공 완료 예정일 91일 경과",
        "비예산",
    )
    assert lines["p4"].place_text == lines["p4"].progress_text == lines["p4"].money_text == "자료 없음"


def test_a_region_narrows_this_and_the_other_screens_to_itself() -> None:
    ways = screen(href(at="동구") + "&status=done").listing.ways
    narrowed = Filter.of({Facet.DISTRICT: ["동구"], Facet.STATUS: ["done"]})

    assert [way.label for way in ways] == ["이 구만 보기", "사업 목록", "추진 일정", "재원"]
    pages = (Page.MAP, Page.TABLE, Page.TIMELINE, Page.MONEY)
    assert [way.href for way in ways] == [urls.href(urls.Address(page, filter=narrowed)) for page in pages]
    assert screen(href(at="unknown")).listing.ways[0].label == "이것만 보기"


def test_filter_and_moment_travel_with_every_link() -> None:
    found = screen("/map?status=done&as_of=v12&show=past")
    hrefs = [shape.href for shape in drawn(found).shapes] + [line.href for line in found.listing.lines]

    assert hrefs
    for each in hrefs:
        assert urls.parse(each).filter == Filter.of({Facet.STATUS: ["done"]})
        assert urls.parse(each).as_of == "v12"
    assert urls.parse(drawn(found).shapes[0].href).option("show") == "past"


def test_dots_stand_where_a_location_names_a_known_place() -> None:
    dots = drawn(screen()).dots

    assert [(dot.name, dot.count, dot.is_past) for dot in dots] == [("옛골목", 1, False), ("솔마루", 1, True)]
    assert "위치를 아는 사업 2개 / 5개(점 2곳)" in drawn(screen()).notes
    assert "점의 위치는 지어낸 것(시연용)" in drawn(screen()).notes


def test_a_place_is_looked_at_by_its_district_and_name() -> None:
    found = screen(href(at="유성구 솔마루"))

    assert found.listing.title == "유성구 솔마루 사업 1개"
    assert names(found) == ["5 사업 p5"]
    assert [dot.name for dot in drawn(found).dots if dot.is_on and dot.is_named] == ["솔마루"]


def test_invented_places_are_never_put_on_the_map_of_a_real_city() -> None:
    made = daejeon(placed("p1", "유성구", location="솔마루"), is_demo=False)

    assert drawn(screen(made=made)).dots == ()
    assert drawn(screen(made=made)).notes[0] == "위치를 아는 사업 0개 / 1개: 점을 찍지 않음"


def test_a_real_citys_own_places_are_put_on_its_map() -> None:
    own = replace(DAEJEON, places=(Place("서구", "정림 배수지", (8.0, 9.0)),), has_invented_places=False)
    made = daejeon(placed("p1", "서구", location="정림 배수지"), is_demo=False)

    assert [dot.name for dot in drawn(screen(made=made, city_map=own)).dots] == ["정림 배수지"]


def test_a_name_that_is_not_on_the_schematic_is_in_the_table_with_its_count() -> None:
    made = daejeon(placed("p1", "동구"), placed("p2", "세종시"), placed("p3", "세종시/중구"))
    found = screen(made=made)

    assert [row.name for row in found.rows] == [*DISTRICTS, "세종시"]
    assert "약도에 없는 이름: 세종시 2개. 표에만 둡니다." in found.notes


def test_a_city_without_a_schematic_has_the_table_and_a_sentence() -> None:
    made = daejeon(placed("p1", "BROOKLYN"), placed("p2", "QUEENS"), city="New York", is_demo=False)
    found = screen(made=made)

    assert found.schematic is None
    assert found.no_map_text == "이 도시의 약도가 없어 표로만 보입니다. 약도가 있는 도시: 대전광역시"
    assert [row.name for row in found.rows] == ["BROOKLYN", "QUEENS"]
    assert names(screen(href(at="QUEENS"), made)) == ["2 사업 p2"]


def test_a_district_of_the_same_name_in_another_city_is_not_drawn() -> None:
    made = daejeon(placed("p1", "동구"), city="부산광역시")

    assert screen(made=made).schematic is None


def test_a_city_that_names_no_district_has_no_map_and_says_why() -> None:
    found = screen(made=daejeon(project("p1")))

    assert found.schematic is None
    assert found.no_map_text == "약도에 있는 자치구를 적은 사업이 없어 표로만 보입니다."
    assert figures(found) == {"자치구 미상": ("1개", "자료 없음", "0개")}


@pytest.mark.parametrize("asked", [{"show": "rainbow"}, {"at": "해운대구"}, {"at": "동구 바다"}])
def test_an_option_that_means_nothing_is_ignored_and_said(asked: dict[str, str]) -> None:
    found = screen(href(**asked))
    (name, value), *_ = asked.items()

    assert found.filters.ignored == (
        f"주소에 있던 조건 ‘{name}={value}’는 이 자료에 없어 적용하지 않았습니다.",
    )
    assert found.rows == screen().rows
    assert found.listing == screen().listing


def test_a_filter_that_leaves_nothing_keeps_the_map_and_says_so() -> None:
    found = screen("/map?status=dropped")

    assert found.empty_text == "조건에 맞는 사업이 없습니다."
    assert [shape.value_text for shape in drawn(found).shapes] == ["0개"] * 6
    assert found.listing.lines == ()
    assert found.total.money_text == "자료 없음"


def test_a_district_that_the_filter_empties_says_so() -> None:
    found = screen(href(at="서구"))

    assert found.listing.empty_text == "서구에 조건에 맞는 사업이 없습니다."


def test_no_project_at_all_is_an_empty_map_page() -> None:
    found = screen(made=daejeon())

    assert found.rows == ()
    assert found.empty_text == "조건에 맞는 사업이 없습니다."


def test_a_long_list_is_cut_and_leads_to_the_table() -> None:
    made = daejeon(*[placed(f"p{n}", "동구", location="옛골목") for n in range(MOST_PROJECTS + 1)])
    of_district = screen(href(at="동구"), made).listing
    of_place = screen(href(at="동구 옛골목"), made).listing

    assert len(of_district.lines) == MOST_PROJECTS
    assert of_district.more is not None
    assert of_district.more.label == "201개 중 앞 200개. 모두 보려면 사업 목록으로"
    assert urls.parse(of_district.more.href).filter == Filter.of({Facet.DISTRICT: ["동구"]})
    assert of_place.more is not None
    assert urls.parse(of_place.more.href).option("q") == "옛골목"


def test_so_many_names_that_they_have_no_row_are_counted() -> None:
    made = daejeon(placed("p0", "동구"), *[placed(f"p{n}", f"마을 {n}") for n in range(1, MOST_REGIONS + 1)])
    found = screen(made=made)

    assert len(found.rows) == MOST_REGIONS
    assert "그 밖의 지역 이름 5개는 표에 두지 않음: 사업 5개" in found.notes
    assert names(screen(href(at="마을 9"), made)) == ["9 사업 p9"]


def test_every_figure_of_the_table_opens_its_definition_source_and_date() -> None:
    for name, texts in [*screen().heads[1:], *screen().listing.heads[3:]]:
        assert texts[0] == name
        assert texts[-2:] == ("자료: 시정 데이터베이스(시연)", "2024. 12. 31. 기준")
