"""What is drawn of budget lines: every amount, every way, every rate with its base."""

from html import escape

from dashboard import urls
from dashboard.domain.words import KOREAN
from dashboard.screens.money import money
from dashboard.screens.project import project as project_screen
from layouts import budget
from layouts.html import to_html
from tests.builders import TODAY, budget_line, budget_share, portfolio, project
from tests.screens.test_budget import LINES, PROJECTS, SHARES, cut

LONG = "긴이름" * 140


def test_the_cut_shows_every_row_and_opens_every_meaning() -> None:
    shown = cut("/money?cut=lines", *LINES, *SHARES)
    page = to_html(budget.cut(shown))

    for row in (*shown.years.rows, *shown.whole.rows, *(row for group in shown.groups for row in group.rows)):
        assert escape(row.label) in page
        assert all(cell.text in page for cell in row.cells)
        assert row.rate.value_text in page
    assert page.count('class="explain"') >= 4
    assert KOREAN.lines_appropriated_definition in page
    assert "/money?cut=lines&amp;part=2023" in page
    assert "/projects/p2" in page
    assert "청사 관리" in page


def test_an_empty_cut_keeps_its_frame_and_says_why() -> None:
    page = to_html(budget.cut(cut("/money?cut=lines")))

    assert KOREAN.lines_title in page
    assert KOREAN.lines_empty in page


def test_the_section_of_a_project_stands_on_its_page_and_names_both_bases() -> None:
    data = portfolio(*PROJECTS, *LINES, *SHARES)
    screen = project_screen(data, urls.parse("/projects/p1"), TODAY)
    assert screen is not None
    assert screen.budget is not None

    page = to_html(budget.section(screen.budget))

    assert KOREAN.lines_rate in page
    assert KOREAN.lines_rate_other in page
    assert KOREAN.lines_two_rates in page
    assert "180억 / 240억" in page


def test_a_name_of_400_characters_is_drawn_whole_in_its_title() -> None:
    data = portfolio(project("p1"), budget_line(name=LONG), budget_share())
    screen = money(data, urls.parse("/money?cut=lines"), TODAY)

    assert f'title="{LONG}"' in to_html(budget.cut(screen.cut))  # type: ignore[arg-type]
