"""What a search finds: projects with their number, name, status and department, and why each was found."""

from dataclasses import dataclass

from dashboard import urls
from dashboard.domain.matching import Why
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.search import Hit, readings
from dashboard.domain.vocabulary import Role, Status
from dashboard.domain.words import Words
from dashboard.screens.texts import View, reported_status_word

MOST_FOUND = 12
IN_ITS_NAME = (Why.NAME, Why.INITIALS, Why.SLIP)


@dataclass(frozen=True, slots=True)
class FoundProject:
    """`why_text` holds what was looked for at `marks` (start, end); `name` holds it when `is_in_name`."""

    href: str
    number_text: str
    name: str
    status: Status | None
    status_word: str
    department: str
    why: str
    why_text: str
    marks: tuple[tuple[int, int], ...]
    is_in_name: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best of what was found; `count_text` says how many there are, `sentences` what was tried in vain."""

    projects: tuple[FoundProject, ...]
    count: int
    count_text: str
    all_text: str
    all_href: str | None
    sentences: tuple[str, ...]


def search(view: View, query: str) -> SearchResult:
    """The projects that fit `query`; every href keeps the filter and the version of `view.here`."""
    words = view.words
    best = view.portfolio.search_index().find(query, MOST_FOUND)
    shown = found(view, best.hits)
    n = f"{best.count:,}"
    is_all = len(shown) == best.count
    in_table = view.here.to(urls.Page.TABLE).with_filter(urls.EVERYTHING).with_option("q", query.strip())
    return SearchResult(
        projects=shown,
        count=best.count,
        count_text=words.search_count.format(n=n)
        if is_all
        else words.search_count_of.format(n=n, shown=len(shown)),
        all_text=words.search_all,
        all_href=None if is_all else urls.href(in_table),
        sentences=() if best.hits else _tried(query, words),
    )


def found(view: View, hits: tuple[Hit, ...]) -> tuple[FoundProject, ...]:
    """The projects of `hits` as they are shown."""
    measures = view.portfolio.measures(view.on)
    return tuple(_found(view, measures[hit.project_id], hit) for hit in hits)


def _found(view: View, measure: ProjectMeasure, hit: Hit) -> FoundProject:
    file, words = measure.file, view.words
    leads = (department.name for _, department in file.assigned(Role.LEAD) if department)
    is_in_name = hit.why in IN_ITS_NAME and hit.text in (file.project.name, file.project.short_name)
    return FoundProject(
        href=view.project(file.id),
        number_text=file.number(view.chosen.programme) or "",
        name=hit.text if is_in_name else file.project.short_name or file.project.name,
        status=measure.status,
        status_word=reported_status_word(view.portfolio, measure.report, words),
        department=", ".join(leads) or words.missing,
        why=words.search_why[hit.why],
        why_text=hit.text,
        marks=hit.marks,
        is_in_name=is_in_name,
    )


def _tried(query: str, words: Words) -> tuple[str, ...]:
    """That nothing was found, and what was looked for: the text, and what its keys mean on a Korean keyboard."""
    asked, *by_keys = readings(query)
    said = (
        words.search_tried.format(query=asked),
        *(words.search_tried_keys.format(query=each) for each in by_keys),
    )
    return (words.search_none, *said)
