"""What a project is, line by line: purpose, departments, place, period, and what comes next."""

from dataclasses import dataclass

from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.project_file import ProjectFile
from dashboard.domain.records import Project
from dashboard.domain.vocabulary import Precision, Role
from dashboard.domain.words import Words, date_text
from dashboard.screens.apart import apart
from dashboard.screens.gantt import next_step_text
from dashboard.screens.texts import View, programme_label, unread_texts


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line. `is_missing` when the text says 자료 없음; `notes` are raw texts nobody could read."""

    label: str
    text: str
    is_missing: bool = False
    notes: tuple[str, ...] = ()


@apart
def facts(view: View, measure: ProjectMeasure) -> tuple[Fact, ...]:
    """The facts of one project; what a city does not give says so."""
    words, file = view.words, measure.file
    project = file.project
    period = _project_period(project, words)
    budget = (
        None if project.has_budget is None else (words.has_budget if project.has_budget else words.no_budget)
    )
    novelty = project.novelty.value if project.novelty else None
    completion = project.completion.value if project.completion else None
    return (
        fact_of(file, words, words.purpose_label, project.purpose, "purpose"),
        _text_fact(words.lead_label, departments(file, Role.LEAD), words),
        _text_fact(words.support_label, departments(file, Role.SUPPORT), words),
        _text_fact(words.team_label, _teams(file, words), words),
        fact_of(file, words, words.location_label, _location(project), "location", "districts"),
        fact_of(file, words, words.period_label, period, "starts", "ends", "period"),
        fact_of(file, words, words.novelty_label, novelty, "novelty"),
        fact_of(file, words, words.completion_label, completion, "completion"),
        fact_of(file, words, words.budget_label, budget, "has_budget"),
        _text_fact(words.programme_label, _programmes(file), words),
        fact_of(file, words, words.area_label, file.area.name if file.area else None, "area_id"),
        Fact(words.next_step_label, next_step_text(measure, view.on, words), not measure.schedule.stages),
    )


def fact_of(file: ProjectFile, words: Words, label: str, text: str | None, *fields: str) -> Fact:
    """A fact of the project with the raw texts of `fields` that could not be read."""
    unread = tuple(pair for pair in file.project.unread if pair[0] in fields)
    return Fact(label, text or words.missing, not text, tuple(unread_texts(unread, words)))


def _text_fact(label: str, text: str | None, words: Words) -> Fact:
    return Fact(label, text or words.missing, not text)


def departments(file: ProjectFile, role: Role) -> str:
    """Names of its departments in this role."""
    names = [
        department.name if department else each.department_id for each, department in file.assigned(role)
    ]
    return ", ".join(dict.fromkeys(names))


def _teams(file: ProjectFile, words: Words) -> str:
    """담당팀 and 내선 of the departments in the lead; never a person."""
    texts = []
    for each, _ in file.assigned(Role.LEAD):
        extension = words.extension.format(number=each.extension) if each.extension else None
        texts.append(" ".join(part for part in (each.team, extension) if part))
    return ", ".join(text for text in texts if text)


def _location(project: Project) -> str:
    parts = dict.fromkeys(part for part in (project.districts, project.location) if part)
    return " · ".join(parts)


def _project_period(project: Project, words: Words) -> str | None:
    is_open = project.ends_precision is Precision.OPEN
    if project.starts is None and project.ends is None and not is_open:
        return None
    return words.date_span.format(
        start=date_text(words, project.starts, project.starts_precision),
        end=date_text(words, project.ends, project.ends_precision),
    )


def _programmes(file: ProjectFile) -> str:
    """공약 67 · 100대 핵심과제 12(공약)."""
    texts = []
    for each in file.programmes:
        number, origin = file.numbers[each.id], file.origins[each.id]
        text = f"{programme_label(each)} {number}" if number else programme_label(each)
        texts.append(f"{text}({origin})" if origin else text)
    return " · ".join(texts)
