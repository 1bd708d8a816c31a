"""The projects of a region or a place of the map, and the ways to narrow every screen to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import urls
from dashboard.domain.facets import Facet
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import Words
from dashboard.screens.apart import apart
from dashboard.screens.map_regions import Kind, Region, Spot
from dashboard.screens.texts import (
    View,
    explained,
    past_sentence,
    project_text,
    reported_status_word,
    short_percent,
)
from dashboard.screens.timeline_options import Choice
from dashboard.urls import Page

MOST_PROJECTS = 200
"""So many projects are listed; the table has them all."""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project. `past_text` is None when no planned date has passed; then `days_text` says what is known."""

    project_id: str
    href: str
    label: str
    full_name: str
    status: Status | None
    status_word: str
    place_text: str
    days_text: str
    past_text: str | None
    progress_text: str
    money_text: str


@dataclass(frozen=True, slots=True)
class RegionList:
    """The projects of what is looked at; `ways` narrow the screens to it, `clear` looks at all of them again."""

    title: str
    order_text: str
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[ProjectLine, ...]
    empty_text: str | None
    more: Choice | None
    ways: tuple[Choice, ...]
    clear: Choice | None


@apart
def region_list(view: View, at: Region | Spot | None, chosen: Sequence[ProjectMeasure]) -> RegionList:
    """The projects at `at`, all of them where that is None: the furthest past plan first, then by number."""
    words = view.words
    projects = sorted(at.projects if at else chosen, key=lambda each: -(each.days_past or 0))
    count = f"{len(projects):,}"
    shown = projects[:MOST_PROJECTS]
    is_cut = len(shown) < len(projects)
    name = _name(at)
    return RegionList(
        title=words.map_list.format(name=name, n=count) if name else words.map_list_all.format(n=count),
        order_text=words.map_list_order,
        heads=_heads(view),
        lines=tuple(_line(view, each) for each in shown),
        empty_text=words.map_empty_region.format(name=name) if name and not projects else None,
        more=_more(view, at, len(projects)) if is_cut else None,
        ways=_ways(view, at) if isinstance(at, Region) else (),
        clear=Choice(words.map_clear, urls.href(view.here.with_option("at", None))) if at else None,
    )


def _name(at: Region | Spot | None) -> str | None:
    return at.name if isinstance(at, Region) else at.key if at else None


def _narrowed(view: View, at: Region) -> urls.Filter:
    return view.chosen.with_values(Facet.DISTRICT, at.values)


def _ways(view: View, at: Region) -> tuple[Choice, ...]:
    words, narrowed = view.words, _narrowed(view, at)
    only = words.map_only if at.kind is Kind.DISTRICT else words.map_only_region
    pages = (
        (Page.TABLE, words.nav_table),
        (Page.TIMELINE, words.nav_timeline),
        (Page.MONEY, words.nav_money),
    )
    here = view.here.with_option("at", None).with_filter(narrowed)
    return (
        Choice(only, urls.href(here), view.chosen == narrowed),
        *(Choice(name, urls.href(view.here.to(page).with_filter(narrowed))) for page, name in pages),
    )


def _more(view: View, at: Region | Spot | None, count: int) -> Choice:
    table = view.here.to(Page.TABLE)
    if isinstance(at, Region):
        table = table.with_filter(_narrowed(view, at))
    if isinstance(at, Spot):
        chosen = view.chosen.with_values(Facet.DISTRICT, [at.place.district])
        table = table.with_filter(chosen).with_option("q", at.place.name)
    text = view.words.map_list_more.format(all=f"{count:,}", n=f"{MOST_PROJECTS:,}")
    return Choice(text, urls.href(table))


def _heads(view: View) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The heads of the columns; figures have what their ⓘ opens."""
    words = view.words
    definitions = {
        "days": words.table_definitions["days"],
        "progress": words.table_definitions["progress"],
        "money": words.table_definitions["planned"],
        "status": words.table_definitions["status"],
    }
    return tuple(
        (name, explained(view.portfolio, words, name, definitions[key]) if key in definitions else ())
        for key, name in words.map_list_heads.items()
    )


@apart
def _line(view: View, each: ProjectMeasure) -> ProjectLine:
    words, days = view.words, each.days_past
    return ProjectLine(
        project_id=each.file.id,
        href=view.project(each.file.id),
        label=project_text(each.file, words, view.chosen.programme),
        full_name=each.file.project.name,
        status=each.status,
        status_word=reported_status_word(view.portfolio, each.report, words),
        place_text=each.file.project.location or words.missing,
        days_text=_in_time(each, words) if days is None else words.days.format(n=f"{days:,}"),
        past_text=past_sentence(each, words),
        progress_text=short_percent(each.progress, words),
        money_text=_money(view, each),
    )


def _in_time(each: ProjectMeasure, words: Words) -> str:
    return words.table_in_time if each.schedule.has_dates else words.missing


def _money(view: View, each: ProjectMeasure) -> str:
    amount = each.funding.planned.total
    if amount is None and each.is_without_budget:
        return view.words.table_no_budget
    return money_text(amount, view.portfolio.facts.profile.currency, view.words)
