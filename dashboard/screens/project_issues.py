"""Issues and countermeasures that reports named (문제·대책), open ones first; and all reports by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.records import StatusReport
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.plans import ReportRow
from dashboard.screens.texts import View


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as reports in a row named it, with the newest countermeasure. Texts are None where not given."""

    issue: str | None
    measure: str | None
    when_text: str


@dataclass(frozen=True, slots=True)
class Issues:
    """`open` is what the newest report names; `past` what earlier ones did, newest first."""

    title: str
    open_text: str
    open: tuple[Issue, ...]
    note: str | None
    past_title: str | None
    past: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class ReportYear:
    """The reports of a year, newest first."""

    label: str
    count_text: str
    reports: tuple[ReportRow, ...]


@apart
def issues(view: View, measure: ProjectMeasure) -> Issues:
    """What the reports by the status date say."""
    words = view.words
    reports = [each for each in measure.file.reports if each.as_of <= view.on]
    named = groupby(reports, key=lambda each: each.issue or each.measure)
    spells = [list(spell) for text, spell in named if text]
    is_open = bool(spells) and spells[-1][-1] is reports[-1]
    newest_first = [_issue(spell, words) for spell in reversed(spells)]
    past = newest_first[1:] if is_open else newest_first
    return Issues(
        title=words.issue_title,
        open_text=words.issues_open,
        open=tuple(newest_first[:1]) if is_open else (),
        note=None if is_open else _note(reports, past, words),
        past_title=words.issues_past.format(n=f"{len(past):,}") if past else None,
        past=tuple(past),
    )


def report_years(rows: Sequence[ReportRow], words: Words) -> tuple[ReportYear, ...]:
    """`rows` by year; both newest first."""
    years = [(year, tuple(found)) for year, found in groupby(rows, key=lambda row: row.year)]
    return tuple(
        ReportYear(
            words.reports_year.format(year=year), words.reports_count.format(n=f"{len(found):,}"), found
        )
        for year, found in years
    )


def _issue(spell: Sequence[StatusReport], words: Words) -> Issue:
    """Reports in a row with one issue; the countermeasure is the newest that any of them gives."""
    measures = [each.measure for each in spell if each.measure]
    first, last = (date_text(words, each.as_of) for each in (spell[0], spell[-1]))
    return Issue(
        issue=spell[-1].issue,
        measure=measures[-1] if measures else None,
        when_text=first if first == last else words.issues_of.format(first=first, last=last),
    )


def _note(reports: Sequence[StatusReport], past: Sequence[Issue], words: Words) -> str:
    if not reports or not past:
        return words.issues_empty
    return words.issues_none_now.format(date=date_text(words, reports[-1].as_of))
