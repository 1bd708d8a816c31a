"""The header of every screen: name, ways to go, 자료 기준일, 수신, and what is wrong now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from dashboard import urls
from dashboard.domain.moments import Moment, Notes, SavedView
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.runs import Freshness, SourceState
from dashboard.domain.words import KOREAN, Words, date_text, time_text
from dashboard.screens.texts import sheet_text
from dashboard.urls import Address, Page


@dataclass(frozen=True, slots=True)
class NavItem:
    """A way to go. `is_on` marks the page that is open; shortcuts know a way by its `page`."""

    label: str
    href: str
    is_on: bool = False
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class MomentLink:
    """A moment that one may look at."""

    label: str
    href: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class PastBar:
    """The bar over a screen of an earlier moment: which one, and the ways to others and back to now."""

    text: str
    now: MomentLink
    earlier: MomentLink | None
    later: MomentLink | None
    choose_text: str
    choices: tuple[MomentLink, ...]


@dataclass(frozen=True, slots=True)
class ViewsMenu:
    """The saved views, and what the form says that saves the open one."""

    title: str
    views: tuple[SavedView, ...]
    empty_text: str | None
    name_text: str
    save_text: str
    forget_text: str


@dataclass(frozen=True, slots=True)
class HeaderScreen:
    """`received_iso` (UTC, "2025-01-02T00:00:00+00:00") lets the browser count the age of the data by itself.

    `freshness` is the worst among the sources as the server sees it; `problem` is a sentence for a
    bar below the header (a source or our store is away), None when all is well. `sheet_text` stands on
    every sheet that is printed.
    """

    brand: str
    city: str
    nav: tuple[NavItem, ...]
    more_text: str
    more: tuple[NavItem, ...]
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
    past: PastBar | None = None
    views: ViewsMenu | None = None
    moments_text: str = ""
    moments: tuple[MomentLink, ...] = ()
    print_text: str = ""
    sheet_text: str = ""


def header(
    portfolio: Portfolio | None,
    here: Address,
    sources: Sequence[SourceState],
    problem: str | None,
    words: Words = KOREAN,
    past: PastBar | None = None,
) -> HeaderScreen:
    """The header over the screen at `here`; works without a snapshot and without sources.

    수신 is that of the source heard from least recently: nothing on screen is older than it says.
    """
    facts = portfolio.facts if portfolio else None
    heard = [source.last_success for source in sources if source.last_success]
    received = min(heard) if heard else (facts.received_at if facts else None)
    freshness = max(
        (source.freshness for source in sources), key=list(Freshness).index, default=Freshness.NEVER
    )
    is_demo = facts is not None and facts.profile.is_demo
    ways = _ways(here, words)
    return HeaderScreen(
        brand=words.brand,
        city=facts.profile.city if facts else "",
        nav=tuple(way for way in ways if way.page not in BEHIND_MORE),
        more_text=words.nav_more,
        more=tuple(way for way in ways if way.page in BEHIND_MORE),
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
        past=past,
        print_text=words.print_page,
        sheet_text=sheet_text(portfolio, words) if portfolio else "",
    )


def past_bar(here: Address, looked_at: Moment | None, moments: Sequence[Moment], words: Words) -> PastBar:
    """The bar for `looked_at`, the moment that `here` names; None when no such moment is kept.

    Where several versions speak of one 기준일 the choice offers the newest of them.
    """
    offered = [at for at in _newest_of_days(moments) if at != looked_at]
    before = [at for at in offered if looked_at and at.number < looked_at.number]
    after = [at for at in offered if looked_at and at.number > looked_at.number]
    return PastBar(
        text=_past_text(looked_at, words),
        now=MomentLink(words.past_now, urls.href(replace(here, as_of=None))),
        earlier=_moment_link(here, before[-1], words, words.past_earlier) if before else None,
        later=_moment_link(here, after[0], words, words.past_later) if after else None,
        choose_text=words.past_choose,
        choices=moment_links(here, moments, words),
    )


def views_menu(notes: Notes, words: Words) -> ViewsMenu:
    """Saved views by name; they belong to the room, whoever saved them."""
    return ViewsMenu(
        title=words.views_title,
        views=notes.views,
        empty_text=None if notes.views else words.views_none,
        name_text=words.view_name,
        save_text=words.view_save,
        forget_text=words.view_forget,
    )


def moment_links(here: Address, moments: Sequence[Moment], words: Words) -> tuple[MomentLink, ...]:
    """The same screen as of every 기준일, newest first."""
    newest_first = reversed(_newest_of_days(moments))
    return tuple(_moment_link(here, at, words) for at in islice(newest_first, MOST_MOMENTS))


def moment_text(at: Moment, words: Words) -> str:
    """ "2024. 6. 30. 기준(버전 24)"."""
    if at.basis_date is None:
        return words.since_moment_undated.format(version=f"{at.number:,}")
    return words.since_moment.format(date=date_text(words, at.basis_date), version=f"{at.number:,}")


def _moment_link(here: Address, at: Moment, words: Words, label: str | None = None) -> MomentLink:
    return MomentLink(
        label or moment_text(at, words), urls.href(replace(here, as_of=at.text)), here.as_of == at.text
    )


def _past_text(at: Moment | None, words: Words) -> str:
    if at is None:
        return words.past_bar_missing
    received, version = time_text(words, at.committed_at), f"{at.number:,}"
    if at.basis_date is None:
        return words.past_bar_undated.format(version=version, received=received)
    return words.past_bar.format(date=date_text(words, at.basis_date), version=version, received=received)


def _newest_of_days(moments: Sequence[Moment]) -> list[Moment]:
    """The newest version of every 기준일, in the order of their numbers; one without a day stands for itself."""
    newest = {at.basis_date or at.number: at for at in moments}
    return sorted(newest.values(), key=lambda at: at.number)


MOST_MOMENTS = 60
"""So many 기준일 are offered; an older one is reached by its address."""

WAYS: Mapping[Page, str] = MappingProxyType(
    {
        Page.ROOM: "nav_room",
        Page.TABLE: "nav_table",
        Page.TIMELINE: "nav_timeline",
        Page.MONEY: "nav_money",
        Page.MAP: "nav_map",
        Page.CITY: "nav_city",
        Page.CHANGES: "nav_changes",
        Page.REPORT: "nav_report",
        Page.DATA: "nav_data",
        Page.HELP: "nav_help",
        Page.ADMIN: "nav_admin",
        Page.AUDIT: "nav_audit",
    }
)
"""The screens that the header leads to -> the name of their word."""
BEHIND_MORE = frozenset({Page.REPORT, Page.DATA, Page.HELP, Page.ADMIN, Page.AUDIT})
"""Ways that stand behind one word: a header of one line has room for six."""
_BELONGS_TO = {Page.PROJECT: Page.ROOM, Page.CARD: Page.ROOM}


def _ways(here: Address, words: Words) -> tuple[NavItem, ...]:
    """Every way keeps the filter and the version that is looked at."""
    on = _BELONGS_TO.get(here.page, here.page)
    return tuple(
        NavItem(getattr(words, word), urls.href(here.to(page)), page is on, page)
        for page, word in WAYS.items()
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
