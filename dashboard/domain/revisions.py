"""총사업비 조정: from the totals of 당초 to those of the current plans, step by approved step, by reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.cuts import Budget
from dashboard.domain.money import add
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.records import PlanVersion
from dashboard.domain.schedule import approved_plans, original_plan


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the total by one approved version; `plan` is None where no version explains it."""

    plan: PlanVersion | None
    amount: int

    @property
    def reason(self) -> str | None:
        """The city's own kind of reason; None is unknown."""
        return (self.plan.reason_code or None) if self.plan else None


@dataclass(frozen=True, slots=True)
class Revision:
    """A project whose total is known in 당초 and now: base + Σ steps = current. No step is 0."""

    budget: Budget
    base: int
    current: int
    steps: tuple[Step, ...]

    @property
    def amount(self) -> int:
        return self.current - self.base


@dataclass(frozen=True, slots=True)
class ReasonSum:
    """Everything that changed for one reason: what it added, what it took, in how many projects."""

    reason: str | None
    amount: int
    added: int
    taken: int
    projects: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """`changed` with the largest changes first. Σ base + Σ reasons + without a base + areas = current.

    `revised` counts the projects with any step: ups and downs of one project may leave its total as it was.
    """

    changed: tuple[Revision, ...]
    unchanged: int
    base: int | None
    compared: int | None
    reasons: tuple[ReasonSum, ...]
    without_base: tuple[Budget, ...]
    without_base_amount: int | None
    area_level: int | None
    current: int | None


def revisions(found: Iterable[Budget], on: date) -> Revisions:
    """How the planned money of the budgets came to be, by `on`. Budgets without an amount are left out."""
    with_money = [budget for budget in found if budget.planned is not None]
    projects = [(budget, budget.owner) for budget in with_money if budget.owner is not None]
    made = [(budget, _revision(budget, owner, on)) for budget, owner in projects]
    known = [revision for _, revision in made if revision]
    without = tuple(budget for budget, revision in made if revision is None)
    changed = sorted((each for each in known if each.steps), key=lambda each: -abs(each.amount))
    return Revisions(
        changed=tuple(changed),
        unchanged=len(known) - len(changed),
        base=add(each.base for each in known),
        compared=add(each.current for each in known),
        reasons=_reasons(changed),
        without_base=without,
        without_base_amount=add(budget.planned for budget in without),
        area_level=add(budget.planned for budget in with_money if budget.owner is None),
        current=add(budget.planned for budget in with_money),
    )


def _revision(budget: Budget, owner: ProjectMeasure, on: date) -> Revision | None:
    """None where 당초 has no amount."""
    original = original_plan(owner.file.plans)
    base = owner.plan_totals.get(original.key) if original else None
    current = budget.planned
    if original is None or base is None or current is None:
        return None
    steps, last = [], base
    for plan in approved_plans(owner.file.plans, on):
        total = owner.plan_totals.get(plan.key)
        if plan.seq > original.seq and total is not None:
            steps.append(Step(plan, total - last))
            last = total
    steps.append(Step(None, current - last))
    return Revision(budget, base, current, tuple(step for step in steps if step.amount))


def _reasons(changed: Sequence[Revision]) -> tuple[ReasonSum, ...]:
    """The largest change first, unknown reasons last."""
    steps = [(step, revision) for revision in changed for step in revision.steps]
    reasons = {step.reason: None for step, _ in steps}
    found = [
        ReasonSum(
            reason,
            amount=sum(step.amount for step, _ in steps if step.reason == reason),
            added=sum(step.amount for step, _ in steps if step.reason == reason and step.amount > 0),
            taken=sum(step.amount for step, _ in steps if step.reason == reason and step.amount < 0),
            projects=sum(any(step.reason == reason for step in each.steps) for each in changed),
        )
        for reason in reasons
    ]
    return tuple(sorted(found, key=lambda each: (each.reason is None, each.amount, each.reason or "")))
