"""Which projects a filter leaves, and in which order: the same for the tiles and for 이전 / 다음."""

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.domain.portfolio import Portfolio, ProjectMeasure
from dashboard.domain.project_file import natural_order
from dashboard.urls import Filter


def known_filter(portfolio: Portfolio, chosen: Filter) -> Filter:
    """`chosen` without a programme or an area that this data version does not have."""
    programme = chosen.programme if portfolio.programme(chosen.programme) else None
    area = chosen.area if portfolio.area(chosen.area) else None
    return replace(chosen, programme=programme, area=area)


def in_scope(portfolio: Portfolio, chosen: Filter, on: date) -> list[ProjectMeasure]:
    """The projects of the filter's programme and area, whatever their status, in their own order."""
    return [
        each
        for each in portfolio.measures(on).values()
        if (chosen.programme is None or chosen.programme in each.file.numbers)
        and (chosen.area is None or (each.file.area is not None and each.file.area.id == chosen.area))
    ]


def selection(portfolio: Portfolio, chosen: Filter, on: date) -> list[ProjectMeasure]:
    """The projects that the whole filter leaves, as the room shows them: by area, worst first, by number."""
    places = {area.id: place for place, area in enumerate(portfolio.areas)}

    def order(each: ProjectMeasure) -> tuple[Any, ...]:
        area = each.file.area
        number = natural_order(each.file.number(chosen.programme))
        return (places[area.id] if area else len(places), -(each.days_past or 0), number, each.file.id)

    return sorted(
        (
            each
            for each in in_scope(portfolio, chosen, on)
            if (not chosen.statuses or each.status in chosen.statuses)
            and (not chosen.past_plan_only or each.days_past is not None)
        ),
        key=order,
    )
