"""What a search shows: where it leads, why each project was found, and what was tried in vain."""

from dashboard import urls
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN
from dashboard.screens.search import SearchResult, search
from dashboard.screens.texts import View
from tests.builders import BASIS
from tests.layouts.city import city


def searched(query: str, within: str = "/") -> SearchResult:
    portfolio = city()
    return search(View(portfolio, urls.parse(within), BASIS, KOREAN), query)


def test_a_result_leads_to_its_project_with_the_filter_and_the_version() -> None:
    here = "/?programme=pledge&status=done&as_of=v3"
    (project,) = searched("순환선", here).projects

    there = urls.parse(project.href)

    assert (there.page, there.project_id, there.as_of) == (urls.Page.PROJECT, "p1", "v3")
    assert there.filter == urls.parse(here).filter


def test_a_result_shows_status_and_department_and_marks_the_name() -> None:
    (project,) = searched("ㅅㅎㅅ").projects

    assert (project.status, project.status_word) == (Status.ON_TRACK, "정상추진")
    assert (project.department, project.why, project.is_in_name) == ("철도과", "초성", True)
    assert [project.name[start:end] for start, end in project.marks] == ["순환선"]


def test_what_is_not_in_the_name_is_shown_beside_it() -> None:
    (project,) = searched("교통과").projects

    assert (project.is_in_name, project.why, project.why_text) == (False, "부서", "교통과")
    assert project.name == "<순환선> & 지선"


def test_at_most_twelve_are_shown_and_all_are_counted() -> None:
    result = searched("사업")

    assert len(result.projects) == min(12, result.count)
    assert result.count_text == f"{result.count}개"
    assert result.all_href is None


def test_nothing_found_says_what_was_tried() -> None:
    result = searched("qwe")

    assert result.projects == ()
    assert result.sentences[0] == "찾는 사업이 없습니다."
    assert "‘qwe’" in result.sentences[1]
    assert "‘ㅂㅈㄷ’" in result.sentences[2]
    assert len(searched("없음").sentences) == 2
