"""What a chart shows, told: a sentence that is read in its place, and its values as a table of texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.words import Words, date_text
from dashboard.screens.city_curves import CityCurve
from dashboard.screens.city_districts import CityMapView
from dashboard.screens.city_population import AgeTree
from dashboard.screens.curve import CurveLine, ProgressPoint
from dashboard.screens.gantt import Gantt, Span
from dashboard.screens.timeline import TimelineRow, TimelineScreen

STOP = ". "


@dataclass(frozen=True, slots=True)
class Told:
    """A chart for who cannot see it. Every row has a text for each head."""

    title: str
    sentence: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sentence(*parts: str | None) -> str:
    """The parts that there are, one after the other."""
    return STOP.join(part.rstrip(". ") for part in parts if part)


def of_progress(title: str, lines: Sequence[CurveLine], words: Words) -> Told:
    """Lines over days: a row for each day on which any of them has a point."""
    days = sorted({point.at for line in lines for point in line.points})
    by_line = [{point.at: point.text for point in line.points} for line in lines]
    known = [
        (line.name, [(_day(point, words), point.text) for point in line.points if point.share is not None])
        for line in lines
    ]
    rows = tuple(
        (date_text(words, day), *(texts.get(day, words.missing_mark) for texts in by_line)) for day in days
    )
    said = sentence(title, *(_course(name, points, words) for name, points in known))
    return Told(title, said, (words.chart_when, *(line.name for line in lines)), rows)


def of_city_curve(curve: CityCurve, words: Words) -> Told:
    """Lines over moments or hours of a day: a row for each of them."""
    when = {point.x: point.when for line in curve.lines for point in line.points}
    places = sorted(when)
    by_line = [{point.x: point.text for point in line.points} for line in curve.lines]
    rows = tuple((when[x], *(texts.get(x, words.missing_mark) for texts in by_line)) for x in places)
    known = [
        (line.name, [(point.when, point.text) for point in line.points if point.value is not None])
        for line in curve.lines
    ]
    limits = [curve.goal.text] if curve.goal else []
    said = sentence(curve.title, *(_course(name, points, words) for name, points in known), *limits)
    return Told(curve.title, said, (words.chart_when, *(line.name for line in curve.lines)), rows)


def of_city_map(drawn: CityMapView, words: Words) -> Told:
    """The districts with what the pointer reads of each, and the stations at their places."""
    found = [(shape.name, *_rest(shape.hover, shape.name)) for shape in drawn.shapes]
    found += [(dot.name, *_rest(dot.hover, dot.name)) for dot in drawn.dots]
    rows = tuple((name, " · ".join(rest)) for name, *rest in found)
    return Told(
        drawn.title,
        sentence(drawn.title, ", ".join(f"{shape.name} {shape.value_text}" for shape in drawn.shapes)),
        (words.chart_place, drawn.caption),
        rows,
    )


def of_ages(tree: AgeTree, words: Words) -> Told:
    """The month that is drawn, youngest first."""
    frame = tree.frames[tree.shown]
    sides = (
        (tree.male_name, frame.male, frame.male_texts),
        (tree.female_name, frame.female, frame.female_texts),
    )
    rows = tuple(zip(tree.bands, frame.male_texts, frame.female_texts, strict=True))
    most = [_most(name, tree.bands, shares, texts, words) for name, shares, texts in sides]
    return Told(
        tree.title,
        sentence(f"{tree.title} {frame.label} {frame.total_text}", *most),
        (words.chart_ages, tree.male_name, tree.female_name),
        rows,
    )


def of_stages(gantt: Gantt, words: Words) -> Told:
    """The procedures with their dates as planned first, as planned now, and as they were."""
    rows = tuple(
        (
            row.name,
            *(_span(span, words) for span in (row.baseline, row.current, row.actual)),
            row.overdue_text or row.slip_text,
        )
        for row in gantt.rows
    )
    late = [f"{row.name} {row.overdue_text}" for row in gantt.rows if row.overdue_text]
    return Told(
        gantt.title,
        sentence(gantt.title, words.chart_stages.format(n=len(gantt.rows)), gantt.next_text, ", ".join(late)),
        (words.stage_heading, words.baseline, words.current, words.actual_key, words.slip_heading),
        rows,
    )


def of_timeline(screen: TimelineScreen, words: Words) -> Told:
    """The projects that are drawn, from their first day to their last; a project's page has its procedures."""
    found = [row for group in screen.chart.groups for row in group.rows]
    past = sum(row.past_text is not None for row in found)
    rows = tuple(
        (f"{row.number_text} {row.full_name}", _days(row, words), row.slip_text, row.past_text or "")
        for row in found
    )
    return Told(
        screen.title,
        sentence(
            screen.title,
            words.chart_rows.format(n=len(found), window=screen.window_text),
            words.chart_past.format(n=past),
        ),
        (words.timeline_projects, words.chart_days, screen.slip_label, screen.past_label),
        rows,
    )


def _course(name: str, points: Sequence[tuple[str, str]], words: Words) -> str | None:
    """Where a line begins and where it stands last; nothing of a line without a known point."""
    if not points:
        return None
    (first_when, first), (last_when, last) = points[0], points[-1]
    if len(points) == 1:
        return words.chart_point.format(name=name, when=last_when, value=last)
    return words.chart_line.format(
        name=name, first_when=first_when, first=first, last_when=last_when, last=last
    )


def _day(point: ProgressPoint, words: Words) -> str:
    return date_text(words, point.at)


def _days(row: TimelineRow, words: Words) -> str:
    if not row.stages:
        return words.missing
    last = max(stage.last for stage in row.stages)
    ends = words.date_open if last == date.max else date_text(words, last)
    return f"{date_text(words, min(stage.first for stage in row.stages))} ~ {ends}"


def _rest(texts: Iterable[str], name: str) -> list[str]:
    return [text for text in texts if text and text != name]


def _span(span: Span | None, words: Words) -> str:
    return span.text if span else words.missing


def _most(
    name: str, bands: Sequence[str], shares: Sequence[float | None], texts: Sequence[str], words: Words
) -> str | None:
    known = [
        (share, band, text)
        for share, band, text in zip(shares, bands, texts, strict=True)
        if share is not None
    ]
    if not known:
        return None
    _, band, text = max(known)
    return words.chart_most.format(name=name, band=band, value=text)
