"""③ 중점관리 사업 on a wall: the projects furthest past plan, why as reported, what is missing, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.cuts import GapBase, budgets, gap_rate, gaps
from dashboard.domain.funding import Funding
from dashboard.domain.playlist import SceneKind
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.schedule import NextStep, StageSchedule
from dashboard.domain.vocabulary import Precision, Status
from dashboard.domain.words import Words, signed_days
from dashboard.screens.texts import reported_status_word, status_word
from dashboard.screens.wall_lines import NUMBER_LEAST, column_of, ems, fitted, lines
from dashboard.screens.wall_view import Scene, Span, WallView, key_of, wall_money

MOST = 7
UPPER, LOWER = 3.05, 4.25
"""Rows above and below the middle of the screen, where a wall of panels has a seam."""
TWO_LINES = 1.33
"""Rows that one with a reason of two lines takes."""
NAME_WIDEST = 8.0
"""Syllables of a name; the others are ems of their columns."""
STATUS_WIDEST, REASON_WIDEST = 7.6, 20.8
"""Beside numbers of three digits; longer ones take from both."""
NUMBER_TYPE, REASON_TYPE, STATUS_TYPE = 26.0, 22.0, 20.5
"""Their type sizes in units."""
PLANNED_WIDEST = 16.2
NEXT_WIDEST = 13.7


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A project past plan. `share` (0..1) is its days as a part of the most days.

    `reason` is what the newest report names as its issue; `height` is how many rows it makes of this one.
    `is_short` says that money is missing.
    """

    project_id: str
    number: str
    status: Status | None
    status_word: str
    name: str
    reason: str
    height: float
    days_text: str
    share: float
    planned_text: str
    gap_text: str
    is_short: bool
    next_text: str


@dataclass(frozen=True, slots=True)
class Attention:
    """Four columns under `heads`, the first of `number_width` ems: the rows of the upper half and of the lower."""

    heads: tuple[str, str, str, str]
    number_width: float
    upper: tuple[AttentionRow, ...]
    lower: tuple[AttentionRow, ...]


def scenes(view: WallView) -> tuple[Scene, ...]:
    """One scene; none for guests, and none when no project has passed a planned date."""
    late = [] if view.is_guest else view.worst_first()
    if not late:
        return ()
    number_width = column_of(view.row_number(each.file) for each in late[:MOST])
    upper, lower = _that_fit(view, late, number_width)
    money = _money(view, [*upper, *lower])
    most = late[0].days_past or 1
    year = view.portfolio.money_date(view.on).year
    words = view.words
    content = Attention(
        heads=(
            words.wall_number,
            words.wall_attention_project,
            words.wall_attention_days,
            words.wall_attention_money.format(year=f"{year % 100:02d}"),
        ),
        number_width=number_width,
        upper=tuple(_row(view, each, most, number_width, money[each.file.id]) for each in upper),
        lower=tuple(_row(view, each, most, number_width, money[each.file.id]) for each in lower),
    )
    kind = SceneKind.ATTENTION
    return (
        Scene(kind, key_of(kind), words.wall_scenes[kind], _sentence(view, late, [*upper, *lower]), content),
    )


def short_date(day: date, precision: Precision | None, words: Words) -> str:
    """A date for narrow places: "'25.3.31.", "'25년 1분기"."""
    half = words.wall_attention_first_half if day.month <= 6 else words.wall_attention_second_half
    return words.wall_attention_dates[precision or Precision.DAY].format(
        year=f"{day.year % 100:02d}", month=day.month, day=day.day, quarter=(day.month + 2) // 3, half=half
    )


def _that_fit(
    view: WallView, late: Sequence[ProjectMeasure], number_width: float
) -> tuple[list[ProjectMeasure], list[ProjectMeasure]]:
    """As many of the furthest as there is room for with their reasons, in the upper half and the lower."""
    halves: tuple[list[ProjectMeasure], list[ProjectMeasure]] = ([], [])
    room, at = [UPPER, LOWER], 0
    for each in late[:MOST]:
        height = _height(_reason(view, each, number_width))
        if at == 0 and height > room[0]:
            at = 1
        if height > room[at]:
            break
        halves[at].append(each)
        room[at] -= height
    return halves


def _height(reason: tuple[str, ...]) -> float:
    return 1.0 if len(reason) == 1 else TWO_LINES


def _sentence(
    view: WallView, late: Sequence[ProjectMeasure], shown: Sequence[ProjectMeasure]
) -> tuple[Span, ...]:
    words, portfolio = view.words, view.portfolio
    count = words.wall_attention_sentence if len(shown) < len(late) else words.wall_attention_all
    told = count.format(all=f"{len(late):,}", n=f"{len(shown):,}")
    term = portfolio.term
    own = [each for each in budgets(portfolio, shown, view.on) if each.owner is not None]
    found = gaps(
        own,
        GapBase.TO_DATE,
        portfolio.money_date(view.on).year,
        term.ends if term else None,
        words,
    )
    if found.amount is None:
        return (Span(told),)
    amount = wall_money(found.amount, portfolio.facts.profile.currency, words)
    return (
        Span(words.wall_attention_of.format(told=told)),
        Span(words.wall_attention_gap.format(amount=amount), is_late=True),
    )


def _money(view: WallView, shown: Sequence[ProjectMeasure]) -> dict[str, tuple[Funding, ProjectMeasure]]:
    """By project, the money that counts for it and the first row that has the same: a shared budget stands there."""
    found = {each.file.id: (each.funding, each) for each in shown}
    for budget in budgets(view.portfolio, shown, view.on):
        members = {each.file.id for each in budget.members}
        rows = [each for each in shown if each.file.id in members]
        found |= {each.file.id: (budget.funding, rows[0]) for each in rows if budget.owner is not None}
    return found


def _row(
    view: WallView,
    each: ProjectMeasure,
    most: int,
    number_width: float,
    money: tuple[Funding, ProjectMeasure],
) -> AttentionRow:
    words, worst = view.words, each.schedule.worst
    reason = _reason(view, each, number_width)
    gap, is_short = _gap(view, each, money)
    return AttentionRow(
        project_id=each.file.id,
        number=view.row_number(each.file),
        status=each.status,
        status_word=_status_word(view, each, number_width),
        name=view.name(each.file, NAME_WIDEST),
        reason=" ".join(reason),
        height=_height(reason),
        days_text=signed_days(words, each.days_past),
        share=(each.days_past or 0) / most,
        planned_text=_planned(worst, words) if worst else words.missing,
        gap_text=gap,
        is_short=is_short,
        next_text=_next(each.schedule.next_step, words),
    )


def _beside(widest: float, type_size: float, number_width: float) -> float:
    """Ems of a text that are left beside a column of numbers."""
    return widest - (number_width - NUMBER_LEAST) * NUMBER_TYPE / type_size


def _reason(view: WallView, each: ProjectMeasure, number_width: float) -> tuple[str, ...]:
    words = view.words
    told = each.report.issue if each.report else None
    if not told or not told.strip():
        return (words.wall_attention_no_reason,)
    return lines(told, _beside(REASON_WIDEST, REASON_TYPE, number_width), 2, words.wall_attention_cut)


def _status_word(view: WallView, each: ProjectMeasure, number_width: float) -> str:
    widest = _beside(STATUS_WIDEST, STATUS_TYPE, number_width)
    word = reported_status_word(view.portfolio, each.report, view.words)
    if ems(word) <= widest:
        return word
    return fitted(status_word(view.portfolio, each.status, view.words), widest)


def _planned(worst: StageSchedule, words: Words) -> str:
    plan = worst.current
    if plan is None or plan.end is None:
        return words.missing
    template = words.wall_attention_point if worst.is_point else words.wall_attention_end
    day = short_date(plan.end, plan.end_precision, words)
    room = PLANNED_WIDEST - ems(template.format(stage="", date=day))
    return template.format(stage=fitted(worst.stage.name, room), date=day)


def _gap(view: WallView, each: ProjectMeasure, money: tuple[Funding, ProjectMeasure]) -> tuple[str, bool]:
    """What of the plan up to 올해 is not secured, and whether that is anything; no money stands in two rows."""
    words, portfolio = view.words, view.portfolio
    if each.is_without_budget:
        return words.wall_attention_no_budget, False
    funding, first = money
    if first.file.id != each.file.id:
        return words.wall_attention_shared.format(number=view.number(first.file)), False
    term = portfolio.term
    year = portfolio.money_date(view.on).year
    rate = gap_rate(GapBase.TO_DATE, funding, year, term.ends if term else None, words)
    if rate.denominator is None or rate.numerator is None:
        return words.missing, False
    amount = int(rate.denominator) - int(rate.numerator)
    if amount <= 0:
        return words.wall_attention_no_gap, False
    return wall_money(amount, portfolio.facts.profile.currency, words), True


def _next(step: NextStep | None, words: Words) -> str:
    if step is None:
        return words.wall_attention_no_next
    event = "{stage}"
    if not step.stage.is_point:
        event = words.event_start if step.is_start else words.event_end
    day = short_date(step.day, step.precision, words)
    template = words.wall_attention_next.format(date=day, event=event)
    room = NEXT_WIDEST - ems(template.format(stage=""))
    return template.format(stage=fitted(step.stage.stage.name, room))
