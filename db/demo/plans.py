"""Plan versions of a project: 당초, the approved 변경, a proposal, and dates moved without approval."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.demo.catalogue import BASIS, REVISION, TERM_END, TERM_START, Entry, months_later
from db.demo.timeline import Line, Window

FIRST_APPROVAL = date(2022, 9, 30)
FILED = date(2023, 12, 4)
SECOND_REVISION = date(2024, 6, 19)
PROPOSED = date(2024, 12, 16)
MISSTATED = 20
"""억원 by which one printed total differs from the sum of its parts."""

_DOWN = (
    ("국가계획 변경", "상위 계획의 시행 시기가 늦춰져 연도별 투자와 총사업비를 다시 정함"),
    ("재원 조정", "확보 가능한 재원에 맞춰 단계별로 나누고 뒤 단계는 임기 후로 옮김"),
    ("사업규모 조정", "투자심사 의견을 반영하여 규모를 줄이고 중복 시설을 뺌"),
    ("민자 전환", "민간이 맡을 부분을 사업비에서 빼고 공공 기반시설만 남김"),
)
_UP = (
    ("물가·공사비 반영", "자재값과 지반조사 결과를 반영하여 사업비를 다시 산정함"),
    ("대상 확대", "지원 대상을 넓혀 달라는 시민 의견을 받아들여 사업비를 늘림"),
)
_STOP = {
    "보류": ("여건 변화", "부지 활용 방안이 정해질 때까지 추진을 멈춤"),
    "폐기": ("여건 변화", "비슷한 민간시설이 들어서 사업 필요성이 없어짐"),
}
_PROCEDURE = "변경계획 제출 → 관계부서 협의 → 공약이행평가단 심의({board}) → 시장 확정"


@dataclass(frozen=True, slots=True)
class Moved:
    """A planned end written over without approval: stage, day of writing, what stood before."""

    seq: int
    on: date
    before: date


@dataclass(frozen=True, slots=True)
class Plan:
    """One version. Totals in 억원; `windows` in the order of the stages; `approved` None: only proposed."""

    seq: int
    filed: date
    approved: date | None
    reason: tuple[str, str] | None
    board: date | None
    total: int
    ends: date
    windows: tuple[Window, ...]
    moved: Moved | None = None

    @property
    def key(self) -> str:
        return f"{self.seq}차 변경" if self.seq else "당초"

    @property
    def kind(self) -> str:
        return "변경" if self.seq else "당초"

    @property
    def procedure(self) -> str | None:
        if self.board is None:
            return None
        return _PROCEDURE.format(board=f"{self.board.year}. {self.board.month}. {self.board.day}.")


def plans_of(entry: Entry, lines: tuple[Line, ...]) -> tuple[Plan, ...]:
    """All versions, 당초 first; the last approved one is the plan in force on BASIS."""
    current = tuple(line.plan for line in lines)
    revised = _revision_day(entry)
    if revised is None:
        plans = [_original(entry, entry.total, _noted(entry, lines))]
    else:
        plans = [_original(entry, entry.before or entry.total, _earlier(entry, lines, revised, 1.0))]
        plans += _changes(entry, lines, revised)
    if "변경안" in entry.notes:
        plans.append(_proposal(entry, current))
    if "미승인" in entry.notes:
        plans[-1] = _with_moved(entry, plans[-1])
    return tuple(plans)


def in_force(plans: tuple[Plan, ...], day: date) -> Plan:
    """The version that counts on a day."""
    return [plan for plan in plans if plan.seq == 0 or (plan.approved and plan.approved <= day)][-1]


def stated_total(entry: Entry, plan: Plan) -> int:
    """총사업비 as printed, 억원; wrong for one project."""
    return plan.total + (MISSTATED if "합계" in entry.notes else 0)


def planned_share(lines: tuple[Line, ...], windows: tuple[Window, ...], day: date) -> float | None:
    """Planned progress 0..1 on a day; None where a plan has no dates."""
    whole = sum(line.step.weight for line in lines)
    done = 0.0
    for line, window in zip(lines, windows, strict=True):
        if window.start is None or window.end is None:
            return None
        days = max((window.end - window.start).days, 1)
        done += line.step.weight * min(max((day - window.start).days / days, 0.0), 1.0)
    return done / whole


def _revision_day(entry: Entry) -> date | None:
    if entry.before is None:
        return None
    if entry.is_pledge:
        return REVISION
    return entry.halted or date(2024, 3 + entry.number % 6, 20)


def _original(entry: Entry, total: int, windows: tuple[Window, ...]) -> Plan:
    return Plan(0, TERM_START, FIRST_APPROVAL, None, None, total, windows[-1].end or entry.ends, windows)


def _changes(entry: Entry, lines: tuple[Line, ...], revised: date) -> list[Plan]:
    filed = FILED if revised == REVISION else revised - timedelta(days=20)
    windows = _noted(entry, lines)
    first = Plan(
        1, filed, revised, _reason(entry), revised - timedelta(days=8), entry.total, entry.ends, windows
    )
    if "2차" not in entry.notes:
        return [first]
    middle = _earlier(entry, lines, SECOND_REVISION, 0.4)
    second = replace(
        first,
        seq=2,
        filed=SECOND_REVISION - timedelta(days=15),
        approved=SECOND_REVISION,
        reason=("일정 조정", "총사업비는 그대로 두고 인허가 기간을 현실에 맞게 늘림"),
        board=SECOND_REVISION - timedelta(days=6),
    )
    return [replace(first, windows=middle, ends=middle[-1].end or entry.ends), second]


def _proposal(entry: Entry, windows: tuple[Window, ...]) -> Plan:
    later = tuple(
        replace(window, start=_shifted(window.start, 150), end=_shifted(window.end, 150))
        if window.end and window.end > BASIS
        else window
        for window in windows
    )
    reason = ("사업규모 조정", "입주 수요 조사 결과를 반영하여 2단계 구역을 나눔(심의 대기)")
    return Plan(1, PROPOSED, None, reason, None, entry.total, later[-1].end or entry.ends, later)


def _with_moved(entry: Entry, plan: Plan) -> Plan:
    seq = next(index for index, window in enumerate(plan.windows, 1) if window.end and window.end > BASIS)
    window = plan.windows[seq - 1]
    end = max(window.end or BASIS, BASIS + timedelta(days=170))
    before = end - timedelta(days=92)
    written = date(2024, 8, 20) if entry.is_pledge else date(2024, 10, 15)
    exact = replace(window, end=end, precision="일")
    windows = list(plan.windows)
    windows[seq - 1] = exact
    for index in range(seq, len(windows)):
        start = windows[index - 1].end
        windows[index] = replace(
            windows[index], start=start, end=max(windows[index].end or end, start or end)
        )
    return replace(plan, windows=tuple(windows), moved=Moved(seq, written, before))


def _earlier(entry: Entry, lines: tuple[Line, ...], revised: date, part: float) -> tuple[Window, ...]:
    """What had been planned before a revision: the same until half a year before it, then sooner."""
    shift = entry.rng("revision").randint(120, 420) * part
    since = months_later(revised, -6)
    ahead = sum((line.plan.end or since) >= since for line in lines)
    windows: list[Window] = []
    step = 0
    for line in lines:
        start = (windows[-1].end or entry.starts) + timedelta(days=1) if windows else line.plan.start
        end = line.plan.end or entry.ends
        if end >= since:
            step += 1
            sooner = end - timedelta(days=round(shift * (0.4 + 0.6 * step / ahead)))
            end = min(end, max(sooner, (start or sooner) + timedelta(days=20)))
        windows.append(replace(line.plan, start=min(start or end, end), end=end))
    return tuple(windows)


def _noted(entry: Entry, lines: tuple[Line, ...]) -> tuple[Window, ...]:
    """The plan in force: two planned ends that are no dates; a stopped project plans nothing more."""
    windows = [line.plan for line in lines]
    if "미정일" in entry.notes:
        windows[-1] = replace(windows[-1], end_text="2026. 하반기 이후")
    if entry.is_stopped:
        left = next(index for index, line in enumerate(lines) if line.end is None)
        windows[left:] = [Window(None, None)] * (len(lines) - left)
        windows[left] = Window(None, None, end_text="미정" if entry.status == "보류" else None)
    return tuple(windows)


def _reason(entry: Entry) -> tuple[str, str]:
    if entry.is_stopped:
        return _STOP[entry.status]
    reasons = _UP if entry.total > (entry.before or 0) else _DOWN
    return reasons[entry.number % len(reasons)]


def _shifted(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None


def is_after_term(ends: date) -> bool:
    """임기후 rather than 임기내."""
    return ends > TERM_END
