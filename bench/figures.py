"""A measured figure, ours beside the plain application's, and the table of all of them."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

HEADS: tuple[str, ...] = ("figure", "ours", "plain", "ratio", "target", "met")


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples of one figure. `target` is a share of plain's median, or the largest value of ours when `is_limit`."""

    name: str
    unit: str
    ours: Sequence[float]
    plain: Sequence[float] = field(default_factory=tuple)
    target: float | None = None
    is_limit: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours / plain, of the medians."""
        if not self.ours or not self.plain or not statistics.median(self.plain):
            return None
        return statistics.median(self.ours) / statistics.median(self.plain)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; None without a target."""
        value = statistics.median(self.ours) if self.is_limit else self.ratio
        return None if self.target is None or value is None else value <= self.target

    def as_json(self) -> dict[str, Any]:
        """Everything, samples included."""
        return {
            "name": self.name,
            "unit": self.unit,
            "ours": list(self.ours),
            "plain": list(self.plain),
            "ratio": self.ratio,
            "target": self.target,
            "target_is": None if self.target is None else "limit" if self.is_limit else "ratio",
            "met": self.is_met,
        }


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = [HEADS, *[_row(figure) for figure in figures]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], _line("-" * width for width in widths), *lines[1:]])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(figure: Figure) -> tuple[str, ...]:
    met = {None: "", True: "met", False: "NOT met"}[figure.is_met]
    ratio = "" if figure.ratio is None else f"{figure.ratio:.3f}"
    return (
        f"{figure.name}, {figure.unit}",
        _samples(figure.ours),
        _samples(figure.plain),
        ratio,
        _target(figure),
        met,
    )


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"<= {figure.target:g} {figure.unit}" if figure.is_limit else f"<= {figure.target:g} x"


def _samples(values: Sequence[float]) -> str:
    """Median, and the range when there are several."""
    if not values:
        return ""
    middle = _number(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({_number(min(values))}-{_number(max(values))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
