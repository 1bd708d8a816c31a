"""When the stages of a project are planned, and when they really start and end, to the end of the term.

The course of each project is worked out once, deterministically, through and beyond 2024-12-31; the
demo database only ever holds the part that its clock has reached.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from db.demo.catalogue import BASIS, Entry, month_end
from db.demo.procedures import Step, steps_of

LEAST_RUN = 75
"""Days an overdue stage had been under way when its planned end passed."""
RATES = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Window:
    """Planned dates of a stage with the precision they are written in (일, 월, 연)."""

    start: date | None
    end: date | None
    precision: str = "일"
    end_text: str | None = None
    """A written end that is no date."""

    @property
    def last_day(self) -> date | None:
        """Last day of what the written end names."""
        if self.end is None or self.end_text:
            return None
        return {"일": self.end, "월": month_end(self.end), "연": date(self.end.year, 12, 31)}[self.precision]

    def texts(self) -> tuple[str | None, str | None]:
        """Both dates as the city's table holds them."""
        return _text(self.start, self.precision), self.end_text or _text(self.end, self.precision)


@dataclass(frozen=True, slots=True)
class Line:
    """A stage in time: the plan in force on BASIS and what really happens.

    `rate` is the share of it that is done on `pivot`, for the stage then under way.
    """

    seq: int
    step: Step
    plan: Window
    start: date | None
    end: date | None
    rate: float
    pivot: date


def lifeline(entry: Entry) -> tuple[Line, ...]:
    """All stages of a project in order."""
    steps = steps_of(entry)
    rng = entry.rng("timeline")
    current, rate = _position(entry, steps)
    past = _past_ends(entry, steps, current, rate, rng)
    planned = _planned_ends(entry, steps[current:], rate, past, rng)
    ends = [*past, *_future_ends(entry, planned, past, rng)]
    precisions = [_precision(entry, index, current, planned[index], rng) for index in range(len(steps))]
    lines: list[Line] = []
    start: date | None = entry.starts
    plan_start = entry.starts
    for index, step in enumerate(steps):
        window = Window(plan_start, planned[index], precisions[index])
        lines.append(
            Line(index + 1, step, window, start, ends[index], rate * (index == current), entry.pivot)
        )
        plan_start = planned[index] + timedelta(days=1)
        start = _soon_after(ends[index], rng)
    return tuple(lines)


def share_done(line: Line, day: date) -> float:
    """Share 0..1 of a stage that is done on a day."""
    if line.start is None or day <= line.start:
        return 0.0
    if line.end is not None and line.end <= day:
        return 1.0
    if line.rate:
        return _running_share(line, line.start, day)
    end = line.end or day
    return min(0.97, (day - line.start) / max(end - line.start, timedelta(days=1)))


def progress(lines: tuple[Line, ...], day: date) -> int:
    """Progress in whole percent, weighted over stages; 100 only when all have ended."""
    if all(line.end is not None and line.end <= day for line in lines):
        return 100
    whole = sum(line.step.weight for line in lines)
    done = sum(line.step.weight * share_done(line, day) for line in lines)
    return min(99, round(100 * done / whole))


def running(lines: tuple[Line, ...], day: date) -> Line | None:
    """The stage under way on a day: the first that has not ended."""
    return next((line for line in lines if line.end is None or line.end > day), None)


def _running_share(line: Line, start: date, day: date) -> float:
    """Even progress to `rate` on the pivot, and on to the real end; a stopped stage stays where it is."""
    if day <= line.pivot:
        return line.rate * ((day - start) / (line.pivot - start))
    if line.end is None:
        return line.rate
    return min(0.97, line.rate + (1 - line.rate) * ((day - line.pivot) / (line.end - line.pivot)))


def _position(entry: Entry, steps: tuple[Step, ...]) -> tuple[int, float]:
    """The stage under way on BASIS and its share done, so that the weighted progress is the catalogue's."""
    if entry.is_done:
        return len(steps), 0.0
    wanted = entry.progress / 100 * sum(step.weight for step in steps)
    for index, step in enumerate(steps):
        if wanted < step.weight:
            return index, min(max(wanted / step.weight, RATES[0]), RATES[1])
        wanted -= step.weight
    return len(steps) - 1, RATES[1]


def _past_ends(entry: Entry, steps: tuple[Step, ...], current: int, rate: float, rng: Random) -> list[date]:
    lengths = [step.months * rng.uniform(0.75, 1.3) for step in steps[:current]]
    until = entry.pivot
    if not entry.is_done:
        run = steps[current].months * rate
        days = (until - entry.starts).days * run / (sum(lengths) + run)
        until -= timedelta(days=round(max(days, entry.late_days + LEAST_RUN if entry.late_days else 12)))
    return _spread(entry.starts, until, lengths)


def _spread(start: date, until: date, lengths: list[float]) -> list[date]:
    """Ends of consecutive stretches in proportion to their lengths, the last on `until`."""
    if not lengths:
        return []
    days, whole, passed, ends = (until - start).days, sum(lengths), 0.0, []
    for length in lengths:
        passed += length
        ends.append(start + timedelta(days=round(days * passed / whole)))
    return ends


def _planned_ends(
    entry: Entry, left: tuple[Step, ...], rate: float, ends: list[date], rng: Random
) -> list[date]:
    """Planned ends of the stages that ended by BASIS, then of those that are `left`."""
    planned: list[date] = []
    for end in ends:
        hoped = end + timedelta(days=rng.randint(-9, 20))
        planned.append(max(hoped, planned[-1] + timedelta(days=5)) if planned else hoped)
    if entry.is_done:
        return planned
    ahead = [step.months for step in left]
    ahead[0] *= 1 - rate
    if entry.late_days:
        planned.append(BASIS - timedelta(days=entry.late_days))
        return planned + _spread(planned[-1], entry.ends, ahead[1:])
    rest = _spread(BASIS, entry.ends, ahead)
    rest[0] = max(rest[0], BASIS + timedelta(days=4 + entry.number % 15))
    return planned + rest


def _future_ends(entry: Entry, planned: list[date], ends: list[date], rng: Random) -> list[date | None]:
    """Real ends after BASIS: mostly to plan, some late, a delay carried on to what follows."""
    done = len(ends)
    if entry.is_stopped:
        return [None] * (len(planned) - done)
    later: list[date | None] = []
    before = ends[-1] if ends else entry.starts
    for index in range(done, len(planned)):
        slip = rng.randint(-6, 4) if rng.random() < 0.8 else rng.randint(15, 70)
        if entry.late_days and index == done:
            slip = entry.late_days + rng.randint(6, 160)
        length = planned[index] - (planned[index - 1] if index else entry.starts)
        before = max(
            planned[index] + timedelta(days=slip), before + 0.7 * length, BASIS + timedelta(days=3 + index)
        )
        later.append(before)
    return later


def _soon_after(end: date | None, rng: Random) -> date | None:
    return end + timedelta(days=rng.randint(1, 6)) if end else None


def _precision(entry: Entry, index: int, current: int, end: date, rng: Random) -> str:
    if index == current and entry.late_days:
        return "일"
    if end.year >= 2028 and rng.random() < 0.4:
        return "연"
    return "일" if rng.random() < 0.45 else "월"


def _text(day: date | None, precision: str) -> str | None:
    return day.isoformat()[: {"일": 10, "월": 7, "연": 4}[precision]] if day else None
