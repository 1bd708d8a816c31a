"""관리카드 (`/projects/<id>/card`): everything about one project on sheets of A4, as a city keeps it on paper."""

from collections.abc import Iterator, Sequence
from datetime import date

from dashboard import urls
from dashboard.domain.portfolio import Portfolio
from dashboard.domain.words import KOREAN, Words
from dashboard.screens.gantt import Span, StageRow
from dashboard.screens.header import MomentLink
from dashboard.screens.paper import (
    Block,
    Cell,
    Line,
    Paper,
    PaperScreen,
    Table,
    about_texts,
    detail,
    file_basis,
    file_link,
    fund_tables,
    head,
    heads,
    item,
    named_rows,
    note,
    rates_table,
)
from dashboard.screens.plans import PlanVersionRow, ReportRow, UnapprovedRow
from dashboard.screens.project import Fact, ProjectScreen, Standing, project
from dashboard.screens.project_results import ResultCell, Results
from dashboard.screens.selection import known_address
from dashboard.screens.texts import MismatchLine, View
from dashboard.urls import Address, Page


def card(portfolio: Portfolio, address: Address, today: date, words: Words = KOREAN) -> PaperScreen | None:
    """The card of `address`; it says what the project's page says. None when there is no such project."""
    screen = project(portfolio, address.to(Page.PROJECT, address.project_id), today, words)
    if screen is None:
        return None
    on = portfolio.status_date(today)
    view = View(portfolio, known_address(portfolio, address, on), on, words)
    back = urls.href(view.here.to(Page.PROJECT, screen.project_id))
    return PaperScreen(
        title=f"{screen.number_text} {screen.name} · {words.card_title}",
        back=MomentLink(words.card_back, back),
        choice_label="",
        choices=(),
        filters=None,
        paper=Paper(
            title=words.card_title,
            subtitle=f"{screen.number_text} {screen.name}",
            about=about_texts(View(portfolio, view.here.with_filter(urls.EVERYTHING), on, words)),
            blocks=tuple(_blocks(screen, words)),
            file_name=words.card_file_name.format(
                number=screen.number_text, basis=file_basis(view), version=portfolio.facts.version
            ),
        ),
        file=file_link(view),
        file_title=words.paper_file_title,
        print_text=words.paper_print,
    )


def _blocks(screen: ProjectScreen, words: Words) -> Iterator[Block]:
    yield named_rows(_facts(screen, words))
    yield from _notes([note for fact in (screen.content, *screen.facts) for note in fact.notes])
    yield head(words.card_standing)
    yield named_rows(_standing(screen.standing, words))
    yield from _notes(screen.standing.notes)
    yield head(screen.content_title)
    yield item(screen.content.text)
    yield head(words.card_stages)
    yield from _stages(screen, words)
    yield head(words.card_funding)
    yield from _funding(screen, words)
    yield head(screen.results.title)
    yield from _results(screen.results, words)
    yield head(words.card_work)
    yield from _work(screen.reports, words)
    yield head(words.card_history)
    yield from _history(screen, words)
    yield head(words.card_definitions)
    yield from (detail(text) for text in screen.definitions)


def _facts(screen: ProjectScreen, words: Words) -> list[tuple[str, str]]:
    facts: Sequence[Fact] = screen.facts
    return [
        (words.card_number, screen.number_text),
        (words.card_name, screen.name),
        *((fact.label, fact.text) for fact in facts),
    ]


def _standing(standing: Standing, words: Words) -> list[tuple[str, str]]:
    """Official status, computed schedule and report: side by side, never merged."""
    target = standing.target_text or words.target_missing
    return [
        (standing.status_label, standing.status_word),
        (standing.progress_name, f"{standing.progress_text} ({target})"),
        (standing.past_label, standing.past_sentence),
        (standing.report_label, standing.report_text),
    ]


def _notes(texts: Sequence[str]) -> Iterator[Line]:
    yield from (note(text) for text in texts if text)


def _stages(screen: ProjectScreen, words: Words) -> Iterator[Block]:
    gantt = screen.gantt
    if gantt.empty_text:
        yield item(gantt.empty_text)
        return
    yield Table(
        (2.2, 2.3, 2.3, 2.3, 1.0, 1.5),
        heads(
            words.stage_heading,
            words.baseline,
            words.current,
            words.actual,
            words.slip_heading,
            words.card_stage_state,
        ),
        tuple(_stage(row, words) for row in gantt.rows),
    )
    unread = [text for row in gantt.rows for text in row.unread]
    yield from _notes([gantt.note or "", gantt.unread_text or "", gantt.unapproved_text or "", *unread])


def _stage(row: StageRow, words: Words) -> tuple[Cell, ...]:
    def span(dates: Span | None) -> Cell:
        return Cell(dates.text if dates else words.missing)

    return (
        Cell(row.name, is_head=True),
        span(row.baseline),
        span(row.current),
        span(row.actual),
        Cell(row.slip_text, is_number=True),
        Cell(_stage_state(row, words)),
    )


def _stage_state(row: StageRow, words: Words) -> str:
    """What the dates say; progress where the city reports it of a stage that is under way."""
    if not row.judged:
        return words.card_stage_unjudged
    if row.is_done:
        return words.card_stage_done
    state = row.overdue_text or (words.card_stage_ongoing if row.actual else words.card_stage_ahead)
    return f"{state} ({row.progress_text})" if row.progress is not None else state


def _funding(screen: ProjectScreen, words: Words) -> Iterator[Block]:
    table = screen.funding
    if table.empty_text:
        yield item(table.empty_text)
        return
    yield from fund_tables(table, words)
    yield item(table.gap_text)
    yield rates_table(table.rates, words)
    yield from _notes([table.note, *table.notes])
    yield from (note(_mismatch(table.mismatch_title, line)) for line in table.mismatches)
    if screen.shared_budget:
        names = ", ".join(each.text for each in screen.shared_budget)
        yield note(f"{screen.shared_budget_title}: {names}")


def _mismatch(title: str, line: MismatchLine) -> str:
    return f"{title}: {line.what} {line.stated_text} ↔ {line.summed_text} ({line.difference_text})"


def _results(results: Results, words: Words) -> Iterator[Block]:
    """Indicators of result by year, each with its target."""
    if results.empty_text:
        yield item(results.empty_text)
        return
    years = len(results.heads) - 1
    yield Table(
        (2.4, *[1.5] * years),
        heads(*results.heads),
        tuple(
            (Cell(row.name, is_head=True), *(Cell(_result(cell, words)) for cell in row.cells))
            for row in results.rows
        ),
    )
    yield from _notes([text for row in results.rows for text in (row.remark or "", *row.notes)])


def _result(cell: ResultCell | None, words: Words) -> str:
    return f"{cell.text} ({cell.rate_text})" if cell else words.missing


def _work(reports: Sequence[ReportRow], words: Words) -> Iterator[Block]:
    """The newest report in full."""
    if not reports:
        yield item(words.reports_empty)
        return
    newest = reports[0]
    yield note(words.card_of_report.format(date=newest.date_text))
    for label, text in (
        (words.done_label, newest.done_text),
        (words.issue_label, newest.issue),
        (words.measure_label, newest.measure),
        (words.next_label, newest.next_text),
    ):
        yield item(f"{label}: {text or words.missing}")
    yield from _notes(newest.unread)


def _history(screen: ProjectScreen, words: Words) -> Iterator[Block]:
    yield Table(
        (1.0, 1.5, 2.6, 1.5, 2.4, 2.0),
        heads(
            words.plan_heading,
            words.plan_approved,
            words.plan_total,
            screen.plans_end_label,
            words.plan_reason,
            words.plan_procedure,
        ),
        tuple(_plan(plan) for plan in screen.plans),
    )
    yield from _notes(
        [screen.plans_empty_text or "", *(text for plan in screen.plans for text in plan.notes)]
    )
    yield from (detail(_unapproved(screen.unapproved_title, row)) for row in screen.unapproved)


def _plan(plan: PlanVersionRow) -> tuple[Cell, ...]:
    total = f"{plan.total_text} ({plan.change_text})" if plan.change_text else plan.total_text
    return (
        Cell(plan.name, is_head=True),
        Cell(plan.approved_text),
        Cell(total, is_number=True),
        Cell(plan.end_text),
        Cell(plan.reason_text),
        Cell(plan.procedure_text),
    )


def _unapproved(title: str, row: UnapprovedRow) -> str:
    return (
        f"{title}: {row.stage_name} {row.what} {row.before_text} → {row.after_text} "
        f"({row.days_text}, {row.times_text})"
    )
