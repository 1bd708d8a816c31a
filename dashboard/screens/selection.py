"""Which projects a filter leaves, and in which order: the same for every screen and for 이전 / 다음."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Any

from dashboard.domain.facets import UNKNOWN, Facet
from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.project_file import natural_order
from dashboard.urls import Address, Filter

NARROWING = (Facet.STATUS, Facet.PAST_PLAN)
"""Facets that say which tiles light up; the figures of the room count over all the others."""


def known_address(portfolio: Portfolio, address: Address, on: date) -> Address:
    """`address` with the filter values that this data version does not have moved to `ignored`."""
    known = _known_ids(portfolio, on)
    unknown = [
        (facet.value, value)
        for facet, values in address.filter.choices
        for value in values
        if facet in known and value not in known[facet]
    ]
    kept = {
        facet: [value for value in values if (facet.value, value) not in unknown]
        for facet, values in address.filter.choices
    }
    return replace(address, filter=Filter.of(kept), ignored=(*address.ignored, *unknown))


def in_scope(portfolio: Portfolio, chosen: Filter, on: date) -> list[ProjectMeasure]:
    """The projects of the filter, whatever their status and whether their dates hold, in their own order."""
    return left(portfolio, chosen.without(*NARROWING), on)


def selection(portfolio: Portfolio, chosen: Filter, on: date) -> list[ProjectMeasure]:
    """The projects that the whole filter leaves, as the room shows them: by area, worst first, by number."""
    places = {area.id: place for place, area in enumerate(portfolio.areas)}

    def order(each: ProjectMeasure) -> tuple[Any, ...]:
        area = each.file.area
        number = natural_order(each.file.number(chosen.programme))
        return (places[area.id] if area else len(places), -(each.days_past or 0), number, each.file.id)

    return sorted(left(portfolio, chosen, on), key=order)


def left(portfolio: Portfolio, chosen: Filter, on: date) -> list[ProjectMeasure]:
    """The projects that the whole filter leaves, in their own order: by number."""
    is_left = portfolio.facet_index(on).left(dict(chosen.choices))
    return list(compress(portfolio.measures(on).values(), is_left))


def _known_ids(portfolio: Portfolio, on: date) -> Mapping[Facet, set[str]]:
    """The ids that an address may name, of the facets whose values are the city's."""
    index = portfolio.facet_index(on)

    def found(facet: Facet, listed: Iterable[str] = ()) -> set[str]:
        return {UNKNOWN, *listed, *index.values(facet)}

    return {
        Facet.PROGRAMME: found(Facet.PROGRAMME, (each.id for each in portfolio.programmes)),
        Facet.AREA: found(Facet.AREA, (each.id for each in portfolio.areas)),
        Facet.DEPARTMENT: found(Facet.DEPARTMENT),
        Facet.DISTRICT: found(Facet.DISTRICT),
    }
