"""목표 대비: the city's statistics against the targets it set, each with the projects that are to move it."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.city.districts import NAMES
from dashboard.domain.city.measures import CITY, MEASURES, MONTH, Summary
from dashboard.domain.city.score import CLIP, Score, Stretch, scores
from dashboard.domain.city.targets import Target
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import milestones
from dashboard.screens.city_series import curve
from dashboard.screens.city_texts import value_text
from dashboard.screens.city_view import CityView, day_start
from dashboard.urls import Page, href


@dataclass(frozen=True, slots=True)
class ProjectLink:
    """A project that is to move a statistic; no `href` when this data version does not have it."""

    text: str
    href: str | None
    title: str


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A score: "0.92"; `state` is reached, short or missing, `title` all of its parts in one sentence."""

    text: str
    share: float | None
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A target with its scores by stretch; a stretch that its measure does not know has no cell."""

    name: str
    href: str
    goal_text: str
    direction_text: str
    source_text: str
    cells: tuple[ScoreCell | None, ...]
    projects: tuple[ProjectLink, ...]
    projects_text: str


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """All targets of a panel, or of all of them."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """The day on which a stage of a linked project ended, for the curve of its statistic."""

    day: date
    text: str
    href: str


def score_table(view: CityView) -> ScoreTable | None:
    """The targets of what is looked at: of the panel when one is open, of the district when one is chosen."""
    words, place = view.words, view.district or CITY
    targets = [
        target
        for target in view.picture.targets
        if target.place == place and view.panel in (None, MEASURES[target.measure].panel)
    ]
    if not targets:
        return None
    stretches = (words.score_stretches[stretch.value] for stretch in Stretch)
    clip = f"{CLIP:g}"
    return ScoreTable(
        title=words.score_title,
        note=words.score_note,
        heads=(words.score_measure, words.score_goal, *stretches, words.score_projects),
        rows=tuple(_row(view, target) for target in targets),
        definitions=tuple(text.format(clip=clip) for text in words.score_definitions.values()),
    )


def milestone_marks(view: CityView, measure: str, since: date, until: date) -> list[MilestoneMark]:
    """Ends of milestones of the projects that are to move `measure`, from one day to another, by day."""
    if view.portfolio is None or view.on is None:
        return []
    ids = {id_ for target in view.picture.targets if target.measure == measure for id_ in target.projects}
    known = view.portfolio.measures(view.on)
    found = [mark for id_ in sorted(ids & set(known)) for mark in _ended(view, known[id_])]
    return sorted(
        (mark for mark in found if since <= mark.day <= until), key=lambda mark: (mark.day, mark.text)
    )


def _ended(view: CityView, measure: ProjectMeasure) -> list[MilestoneMark]:
    project = measure.file.project
    name, there = project.short_name or project.name, href(view.here.to(Page.PROJECT, project.id))
    return [
        MilestoneMark(
            each.day, view.words.score_milestone.format(name=name, stage=each.stage.stage.name), there
        )
        for each in milestones(measure)
        if each.is_done
    ]


def _row(view: CityView, target: Target) -> ScoreRow:
    words, of = view.words, MEASURES[target.measure]

    found = {
        score.stretch: score
        for score in scores(
            target,
            lambda since, until, step: curve(view, target.measure, target.place, since, until, step),
            day_start(view.now),
        )
    }
    goal = value_text(target.measure, target.value, words)
    name = of.name if target.place == CITY else f"{NAMES[target.place]} {of.name}"
    return ScoreRow(
        name=name,
        href=view.to_panel(of.panel),
        goal_text=words.score_goals[target.per or "none"].format(value=goal),
        direction_text=words.score_lower if of.lower_is_better else words.score_higher,
        source_text=words.score_source.format(source=target.source) if target.source else "",
        cells=tuple(_cell(view, target, found[stretch]) if stretch in found else None for stretch in Stretch),
        projects=tuple(_link(view, id_) for id_ in target.projects),
        projects_text="" if target.projects else words.score_no_project,
    )


def _cell(view: CityView, target: Target, score: Score) -> ScoreCell:
    words, of = view.words, MEASURES[target.measure]
    is_monthly = of.seconds >= MONTH
    names = words.score_months if is_monthly else words.score_stretches
    given = {
        "stretch": names[score.stretch.value],
        "known": score.known,
        "days": score.days,
        "unit": words.score_month_unit if is_monthly else words.score_days,
    }
    drawn = score.drawn
    if drawn is None:
        return ScoreCell(words.score_missing, None, "missing", words.score_cell_missing.format(**given))
    text = f"{drawn:.2f}"
    # 0.996 is short of its target and must not be printed as if it were on it.
    if drawn < 1 and text == "1.00":
        text = "0.99"
    state = words.score_reached if drawn >= 1 else words.score_short
    if score.is_clipped:
        state = words.score_state_clipped.format(clip=f"{CLIP:g}")
        text = words.score_clipped.format(n=text)
    sentence = words.score_cell_inverted if of.lower_is_better else words.score_cell
    decimals_of = target.measure
    title = sentence.format(
        **given,
        actual=_amount(decimals_of, score.actual, view),
        goal=_amount(decimals_of, score.goal, view),
        share=text,
        state=state,
    )
    return ScoreCell(text, drawn, "reached" if drawn >= 1 else "short", title)


def _amount(measure: str, value: float | None, view: CityView) -> str:
    """A value with one decimal more than the measure prints: means and shares of a target are no whole numbers."""
    of = MEASURES[measure]
    if value is None:
        return view.words.missing
    decimals = of.decimals if of.summary is Summary.LAST else of.decimals + 1
    unit = f" {of.unit}" if of.unit else ""
    return f"{value:,.{decimals}f}{unit}"


def _link(view: CityView, project_id: str) -> ProjectLink:
    if view.portfolio is None:
        return ProjectLink(project_id, None, project_id)
    known = view.portfolio.projects.get(project_id)
    if known is None:
        text = view.words.score_unknown_project.format(id=project_id)
        return ProjectLink(text, None, text)
    project = known.project
    there = href(view.here.to(Page.PROJECT, project_id))
    return ProjectLink(project.short_name or project.name, there, project.name)
