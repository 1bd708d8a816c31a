"""What is drawn of the complete page of a project, and of the comparison."""

from datetime import date
from typing import Any

from dashboard import urls
from dashboard.domain.portfolio import Profile
from dashboard.domain.records import Document, IndicatorValue, ProjectIndicator
from dashboard.domain.words import KOREAN
from dashboard.screens.compare import compare as compare_screen
from dashboard.screens.project import project as project_screen
from layouts import compare, project
from layouts.html import to_html
from layouts.pane import Node, plain
from tests.builders import TODAY, portfolio, report
from tests.builders import project as a_project
from tests.layouts.city import LIGHT, RICH, city, screen_of


def drawn(*records: Any, href: str = "/projects/p1") -> Any:
    data = portfolio(*records, profile=Profile(document_hosts=("city.example.test",)))
    screen = project_screen(data, urls.parse(href), TODAY)
    assert screen is not None
    return project.build(screen, KOREAN, LIGHT)


def components(node: Node, kind: str) -> list[dict[str, Any]]:
    """The properties of every component of a kind in a plain tree."""
    if isinstance(node, list):
        return [found for each in node for found in components(each, kind)]
    if not isinstance(node, dict):
        return []
    own = [node["props"]] if node.get("type") == kind and "props" in node else []
    return own + [found for each in (node.get("props") or node).values() for found in components(each, kind)]


def test_only_a_safe_document_is_a_link_and_it_leaves_no_trace_of_the_room() -> None:
    tree = drawn(
        a_project(),
        Document("p1", "1", "계획서", "https://city.example.test/1.pdf"),
        Document("p1", "2", "함정", "javascript:alert(1)"),
        Document("p1", "3", "사진", "https://elsewhere.test/1.jpg", "사진"),
    )
    (found,) = [each for each in components(plain(tree), "A") if not each["href"].startswith("/")]

    assert (found["href"], found["rel"]) == ("https://city.example.test/1.pdf", "noopener noreferrer")
    assert components(plain(tree), "Img") == []
    assert "열 수 없는 주소: javascript:alert(1)" in to_html(tree)


def test_books_and_plans_open_when_they_are_asked_for() -> None:
    folded = [
        each for each in components(plain(drawn(a_project())), "Details") if "folded" in each["className"]
    ]
    asked = project_screen(city(), urls.parse(f"/projects/{RICH}?plans=당초,변경1"), TODAY)
    assert asked is not None
    opened = components(plain(project.build(asked, KOREAN, LIGHT)), "Details")

    assert [each["open"] for each in folded] == [False]
    assert [each["open"] for each in opened if "folded" in each.get("className", "")] == [True]


def test_a_bar_of_results_is_cut_at_the_whole_and_says_so() -> None:
    written = to_html(
        drawn(a_project(), ProjectIndicator("p1", "1", "이용객"), IndicatorValue("p1", "1", 2024, 1, 3))
    )

    assert "300.0%" in written
    assert "100% 초과" in written
    assert "--share:1.0" in written


def test_years_of_reports_before_the_newest_are_folded() -> None:
    tree = plain(drawn(a_project(), *(report(as_of=date(year, 5, 1)) for year in (2022, 2023, 2024))))
    years = [each for each in components(tree, "Details") if each.get("className") == "report-year"]

    assert [each["open"] for each in years] == [True, False, False]


def test_the_curve_names_every_line_with_its_base() -> None:
    written = to_html(project.build(screen_of(RICH), KOREAN, LIGHT))

    for text in (
        "확보율(올해까지 확보 / 총사업비)",
        "26.0%",
        "65억 / 250억",
        "집행률(올해까지 집행 / 총사업비)",
    ):
        assert text in written


def test_a_comparison_draws_every_project_and_its_procedures_once() -> None:
    screen = compare_screen(city(), urls.parse(f"/compare?ids={RICH},p2,p3"), TODAY)
    tree = plain(compare.build(screen, KOREAN, LIGHT))
    names = [str(each["id"]) for kind in ("Pane", "Graph") for each in components(tree, kind)]

    assert len(names) == len(set(names))
    assert len(components(tree, "Graph")) == 2
    assert "&lt;순환선&gt; &amp; 지선" in to_html(compare.build(screen, KOREAN, LIGHT))


def test_an_empty_comparison_keeps_its_frame_and_offers_projects() -> None:
    screen = compare_screen(city(), urls.parse("/compare"), TODAY)
    written = to_html(compare.build(screen, KOREAN, LIGHT))

    assert KOREAN.compare_none in written
    assert "ids=p1" in written
