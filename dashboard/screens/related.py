"""Projects that have to do with one project, each with the reason."""

from dataclasses import dataclass

from dashboard import urls
from dashboard.domain.facets import UNKNOWN, Facet, FacetValues
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.vocabulary import Role, Status
from dashboard.screens.apart import apart
from dashboard.screens.compare_ids import compare_href
from dashboard.screens.texts import View, project_text, reported_status_word
from dashboard.urls import EVERYTHING, Page

MOST_RELATED = 6
FACETS = (Facet.DEPARTMENT, Facet.DISTRICT, Facet.AREA)


@dataclass(frozen=True, slots=True)
class RelatedProject:
    """A project with why it is related; `compare_href` puts it beside the one that is looked at."""

    project_id: str
    href: str
    text: str
    status: Status | None
    status_word: str
    reason: str
    compare_href: str


@dataclass(frozen=True, slots=True)
class Related:
    """The nearest ones; `more_href` leads to the others of the area."""

    title: str
    rows: tuple[RelatedProject, ...]
    compare_text: str
    more_text: str | None
    more_href: str | None
    empty_text: str | None


@apart
def related(view: View, measure: ProjectMeasure) -> Related:
    """Shared budget first, then the same lead department in the same district, then the same area."""
    words, area = view.words, measure.file.area
    alike = _alike(view, measure)
    rows = tuple(_row(view, measure, key, alike) for key in alike.in_order[:MOST_RELATED])
    more = len(alike.in_order) - len(rows)
    chosen = EVERYTHING.with_values(Facet.AREA, [area.id] if area else [])
    return Related(
        title=words.related_title,
        rows=rows,
        compare_text=words.project_compare_with,
        more_text=words.related_more.format(n=f"{more:,}") if more else None,
        more_href=urls.href(view.here.to(Page.TABLE).with_filter(chosen)) if more and area else None,
        empty_text=None if rows else words.related_empty,
    )


@dataclass(frozen=True, slots=True)
class _Alike:
    """Ids of other projects by what they have in common with one."""

    budget: tuple[str, ...]
    place: tuple[str, ...]
    area: tuple[str, ...]

    @property
    def in_order(self) -> list[str]:
        return list(dict.fromkeys((*self.budget, *self.place, *self.area)))


def _alike(view: View, measure: ProjectMeasure) -> _Alike:
    own, facets = measure.file.id, view.portfolio.facets(view.on)
    departments, districts, areas = (_known(facets[own], facet) for facet in FACETS)
    others = [(key, values) for key, values in facets.items() if key != own]
    return _Alike(
        budget=tuple(each.file.id for each in view.portfolio.shared_with(own, view.on)),
        place=tuple(
            key
            for key, values in others
            if departments & values[Facet.DEPARTMENT] and districts & values[Facet.DISTRICT]
        ),
        area=tuple(key for key, values in others if areas & values[Facet.AREA]),
    )


def _known(values: FacetValues, facet: Facet) -> frozenset[str]:
    return values[facet] - {UNKNOWN}


def _reason(view: View, measure: ProjectMeasure, key: str, alike: _Alike) -> str:
    """Everything that the two have in common, in words."""
    words, file = view.words, measure.file
    facets = view.portfolio.facets(view.on)
    common = {facet: _known(facets[file.id], facet) & facets[key][facet] for facet in FACETS}
    names = {part.department_id: lead.name for part, lead in file.assigned(Role.LEAD) if lead}
    place = words.related_department.format(
        department=", ".join(sorted(names.get(each, each) for each in common[Facet.DEPARTMENT])),
        districts=", ".join(
            sorted(
                words.facet_values.get(f"{Facet.DISTRICT} {each}", each) for each in common[Facet.DISTRICT]
            )
        ),
    )
    area = words.related_area.format(area=(file.area.short_name or file.area.name) if file.area else "")
    reasons = ((alike.budget, words.related_budget), (alike.place, place), (alike.area, area))
    return " · ".join(text for keys, text in reasons if key in keys)


def _row(view: View, measure: ProjectMeasure, key: str, alike: _Alike) -> RelatedProject:
    other = view.portfolio.measures(view.on)[key]
    return RelatedProject(
        project_id=key,
        href=view.project(key),
        text=project_text(other.file, view.words, view.chosen.programme),
        status=other.status,
        status_word=reported_status_word(view.portfolio, other.report, view.words),
        reason=_reason(view, measure, key, alike),
        compare_href=compare_href(view, (measure.file.id, key)),
    )
