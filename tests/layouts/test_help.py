"""The help and the parts that open what a figure means."""

from dashboard.domain.words import KOREAN
from dashboard.screens.help import PICTURES, help_screen
from layouts import help as help_layout
from layouts.html import to_html
from layouts.parts import explain


def test_the_help_has_its_pictures_with_a_text_each() -> None:
    drawn = to_html(help_layout.build(help_screen(KOREAN)))

    names = [name for some in PICTURES.values() for name in some]
    assert drawn.count("<img ") == len(names)
    assert drawn.count(' alt="') == len(names)
    assert all(f'src="assets/help/{name}.png?m=' in drawn for name in names)


def test_an_explanation_is_named_by_its_figure_and_leaves_out_what_is_empty() -> None:
    drawn = to_html(explain(["완료율", "완료 / 전체", "", "자료: 시정 데이터베이스"]))

    assert '<summary aria-label="완료율">' in drawn
    assert "data-menu" in drawn
    assert drawn.count("<p") == 2
