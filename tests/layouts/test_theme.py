"""The looks: colours come out of the style sheet, sizes follow the screen."""

from pathlib import Path

import pytest

from layouts.figures.funding import SOURCE_TOKENS
from layouts.theme import TokensError, base_layout, load_look
from tests.layouts.city import LIGHT, TOKENS


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_theme_names_the_colours_that_charts_use(theme: str) -> None:
    colours = load_look(theme, TOKENS).colours

    wanted = {"tx", "tx2", "bg", "s-inv", "tx-inv", "line", "axis", "late", "g-base", "g-cur", "g-act", "exe"}
    assert wanted | set(SOURCE_TOKENS.values()) <= set(colours)


def test_the_two_themes_differ() -> None:
    assert load_look("dark", TOKENS).colours["bg"] != LIGHT.colours["bg"]


def test_a_style_sheet_without_the_theme_is_refused_with_its_name(tmp_path: Path) -> None:
    css = tmp_path / "tokens.css"
    css.write_text(":root{--tx:red}", encoding="utf-8")

    with pytest.raises(TokensError, match="night"):
        load_look("night", css)


def test_sizes_follow_the_scale_of_the_screen() -> None:
    assert base_layout(LIGHT.at(2.4))["font"]["size"] == pytest.approx(28.8)
