"""Money on its way through the budget: asked for, in the bills, granted, handed over, spent; and 반영률."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.cuts import Budget
from dashboard.domain.funding import SOURCE_ORDER, FundGrid, is_year
from dashboard.domain.money import add
from dashboard.domain.progress import Rate, RateUnit, rate
from dashboard.domain.vocabulary import FundSource, FundStage
from dashboard.domain.words import KOREAN, Words

Within = Callable[[str], bool]
"""Whether a period is looked at."""
_Cells = dict[FundSource, dict[str, int]]
"""Known amounts by source and period."""


@dataclass(frozen=True, slots=True)
class StageSum:
    """What of one source has come to one stage.

    `total` is over everything, `asked` over the cells (project, year) with an amount at this stage and
    at 신청, the same that the 반영률 compares; `cells` and `projects` count them. `waiting` cells
    have a request and no amount here.
    """

    stage: FundStage
    total: int | None
    asked: int | None
    rate: Rate
    cells: int
    projects: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages of one source, in the order of the budget; `is_asked` where anything was requested."""

    source: FundSource
    stages: tuple[StageSum, ...]

    @property
    def is_asked(self) -> bool:
        return self.stages[0].total is not None


def pipelines(
    found: Sequence[Budget], on: date, within: Within, words: Words = KOREAN
) -> tuple[Pipeline, ...]:
    """Every source for which any stage of money is known by `on`, in the order of the sources."""
    found_cells = [{stage: _cells(each.at_stage(stage, on), within) for stage in FundStage} for each in found]
    made = (
        Pipeline(source, tuple(_stage_sum(found_cells, source, stage, words) for stage in FundStage))
        for source in SOURCE_ORDER
    )
    return tuple(each for each in made if any(stage.total is not None for stage in each.stages))


def stage_name(source: FundSource, stage: FundStage, words: Words = KOREAN) -> str:
    """The stage in words; national money is granted by parliament (국회 확정)."""
    if source is FundSource.NATIONAL and stage is FundStage.SECURED:
        return words.funds_granted_by_parliament
    return words.funds_stages[stage]


def requested_years(found: Iterable[Budget], on: date) -> tuple[str, ...]:
    """The years for which money was requested by `on`."""
    cells = (cell for each in found for cell in each.at_stage(FundStage.REQUESTED, on).cells)
    return tuple(sorted({period for _, period in cells if is_year(period)}))


def _stage_sum(
    found_cells: Sequence[Mapping[FundStage, _Cells]],
    source: FundSource,
    stage: FundStage,
    words: Words,
) -> StageSum:
    pairs = []
    projects = waiting = 0
    for cells in found_cells:
        requested = cells[FundStage.REQUESTED].get(source, {})
        amounts = cells[stage].get(source, {})
        both = [(amounts[period], asked) for period, asked in requested.items() if period in amounts]
        waiting += len(requested) - len(both)
        projects += bool(both)
        pairs += both
    asked = add(amount for amount, _ in pairs)
    requested_sum = add(requested for _, requested in pairs)
    return StageSum(
        stage=stage,
        total=add(amount for cells in found_cells for amount in cells[stage].get(source, {}).values()),
        asked=asked,
        rate=rate(
            words.funds_reflected.format(stage=stage_name(source, stage, words)),
            words.funds_reflected_definition.format(
                stage=stage_name(source, stage, words), source=words.fund_sources[source]
            ),
            asked,
            requested_sum,
            RateUnit.MONEY,
        ),
        cells=len(pairs),
        projects=projects,
        waiting=waiting,
    )


def _cells(grid: FundGrid, within: Within) -> _Cells:
    """The known amounts by source and period."""
    found: _Cells = {}
    for (source, period), amount in grid.cells.items():
        if amount is not None and within(period):
            found.setdefault(source, {})[period] = amount
    return found
