"""총사업비 조정: from 당초 to 현재 by reason of change, and the projects whose totals changed."""

from dataclasses import dataclass

from dashboard.domain.cuts import Budget
from dashboard.domain.money import TableUnit, add
from dashboard.domain.progress import RateUnit, percent_text, rate
from dashboard.domain.revisions import ReasonSum, Revision, Revisions, Step, revisions
from dashboard.domain.words import Words, date_text
from dashboard.screens.money_parts import (
    MOST_ROWS,
    BudgetLine,
    BudgetList,
    CheckLine,
    MoneyView,
    budget_line,
    check_line,
    more_text,
    unit_of,
)
from dashboard.screens.texts import RateLine

MOST_REASONS = 10
"""So many reasons have a bar of their own, the largest; the others share one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the waterfall from `start` to `end`, in the unit of the chart; `kind` is total, change or other."""

    label: str
    kind: str
    amount: int
    start: float
    end: float
    text: str
    exact_text: str
    projects_text: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason with what it added, took and left in all, in how many projects."""

    reason: str
    projects_text: str
    added_text: str
    taken_text: str
    amount_text: str
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class ChangesCut:
    """`bars` run from 당초 to 현재; without a known 당초 there are none and `empty_text` says so."""

    title: str
    unit_text: str
    bars: tuple[Bar, ...]
    rate: RateLine
    reason_heads: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]
    project_heads: tuple[str, ...]
    projects: BudgetList
    without_base: BudgetList | None
    check: CheckLine
    notes: tuple[str, ...]
    empty_text: str | None


def changes_cut(sight: MoneyView) -> ChangesCut:
    """Approved steps of every project's total, summed by reason."""
    words, found = sight.words, revisions(sight.budgets, sight.view.on)
    reasons = _shown_reasons(sight, found)
    return ChangesCut(
        title=words.funds_changes_title,
        unit_text=words.funds_unit.format(unit=_unit(sight, found).label),
        bars=_bars(sight, found, reasons),
        rate=_rate(sight, found),
        reason_heads=(
            words.funds_reason_heading,
            words.funds_projects_heading,
            words.funds_added,
            words.funds_taken,
            words.funds_difference,
        ),
        reasons=tuple(_reason_line(sight, label, each) for label, each in reasons),
        project_heads=(
            words.funds_projects_heading,
            words.funds_area_heading,
            words.funds_base,
            words.funds_current,
            words.funds_difference,
            words.funds_steps_heading,
        ),
        projects=BudgetList(
            words.funds_changed_projects,
            tuple(_line(sight, each) for each in found.changed[:MOST_ROWS]),
            more_text(sight, [each.amount for each in found.changed]),
        ),
        without_base=_without_base(sight, found.without_base),
        check=_check(sight, found),
        notes=(
            words.funds_changes_note,
            words.funds_changes_rest.format(n=f"{found.unchanged:,}"),
        ),
        empty_text=_empty_text(found, words),
    )


def _empty_text(found: Revisions, words: Words) -> str | None:
    if found.base is None:
        return words.funds_base_none
    return None if found.changed else words.funds_changes_none


def _shown_reasons(sight: MoneyView, found: Revisions) -> list[tuple[str, ReasonSum]]:
    """The reasons with a bar: the largest, the others in one, unknown ones apart and last."""
    words = sight.words
    known = sorted((each for each in found.reasons if each.reason), key=lambda each: -abs(each.amount))
    unknown = [each for each in found.reasons if not each.reason]
    shown = sorted(known[:MOST_REASONS], key=lambda each: each.amount)
    pairs = [(each.reason or "", each) for each in shown]
    rest = known[MOST_REASONS:]
    if rest:
        others = ReasonSum(
            "",
            sum(each.amount for each in rest),
            sum(each.added for each in rest),
            sum(each.taken for each in rest),
            sum(
                any(step.reason in {each.reason for each in rest} for step in one.steps)
                for one in found.changed
            ),
        )
        pairs.append((words.funds_reason_rest.format(n=f"{len(rest):,}"), others))
    return pairs + [(words.funds_reason_unknown, each) for each in unknown]


def _unit(sight: MoneyView, found: Revisions) -> TableUnit:
    return unit_of(sight, (found.base, found.current, *(each.amount for each in found.reasons)))


def _bars(sight: MoneyView, found: Revisions, reasons: list[tuple[str, ReasonSum]]) -> tuple[Bar, ...]:
    words, unit = sight.words, _unit(sight, found)
    if found.base is None or found.current is None:
        return ()
    count = len(found.changed) + found.unchanged
    bars: list[Bar] = []

    def add_bar(label: str, kind: str, amount: int, start: int, projects: int | None) -> None:
        sign = "+" if kind != "total" and amount > 0 else ""
        bars.append(
            Bar(
                label,
                kind,
                amount,
                unit.value(start) or 0.0,
                unit.value(start + amount) or 0.0,
                sign + unit.text(amount, words),
                sign + sight.text(amount),
                "" if projects is None else words.count_projects.format(n=f"{projects:,}"),
            )
        )

    add_bar(words.funds_base, "total", found.base, 0, count)
    level = found.base
    for label, each in reasons:
        add_bar(label, "change", each.amount, level, each.projects)
        level += each.amount
    if found.without_base_amount is not None:
        add_bar(words.funds_without_base, "other", found.without_base_amount, level, len(found.without_base))
        level += found.without_base_amount
    if found.area_level is not None:
        add_bar(words.funds_area_level, "other", found.area_level, level, None)
    add_bar(words.funds_current, "total", found.current, 0, count + len(found.without_base))
    return tuple(bars)


def _rate(sight: MoneyView, found: Revisions) -> RateLine:
    words = sight.words
    difference = None if found.base is None or found.compared is None else found.compared - found.base
    count = len(found.changed) + found.unchanged
    return sight.rate(
        rate(
            words.funds_change_rate,
            words.funds_change_rate_definition.format(n=f"{count:,}"),
            difference,
            found.base,
            RateUnit.MONEY,
        )
    )


def _signed(sight: MoneyView, amount: int) -> str:
    return ("+" if amount > 0 else "") + sight.text(amount)


def _reason_line(sight: MoneyView, label: str, each: ReasonSum) -> ReasonLine:
    words = sight.words
    return ReasonLine(
        reason=label,
        projects_text=words.count_projects.format(n=f"{each.projects:,}"),
        added_text=_signed(sight, each.added) if each.added else words.missing_mark,
        taken_text=_signed(sight, each.taken) if each.taken else words.missing_mark,
        amount_text=_signed(sight, each.amount),
        is_unknown=each.reason is None,
    )


def _line(sight: MoneyView, each: Revision) -> BudgetLine:
    share = percent_text(each.amount / each.base, sight.words) if each.base else ""
    difference = f"{_signed(sight, each.amount)} ({'+' if each.amount > 0 else ''}{share})"
    return budget_line(
        sight,
        each.budget,
        (
            sight.text(each.base),
            sight.text(each.current),
            difference if share else _signed(sight, each.amount),
            ", ".join(_step_text(sight, step) for step in each.steps),
        ),
    )


def _step_text(sight: MoneyView, step: Step) -> str:
    words = sight.words
    reason = step.reason or words.funds_reason_unknown
    if step.plan is None or step.plan.approved_on is None:
        return reason
    return words.funds_step.format(reason=reason, date=date_text(words, step.plan.approved_on))


def _without_base(sight: MoneyView, found: tuple[Budget, ...]) -> BudgetList | None:
    if not found:
        return None
    return BudgetList(
        sight.words.funds_undrawn_count.format(kind=sight.words.funds_without_base, n=f"{len(found):,}"),
        tuple(budget_line(sight, each, (sight.text(each.planned),)) for each in found[:MOST_ROWS]),
        more_text(sight, [each.planned for each in found]),
    )


def _check(sight: MoneyView, found: Revisions) -> CheckLine:
    words = sight.words
    steps = [each.amount for each in found.reasons]
    return check_line(
        sight,
        {
            words.funds_sum_steps: add([found.base, *steps, found.without_base_amount, found.area_level]),
            words.funds_sum_total: sight.money.funding.planned.total,
        },
    )
