"""달라진 점 (`/changes`): what changed between two moments, by project and field, and the meetings to count from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.history import ChangeKind
from dashboard.domain.moments import LAST, MEETING, WEEK, ChangeSet, Moment, Notes
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.project_file import natural_order
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import Words, date_text, korean_time
from dashboard.screens.apart import apart
from dashboard.screens.changes import LEDGER, ChangeLine, is_news, lines_by_project
from dashboard.screens.filters import FilterBar, filter_bar
from dashboard.screens.header import MomentLink, moment_text
from dashboard.screens.selection import selection
from dashboard.screens.texts import View, as_of_text, project_text, reported_status_word, source_text
from dashboard.urls import Address, Page

PROJECTS_PER_PART = 60
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ChangedProject:
    """A project with everything that changed. `what` says that it is new, vanished or back; None otherwise."""

    project_id: str | None
    name: str
    href: str | None
    status: Status | None
    status_word: str | None
    what: str | None
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ChangesScreen:
    """Everything on `/changes`. `problem` says why nothing can be compared; then there are no projects."""

    title: str
    filters: FilterBar
    since_label: str
    since: tuple[MomentLink, ...]
    days: tuple[MomentLink, ...]
    days_text: str
    between_text: str
    count_text: str
    problem: str | None
    heads: tuple[str, str, str]
    projects: tuple[ChangedProject, ...]
    outside_text: str | None
    ledger: MomentLink | None
    parts: tuple[MomentLink, ...]
    mark_tiles: MomentLink | None
    meeting_name: str
    meeting_button: str | None
    meetings: tuple[MomentLink, ...]
    as_of_text: str
    source_text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What the room found: the changes (None when the asked moment is not kept) and what may be compared."""

    found: ChangeSet | None
    moments: Sequence[Moment]
    notes: Notes


def changes_screen(view: View, compared: Compared, today: date) -> ChangesScreen:
    """What changed up to the data that `view` shows, since the moment that its address names."""
    words, found = view.words, compared.found
    ids = {each.file.id for each in selection(view.portfolio, view.chosen, view.on)}
    by_project = lines_by_project(view, found.changes, ids) if found else {}
    projects = _projects(view, found, by_project) if found else ()
    part = _part(view.here, len(projects))
    return ChangesScreen(
        title=words.since_title,
        filters=filter_bar(view),
        since_label=words.since_label,
        since=_since_links(view.here, compared.notes, words),
        days=_day_links(view.here, compared.moments, words),
        days_text=words.past_choose,
        between_text=_between(found, words),
        count_text=words.since_count.format(
            projects=f"{sum(owner is not None for owner in by_project):,}",
            n=f"{sum(map(len, by_project.values())):,}",
        ),
        problem=_problem(view.here, found, compared, words),
        heads=(words.since_field, words.since_before, words.since_after),
        projects=projects[(part - 1) * PROJECTS_PER_PART : part * PROJECTS_PER_PART],
        outside_text=_outside(view, found, by_project),
        ledger=_ledger(view, found),
        parts=_part_links(view.here, len(projects), part, words),
        mark_tiles=_mark_tiles(view, found),
        meeting_name=words.meeting_name,
        meeting_button=words.meeting_mark,
        meetings=_meeting_links(view.here, compared.notes, words),
        as_of_text=as_of_text(view.portfolio, today, words),
        source_text=source_text(view.portfolio, words),
    )


def changed_projects(portfolio: Portfolio, found: ChangeSet) -> frozenset[str]:
    """The projects of `portfolio` in which anything changed, for the marks on the tiles."""
    return frozenset(
        each.project_id
        for each in found.changes
        if each.project_id and each.project_id in portfolio.projects and is_news(each)
    )


def _projects(
    view: View, found: ChangeSet, by_project: Mapping[str | None, tuple[ChangeLine, ...]]
) -> tuple[ChangedProject, ...]:
    """Vanished ones first, then new ones, then by number; what belongs to no project stands at the end."""
    came = {
        each.project_id: each.kind
        for each in found.changes
        if each.table == "project" and each.kind is not ChangeKind.CHANGED
    }
    names = dict(found.names)
    made = {
        owner: _project(view, owner, lines, came.get(owner), names) for owner, lines in by_project.items()
    }
    order = {ChangeKind.VANISHED: 0, ChangeKind.ADDED: 1, ChangeKind.RETURNED: 1}
    ordered = sorted(
        made,
        key=lambda owner: (
            owner is None,
            order.get(came.get(owner, ChangeKind.CHANGED), 2),
            natural_order(_number(view, owner)),
            getattr(made[owner], "name", ""),
        ),
    )
    return tuple(made[owner] for owner in ordered)


@apart
def _project(
    view: View,
    owner: str | None,
    lines: tuple[ChangeLine, ...],
    kind: ChangeKind | None,
    names: Mapping[str, str],
) -> ChangedProject:
    words = view.words
    measure = view.portfolio.measures(view.on).get(owner or "")
    what = {
        ChangeKind.ADDED: words.since_new,
        ChangeKind.VANISHED: words.since_gone,
        ChangeKind.RETURNED: words.since_back,
    }
    return ChangedProject(
        project_id=owner,
        name=project_text(measure.file, words, view.chosen.programme)
        if measure
        else names.get(owner or "", owner or words.since_no_project),
        href=view.link(owner),
        status=measure.status if measure else None,
        status_word=reported_status_word(view.portfolio, measure.report, words) if measure else None,
        what=what.get(kind) if kind else None,
        lines=lines,
    )


def _number(view: View, project_id: str | None) -> str | None:
    file = view.portfolio.projects.get(project_id or "")
    return file.number(view.chosen.programme) if file else None


def _between(found: ChangeSet | None, words: Words) -> str:
    if found is None or found.before is None:
        return ""
    before, after = moment_text(found.before, words), moment_text(found.after, words)
    return words.since_between.format(before=before, after=after)


def _problem(here: Address, found: ChangeSet | None, compared: Compared, words: Words) -> str | None:
    asked = here.option("since")
    if found is None:
        if asked == MEETING and not compared.notes.meetings:
            return words.since_no_meeting
        return words.since_unknown.format(asked=(asked or LAST)[:40])
    if found.before is None:
        return words.since_first
    return None if found.changes else words.since_none


def _outside(
    view: View, found: ChangeSet | None, by_project: Mapping[str | None, tuple[ChangeLine, ...]]
) -> str | None:
    """How many fields changed in projects that the filter leaves out: nothing is silently missing."""
    if found is None or not view.chosen.choices:
        return None
    everything = lines_by_project(view, found.changes, set(view.portfolio.projects))
    count = sum(map(len, everything.values())) - sum(map(len, by_project.values()))
    return view.words.since_outside.format(n=f"{count:,}") if count else None


def _ledger(view: View, found: ChangeSet | None) -> MomentLink | None:
    """How many rows of the finance system's books changed, and where they stand."""
    count = len({(each.table, each.key) for each in found.changes if each.table in LEDGER}) if found else 0
    if not count:
        return None
    there = view.here.to(Page.MONEY).with_option("cut", "lines")
    return MomentLink(view.words.since_ledger.format(n=f"{count:,}"), urls.href(there))


def _since_links(here: Address, notes: Notes, words: Words) -> tuple[MomentLink, ...]:
    named = [(words.since_last, None), (words.since_week, WEEK), (words.since_meeting, MEETING)]
    return tuple(
        _since_link(here, label, value) for label, value in named if value != MEETING or notes.meetings
    )


def _since_link(here: Address, label: str, value: str | None) -> MomentLink:
    there = _fresh(here).with_option("since", value)
    return MomentLink(label, urls.href(there), here.option("since") == value)


def _day_links(here: Address, moments: Sequence[Moment], words: Words) -> tuple[MomentLink, ...]:
    newest = {at.basis_date: at for at in moments if at.basis_date}
    days = sorted(newest.values(), key=lambda at: at.number, reverse=True)[:MOST_DAYS]
    return tuple(_since_link(here, moment_text(at, words), at.text) for at in days)


def _meeting_links(here: Address, notes: Notes, words: Words) -> tuple[MomentLink, ...]:
    return tuple(
        _since_link(
            here,
            words.meeting_line.format(name=mark.name, date=date_text(words, korean_time(mark.at).date())),
            f"v{mark.version}",
        )
        for mark in notes.meetings
    )


def _part(here: Address, count: int) -> int:
    """The part that the address asks for, 1 where it asks for none that exists."""
    asked = here.option("part") or ""
    last = max(1, -(-count // PROJECTS_PER_PART))
    return int(asked) if asked.isascii() and asked.isdecimal() and 1 <= int(asked[:6]) <= last else 1


def _part_links(here: Address, count: int, part: int, words: Words) -> tuple[MomentLink, ...]:
    last = -(-count // PROJECTS_PER_PART)
    if last < 2:
        return ()
    return tuple(
        MomentLink(
            words.since_page.format(n=number),
            urls.href(here.with_option("part", str(number) if number > 1 else None)),
            number == part,
        )
        for number in range(1, last + 1)
    )


def _mark_tiles(view: View, found: ChangeSet | None) -> MomentLink | None:
    """The room with a mark on every tile that changed."""
    if found is None or found.before is None or not found.changes:
        return None
    there = view.here.to(Page.ROOM).with_option("since", found.before.text)
    return MomentLink(view.words.since_mark_tiles, urls.href(there))


def _fresh(here: Address) -> Address:
    """The same screen on its first part."""
    return replace(here.with_option("part", None), ignored=())
