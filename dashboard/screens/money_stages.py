"""예산 단계: how far money has come, source by source, and what of it was reflected (반영률)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.domain.money import add
from dashboard.domain.pipeline import Pipeline, StageSum, pipelines, requested_years, stage_name
from dashboard.domain.vocabulary import FundSource, FundStage
from dashboard.screens.money_parts import (
    Cell,
    CheckLine,
    MoneyView,
    Tab,
    cells,
    check_line,
    date_of_money,
    unit_of,
)
from dashboard.screens.texts import RateLine

Cells = Callable[[int | None], Cell]


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: everything at it, the part that was requested, 반영률 with its base; None for no request."""

    stage: FundStage
    name: str
    total: Cell
    asked: Cell
    rate: RateLine | None
    cells_text: str
    explain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageGroup:
    """The stages of one source, from 신청 to 집행; where nothing was requested only those that are known.

    `note` names the others.
    """

    source: FundSource
    name: str
    lines: tuple[StageLine, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class StagesCut:
    """`years` choose the budget year, all of them first."""

    title: str
    key_text: str
    unit_text: str
    heads: tuple[str, ...]
    years: tuple[Tab, ...]
    groups: tuple[StageGroup, ...]
    check: CheckLine | None
    notes: tuple[str, ...]


def stages_cut(sight: MoneyView, year: str | None) -> StagesCut:
    """The stages of money of `year`, a requested one, or of every period."""
    words = sight.words
    found = pipelines(sight.budgets, sight.view.on, lambda period: year in (None, period), words)
    amounts = [amount for each in found for line in each.stages for amount in (line.total, line.asked)]
    unit = unit_of(sight, amounts)
    return StagesCut(
        title=words.funds_stages_title,
        key_text=words.funds_stages_key,
        unit_text=words.funds_unit.format(unit=unit.label),
        heads=(
            words.funds_stage_heading,
            words.funds_amount_heading,
            words.funds_asked_heading,
            words.funds_reflected_heading,
            words.funds_cells_heading,
        ),
        years=_years(sight, year),
        groups=tuple(_group(sight, each, lambda of: cells(sight, unit, [of])[0]) for each in found),
        check=_check(sight, found) if year is None else None,
        notes=(
            words.funds_stages_note.format(date=date_of_money(sight)),
            *(note for each in found if (note := _executed_over(sight, each))),
        ),
    )


def stage_years(sight: MoneyView) -> tuple[str, ...]:
    """The years that the cut can be narrowed to."""
    return requested_years(sight.budgets, sight.view.on)


def _years(sight: MoneyView, chosen: str | None) -> tuple[Tab, ...]:
    words = sight.words
    every = Tab("", words.funds_all_years, sight.here(part=None), chosen is None)
    years = (
        Tab(year, words.funds_year.format(year=year), sight.here(part=year), chosen == year)
        for year in stage_years(sight)
    )
    return (every, *years)


def _group(sight: MoneyView, each: Pipeline, cell: Cells) -> StageGroup:
    name = sight.source(each.source)
    # Every stage of what was requested has a line, with data or without.
    unknown = [] if each.is_asked else [line for line in each.stages if line.total is None]
    names = [stage_name(each.source, line.stage, sight.words) for line in unknown]
    return StageGroup(
        source=each.source,
        name=name,
        lines=tuple(_line(sight, each, line, cell) for line in each.stages if line not in unknown),
        note=sight.words.funds_not_known.format(stages=", ".join(names)) if names else None,
    )


def _line(sight: MoneyView, pipeline: Pipeline, line: StageSum, cell: Cells) -> StageLine:
    words = sight.words
    name = stage_name(pipeline.source, line.stage, words)
    is_compared = pipeline.is_asked and line.stage is not FundStage.REQUESTED
    rate = sight.rate(line.rate) if is_compared else None
    counted = [words.funds_cells.format(projects=f"{line.projects:,}", cells=f"{line.cells:,}")]
    counted += [words.funds_waiting.format(n=f"{line.waiting:,}")] if line.waiting else []
    cells_text = " · ".join(counted) if pipeline.is_asked else ""
    definition = rate.definition if rate else words.funds_stages_note.format(date=date_of_money(sight))
    return StageLine(
        stage=line.stage,
        name=name,
        total=cell(line.total),
        asked=cell(line.asked if pipeline.is_asked else None),
        rate=rate,
        cells_text=cells_text,
        explain=sight.explained(
            words.funds_source_stage.format(source=sight.source(pipeline.source), stage=name),
            definition,
            rate.fraction_text if rate else None,
            cells_text,
        ),
    )


def _check(sight: MoneyView, found: Sequence[Pipeline]) -> CheckLine | None:
    """확정 summed over the sources is 확보, where the city counts 확정 alone as 확보."""
    words = sight.words
    if sight.view.portfolio.facts.profile.secured_stages != {FundStage.SECURED}:
        return None
    granted = [line.total for each in found for line in each.stages if line.stage is FundStage.SECURED]
    return check_line(
        sight,
        {
            words.funds_sum_stage.format(stage=words.funds_stages[FundStage.SECURED]): add(granted),
            words.funds_sum_secured: sight.money.funding.secured.total,
        },
    )


def _executed_over(sight: MoneyView, each: Pipeline) -> str | None:
    totals = {line.stage: line.total for line in each.stages}
    executed, secured = totals[FundStage.EXECUTED], totals[FundStage.SECURED]
    if executed is None or secured is None or executed <= secured:
        return None
    return sight.words.funds_executed_over.format(
        source=sight.source(each.source), executed=sight.text(executed), secured=sight.text(secured)
    )
