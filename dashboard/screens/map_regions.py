"""The regions of the map: the projects of every district, of the whole city, and what they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard import urls
from dashboard.domain.city_map import CityMap, District, Place
from dashboard.domain.facets import UNKNOWN, Facet
from dashboard.domain.funding import MoneyStage
from dashboard.domain.money import add, money_text
from dashboard.domain.portfolio import Portfolio, ProjectMeasure, representative, shared_budgets
from dashboard.domain.project_file import grouped
from dashboard.domain.words import Words
from dashboard.screens.apart import apart
from dashboard.screens.selection import known_address, left
from dashboard.screens.texts import View
from dashboard.urls import Address


class Show(StrEnum):
    """The figures that may colour the map; the value stands in the address."""

    COUNT = "count"
    MONEY = "money"
    PAST = "past"


class Kind(StrEnum):
    """What a region is: a district of the schematic, the whole city, another name, nothing that is known."""

    DISTRICT = "district"
    EVERYWHERE = "everywhere"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sums:
    """What some projects add up to, a budget that they share once. `worst` is in days past plan.

    `is_without_budget` says that all of them are 비예산: an amount has no meaning there, which is not a missing one.
    """

    count: int
    planned: int | None
    with_amount: int
    past: int
    worst: int | None
    is_without_budget: bool

    def of(self, show: Show) -> int | None:
        """The figure that colours the map."""
        return {Show.COUNT: self.count, Show.MONEY: self.planned, Show.PAST: self.past}[show]


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its projects. `values` are its values of the facet 자치구; `key` stands in the address."""

    key: str
    name: str
    kind: Kind
    values: tuple[str, ...]
    projects: tuple[ProjectMeasure, ...]
    sums: Sums
    district: District | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the projects whose location names it."""

    key: str
    place: Place
    projects: tuple[ProjectMeasure, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: the projects that the filter leaves, by region and by place; `at` is what is looked at."""

    view: View
    show: Show
    city_map: CityMap | None
    chosen: tuple[ProjectMeasure, ...]
    regions: tuple[Region, ...]
    spots: tuple[Spot, ...]
    at: Region | Spot | None

    @property
    def words(self) -> Words:
        return self.view.words

    def money(self, amount: int | None) -> str:
        return money_text(amount, self.view.portfolio.facts.profile.currency, self.words)

    def planned(self, found: Sums) -> str:
        """The planned money of some projects; 비예산 where there cannot be any."""
        return self.words.table_no_budget if found.is_without_budget else self.money(found.planned)

    def to(self, at: Region | Spot) -> str:
        """The same map looking at `at`, or at nothing in particular when it does already."""
        return urls.href(self.view.here.with_option("at", None if self.at is at else at.key))


def picture_of(portfolio: Portfolio, address: Address, on: date, city_map: CityMap, words: Words) -> Picture:
    """What `address` asks for; options that mean nothing here are ignored and said."""
    here = known_address(portfolio, address, on)
    show = here.option("show") or Show.COUNT
    if show not in tuple(Show):
        here, show = _ignoring(here, "show"), Show.COUNT
    view = View(portfolio, here, on, words)
    chosen = tuple(left(portfolio, here.filter, on))
    named = portfolio.facet_index(on).values(Facet.DISTRICT)
    drawn = city_map if city_map.is_of(portfolio.facts.profile.city, named) else None
    found = regions(view, chosen, drawn)
    known = spots(view, chosen, drawn) if drawn else ()
    lookable: tuple[Region | Spot, ...] = (*known, *found)
    at = {each.key: each for each in lookable}.get(here.option("at") or "")
    if at is None and here.option("at"):
        view = replace(view, here=_ignoring(here, "at"))
    return Picture(view, Show(show), drawn, chosen, found, known, at)


def _ignoring(here: Address, name: str) -> Address:
    value = here.option(name) or ""
    return replace(here.with_option(name, None), ignored=(*here.ignored, (name, value)))


def regions(view: View, chosen: Sequence[ProjectMeasure], city_map: CityMap | None) -> tuple[Region, ...]:
    """Every region that this data version names: on the schematic first, then the rest, unknown last.

    A project in several districts is in each of them.
    """
    values = view.portfolio.facets(view.on)
    pairs = [(value, each) for each in chosen for value in values[each.file.id][Facet.DISTRICT]]
    members = {
        value: [each for _, each in found] for value, found in grouped(pairs, lambda pair: pair[0]).items()
    }
    rest = set(view.portfolio.facet_index(view.on).values(Facet.DISTRICT))
    made = []
    for district in city_map.districts if city_map else ():
        inside = members.get(district.name, [])
        made.append(_region(district.name, district.name, Kind.DISTRICT, (district.name,), inside, district))
        rest.discard(district.name)
    whole = tuple(value for value in city_map.everywhere if value in rest) if city_map else ()
    if whole:
        name = view.words.map_everywhere
        inside = [each for each in chosen if not values[each.file.id][Facet.DISTRICT].isdisjoint(whole)]
        made.append(_region(whole[0], name, Kind.EVERYWHERE, whole, inside))
    others = [
        _region(value, value, Kind.OTHER, (value,), members.get(value, []))
        for value in sorted(rest.difference(whole) - {UNKNOWN})
    ]
    made += sorted(others, key=lambda region: -len(region.projects)) if city_map else others
    if UNKNOWN in rest:
        name = view.words.facet_values[f"{Facet.DISTRICT} {UNKNOWN}"]
        made.append(_region(UNKNOWN, name, Kind.UNKNOWN, (UNKNOWN,), members.get(UNKNOWN, [])))
    return tuple(made)


def spots(view: View, chosen: Iterable[ProjectMeasure], city_map: CityMap) -> tuple[Spot, ...]:
    """The known places that any of the projects is at, in the order of the file."""
    if city_map.has_invented_places and not view.portfolio.facts.profile.is_demo:
        return ()
    places = view.portfolio.remembered(("places", view.on, city_map), lambda: _places(view, city_map))
    pairs = [(place, each) for each in chosen for place in places[each.file.id]]
    found = grouped(pairs, lambda pair: pair[0])
    return tuple(
        Spot(f"{place.district} {place.name}", place, tuple(each for _, each in found[place]))
        for place in city_map.places
        if place in found
    )


def _places(view: View, city_map: CityMap) -> Mapping[str, tuple[Place, ...]]:
    """The known places of every project, by project id."""
    values = view.portfolio.facets(view.on)
    return {
        key: city_map.places_of(file.project.location, values[key][Facet.DISTRICT])
        for key, file in view.portfolio.projects.items()
    }


@apart
def sums(projects: Sequence[ProjectMeasure]) -> Sums:
    """What the projects, given by number, add up to; money of areas as a whole is no district's."""
    past = [each.days_past for each in projects if each.days_past is not None]
    return Sums(
        count=len(projects),
        planned=_planned_once(projects),
        with_amount=sum(each.funding.planned.total is not None for each in projects),
        past=len(past),
        worst=max(past, default=None),
        is_without_budget=bool(projects) and all(each.is_without_budget for each in projects),
    )


def shared_count(projects: Iterable[ProjectMeasure]) -> int:
    """How many budgets two or more of the projects share."""
    return len(shared_budgets(projects))


def _region(
    key: str,
    name: str,
    kind: Kind,
    values: tuple[str, ...],
    projects: Sequence[ProjectMeasure],
    district: District | None = None,
) -> Region:
    return Region(key, name, kind, values, tuple(projects), sums(projects), district)


def _planned_once(projects: Sequence[ProjectMeasure]) -> int | None:
    shared = shared_budgets(projects)
    alone = [each for each in projects if (each.file.project.budget_group or "") not in shared]
    owners = [representative(members, MoneyStage.PLANNED) for members in shared.values()]
    return add(each.funding.planned.total for each in (*alone, *owners))
