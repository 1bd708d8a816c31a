"""흐름: planned money from its source over the area to the official status of its project."""

from dataclasses import dataclass

from dashboard.domain.cuts import AREA_LEVEL, Flows, StatusKey, flows
from dashboard.domain.facets import SOURCE_KEYS as KEY_OF_SOURCE
from dashboard.domain.facets import STATUS_KEYS as KEY_OF_STATUS
from dashboard.domain.facets import Facet
from dashboard.domain.money import add
from dashboard.domain.vocabulary import FundSource, Status
from dashboard.screens.money_parts import (
    CheckLine,
    Column,
    MoneyView,
    Row,
    Table,
    area_name,
    cells,
    check_line,
    unit_of,
)
from dashboard.screens.texts import status_word
from dashboard.urls import Page


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is source, area or state; `source` and `status` give the hue."""

    key: str
    label: str
    kind: str
    amount: int
    amount_text: str
    href: str | None
    source: FundSource | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Money between two nodes, by their keys; only amounts above 0 can be drawn."""

    start: str
    end: str
    amount: int
    amount_text: str
    href: str | None
    source: FundSource | None = None


@dataclass(frozen=True, slots=True)
class FlowCut:
    """`links` are what is drawn; `undrawn_text` names the links of 0 and below."""

    title: str
    lead: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    undrawn_text: str | None
    table: Table
    table_title: str
    check: CheckLine


def flow_cut(sight: MoneyView) -> FlowCut:
    """Sources in stacking order, areas in the city's, statuses in the official one."""
    words, found = sight.words, flows(sight.budgets)
    nodes = _nodes(sight, found)
    links = _links(sight, found)
    labels = {node.key: node.label for node in nodes}
    undrawn = [
        words.funds_flow_part.format(from_=labels[link.start], to=labels[link.end], amount=link.amount_text)
        for link in links
        if link.amount <= 0
    ]
    return FlowCut(
        title=words.funds_flow_title,
        lead=words.funds_flow_lead,
        nodes=nodes,
        links=tuple(link for link in links if link.amount > 0),
        undrawn_text=words.funds_flow_negative.format(parts=", ".join(undrawn)) if undrawn else None,
        table=_table(sight, found),
        table_title=words.funds_flow_areas,
        check=check_line(
            sight,
            {
                words.funds_sum_sources: add(found.by_source.values()),
                words.funds_sum_areas: add(found.by_area.values()),
                words.funds_sum_states: add(found.by_status.values()),
                words.funds_sum_total: sight.money.funding.planned.total,
            },
        ),
    )


def _area_order(sight: MoneyView, found: Flows) -> list[str | None]:
    listed = [area.id for area in sight.view.portfolio.areas]
    areas = {area for _, area in found.to_area} | {area for area, _ in found.to_status}
    return sorted(areas, key=lambda each: listed.index(each) if each in listed else len(listed))


def _state_order(found: Flows) -> list[StatusKey]:
    order: list[StatusKey] = [*Status, None, AREA_LEVEL]
    return [each for each in order if each in found.by_status]


def _source_key(source: FundSource) -> str:
    return f"source {source}"


def _area_key(area: str | None) -> str:
    return f"area {area or ''}"


def _state_key(state: StatusKey) -> str:
    return f"state {state or ''}"


def _area_label(sight: MoneyView, area: str | None) -> str:
    return area_name(sight.view.portfolio.area(area), sight.words)


def _state_label(sight: MoneyView, state: StatusKey) -> str:
    if state == AREA_LEVEL:
        return sight.words.funds_area_level_state
    return status_word(sight.view.portfolio, _status(state), sight.words)


def _status(state: StatusKey) -> Status | None:
    return state if isinstance(state, Status) else None


def _nodes(sight: MoneyView, found: Flows) -> tuple[Node, ...]:
    chosen = sight.view.chosen
    by_source, by_area, by_status = found.by_source, found.by_area, found.by_status
    sources = (
        Node(
            _source_key(each),
            sight.source(each),
            "source",
            amount,
            sight.text(amount),
            sight.narrowed(chosen.with_values(Facet.SOURCE, [KEY_OF_SOURCE[each]])),
            source=each,
        )
        for each, amount in by_source.items()
    )
    areas = (
        Node(
            _area_key(each),
            _area_label(sight, each),
            "area",
            by_area.get(each, 0),
            sight.text(by_area.get(each)),
            sight.narrowed(chosen.with_values(Facet.AREA, [each or "unknown"])),
        )
        for each in _area_order(sight, found)
    )
    states = (
        Node(
            _state_key(each),
            _state_label(sight, each),
            "state",
            by_status[each],
            sight.text(by_status[each]),
            None
            if each == AREA_LEVEL
            else sight.narrowed(chosen.with_values(Facet.STATUS, [KEY_OF_STATUS[_status(each)]])),
            status=_status(each),
        )
        for each in _state_order(found)
    )
    return (*sources, *areas, *states)


def _links(sight: MoneyView, found: Flows) -> tuple[Link, ...]:
    """A link leads to the list of the projects behind it."""
    chosen = sight.view.chosen
    to_area = (
        Link(
            _source_key(source),
            _area_key(area),
            amount,
            sight.text(amount),
            sight.narrowed(
                chosen.with_values(Facet.SOURCE, [KEY_OF_SOURCE[source]]).with_values(
                    Facet.AREA, [area or "unknown"]
                ),
                Page.TABLE,
            ),
            source,
        )
        for (source, area), amount in found.to_area.items()
    )
    to_status = (
        Link(
            _area_key(area),
            _state_key(state),
            amount,
            sight.text(amount),
            None
            if state == AREA_LEVEL
            else sight.narrowed(
                chosen.with_values(Facet.AREA, [area or "unknown"]).with_values(
                    Facet.STATUS, [KEY_OF_STATUS[_status(state)]]
                ),
                Page.TABLE,
            ),
        )
        for (area, state), amount in found.to_status.items()
    )
    return (*to_area, *to_status)


def _table(sight: MoneyView, found: Flows) -> Table:
    """A row per area: its money by source, then all of it by status."""
    words = sight.words
    sources, states = list(found.by_source), _state_order(found)
    unit = unit_of(sight, (*found.to_area.values(), *found.to_status.values(), add(found.by_area.values())))

    def row(label: str, area: str | None, kind: str) -> Row:
        is_sum = kind == "sum"
        by_source = [found.by_source[each] if is_sum else found.to_area.get((each, area)) for each in sources]
        by_state = [found.by_status[each] if is_sum else found.to_status.get((area, each)) for each in states]
        return Row(label, cells(sight, unit, (*by_source, add(by_source), *by_state)), kind)

    return Table(
        unit_text=words.funds_unit.format(unit=unit.label),
        columns=(
            *(Column(_source_key(each), sight.source(each), "source") for each in sources),
            Column("total", words.money_total, "total"),
            *(Column(_state_key(each), _state_label(sight, each), "state") for each in states),
        ),
        rows=(
            *(row(_area_label(sight, area), area, "area") for area in _area_order(sight, found)),
            row(words.money_total, None, "sum"),
        ),
    )
