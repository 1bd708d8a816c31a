"""추진 일정 (`/timeline`): the procedures of all projects over one axis of time, a row for each project.

A project is one row, however few are left: the stages in rows of their own are its own page, a click away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.portfolio_schedule import (
    CURRENT,
    ORIGINAL,
    Window,
    most_changes,
)
from dashboard.domain.project_file import grouped
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN, Words, date_text, slip_text
from dashboard.screens.apart import apart
from dashboard.screens.filters import FilterBar, filter_bar
from dashboard.screens.selection import known_address, left
from dashboard.screens.texts import (
    PastLevel,
    View,
    as_of_text,
    explained,
    past_level,
    past_sentence,
    reported_status_word,
    source_text,
)
from dashboard.screens.timeline_entries import (
    MOST_STAGES,
    Entry,
    cut_into_parts,
    drawables,
    entry,
    group_key,
    group_names,
    in_order,
    is_kept,
    whole_window,
)
from dashboard.screens.timeline_list import MilestoneList, milestone_list
from dashboard.screens.timeline_options import (
    Choice,
    Control,
    Options,
    controls,
    ignored,
    only_choice,
    read_options,
    shown_window,
    steps,
    window_control,
    window_text,
)
from dashboard.screens.timeline_rows import Mark, StageBars, marks, stage_bars
from dashboard.urls import Address


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A project. `note` says why nothing is drawn; `past_text` is None when no planned date has passed."""

    project_id: str
    href: str
    number_text: str
    name: str
    full_name: str
    status: Status | None
    status_word: str
    slip_days: int | None
    slip_text: str
    past_level: PastLevel
    past_text: str | None
    past_sentence: str | None
    stages: tuple[StageBars, ...]
    marks: tuple[Mark, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """Rows under a heading; `name` is None when nothing is grouped. Counts are of all parts."""

    key: str
    name: str | None
    count_text: str
    past_text: str | None
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: rows under their groups between two days, the lines over them.

    `zoom` changes when another window is asked for: until then a person's own zoom stays.
    """

    groups: tuple[TimelineGroup, ...]
    window: Window
    zoom: str
    today: date
    today_label: str
    today_text: str
    term_end: date | None
    term_end_label: str
    term_end_text: str


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the rows this is, and the ways to the others; None without need."""

    text: str
    rows_text: str
    before: Choice | None
    after: Choice | None


@dataclass(frozen=True, slots=True)
class TimelineScreen:
    """Everything on `/timeline`. `notes` say what is drawn of what there is, and what is not and why.

    `kinds` are the kinds of the milestones in sight with their letters, for the legend.
    """

    title: str
    filters: FilterBar
    controls: tuple[Control, ...]
    windows: Control
    steps: tuple[Choice, ...]
    only_marks: Choice
    window_text: str
    notes: tuple[str, ...]
    compared_name: str
    kinds: tuple[tuple[str, str], ...]
    slip_label: str
    slip_explained: tuple[str, ...]
    past_label: str
    past_explained: tuple[str, ...]
    chart: Chart
    part: Part | None
    milestones: MilestoneList | None
    empty_text: str | None
    as_of_text: str
    source_text: str
    definitions: tuple[str, ...]

    @property
    def rows(self) -> tuple[TimelineRow, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.chart.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn: of `entries` the `kept` have a row, in `parts`; this is the part at `place`, from 1."""

    view: View
    options: Options
    plans: tuple[tuple[str, str], ...]
    whole: Window | None
    window: Window
    entries: tuple[Entry, ...]
    kept: tuple[Entry, ...]
    parts: tuple[Sequence[Entry], ...]
    place: int

    @property
    def part(self) -> Sequence[Entry]:
        return self.parts[self.place - 1] if self.parts else ()

    @property
    def plan_name(self) -> str:
        return dict(self.plans)[self.options.plan]


def timeline(portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN) -> TimelineScreen:
    """The timeline of the projects that the filter leaves, judged on the status date."""
    picture = _picture(portfolio, address, portfolio.status_date(today), words)
    view, options, window, name = picture.view, picture.options, picture.window, picture.plan_name
    groups = _groups(picture)
    rows = [row for group in groups for row in group.rows]
    kinds = {mark.kind for row in rows for mark in row.marks}
    projects = [each.measure for each in picture.kept]
    slip_label = words.timeline_slip.format(plan=name)
    return TimelineScreen(
        title=words.timeline_title,
        filters=filter_bar(view),
        controls=controls(view, options, picture.plans),
        windows=window_control(view, options, portfolio.term, picture.whole),
        steps=steps(view, options, window),
        only_marks=only_choice(view, options),
        window_text=window_text(window, words),
        notes=tuple(_notes(picture, rows)),
        compared_name=name,
        kinds=tuple((kind, letter) for kind, letter in words.timeline_letters.items() if kind in kinds),
        slip_label=slip_label,
        slip_explained=explained(
            portfolio, words, slip_label, words.timeline_slip_definition.format(plan=name)
        ),
        past_label=words.timeline_past,
        past_explained=explained(portfolio, words, words.timeline_past, words.past_plan_definition),
        chart=_chart(picture, groups, today),
        part=_part(picture),
        milestones=milestone_list(view, projects, window) if options.only_marks else None,
        empty_text=_empty_text(picture),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
        definitions=(words.past_plan_definition, words.timeline_most.format(n=f"{MOST_STAGES:,}")),
    )


def _picture(portfolio: Portfolio, address: Address, on: date, words: Words) -> _Picture:
    known = known_address(portfolio, address, on)
    changes = portfolio.remembered(
        ("most changes", on), lambda: most_changes(portfolio.measures(on).values(), on)
    )
    options, here = read_options(known, changes)
    plans = plan_words(changes, words)
    name = dict(plans)[options.plan]
    chosen = left(portfolio, here.filter, on)  # put into their order below
    known_projects = drawables(View(portfolio, here, on, words), options.plan, name)
    drawn = [known_projects[each.file.id] for each in chosen]
    whole = whole_window(drawn)
    window = shown_window(options, portfolio.term, whole, on)
    entries = [entry(each, window) for each in drawn]
    kept = [each for each in entries if is_kept(each, options)]
    parts = cut_into_parts(in_order(View(portfolio, here, on, words), kept, options), options)
    place = options.part
    if place > max(len(parts), 1):
        here, place = ignored(here, "part"), 1
    view = View(portfolio, here, on, words)
    return _Picture(view, options, plans, whole, window, tuple(entries), tuple(kept), tuple(parts), place)


def plan_words(changes: int, words: Words) -> tuple[tuple[str, str], ...]:
    """What may stand under 현재: 당초, 현재, 변경 1 …, as it stands in an address and on screen."""
    numbered = [(str(number), words.plan_change.format(n=number)) for number in range(1, changes + 1)]
    return ((ORIGINAL, words.baseline), (CURRENT, words.current), *numbered)


# ---- rows ----


def _groups(picture: _Picture) -> tuple[TimelineGroup, ...]:
    view, options = picture.view, picture.options
    members = grouped(picture.kept, lambda each: group_key(each, options))
    here = grouped(picture.part, lambda each: group_key(each, options))
    return tuple(
        _group(view.words, key, name, members[key], [_row(picture, each) for each in here[key]])
        for key, name in group_names(view, options)
        if key in here
    )


def _group(
    words: Words, key: str, name: str | None, members: Sequence[Entry], rows: Sequence[TimelineRow]
) -> TimelineGroup:
    text = words.timeline_count if len(rows) == len(members) else words.timeline_count_of
    past = sum(each.measure.days_past is not None for each in members)
    return TimelineGroup(
        key=key,
        name=name,
        count_text=text.format(n=f"{len(rows):,}", all=f"{len(members):,}"),
        past_text=words.timeline_group_past.format(n=f"{past:,}") if past else None,
        rows=tuple(rows),
    )


def _row(picture: _Picture, each: Entry) -> TimelineRow:
    view, window, measure = picture.view, picture.window, each.measure
    words, only_marks = view.words, picture.options.only_marks
    project, file, days = each.project, measure.file.project, measure.days_past
    return TimelineRow(
        project_id=file.id,
        href=view.project(file.id),
        number_text=measure.file.number(view.chosen.programme) or "",
        name=file.short_name or file.name,
        full_name=file.name,
        status=measure.status,
        status_word=reported_status_word(view.portfolio, measure.report, words),
        slip_days=project.slip.known_days if project.slip else None,
        slip_text=slip_text(words, project.slip),
        past_level=past_level(days),
        past_text=words.days.format(n=f"{days:,}") if days else None,
        past_sentence=past_sentence(measure, words),
        stages=() if only_marks else stage_bars(measure, project.compared, project.bars, window, words),
        marks=marks(measure, project.compared, window, words),
        note=_note(each, words),
    )


def _note(each: Entry, words: Words) -> str | None:
    """Why a row is empty."""
    if each.stages:
        return None
    if not each.project.total:
        return words.timeline_no_stages
    if each.project.undated == each.project.total:
        return words.timeline_no_dates.format(n=f"{each.project.total:,}")
    return words.timeline_not_now


# ---- what is said ----


def _notes(picture: _Picture, rows: Sequence[TimelineRow]) -> Iterator[str]:
    """What is drawn of what there is, and what is not and why; the numbers of a sentence add up."""
    words, left_out = picture.view.words, len(picture.entries) - len(picture.kept)
    yield from _notes_of_marks(picture) if picture.options.only_marks else _notes_of_bars(picture, rows)
    if left_out:
        yield words.timeline_rows_left_out.format(n=f"{left_out:,}")


def _notes_of_marks(picture: _Picture) -> Iterator[str]:
    words = picture.view.words
    everything, here = sum(each.marks for each in picture.kept), sum(each.marks for each in picture.part)
    yield words.timeline_drawn_marks.format(all=f"{everything:,}", n=f"{here:,}")
    coarse = sum(each.coarse_marks for each in picture.entries)
    if coarse:
        yield words.timeline_coarse_marks.format(n=f"{coarse:,}")


def _notes_of_bars(picture: _Picture, rows: Sequence[TimelineRow]) -> Iterator[str]:
    words, entries = picture.view.words, picture.entries
    everything, undated = (
        sum(each.project.total for each in entries),
        sum(each.project.undated for each in entries),
    )
    here, inside = sum(each.stages for each in picture.part), sum(each.stages for each in entries)
    count = sum(len(stage.bars) for row in rows for stage in row.stages)
    yield words.timeline_drawn.format(all=f"{everything:,}", n=f"{here:,}", bars=f"{count:,}")
    causes = (
        (words.timeline_elsewhere, inside - here),
        (words.timeline_outside, everything - inside - undated),
        (words.timeline_undated, undated),
    )
    said = [template.format(n=f"{number:,}") for template, number in causes if number]
    if said:
        yield words.timeline_not_drawn.format(causes=", ".join(said))
    without = sum(each.project.compared.dates is None for each in entries)
    if without:
        yield words.timeline_without_plan.format(plan=picture.plan_name, n=f"{without:,}")


def _empty_text(picture: _Picture) -> str | None:
    words = picture.view.words
    if picture.kept:
        return None
    if not picture.entries:
        return words.empty_filter if picture.view.portfolio.projects else words.empty_room
    return words.timeline_no_marks if picture.options.only_marks else words.timeline_nothing


def _chart(picture: _Picture, groups: tuple[TimelineGroup, ...], today: date) -> Chart:
    view, options, window = picture.view, picture.options, picture.window
    words, term = view.words, view.portfolio.term
    term_end = term.ends if term else None
    asked = options.window or (window if options.only_marks else None)
    return Chart(
        groups=groups,
        window=window,
        zoom=window_text(asked, words) if asked else words.timeline_window_term,
        today=view.on,
        today_label=words.today if view.on == today else words.basis_day,
        today_text=date_text(words, view.on),
        term_end=term_end,
        term_end_label=words.term_end,
        term_end_text=date_text(words, term_end),
    )


@apart
def _part(picture: _Picture) -> Part | None:
    parts, place = picture.parts, picture.place
    if len(parts) < 2:
        return None
    words, here = picture.view.words, picture.view.here

    def way(label: str, number: int) -> Choice | None:
        if not 1 <= number <= len(parts):
            return None
        there = here.with_option("part", str(number) if number > 1 else None)
        return Choice(label, urls.href(there))

    before = sum(len(part) for part in parts[: place - 1])
    return Part(
        text=words.timeline_part.format(n=f"{place:,}", all=f"{len(parts):,}"),
        rows_text=words.timeline_part_rows.format(
            first=f"{before + 1:,}",
            last=f"{before + len(parts[place - 1]):,}",
            all=f"{sum(len(part) for part in parts):,}",
        ),
        before=way(words.timeline_part_before, place - 1),
        after=way(words.timeline_part_after, place + 1),
    )
