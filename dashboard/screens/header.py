"""The header of every screen: name, ways to go, 자료 기준일, 수신, and what is wrong now."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import Freshness, SourceState
from dashboard.domain.words import KOREAN, Words, date_text, time_text
from dashboard.urls import Page


@dataclass(frozen=True, slots=True)
class NavItem:
    """A way to go. `is_on` marks the page that is open."""

    label: str
    href: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class HeaderScreen:
    """`received_iso` (UTC, "2025-01-02T00:00:00+00:00") lets the browser count the age of the data by itself.

    `freshness` is the worst among the sources as the server sees it; `problem` is a sentence for a
    bar below the header (a source or our store is away), None when all is well.
    """

    brand: str
    city: str
    nav: tuple[NavItem, ...]
    basis_label: str
    basis_text: str
    received_label: str
    received_iso: str | None
    received_text: str
    freshness: Freshness
    freshness_text: str
    demo_mark: str | None
    demo_sentence: str | None
    problem: str | None
    version: int | None
    version_text: str


def header(
    portfolio: Portfolio | None,
    page: Page,
    sources: Sequence[SourceState],
    problem: str | None,
    words: Words = KOREAN,
) -> HeaderScreen:
    """The header over `page`; works without a snapshot and without sources.

    수신 is that of the source heard from least recently: nothing on screen is older than it says.
    """
    facts = portfolio.facts if portfolio else None
    heard = [source.last_success for source in sources if source.last_success]
    received = min(heard) if heard else (facts.received_at if facts else None)
    freshness = max(
        (source.freshness for source in sources), key=list(Freshness).index, default=Freshness.NEVER
    )
    is_demo = facts is not None and facts.profile.is_demo
    return HeaderScreen(
        brand=words.brand,
        city=facts.profile.city if facts else "",
        nav=_nav(page, words),
        basis_label=words.basis_label,
        basis_text=_basis(portfolio, words),
        received_label=words.received_label,
        received_iso=received.isoformat() if received else None,
        received_text=time_text(words, received),
        freshness=freshness,
        freshness_text=words.freshness[freshness.value],
        demo_mark=words.demo_mark if is_demo else None,
        demo_sentence=words.demo_sentence if is_demo else None,
        problem=_problem(sources, problem, words),
        version=facts.version if facts else None,
        version_text=words.version.format(version=f"{facts.version:,}") if facts else words.version_missing,
    )


def _nav(page: Page, words: Words) -> tuple[NavItem, ...]:
    """Only addresses that exist. A project belongs to the room."""
    return (
        NavItem(words.nav_room, urls.room(), page in (Page.ROOM, Page.PROJECT)),
        NavItem(words.nav_data, urls.data(), page is Page.DATA),
    )


def _problem(sources: Sequence[SourceState], problem: str | None, words: Words) -> str | None:
    """What is wrong with our own store, else the sources that could not be read, with their cause."""
    if problem:
        return problem
    failed = [
        words.problem_source.format(source=source.label, error=source.error)
        for source in sources
        if source.error
    ]
    return words.problem_sources.format(sources=", ".join(failed)) if failed else None


def _basis(portfolio: Portfolio | None, words: Words) -> str:
    basis = portfolio.facts.basis_date if portfolio else None
    return date_text(words, basis) if basis else words.basis_missing
