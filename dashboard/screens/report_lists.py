"""Lists of the quarterly report: past plan, done and coming, not secured, changed, to be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.domain.cuts import Budget, Gap, GapBase, budgets, gaps
from dashboard.domain.funding import secured_to_date_rate
from dashboard.domain.moments import ChangeSet
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import Milestone, Window, milestones
from dashboard.domain.progress import percent_text
from dashboard.domain.vocabulary import Role, Status
from dashboard.domain.words import date_text
from dashboard.screens.changes import ChangeLine, lines_by_project
from dashboard.screens.header import moment_text
from dashboard.screens.paper import Block, Cell, Table, detail, heads, item, note
from dashboard.screens.report_sums import Scope
from dashboard.screens.texts import (
    STRONG_FROM_DAYS,
    past_sentence,
    project_text,
    rate_line,
    reported_status_word,
)

MOST_LISTED = 25
LOW_SHARE = 0.8
"""확보율 below which a project is looked at; printed with the list."""
SETTLED = frozenset({Status.DONE, Status.CONTINUED, Status.ON_HOLD, Status.DROPPED})
TOLD_TABLES = frozenset({"plan_version"})
"""Beside a status, only a change of plan is worth a line of a quarterly report."""


def past_list(scope: Scope) -> Iterator[Block]:
    """Projects past plan, the furthest first, with the procedure that is furthest behind."""
    words = scope.words
    late = sorted(
        (each for each in scope.chosen if each.days_past is not None), key=lambda each: -(each.days_past or 0)
    )
    yield item(words.report_past_lead.format(n=f"{len(late):,}"))
    if late:
        yield from _table(
            scope,
            (3.2, 1.8, 2.0, 1.5, 1.0),
            (
                words.report_project,
                words.report_department,
                words.report_stage,
                words.report_planned_day,
                words.report_days,
            ),
            [_past_row(scope, each) for each in late],
        )


def _past_row(scope: Scope, each: ProjectMeasure) -> tuple[Cell, ...]:
    words, worst = scope.words, each.schedule.worst
    plan = worst.current if worst else None
    day = date_text(words, plan.end, plan.end_precision) if plan else words.missing
    return (
        _project(scope, each),
        Cell(_departments(scope, each)),
        Cell(worst.stage.name if worst else words.missing),
        Cell(day),
        Cell(words.days.format(n=f"{each.days_past or 0:,}"), is_number=True),
    )


def milestone_list(
    scope: Scope, window: Window, lead: str, quarter_name: str, *, is_done: bool
) -> Iterator[Block]:
    """Milestones that happened, or that are planned, in the quarter; a date wider than it is none of its."""
    words = scope.words
    found = [
        (each, mark)
        for each in scope.chosen
        for mark in milestones(each)
        if mark.is_done is is_done and window.holds(mark.first, mark.last)
    ]
    found.sort(key=lambda pair: (pair[1].first, pair[0].file.label))
    yield item(lead.format(quarter=quarter_name, n=f"{len(found):,}"))
    if found:
        yield from _table(
            scope,
            (1.3, 4.0, 2.4, 2.0),
            (words.report_day, words.report_project, words.report_stage, words.report_department),
            [_milestone_row(scope, each, mark) for each, mark in found],
        )


def _milestone_row(scope: Scope, each: ProjectMeasure, mark: Milestone) -> tuple[Cell, ...]:
    return (
        Cell(date_text(scope.words, mark.day, mark.precision)),
        _project(scope, each),
        Cell(mark.stage.stage.name),
        Cell(_departments(scope, each)),
    )


def gap_list(scope: Scope) -> Iterator[Block]:
    """What of the plan up to 올해 is not secured, budget by budget; a shared budget once."""
    words, portfolio, on = scope.words, scope.view.portfolio, scope.view.on
    term = portfolio.term
    found = gaps(
        budgets(portfolio, scope.chosen, on),
        GapBase.TO_DATE,
        scope.money_year,
        term.ends if term else None,
        words,
    )
    count = f"{len(found.short):,}"
    yield item(
        words.report_gaps_lead.format(year=scope.money_year, n=count, amount=scope.text(found.amount))
        if found.short
        else words.paper_none
    )
    if found.short:
        yield from _table(
            scope,
            (3.6, 1.3, 1.3, 1.3, 1.0),
            (
                words.report_project,
                words.money_planned,
                words.money_secured,
                words.money_gap,
                words.rate_secured_to_date,
            ),
            [_gap_row(scope, gap) for gap in found.short],
        )
    if found.unsecured:
        amount = scope.text(found.planned_unsecured)
        yield note(words.report_gap_unsecured.format(n=f"{len(found.unsecured):,}", amount=amount))


def _gap_row(scope: Scope, gap: Gap) -> tuple[Cell, ...]:
    line = rate_line(gap.rate, scope.currency, scope.words)
    return (
        _budget(scope, gap.budget),
        Cell(line.denominator_text, is_number=True),
        Cell(line.numerator_text, is_number=True),
        Cell(scope.text(gap.amount), is_number=True),
        Cell(line.value_text, is_number=True),
    )


def _budget(scope: Scope, budget: Budget) -> Cell:
    if budget.owner is None:
        return Cell(budget.area.name if budget.area else scope.words.area_unknown)
    return _project(scope, budget.owner)


def changes(scope: Scope, found: ChangeSet | None) -> Iterator[Block]:
    """What changed since the quarter before: the count of everything, statuses and plans by name."""
    words, view = scope.words, scope.view
    if found is None or found.before is None:
        yield item(words.report_changes_first)
        return
    before = moment_text(found.before, words)
    ids = {each.file.id for each in scope.chosen}
    everything = lines_by_project(view, found.changes, ids)
    count = sum(map(len, everything.values()))
    if not count:
        yield item(words.report_changes_none.format(before=before))
        return
    yield item(
        words.report_changes_lead.format(before=before, projects=f"{len(everything):,}", n=f"{count:,}")
    )
    told = [each for each in found.changes if each.field == "status" or each.table in TOLD_TABLES]
    lines = [line for some in lines_by_project(view, told, ids).values() for line in some]
    if lines:
        yield from _table(
            scope,
            (3.2, 2.2, 2.3, 2.3),
            (words.report_project, words.report_field, words.report_before, words.report_after),
            [_change_row(line) for line in lines],
        )


def _change_row(line: ChangeLine) -> tuple[Cell, ...]:
    return (
        Cell(line.project_text, href=line.href),
        Cell(line.what),
        Cell(line.before_text),
        Cell(line.after_text),
    )


@dataclass(frozen=True, slots=True)
class _Watched:
    """A project with the rules that it meets."""

    measure: ProjectMeasure
    rules: tuple[str, ...]


def focus(scope: Scope) -> Iterator[Block]:
    """Projects that meet a rule that is printed with them; no judgement beside the rules."""
    words = scope.words
    past = words.report_rule_past.format(days=STRONG_FROM_DAYS)
    low = words.report_rule_secured.format(share=percent_text(LOW_SHARE, words))
    watched = [each for each in (_watched(scope, measure) for measure in scope.chosen) if each.rules]
    watched.sort(key=lambda each: (-len(each.rules), -(each.measure.days_past or 0), each.measure.file.label))
    yield item(words.report_focus_lead.format(n=f"{len(watched):,}"))
    yield detail(f"① {past}")
    yield detail(f"② {low}")
    if watched:
        yield from _table(
            scope,
            (3.4, 1.6, 4.4),
            (words.report_project, words.status_label, words.report_focus_rules),
            [_watched_row(scope, each) for each in watched],
        )
    yield note(words.report_focus_outside)


def _watched(scope: Scope, measure: ProjectMeasure) -> _Watched:
    if measure.status in SETTLED:
        return _Watched(measure, ())
    words, rules = scope.words, []
    if (measure.days_past or 0) >= STRONG_FROM_DAYS:
        rules.append(f"① {past_sentence(measure, words)}")
    rate = secured_to_date_rate(measure.funding, scope.money_year, words)
    if rate.value is not None and rate.value < LOW_SHARE:
        line = rate_line(rate, scope.currency, words)
        rules.append(f"② {line.value_text} ({line.fraction_text})")
    return _Watched(measure, tuple(rules))


def _watched_row(scope: Scope, each: _Watched) -> tuple[Cell, ...]:
    measure = each.measure
    return (
        _project(scope, measure),
        Cell(reported_status_word(scope.view.portfolio, measure.report, scope.words)),
        Cell(" · ".join(each.rules)),
    )


def _table(
    scope: Scope, widths: tuple[float, ...], names: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> Iterator[Block]:
    """The first rows, and how many there are beyond them."""
    yield Table(widths, heads(*names), tuple(rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        yield note(scope.words.paper_more.format(n=f"{len(rows) - MOST_LISTED:,}"))


def _project(scope: Scope, each: ProjectMeasure) -> Cell:
    text = project_text(each.file, scope.words, scope.view.chosen.programme)
    return Cell(text, href=scope.view.project(each.file.id))


def _departments(scope: Scope, each: ProjectMeasure) -> str:
    """The departments in the lead."""
    names = [
        department.name if department else assignment.department_id
        for assignment, department in each.file.assigned(Role.LEAD)
    ]
    return ", ".join(dict.fromkeys(names)) or scope.words.missing
