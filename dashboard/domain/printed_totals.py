"""Totals as a city prints them: compared with their parts, and money all the same where there are none."""

from collections.abc import Mapping

from dashboard.domain.vocabulary import FundSource, Period

Cell = tuple[FundSource, str]
"""(source, period)."""


def is_total(cell: Cell) -> bool:
    """Whether the city printed the amount as a total over sources, over periods, or over both."""
    return cell[0] is FundSource.TOTAL or cell[1] == Period.TOTAL


def is_part(cell: Cell, total: Cell) -> bool:
    """Whether the cell is a part of the total."""
    return total[0] in (FundSource.TOTAL, cell[0]) and total[1] in (Period.TOTAL, cell[1])


def may_be_part(cell: Cell, total: Cell) -> bool:
    """Whether the cell is a part of the total, or may be one because a source or a period is unknown."""
    is_source = total[0] in (FundSource.TOTAL, cell[0]) or FundSource.UNKNOWN in (total[0], cell[0])
    is_period = total[1] in (Period.TOTAL, cell[1]) or Period.UNKNOWN in (total[1], cell[1])
    return is_source and is_period


def with_bare_totals(cells: Mapping[Cell, int | None], stated: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """The cells, and the totals without any readable part as cells of unknown source or period.

    Totals of a source come first, then those of a period, then that of all, and none of them when
    it may be among the cells already: nothing is lost, and nothing is counted twice.
    """
    filled = dict(cells)
    for level in range(3):
        known = [cell for cell, amount in filled.items() if amount is not None]
        filled |= {
            _as_cell(total): amount
            for total, amount in stated.items()
            if _level(total) == level
            and not any(may_be_part(cell, total) for cell in known)
            and (amount or not known)  # a total of nothing beside other money says nothing more
        }
    return filled


def _level(total: Cell) -> int:
    if total[0] is not FundSource.TOTAL:
        return 0
    return 2 if total[1] == Period.TOTAL else 1


def _as_cell(total: Cell) -> Cell:
    source, period = total
    return (
        FundSource.UNKNOWN if source is FundSource.TOTAL else source,
        str(Period.UNKNOWN) if period == Period.TOTAL else period,
    )
