"""공약 한눈에 (`/`): the figures of the portfolio and every project as a tile, grouped by area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.facets import Facet
from dashboard.domain.funding import MoneyStage, funding_rates
from dashboard.domain.moments import ChangeSet
from dashboard.domain.money import money_text
from dashboard.domain.portfolio import Portfolio, PortfolioFunding, ProjectMeasure, standings
from dashboard.domain.progress import (
    behind_rate,
    budget_weighted_progress,
    completion_rate,
    mean_progress,
    names_text,
    on_track_rate,
    status_counts,
)
from dashboard.domain.records import Area, Programme
from dashboard.domain.vocabulary import Status
from dashboard.domain.words import KOREAN, Words, signed_days
from dashboard.screens.apart import apart
from dashboard.screens.changes import ChangeLine, ChangePanel, change_panel
from dashboard.screens.filters import FilterBar, filter_bar
from dashboard.screens.financing import money_rate_line
from dashboard.screens.header import MomentLink, moment_text
from dashboard.screens.selection import NARROWING, in_scope, known_address, selection
from dashboard.screens.since import changed_projects
from dashboard.screens.texts import (
    CLEAR_FROM_DAYS,
    STRONG_FROM_DAYS,
    MismatchLine,
    PastLevel,
    RateLine,
    View,
    as_of_text,
    mismatch_line,
    past_level,
    past_sentence,
    programme_label,
    rate_line,
    reported_status_word,
    short_percent,
    source_text,
    status_word,
)
from dashboard.urls import Address, Filter

__all__ = [
    "AreaColumn",
    "ChangeLine",
    "ChangePanel",
    "MismatchLine",
    "MoneyLine",
    "MoneyPanel",
    "PastLevel",
    "PastPlanCount",
    "RateLine",
    "RoomScreen",
    "ScopeOption",
    "StatusCount",
    "Tile",
    "room",
]


@dataclass(frozen=True, slots=True)
class ScopeOption:
    """One position of the switch 전체 / 공약 / 100대 핵심과제."""

    label: str
    count: int
    count_text: str
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class StatusCount:
    """One entry of the status legend; its href adds the status to the filter or takes it out.

    `status` None is 상태 미상. `share` is of the projects in scope, for the stacked bar.
    """

    status: Status | None
    word: str
    count: int
    count_text: str
    share: float
    href: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class PastPlanCount:
    """How many projects have passed a planned date ("계획일 경과 17개"), as a filter that toggles.

    `count` is None when no project has a date that could have passed.
    """

    label: str
    count: int | None
    count_text: str
    href: str
    is_on: bool
    definition: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """계획, 확보 or 집행. `share` is the part of the longest of the three, for a bar; None when missing.

    `note` is what the amount rests on ("130개 사업 합 · 금액 자료 없는 사업 6개"), None without need.
    """

    label: str
    amount: int | None
    amount_text: str
    share: float | None
    note: str | None


@dataclass(frozen=True, slots=True)
class MoneyPanel:
    """Planned, secured, executed money and the rates over them, each with its base."""

    title: str
    rates_title: str
    lines: tuple[MoneyLine, ...]
    rates: tuple[RateLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A project at a glance. `title` is the whole sentence for hover and screen readers.

    `days_past` is None when no planned date has passed; `past_text` is then None too, else
    "+87일"; `past_sentence` is "착공 예정일 87일 경과". `progress_text` is None when none was reported.
    """

    project_id: str
    href: str
    number_text: str
    name: str
    full_name: str
    status: Status | None
    status_word: str
    days_past: int | None
    past_level: PastLevel
    past_text: str | None
    past_sentence: str | None
    progress: float | None
    progress_text: str | None
    title: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """An area (분야) with its tiles: furthest past plan first, then by number. `area_id` None is 분야 미상.

    `count` counts the area's projects in scope, `shown` those that the filter leaves.
    `href` narrows the room to this area, or widens it again; None for 분야 미상.
    """

    area_id: str | None
    name: str
    full_name: str
    count: int
    shown: int
    count_text: str
    note: str | None
    href: str | None
    is_on: bool
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class RoomScreen:
    """Everything on `/`. `empty_text` is a sentence when no tile is left, else None.

    `since` names the moment since which changed tiles are marked, with the way to take the marks off.
    `count_text` is "136개", `count_sum_text` "87 + 100 − 중복 51 = 136".
    """

    title: str
    count: int
    count_text: str
    count_label: str
    count_sum_text: str
    count_notes: tuple[str, ...]
    scopes: tuple[ScopeOption, ...]
    statuses: tuple[StatusCount, ...]
    statuses_text: str | None
    past_plan: PastPlanCount
    headline: RateLine
    other_rates_title: str
    other_rates: tuple[RateLine, ...]
    money: MoneyPanel
    areas: tuple[AreaColumn, ...]
    since: MomentLink | None
    changes: ChangePanel
    mismatch_title: str
    mismatches: tuple[MismatchLine, ...]
    filters: FilterBar
    empty_text: str | None
    as_of_text: str
    source_text: str
    definitions: tuple[str, ...]


def room(
    portfolio: Portfolio,
    address: Address,
    today: date,
    words: Words = KOREAN,
    marked: ChangeSet | None = None,
) -> RoomScreen:
    """The room of this data version, narrowed to the filter of `address`, judged on the status date.

    `today` is the movable today of the domain; the status date is the earlier of it and 자료 기준일.
    The figures and the legend count the programme and area of the filter; tiles also obey its
    statuses and 계획일 경과. Tiles that changed since the moment of `marked` carry a mark. What does not
    exist is dropped from the filter, and said.
    """
    on = portfolio.status_date(today)
    view = View(portfolio, known_address(portfolio, address, on), on, words)
    scope = in_scope(portfolio, view.chosen, on)
    shown = selection(portfolio, view.chosen, on)
    money = portfolio.funding(on, scope)
    headline, others = scope_rates(portfolio, scope, words)
    programme = portfolio.programme(view.chosen.programme)
    return RoomScreen(
        title=words.room_title,
        count=len(scope),
        count_text=words.count_projects.format(n=f"{len(scope):,}"),
        count_label=programme.name if programme else words.scope_all_title,
        count_sum_text=count_sum(portfolio, programme, scope, words),
        count_notes=_count_notes(portfolio, view.chosen, scope, words),
        scopes=_scopes(view),
        statuses=_status_counts(view, scope),
        statuses_text=None if _has_statuses(view) else words.status_none_given,
        past_plan=_past_plan(view, scope),
        headline=headline,
        other_rates_title=words.other_rates,
        other_rates=others,
        money=_money_panel(portfolio, money, on, words),
        areas=_marked(view, _areas(view, scope, shown), marked),
        since=_since(view, scope, marked),
        changes=change_panel(view, {each.file.id for each in scope}),
        mismatch_title=words.mismatch_title,
        mismatches=tuple(
            mismatch_line(portfolio, each, view.link(each.project_id), words) for each in money.mismatches
        ),
        filters=filter_bar(view),
        empty_text=None if shown else (words.empty_filter if portfolio.projects else words.empty_room),
        as_of_text=as_of_text(portfolio, today, words),
        source_text=source_text(portfolio, words),
        definitions=(
            words.order,
            words.past_plan_definition,
            words.past_levels_definition.format(clear=CLEAR_FROM_DAYS, strong=STRONG_FROM_DAYS),
        ),
    )


def scope_rates(
    portfolio: Portfolio, scope: Sequence[ProjectMeasure], words: Words
) -> tuple[RateLine, tuple[RateLine, ...]]:
    """The rate that the city publishes, under its name, and the others."""
    profile = portfolio.facts.profile
    counted = standings(scope)
    rates = {
        "mean_progress": mean_progress(counted, words),
        "completion": completion_rate(counted, words),
        "budget_weighted": budget_weighted_progress(counted, words),
        "on_track": on_track_rate(counted, words),
        "behind": behind_rate(counted, words),
    }
    chosen = profile.headline if profile.headline in rates else "mean_progress"
    headline = rate_line(rates.pop(chosen), profile.currency, words, profile.headline_name)
    return headline, tuple(rate_line(rate, profile.currency, words) for rate in rates.values())


def count_sum(
    portfolio: Portfolio, programme: Programme | None, scope: Sequence[ProjectMeasure], words: Words
) -> str:
    """`87 + 100 − 중복 51 = 136`: no project is counted twice, and the sum shows it."""
    counts = [sum(each.id in one.file.numbers for one in scope) for each in portfolio.programmes]
    outside = sum(not each.file.numbers for each in scope)
    duplicates = sum(counts) + outside - len(scope)
    parts = [f"{count:,}" for count in counts if count]
    if programme or len(parts) + bool(outside) < 2:
        name = programme_label(programme) if programme else words.scope_all
        return words.count_one.format(name=name, n=f"{len(scope):,}")
    text = " + ".join(parts)
    if duplicates:
        text += " − " + words.duplicates.format(n=f"{duplicates:,}")
    if outside:
        text += " + " + words.no_programme.format(n=f"{outside:,}")
    return f"{text} = {len(scope):,}"


def _count_notes(
    portfolio: Portfolio, chosen: Filter, scope: Sequence[ProjectMeasure], words: Words
) -> tuple[str, ...]:
    """How far the programme overlaps the others, and where a count differs from what the city prints."""
    notes = []
    if any(chosen.values(facet) for facet in NARROWING):
        notes.append(words.scope_note.format(n=f"{len(scope):,}"))
    for each in portfolio.programmes:
        count = sum(each.id in one.file.numbers for one in scope)
        if chosen.programme and each.id != chosen.programme and count:
            notes.append(words.overlap_note.format(name=programme_label(each), n=f"{count:,}"))
        others = chosen.without(Facet.PROGRAMME, *NARROWING)
        is_whole = not others.choices and chosen.values(Facet.PROGRAMME) in ((), (each.id,))
        if is_whole and each.stated_count is not None and each.stated_count != count:
            notes.append(
                words.stated_count_note.format(
                    name=programme_label(each), stated=f"{each.stated_count:,}", count=f"{count:,}"
                )
            )
    return tuple(notes)


def _scopes(view: View) -> tuple[ScopeOption, ...]:
    """A position per programme and one for all; none where there is nothing to switch."""
    in_area = in_scope(view.portfolio, view.chosen.with_programme(None), view.on)
    options: list[tuple[str | None, str]] = [
        (each.id, programme_label(each)) for each in view.portfolio.programmes
    ]
    counts = {key: sum(key in each.file.numbers for each in in_area) for key, _ in options if key}
    if len(options) < 2 and all(count == len(in_area) for count in counts.values()):
        return ()
    return tuple(
        ScopeOption(
            label=label,
            count=(count := counts[key] if key else len(in_area)),
            count_text=f"{count:,}",
            href=view.room(view.chosen.with_programme(key)),
            is_on=view.chosen.programme == key,
        )
        for key, label in [*options, (None, view.words.scope_all)]
    )


def _status_counts(view: View, scope: Sequence[ProjectMeasure]) -> tuple[StatusCount, ...]:
    counts = status_counts(each.status for each in scope)
    for status in view.chosen.statuses:
        counts.setdefault(status, 0)
    # Zeros of words that nobody uses would look like something that was counted.
    if not _has_statuses(view):
        counts = {
            status: count for status, count in counts.items() if count or status in view.chosen.statuses
        }
    return tuple(
        StatusCount(
            status=status,
            word=status_word(view.portfolio, status, view.words),
            count=count,
            count_text=f"{count:,}",
            share=count / len(scope) if scope else 0.0,
            href=view.room(view.chosen.with_status_toggled(status)),
            is_on=status in view.chosen.statuses,
        )
        for status, count in counts.items()
    )


def _has_statuses(view: View) -> bool:
    """Whether the city reports an official status of any project, or has no projects yet."""
    measures = view.portfolio.measures(view.on).values()
    return not measures or any(each.status is not None for each in measures)


def _past_plan(view: View, scope: Sequence[ProjectMeasure]) -> PastPlanCount:
    count = sum(each.days_past is not None for each in scope)
    words, known = view.words, any(each.schedule.has_dates for each in scope)
    return PastPlanCount(
        label=view.words.past_plan,
        count=count if known else None,
        count_text=words.count_projects.format(n=f"{count:,}") if known else words.missing,
        href=view.room(view.chosen.with_past_plan_toggled()),
        is_on=view.chosen.past_plan_only,
        definition=view.words.past_plan_definition,
    )


@apart
def _money_panel(portfolio: Portfolio, money: PortfolioFunding, on: date, words: Words) -> MoneyPanel:
    currency = portfolio.facts.profile.currency
    names = {
        MoneyStage.PLANNED: words.money_planned,
        MoneyStage.SECURED: words.money_secured,
        MoneyStage.EXECUTED: words.money_executed,
    }
    amounts = {stage: money.funding.grid(stage).total for stage in names}
    longest = max((amount for amount in amounts.values() if amount is not None), default=0)
    term = portfolio.term
    year = portfolio.money_date(on).year
    rates = funding_rates(money.funding, year, term.ends if term else None, words)
    return MoneyPanel(
        title=words.money_title_all,
        rates_title=words.money_rates_to.format(year=year),
        lines=tuple(
            MoneyLine(
                label=name,
                amount=amounts[stage],
                amount_text=words.not_applicable
                if money.is_without_budget
                else money_text(amounts[stage], currency, words),
                share=_share(amounts[stage], longest),
                note=amount_note(money, words) if stage is MoneyStage.PLANNED else None,
            )
            for stage, name in names.items()
        ),
        rates=tuple(
            money_rate_line(rate, currency, words, is_without_budget=money.is_without_budget)
            for rate in rates
        ),
        notes=money_notes(money, currency, words),
    )


def _share(amount: int | None, longest: int) -> float | None:
    return max(amount, 0) / longest if amount is not None and longest > 0 else None


def amount_note(money: PortfolioFunding, words: Words) -> str:
    """What a sum of money rests on: projects with an amount, without one, 비예산."""
    parts = [
        (words.money_sum, money.projects_with_amount),
        (words.money_missing_projects, money.projects_without_amount),
        (words.money_no_budget, money.projects_without_budget),
    ]
    return " · ".join(text.format(n=f"{count:,}") for text, count in parts if count)


def money_notes(money: PortfolioFunding, currency: str, words: Words) -> tuple[str, ...]:
    """What was counted once, what 폐기 have, money known by area alone."""
    notes = []
    if money.shared_budgets:
        notes.append(words.money_shared.format(n=money.shared_budgets))
    if money.dropped_planned is not None:
        names = names_text([each.file.label for each in money.dropped], words)
        amount = money_text(money.dropped_planned, currency, words)
        notes.append(words.money_dropped.format(n=f"{len(money.dropped):,}", names=names, amount=amount))
    if money.area_level is not None:
        notes.append(words.money_area.format(amount=money_text(money.area_level, currency, words)))
    if money.area_left_out is not None:
        notes.append(
            words.money_area_left_out.format(amount=money_text(money.area_left_out, currency, words))
        )
    return tuple(notes)


def _since(view: View, scope: Sequence[ProjectMeasure], marked: ChangeSet | None) -> MomentLink | None:
    """What the marks on the tiles mean, and the room without them."""
    if marked is None or marked.before is None:
        return None
    ids = changed_projects(view.portfolio, marked) & {each.file.id for each in scope}
    text = view.words.since_marked.format(since=moment_text(marked.before, view.words), n=f"{len(ids):,}")
    return MomentLink(text, urls.href(view.here.with_option("since", None)))


def _marked(view: View, areas: tuple[AreaColumn, ...], marked: ChangeSet | None) -> tuple[AreaColumn, ...]:
    """The areas with a mark on every tile that changed since the moment of `marked`."""
    if marked is None or marked.before is None:
        return areas
    ids = changed_projects(view.portfolio, marked)
    said = view.words.since_tile.format(since=moment_text(marked.before, view.words))

    def tile(each: Tile) -> Tile:
        is_changed = each.project_id in ids
        return replace(each, is_changed=True, title=f"{each.title} · {said}") if is_changed else each

    return tuple(replace(area, tiles=tuple(tile(each) for each in area.tiles)) for area in areas)


def _areas(
    view: View, scope: Sequence[ProjectMeasure], shown: Sequence[ProjectMeasure]
) -> tuple[AreaColumn, ...]:
    areas: list[Area | None] = [*view.portfolio.areas, None]
    columns = []
    for area in areas:
        inside = [each for each in scope if _is_in(each, area)]
        if inside:
            columns.append(_column(view, area, inside, [each for each in shown if _is_in(each, area)]))
    return tuple(columns)


def _is_in(each: ProjectMeasure, area: Area | None) -> bool:
    own = each.file.area
    return own is area or (own is not None and area is not None and own.id == area.id)


@apart
def _column(
    view: View, area: Area | None, inside: Sequence[ProjectMeasure], shown: Sequence[ProjectMeasure]
) -> AreaColumn:
    words = view.words
    name = (area.short_name or area.name) if area else words.area_unknown
    mean = mean_progress(standings(inside), words)
    headline_name = view.portfolio.facts.profile.headline_name
    note_name = headline_name if view.portfolio.facts.profile.headline == "mean_progress" else None
    return AreaColumn(
        area_id=area.id if area else None,
        name=name,
        full_name=area.name if area else words.area_unknown,
        count=len(inside),
        shown=len(shown),
        count_text=f"{len(inside):,}" if len(inside) == len(shown) else f"{len(shown):,}/{len(inside):,}",
        note=words.area_mean.format(
            name=note_name or words.progress_default, value=short_percent(mean.value, words)
        )
        if _has_progress(view)
        else None,
        href=view.room(view.chosen.with_area_toggled(area.id)) if area else None,
        is_on=area is not None and view.chosen.area == area.id,
        tiles=tuple(_tile(view, each) for each in shown),
    )


def _has_progress(view: View) -> bool:
    """Whether the city reports progress at all; where it does not, 추진율 above says so once for all areas."""
    return any(each.progress is not None for each in view.portfolio.measures(view.on).values())


@apart
def _tile(view: View, each: ProjectMeasure) -> Tile:
    words, project, report = view.words, each.file.project, each.report
    number = each.file.number(view.chosen.programme) or words.missing_mark
    word = reported_status_word(view.portfolio, report, words)
    sentence = past_sentence(each, words)
    progress = None if each.progress is None else short_percent(each.progress, words)
    progress_name = (report.progress_name if report else None) or words.progress_default
    title = words.tile.format(number=number, name=project.name, status=word)
    named_progress = f"{progress_name} {progress}" if progress else None
    return Tile(
        project_id=project.id,
        href=view.project(project.id),
        number_text=number,
        name=project.short_name or project.name,
        full_name=project.name,
        status=each.status,
        status_word=word,
        days_past=each.days_past,
        past_level=past_level(each.days_past),
        past_text=None if each.days_past is None else signed_days(words, each.days_past),
        past_sentence=sentence,
        progress=each.progress,
        progress_text=progress,
        title=" · ".join(part for part in (title, named_progress, sentence) if part),
    )
