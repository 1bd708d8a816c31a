"""The page needs nothing that the oldest supported browser does not know.

First versions are those of Chromium, which Edge shares, as MDN's browser compatibility data give them.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import dash_ag_grid
import plotly
import pytest
from dash import _dash_renderer

from tests.support.source import project_files, text

STYLES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "aspect-ratio": (r"[{;\s]aspect-ratio\s*:", 88),
        ":is() and :where()": (r":(is|where)\(", 88),
        "@layer": (r"@layer\b", 99),
        "inert": (r"\[inert\]", 102),
        "individual transforms": (r"[{;\s](translate|rotate|scale)\s*:", 104),
        "ranges in @media": (r"@media[^{]*\(\s*(width|height)\s*[<>]", 104),
        ":has()": (r":has\(", 105),
        "@container": (r"@container\b", 105),
        "dvh, svh, lvh": (r"\d(dvh|svh|lvh|dvw|svw|lvw)\b", 108),
        "lh": (r"\d(lh|rlh)\b", 109),
        "color-mix(), oklch(), lab()": (r"\b(color-mix|oklch|oklab|lch|lab|color)\(", 111),
        "sin(), pow()": (r"\b(sin|cos|tan|pow|sqrt|hypot|exp|log)\(", 111),
        "text-wrap: balance": (r"text-wrap\s*:\s*balance", 114),
        "popover": (r":popover-open|\[popover\]", 114),
        "scroll-driven animation": (r"(animation|scroll|view)-timeline\s*:", 115),
        "@starting-style": (r"@starting-style\b", 117),
        "subgrid": (r"\bsubgrid\b", 117),
        "text-wrap: pretty": (r"text-wrap\s*:\s*pretty", 117),
        "@scope": (r"@scope\b", 118),
        ":user-valid": (r":user-(in)?valid", 119),
        "nesting": (r"[{;]\s*&", 120),
        "mask without a prefix": (r"(?<!-)\bmask(-image)?\s*:", 120),
        "scrollbar-width, scrollbar-color": (r"scrollbar-(width|color)\s*:", 121),
        "light-dark()": (r"\blight-dark\(", 123),
        "field-sizing": (r"field-sizing\s*:", 123),
        "round(), mod()": (r"\b(round|mod|rem)\(", 125),
        "anchor positioning": (r"(anchor-name|position-anchor)\s*:|\banchor\(", 125),
        "interpolate-size": (r"interpolate-size\s*:", 129),
        "::details-content": (r"::details-content", 131),
        "margin boxes of @page": (r"@(top|bottom|left|right)-(left|center|right|top|middle|bottom)\b", 131),
        "print-color-adjust without a prefix": (r"(?<!-)\bprint-color-adjust\s*:", 136),
        "if() of styles": (r":\s*if\(", 137),
    }
)
SCRIPTS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "optional chaining": (r"\w\?\.[\w(\[]", 80),
        "logical assignment": (r"(\?\?|\|\||&&)=", 85),
        "replaceAll": (r"\.replaceAll\(", 85),
        "replaceChildren": (r"\.replaceChildren\(", 86),
        "at": (r"\.at\(", 92),
        "randomUUID": (r"\.randomUUID\(", 92),
        "Object.hasOwn": (r"Object\.hasOwn\(", 93),
        "static blocks": (r"\bstatic\s*\{", 94),
        "findLast": (r"\.findLast(Index)?\(", 97),
        "structuredClone": (r"\bstructuredClone\(", 98),
        "AbortSignal.timeout": (r"AbortSignal\.timeout\(", 103),
        "toSorted, toReversed, toSpliced": (r"\.to(Sorted|Reversed|Spliced)\(", 110),
        "isWellFormed": (r"\.(isWellFormed|toWellFormed)\(", 111),
        "startViewTransition": (r"\.startViewTransition\(", 111),
        "sets of a regular expression (v)": (r"[=(,]\s*/[^/\n]+/[dgimsuy]*v[dgimsuy]*[.,;)]", 112),
        "popover": (r"\.(showPopover|hidePopover|togglePopover)\(", 114),
        "AbortSignal.any": (r"AbortSignal\.any\(", 116),
        "groupBy": (r"\b(Object|Map)\.groupBy\(", 117),
        "Promise.withResolvers": (r"\.withResolvers\(", 119),
        "URL.canParse": (r"URL\.canParse\(", 120),
        "checkVisibility": (r"\.checkVisibility\(", 105),
        "Array.fromAsync": (r"Array\.fromAsync\(", 121),
        "methods of sets": (r"\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(", 122),
        "URL.parse": (r"\bURL\.parse\(", 126),
        "Promise.try": (r"Promise\.try\(", 128),
        "moveBefore": (r"\.moveBefore\(", 133),
        "RegExp.escape": (r"RegExp\.escape\(", 136),
    }
)
WITHOUT_HARM: Mapping[str, str] = MappingProxyType(
    {
        "text-wrap: balance": "lines break where they are full",
        "subgrid": "the heads of a row stand each at the height of its own name",
        "text-wrap: pretty": "lines break where they are full",
        "mask without a prefix": "stands beside the prefixed one, or only fades out an edge",
        "scrollbar-width, scrollbar-color": "scroll bars are the system's",
        "::details-content": "on paper, what is folded on screen stays folded",
        "margin boxes of @page": "paper has no page number at its foot",
        "print-color-adjust without a prefix": "stands beside the prefixed one",
    }
)
"""What may be newer, and what an older browser shows without it."""

ASKED_FIRST = frozenset({"isWellFormed"})
"""What a package uses only where the browser has it: `text.toWellFormed == "function"` stands before it."""

STATED = re.compile(r"Chrome and Edge (\d+)")


def stated_version() -> int:
    """The oldest supported version, as the README states it."""
    found = STATED.search(text(Path("README.md")))
    assert found, "the README states no oldest browser"
    return int(found[1])


def without_comments(code: str) -> str:
    """Style sheet or script without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", code, flags=re.DOTALL)


def used(code: str, features: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """The listed features that stand in the code, with their first version."""
    return {name: first for name, (pattern, first) in features.items() if re.search(pattern, code)}


def too_new(code: str, features: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """The used features that the oldest supported browser does not know and would miss."""
    return {
        name: first
        for name, first in used(code, features).items()
        if first > stated_version() and name not in WITHOUT_HARM
    }


def own(suffix: str) -> dict[Path, str]:
    """Our own files of this kind."""
    return {
        path: without_comments(text(path))
        for path in project_files()
        if path.parts[0] == "assets" and path.suffix == suffix
    }


@pytest.mark.parametrize(("suffix", "features"), [(".css", STYLES), (".js", SCRIPTS)])
def test_our_own_files_need_no_newer_browser(suffix: str, features: Mapping[str, tuple[str, int]]) -> None:
    found = {str(path): names for path, code in own(suffix).items() if (names := too_new(code, features))}

    assert found == {}
    assert len(own(suffix)) > 5


def test_the_scripts_of_packages_need_no_newer_browser() -> None:
    renderer = Path(_dash_renderer.__file__).parent
    grid = Path(dash_ag_grid.__file__).parent
    paths = [
        Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
        renderer / "dash-renderer" / "build" / "dash_renderer.min.js",
        *renderer.glob("dcc/dash_core_components*.js"),
        renderer / "dcc" / "async-graph.js",
        *renderer.glob("deps/react*18.3.1.min.js"),
        grid / "dash_ag_grid.min.js",
        grid / "async-community.js",
    ]

    def missing(path: Path) -> set[str]:
        return too_new(path.read_text("utf-8"), SCRIPTS).keys() - ASKED_FIRST

    found = {path.name: names for path in paths if (names := missing(path))}

    assert found == {}
    assert len(paths) >= 8


def test_a_newer_feature_is_seen_and_a_mention_is_not() -> None:
    style = without_comments(".a{color:color-mix(in oklch,red,blue)} /* @scope */")
    script = without_comments("// Promise.try(\nconst sorted = rows.toSorted();")

    assert too_new(style, STYLES) == {"color-mix(), oklch(), lab()": 111}
    assert too_new(script, SCRIPTS) == {"toSorted, toReversed, toSpliced": 110}


def test_what_may_be_newer_is_used_and_newer() -> None:
    everywhere = "\n".join([*own(".css").values(), *own(".js").values()])

    assert {name for name in WITHOUT_HARM if name not in used(everywhere, STYLES)} == set()
    assert all(STYLES[name][1] > stated_version() for name in WITHOUT_HARM)
