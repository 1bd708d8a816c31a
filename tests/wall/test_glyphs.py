"""No character of a wall is drawn as an empty box: the packaged fonts have all of them, and the page uses them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import CDPSession, Page

from dashboard.domain.words import KOREAN
from tests.support.server import RunningServer
from tests.wall.inked import RUNS
from tests.wall.looking import Visits, Wall, open_wall

VENDOR = Path(__file__).parents[2] / "assets" / "vendor"
PACKAGED = "Noto Sans KR"
INSTALLED = re.compile(r"Noto Sans (CJK )?KR")
"""The same typeface, which tokens.css takes from the machine where it is there."""
NO_CHARACTERS = frozenset("\n\t ")

WITHOUT_INSTALLED = """
() => {
  for (const sheet of document.styleSheets) {
    for (let at = sheet.cssRules.length - 1; at >= 0; at -= 1) {
      const rule = sheet.cssRules[at];
      if (rule instanceof CSSFontFaceRule && rule.cssText.includes('local(')) sheet.deleteRule(at);
    }
  }
}
"""
"""Leaves the page as it is on a machine that has no Korean font of its own."""
FONTS_THERE = """
() => {
  document.body.getBoundingClientRect();
  return document.fonts.ready.then(() => true);
}
"""
"""Only what is laid out asks for its fonts."""


def packaged() -> dict[int, set[str]]:
    """Every code point that the packaged style sheet promises, with the files that it names for it."""
    css = (VENDOR / "noto-sans-kr.css").read_text(encoding="utf-8")
    found: dict[int, set[str]] = {}
    for file, ranges in re.findall(r"src: url\(\./files/(\S+?)\).*?unicode-range: ([^;]+);", css, re.DOTALL):
        for part in ranges.split(","):
            first, _, last = part.strip().removeprefix("U+").partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                found.setdefault(code, set()).add(file)
    return found


def without_glyph(characters: Iterable[str]) -> list[str]:
    """The characters that no packaged file can draw, though the style sheet may promise it."""
    promised = packaged()
    fonts: dict[str, set[int]] = {}
    missing = []
    for character in sorted(set(characters) - NO_CHARACTERS):
        files = promised.get(ord(character), set())
        for file in files - fonts.keys():
            with TTFont(VENDOR / "files" / file) as font:
                fonts[file] = set(font.getBestCmap())
        if not any(ord(character) in fonts[file] for file in files):
            missing.append(f"{character} (U+{ord(character):04X})")
    return missing


def texts_of(tree: Any) -> Iterator[str]:
    """Every text of a wall's trees."""
    if isinstance(tree, str):
        yield tree
        return
    children = tree[2:] if tree and isinstance(tree[0], str) and isinstance(tree[1], Mapping) else tree
    for each in children:
        yield from texts_of(each)


def wordings() -> Iterator[str]:
    """Every wording of the room: a wall shows words of the wall, of states, of money, of dates and of the city."""
    for each in fields(KOREAN):
        yield from _inside(getattr(KOREAN, each.name))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _inside(each)


@pytest.fixture
def wall(demo_server: RunningServer, visit: Visits) -> Wall:
    return open_wall(visit, demo_server.url)


def test_every_character_of_every_scene_has_a_glyph_in_the_packaged_fonts(wall: Wall) -> None:
    shown = {character for scene in wall.told for text in texts_of(scene["tree"]) for character in text}

    assert len(shown) > 300, "the demo city is on these scenes"
    assert without_glyph(shown) == []


def test_every_wording_of_the_room_has_its_glyphs_in_the_packaged_fonts() -> None:
    characters = {character for text in wordings() for character in text}

    assert len(characters) > 500
    assert without_glyph(characters) == []


def test_whatever_a_city_may_call_its_projects_has_glyphs() -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    signs = "·,.()[]{}<>‘’“”'\"-–~%+/&:;!?℃㎡㎞㎥㎍①②③④⑤△▲→"

    assert without_glyph([*syllables, *signs, *digits, *ascii_letters]) == []


def test_a_font_that_lacks_a_character_is_noticed() -> None:
    assert without_glyph(["가", "\U0001f600"]) == ["\U0001f600 (U+1F600)"]


@pytest.mark.parametrize("has_installed", [True, False])
def test_every_text_of_a_wall_is_drawn_in_the_rooms_typeface(
    wall: Wall, record_property: Any, has_installed: bool
) -> None:
    page = wall.page
    if not has_installed:
        page.evaluate(WITHOUT_INSTALLED)
    drawn: dict[tuple[str, bool], int] = {}
    for _ in wall.scenes(is_once_around=True):
        page.evaluate(FONTS_THERE)
        for font in fonts_of(page, ".slot.on"):
            key = (font["familyName"], font["isCustomFont"])
            drawn[key] = drawn.get(key, 0) + int(font["glyphCount"])

    record_property("glyphs by font", str(drawn))
    assert sum(drawn.values()) > 2000
    assert [family for family, _ in drawn if not INSTALLED.match(family)] == []
    if not has_installed:
        assert {is_packaged for _, is_packaged in drawn} == {True}


def test_text_stands_where_it_stood_when_the_machine_has_no_font_of_its_own(wall: Wall) -> None:
    before = wall.page.evaluate(RUNS, ".slot.on")
    wall.page.evaluate(WITHOUT_INSTALLED)
    wall.page.evaluate(FONTS_THERE)
    after = wall.page.evaluate(RUNS, ".slot.on")

    assert [each["name"] for each in after] == [each["name"] for each in before]
    moved = [
        one["name"]
        for one, other in zip(before, after, strict=True)
        if max(abs(a - b) for a, b in zip(one["box"], other["box"], strict=True)) > 1
    ]
    assert moved == []


def fonts_of(page: Page, root: str) -> list[dict[str, Any]]:
    """The fonts with which the elements inside `root` are really drawn, as the browser tells them."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": document, "selector": f"{root} *"})["nodeIds"]
    found = [font for node in nodes for font in _fonts(session, node)]
    session.detach()
    return found


def _fonts(session: CDPSession, node: int) -> list[dict[str, Any]]:
    fonts: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return fonts
