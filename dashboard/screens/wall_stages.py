"""The procedures of a project on a wall: bars as shares of one axis, 당초 under 현재 and 실적."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.short_names import cut
from dashboard.domain.words import Words, signed_days
from dashboard.screens.apart import Unmade
from dashboard.screens.gantt import Gantt, StageRow, covered
from dashboard.screens.gantt import Span as Dates

MOST_ROWS = 6
MOST_TICKS = 7
NAME_WIDEST = 9.5
LAST_TICK = 0.97
"""A label farther along would stand beyond the axis."""

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class StageLine:
    """Stretches are (start, length) on the axis, 0..1; `late` is what the end moved beyond 당초, `mark` a point."""

    name: str
    base: Stretch | None
    current: Stretch | None
    actual: Stretch | None
    late: Stretch | None
    mark: float | None
    is_done: bool
    text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class WallStages:
    """`count_text` says how many there are and how many of them are drawn; ticks, 오늘 and 임기말 lie on the axis."""

    title: str
    count_text: str
    lines: tuple[StageLine, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float
    today_text: str
    term: float | None
    term_text: str
    keys: tuple[str, str, str, str]
    empty_text: str | None


class Axis:
    """Days as shares of the time from `starts` to `ends`."""

    def __init__(self, starts: date, ends: date) -> None:
        self.starts, self.ends = starts, ends
        self._days = max((ends - starts).days, 1)

    def place(self, day: date) -> float:
        return min(max((day - self.starts).days / self._days, 0.0), 1.0)

    def stretch(self, first: date, last: date) -> Stretch | None:
        start, end = self.place(first), self.place(last)
        return (start, end - start) if end > start else None


def wall_stages(drawn: Gantt, words: Words) -> WallStages:
    """The Gantt of the project's page, with the rows around the one that comes next."""
    if isinstance(drawn, Unmade) or not drawn.rows:
        empty = words.stages_empty if not isinstance(drawn, Unmade) else words.missing
        return WallStages(words.wall_focus_stages, "", (), (), 0, "", None, "", _keys(words), empty)
    shown = _shown(drawn.rows)
    found = covered(shown, drawn.today, drawn.term_end)
    starts, ends = found[0] or drawn.today, found[1] or drawn.today
    axis = Axis(starts, ends)
    template = words.wall_focus_stages_part if len(shown) < len(drawn.rows) else words.wall_focus_stages_all
    term = drawn.term_end if drawn.term_end and starts <= drawn.term_end <= ends else None
    return WallStages(
        title=words.wall_focus_stages,
        count_text=template.format(n=f"{len(shown):,}", all=f"{len(drawn.rows):,}"),
        lines=tuple(_line(row, axis, words) for row in shown),
        ticks=_ticks(axis, words) if found[0] else (),
        today=axis.place(drawn.today),
        today_text=drawn.today_label,
        term=axis.place(term) if term else None,
        term_text=drawn.term_end_label,
        keys=_keys(words),
        empty_text=None,
    )


def _keys(words: Words) -> tuple[str, str, str, str]:
    return words.baseline, words.current, words.actual, words.wall_focus_slip


def _shown(rows: Sequence[StageRow]) -> Sequence[StageRow]:
    """As many as fit: from the one before the first that is not done."""
    first = next((place for place, row in enumerate(rows) if not row.is_done), len(rows))
    start = min(max(first - 1, 0), max(len(rows) - MOST_ROWS, 0))
    return rows[start : start + MOST_ROWS]


def _line(row: StageRow, axis: Axis, words: Words) -> StageLine:
    now = row.actual if row.actual and row.actual.end else row.current
    ended = now.end if now else None
    base_end = row.baseline.end if row.baseline else None
    current = _dates(row.current, axis)
    actual = _dates(row.actual, axis) if row.is_done else _filled(row, current)
    late = axis.stretch(base_end, ended) if base_end and ended and ended > base_end else None
    text, is_late = _text(row, words)
    return StageLine(
        name=cut(row.name, NAME_WIDEST),
        base=_dates(row.baseline, axis),
        current=current,
        actual=actual,
        late=late,
        mark=axis.place(ended) if ended and not current and not actual else None,
        is_done=row.is_done,
        text=text,
        is_late=is_late,
    )


def _dates(span: Dates | None, axis: Axis) -> Stretch | None:
    """A stretch where both ends are known, or where it goes on without an end."""
    if span is None or span.start is None or (span.end is None and not span.is_open):
        return None
    return axis.stretch(span.start, span.end or axis.ends)


def _filled(row: StageRow, current: Stretch | None) -> Stretch | None:
    """What is done of a stage that goes on: its share of the bar, from the start."""
    if current is None or not row.progress:
        return None
    return current[0], current[1] * min(row.progress, 1.0)


def _text(row: StageRow, words: Words) -> tuple[str, bool]:
    if row.overdue_days is not None:
        return signed_days(words, row.overdue_days), True
    if row.is_done:
        return words.wall_focus_done, False
    if not row.judged:
        return words.wall_focus_unread, False
    if row.current is None or (row.current.end is None and not row.current.is_open):
        return words.missing_mark, False
    if row.current.is_open or row.current.end is None:
        return words.date_open, False
    return words.wall_focus_month.format(year=f"{row.current.end:%y}", month=row.current.end.month), False


def _ticks(axis: Axis, words: Words) -> tuple[tuple[float, str], ...]:
    """The first days of years, so few that their labels stand apart."""
    years = [year for year in range(axis.starts.year, axis.ends.year + 1) if date(year, 1, 1) >= axis.starts]
    step = max(-(-len(years) // MOST_TICKS), 1)
    return tuple(
        (axis.place(date(year, 1, 1)), words.wall_focus_year.format(year=f"{year:04d}"[2:]))
        for year in years[::step]
        if axis.place(date(year, 1, 1)) <= LAST_TICK
    )
