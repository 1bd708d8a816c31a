"""지도 (`/map`): the projects of every district on the city's schematic, and of one region as a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.city_map import CityMap
from dashboard.domain.facets import Facet
from dashboard.domain.money import add
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import KOREAN, Words
from dashboard.screens.apart import Unmade, apart
from dashboard.screens.filters import FilterBar, filter_bar
from dashboard.screens.map_drawn import Schematic, schematic
from dashboard.screens.map_list import RegionList, region_list
from dashboard.screens.map_regions import (
    Kind,
    Picture,
    Region,
    Show,
    Sums,
    picture_of,
    shared_count,
    sums,
)
from dashboard.screens.texts import as_of_text, explained, source_text
from dashboard.screens.timeline_options import Choice
from dashboard.urls import Address

MOST_REGIONS = 40
"""So many regions have a row; a city may write anything into the field."""
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A line of the table. `step` is that of its colour on the map, None where it has none."""

    key: str
    name: str
    href: str | None
    is_on: bool
    count_text: str
    money_text: str
    money_note: str
    past_text: str
    worst_text: str
    is_past: bool
    step: int | None


@dataclass(frozen=True, slots=True)
class MapScreen:
    """Everything on `/map`. `schematic` is None for a city that has none, and `no_map_text` says so."""

    title: str
    filters: FilterBar
    show_label: str
    shows: tuple[Choice, ...]
    schematic: Schematic | None
    no_map_text: str | None
    empty_text: str | None
    heads: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[RegionRow, ...]
    total: RegionRow
    notes: tuple[str, ...]
    listing: RegionList
    as_of_text: str
    source_text: str
    definitions: tuple[str, ...]


def city_map_screen(
    portfolio: Portfolio, address: Address, today: date, city_map: CityMap, words: Words = KOREAN
) -> MapScreen:
    """The map of the projects that the filter leaves, judged on the status date."""
    picture = picture_of(portfolio, address, portfolio.status_date(today), city_map, words)
    total = sums(picture.chosen)
    shown = picture.regions[:MOST_REGIONS]
    drawn = schematic(picture, picture.city_map) if picture.city_map else None
    return MapScreen(
        title=words.map_title,
        filters=filter_bar(picture.view),
        show_label=words.map_show,
        shows=_shows(picture),
        schematic=drawn,
        no_map_text=None if picture.city_map else _no_map(portfolio, city_map, words),
        empty_text=None if picture.chosen else words.map_empty,
        heads=_heads(picture),
        rows=tuple(_rows(picture, shown, drawn)),
        total=_total(picture, total),
        notes=_all_notes(picture, total),
        listing=region_list(picture.view, picture.at, picture.chosen),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
        definitions=tuple(f"{words.map_shows[show]}: {words.map_definitions[show]}" for show in Show),
    )


def _shows(picture: Picture) -> tuple[Choice, ...]:
    here = picture.view.here
    return tuple(
        Choice(
            picture.words.map_shows[show],
            urls.href(here.with_option("show", None if show is Show.COUNT else show.value)),
            show is picture.show,
        )
        for show in Show
    )


def _heads(picture: Picture) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The heads of the columns, each with what its ⓘ opens."""
    words, portfolio = picture.words, picture.view.portfolio
    texts = [(words.map_shows[show], words.map_definitions[show]) for show in Show]
    texts.append((words.map_worst, words.map_worst_definition))
    explained_heads = ((name, explained(portfolio, words, name, definition)) for name, definition in texts)
    return ((words.facet_names[Facet.DISTRICT], ()), *explained_heads)


def _rows(picture: Picture, shown: Sequence[Region], drawn: Schematic | None) -> Iterator[RegionRow]:
    is_drawn = drawn and not isinstance(drawn, Unmade)
    steps = {shape.name: shape.step for shape in drawn.shapes} if drawn and is_drawn else {}
    for region in shown:
        yield _region_row(picture, region, steps.get(region.name))


@apart
def _region_row(picture: Picture, region: Region, step: int | None) -> RegionRow:
    row = _row(picture, region.key, region.name, region.sums)
    return replace(row, href=picture.to(region), is_on=picture.at is region, step=step)


@apart
def _total(picture: Picture, total: Sums) -> RegionRow:
    return _row(picture, "total", picture.words.map_total, total)


def _row(picture: Picture, key: str, name: str, found: Sums) -> RegionRow:
    words = picture.words
    is_partial = found.planned is not None and found.with_amount < found.count
    return RegionRow(
        key=key,
        name=name,
        href=None,
        is_on=False,
        count_text=words.map_count.format(n=f"{found.count:,}"),
        money_text=picture.planned(found),
        money_note=words.map_money_known.format(n=f"{found.with_amount:,}") if is_partial else "",
        past_text=words.map_count.format(n=f"{found.past:,}"),
        worst_text=words.days.format(n=f"{found.worst:,}") if found.worst is not None else "",
        is_past=found.past > 0,
        step=None,
    )


@apart
def _all_notes(picture: Picture, total: Sums) -> tuple[str, ...]:
    return tuple(_notes(picture, total))


def _notes(picture: Picture, total: Sums) -> Iterator[str]:
    yield _sums_note(picture, total)
    words = picture.words
    shared = shared_count(picture.chosen)
    if shared:
        yield words.map_shared.format(n=f"{shared:,}")
    money = picture.view.portfolio.funding(picture.view.on, picture.chosen)
    of_areas = add([money.area_level, money.area_left_out])
    if of_areas is not None:
        yield words.map_area_level.format(amount=picture.money(of_areas))
    if picture.city_map:
        yield from _kind_notes(picture)
    hidden = picture.regions[MOST_REGIONS:]
    if hidden:
        inside = {each.file.id for region in hidden for each in region.projects}
        yield words.map_more_regions.format(n=f"{len(hidden):,}", projects=f"{len(inside):,}")


def _kind_notes(picture: Picture) -> Iterator[str]:
    words = picture.words
    if any(region.kind is Kind.EVERYWHERE for region in picture.regions):
        yield words.map_everywhere_note.format(name=words.map_everywhere)
    others = [
        f"{region.name} {words.map_count.format(n=f'{region.sums.count:,}')}"
        for region in picture.regions
        if region.kind is Kind.OTHER
    ]
    if others:
        more = ["…"] if len(others) > MOST_NAMES else []
        yield words.map_off.format(names=", ".join(others[:MOST_NAMES] + more))


def _sums_note(picture: Picture, total: Sums) -> str:
    """What the rows add up to, and why that is more than the whole."""
    words = picture.words
    count = sum(region.sums.count for region in picture.regions)
    planned = add(region.sums.planned for region in picture.regions)
    values = picture.view.portfolio.facets(picture.view.on)
    several = sum(len(values[each.file.id][Facet.DISTRICT]) > 1 for each in picture.chosen)
    template = words.map_sums_same if planned == total.planned else words.map_sums_shared
    if count != total.count:
        template = words.map_sums
    return template.format(n=f"{count:,}", money=picture.money(planned), several=f"{several:,}")


def _no_map(portfolio: Portfolio, city_map: CityMap, words: Words) -> str:
    if portfolio.facts.profile.city.strip() in city_map.cities:
        return words.map_no_district
    return words.map_no_map.format(cities=city_map.cities[0])
