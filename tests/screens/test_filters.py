"""The shared filter: facets with counts, chips, and what an address asks in vain."""

from dataclasses import replace

from dashboard import urls
from dashboard.domain.facets import Facet
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.records import Area, Assignment, Department
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.filters import FacetGroup, FilterBar, chosen_texts, filter_bar
from dashboard.screens.selection import known_address, selection
from dashboard.screens.texts import View
from tests.builders import EOK, TODAY, plan_fund, portfolio, project, report


def city() -> Portfolio:
    return portfolio(
        Area("a1", "경제도시", short_name="경제", sort=1),
        Area("a2", "문화도시", sort=2),
        Department("d1", "철도과"),
        replace(project("p1", area_id="a1"), districts="동구"),
        replace(project("p2", area_id="a1"), districts="동구, 중구"),
        project("p3", area_id="a2"),
        Assignment("p1", "d1"),
        report("p1", Status.DONE),
        report("p2", Status.PARTIAL),
        plan_fund(1200 * EOK, project_id="p1"),
    )


def view(href: str) -> View:
    made = city()
    return View(made, known_address(made, urls.parse(href), TODAY), TODAY, KOREAN)


def bar(href: str) -> FilterBar:
    return filter_bar(view(href))


def group(of: FilterBar, facet: Facet) -> FacetGroup:
    return next(each for each in of.groups if each.facet is facet)


def test_every_value_that_occurs_is_offered_with_the_number_that_it_would_leave() -> None:
    options = group(bar("/?area=a1"), Facet.DISTRICT).options

    assert [(each.label, each.count) for each in options] == [("동구", 2), ("중구", 1), ("자치구 미상", 0)]
    assert options[1].href == "/?area=a1&district=%EC%A4%91%EA%B5%AC"


def test_values_of_the_chosen_facet_keep_the_counts_of_its_other_values() -> None:
    chosen = group(bar("/?area=a1"), Facet.AREA)

    assert [(each.label, each.count, each.is_on) for each in chosen.options] == [
        ("경제", 2, True),
        ("문화도시", 1, False),
    ]
    assert (chosen.text, chosen.clear_href) == ("경제", "/")


def test_a_facet_in_which_all_are_alike_is_not_offered() -> None:
    assert Facet.NOVELTY not in {each.facet for each in bar("/").groups}


def test_the_bands_of_size_are_named_by_their_limits() -> None:
    options = group(bar("/"), Facet.SIZE).options

    assert [(each.label, each.count) for each in options] == [("1,000억 이상", 1), ("금액 자료 없음", 2)]


def test_chosen_values_are_taken_out_one_by_one_or_all() -> None:
    of = bar("/projects?area=a1&status=done&group=area")

    assert [(chip.text, chip.href) for chip in of.chips] == [
        ("분야: 경제", "/projects?status=done&group=area"),
        ("상태: 완료", "/projects?area=a1&group=area"),
    ]
    assert (of.clear_href, of.result_text) == ("/projects?group=area", "1개 / 전체 3개")
    assert chosen_texts(view("/?area=a1&area=a2")) == ("분야: 경제, 문화도시",)


def test_a_long_text_of_an_address_is_not_repeated_in_full() -> None:
    (sentence,) = bar("/?x=" + "9" * 900).ignored

    assert len(sentence) < 120


def test_the_filter_leaves_the_same_projects_as_it_counts() -> None:
    here = view("/?district=동구&status=partial")

    assert [each.file.id for each in selection(here.portfolio, here.chosen, TODAY)] == ["p2"]
    assert filter_bar(here).result_text == "1개 / 전체 3개"
